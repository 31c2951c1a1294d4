#include "literals.h"

#include <stdlib.h>

/// Whether a literal may have `byte` at `index`: anything behind its end.
///
/// Of bytes that the hash takes for the same, one is enough.
static bool may_have(const uint8_t *literal, uint32_t count, uint32_t index, uint32_t byte) {
  if (index >= count) return (byte & 0x20) != 0;
  return element_holds(literal[index], (uint8_t)byte) && lower((uint8_t)byte) == byte;
}

/// The lowest and the highest byte that an element of a literal can be.
static void bounds(
    const uint8_t *literal, uint32_t count, uint32_t index, uint32_t *low, uint32_t *high) {
  *low = 0;
  *high = 255;
  if (index >= count) return;
  bool is_class = literal[index] == BYTESCAN_ANY_HEX || literal[index] == BYTESCAN_ANY_DIGIT;
  *low = is_class ? '0' : literal[index];
  *high = is_class ? 'f' : literal[index];
}

static struct literal_member member_of(const struct bytescan_literals *set, uint32_t literal) {
  struct literal_member member = {0, 0, literal};
  uint32_t start = literal_start(set, literal), count = set->ends[literal] - start;
  uint8_t key[8] = {0}, mask[8] = {0};
  for (uint32_t i = 0; i < count && i < 8; i++) {
    uint8_t element = set->text[start + i];
    if (element == BYTESCAN_ANY_HEX || element == BYTESCAN_ANY_DIGIT) continue;
    mask[i] = (uint8_t)(element - 'a') < 26 ? (uint8_t)~0x20 : 0xFF;
    key[i] = element & mask[i];
  }
  memcpy(&member.key, key, sizeof key);
  memcpy(&member.mask, mask, sizeof mask);
  return member;
}

/// Low bits of the bytes that a literal may have behind its first three.
static uint32_t fourths_of(const struct bytescan_literals *set, uint32_t literal) {
  uint32_t start = literal_start(set, literal);
  if (set->ends[literal] - start < 4) return ~0u;
  uint8_t element = set->text[start + 3];
  bool is_class = element == BYTESCAN_ANY_HEX || element == BYTESCAN_ANY_DIGIT;
  return is_class ? ~0u : 1u << (element & 31);
}

/// Adds a literal to the bucket of one prefix, or counts it there; `last` remembers who came last.
static void enter_prefix(
    struct bytescan_literals *set, uint32_t literal, uint32_t prefix, uint32_t *last, bool fill) {
  uint32_t hash = hash_of(prefix), bucket = bucket_of(hash);
  set->filter[hash >> 5] |= 1u << (hash & 31);
  if (literal >= set->words) set->inner[hash >> 5] |= 1u << (hash & 31);
  if (last[bucket] == literal + 1) return;
  last[bucket] = literal + 1;
  uint32_t place = set->starts[bucket]++;
  if (!fill) return;
  set->members[place] = member_of(set, literal);
  set->fourths[bucket] |= fourths_of(set, literal);
}

/// Goes through every three bytes that a literal may begin with.
static void enter_literal(
    struct bytescan_literals *set, uint32_t literal, uint32_t *last, bool fill) {
  uint32_t start = literal_start(set, literal), count = set->ends[literal] - start;
  const uint8_t *text = set->text + start;
  uint32_t low[3], high[3];
  for (uint32_t i = 0; i < 3; i++) bounds(text, count, i, &low[i], &high[i]);
  for (uint32_t first = low[0]; first <= high[0]; first++) {
    if (!may_have(text, count, 0, first)) continue;
    for (uint32_t second = low[1]; second <= high[1]; second++) {
      if (!may_have(text, count, 1, second)) continue;
      for (uint32_t third = low[2]; third <= high[2]; third++) {
        if (!may_have(text, count, 2, third)) continue;
        enter_prefix(set, literal, first | second << 8 | third << 16, last, fill);
      }
    }
  }
}

struct bytescan_literals *bytescan_literals_make(
    const uint8_t *text, const uint32_t *ends, size_t count, size_t words, size_t counted) {
  struct bytescan_literals *set = calloc(1, sizeof *set);
  uint32_t *last = calloc(BUCKETS, sizeof *last);
  size_t length = count == 0 ? 0 : ends[count - 1];
  if (set != NULL) {
    set->count = (uint32_t)count;
    set->words = (uint32_t)words;
    set->counted = (uint32_t)(count - counted);
    set->text = malloc(length + 1);
    set->ends = malloc((count + 1) * sizeof *set->ends);
  }
  if (set == NULL || last == NULL || set->text == NULL || set->ends == NULL) goto failed;
  for (size_t i = 0; i < length; i++) set->text[i] = lower(text[i]);
  memcpy(set->ends, ends, count * sizeof *ends);
  for (uint32_t literal = 0; literal < count; literal++) enter_literal(set, literal, last, false);
  uint32_t total = 0;
  for (int bucket = 0; bucket < BUCKETS; bucket++) {
    uint32_t held = set->starts[bucket];
    set->starts[bucket] = total;
    total += held;
  }
  set->members = malloc((total + 1) * sizeof *set->members);
  if (set->members == NULL) goto failed;
  memset(last, 0, BUCKETS * sizeof *last);
  for (uint32_t literal = 0; literal < count; literal++) enter_literal(set, literal, last, true);
  // Filling moved each start to its bucket's end, which is the next one's start.
  memmove(set->starts + 1, set->starts, BUCKETS * sizeof *set->starts);
  set->starts[0] = 0;
  free(last);
  return set;
failed:
  free(last);
  bytescan_literals_free(set);
  return NULL;
}

void bytescan_literals_free(struct bytescan_literals *set) {
  if (set == NULL) return;
  free(set->members);
  free(set->text);
  free(set->ends);
  free(set);
}

uint32_t bytescan_literal_at(
    const struct bytescan_literals *set, const uint8_t *bytes, size_t length, size_t at,
    uint32_t least) {
  uint64_t first = 0;
  if (length - at >= sizeof first) memcpy(&first, bytes + at, sizeof first);
  else memcpy(&first, bytes + at, length - at);
  uint32_t bucket = bucket_of(hash_of((uint32_t)first));
  if ((set->fourths[bucket] >> (first >> 24 & 31) & 1) == 0) return UINT32_MAX;
  for (uint32_t i = set->starts[bucket]; i < set->starts[bucket + 1]; i++) {
    const struct literal_member *member = &set->members[i];
    if ((first & member->mask) != member->key || member->literal < least) continue;
    if (literal_holds(set, member->literal, bytes + at, length - at)) return member->literal;
  }
  return UINT32_MAX;
}
