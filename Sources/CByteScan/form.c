#include "CByteScanForm.h"

#include <string.h>

#include "CByteScan.h"
#include "processor.h"

/// Whether anything notable stands in a stretch: most strings are short and hold nothing.
__attribute__((always_inline)) static inline bool is_notable(
    const struct bytescan_chunk *chunk, size_t start, size_t end) {
  if (start == end) return false;
  size_t block = start / 64, last = (end - 1) / 64;
  const uint64_t *maps = chunk->maps + block * BYTESCAN_MAPS + BYTESCAN_NOTABLE;
  uint64_t notable = 0, mask = ~0ULL << start % 64;
  for (; block < last; block++, maps += BYTESCAN_MAPS, mask = ~0ULL) notable |= *maps & mask;
  return (notable | (*maps & mask & ~0ULL >> (63 - (end - 1) % 64))) != 0;
}

/// Whether a string is worth a second look: it holds enough of a class of trigger bytes, or anything else notable.
__attribute__((always_inline)) static inline bool is_worth_a_look(
    const struct bytescan_chunk *chunk, size_t start, size_t end) {
  if (!is_notable(chunk, start, end)) return false;
  size_t block = start / 64, last = (end - 1) / 64;
  uint64_t mask = ~0ULL << start % 64, others = 0;
  uint32_t digits = 0, ats = 0, colons = 0, dots = 0;
  for (; block <= last; block++, mask = ~0ULL) {
    if (block == last) mask &= ~0ULL >> (63 - (end - 1) % 64);
    const uint64_t *maps = chunk->maps + block * BYTESCAN_MAPS;
    uint64_t here = maps[BYTESCAN_NOTABLE] & mask;
    others |= here & ~(maps[BYTESCAN_DIGIT] | maps[BYTESCAN_AT] | maps[BYTESCAN_COLON] | maps[BYTESCAN_DOT]);
    digits += (uint32_t)__builtin_popcountll(maps[BYTESCAN_DIGIT] & mask);
    ats += (uint32_t)__builtin_popcountll(maps[BYTESCAN_AT] & mask);
    colons += (uint32_t)__builtin_popcountll(maps[BYTESCAN_COLON] & mask);
    dots += (uint32_t)__builtin_popcountll(maps[BYTESCAN_DOT] & mask);
    if (chunk->marks != NULL) {
      // One may begin with a trigger byte.
      const uint64_t *marks = chunk->marks + block * BYTESCAN_MARKS;
      others |= (marks[BYTESCAN_LITERAL] | marks[BYTESCAN_TOKEN]) & mask;
    }
  }
  const struct bytescan_gate *gate = &chunk->gate;
  return others != 0 || digits >= gate->digits || ats >= gate->ats || colons >= gate->colons
      || dots >= gate->dots;
}

/// The digits among the next 64 bytes, a bit each.
__attribute__((always_inline)) static inline uint64_t digits_at(
    const struct bytescan_chunk *chunk, size_t at) {
  const uint64_t *maps = chunk->maps + at / 64 * BYTESCAN_MAPS + BYTESCAN_DIGIT;
  uint64_t digits = *maps >> at % 64;
  if (at % 64 != 0 && (at / 64 + 1) * 64 < chunk->length) digits |= maps[BYTESCAN_MAPS] << (64 - at % 64);
  return digits;
}

/// Whether a stretch of at most 64 bytes is an integer without a sign, and has fewer digits than the gate asks for.
__attribute__((always_inline)) static inline bool is_short_integer(
    const struct bytescan_chunk *chunk, size_t start, size_t end) {
  size_t length = end - start;
  if (length >= chunk->gate.digits || length >= 64) return false;
  uint64_t all = (1ULL << length) - 1;
  // RFC 8259 section 6 has no other integer that begins with a zero.
  return (digits_at(chunk, start) & all) == all && (length == 1 || chunk->bytes[start] != '0');
}

/// Whether a literal or a long token begins in a stretch.
__attribute__((always_inline)) static inline bool is_marked(
    const struct bytescan_chunk *chunk, size_t start, size_t end) {
  if (chunk->marks == NULL) return false;
  size_t block = start / 64, last = (end - 1) / 64;
  uint64_t mask = ~0ULL << start % 64, found = 0;
  for (; block <= last; block++, mask = ~0ULL) {
    if (block == last) mask &= ~0ULL >> (63 - (end - 1) % 64);
    const uint64_t *marks = chunk->marks + block * BYTESCAN_MARKS;
    found |= (marks[BYTESCAN_LITERAL] | marks[BYTESCAN_TOKEN] | marks[BYTESCAN_WORD]) & mask;
  }
  return found != 0;
}

/// Whether the bytes from `start` on begin with a value that is remembered.
__attribute__((always_inline)) static inline bool is_known(
    const struct bytescan_chunk *chunk, size_t start, const struct bytescan_memo *memo) {
  if (memo->length == 0 || chunk->length - start < BYTESCAN_LONGEST_MEMO) return false;
  uint64_t differences = 0;
  for (size_t i = 0; i < BYTESCAN_LONGEST_MEMO / 8; i++) {
    uint64_t word;
    memcpy(&word, chunk->bytes + start + i * 8, 8);
    differences |= (word ^ memo->bytes[i]) & memo->mask[i];
  }
  if (differences != 0) return false;
  if (memo->varying == 0) return true;
  return (digits_at(chunk, start) & memo->varying) == memo->varying
      && !is_marked(chunk, start, start + memo->length);
}

void bytescan_memo_set(
    struct bytescan_memo *memo, const uint8_t *bytes, size_t length, uint32_t varying) {
  uint8_t mask[BYTESCAN_LONGEST_MEMO] = {0};
  for (size_t i = 0; i < length; i++) mask[i] = (varying >> i & 1) != 0 ? 0 : 0xFF;
  memset(memo, 0, sizeof *memo);
  memcpy(memo->bytes, bytes, length);
  memcpy(memo->mask, mask, sizeof mask);
  memo->varying = varying;
  memo->length = (uint32_t)length;
}

/// Whether two stretches are the same. Two words that may overlap hold the end of them.
__attribute__((always_inline)) static inline bool is_equal(
    const uint8_t *a, const uint8_t *b, size_t length) {
  if (length < 8) return memcmp(a, b, length) == 0;
  uint64_t one, other;
  for (size_t at = 0; at + 8 < length; at += 8) {
    memcpy(&one, a + at, 8);
    memcpy(&other, b + at, 8);
    if (one != other) return false;
  }
  memcpy(&one, a + length - 8, 8);
  memcpy(&other, b + length - 8, 8);
  return one == other;
}

__attribute__((always_inline)) static inline size_t match_form(
    const struct bytescan_chunk *chunk, size_t start, const struct bytescan_form *form,
    uint32_t *starts, uint32_t *bounds, uint64_t *looks, size_t *known) {
  const uint8_t *bytes = chunk->bytes, *separator = form->separators;
  const uint64_t *maps = chunk->maps;
  size_t length = chunk->length;
  size_t blocks = (length + 63) / 64, at = start;
  bounds[0] = (uint32_t)start;
  *known = 0;
  for (size_t i = 0; i < form->count; i++) {
    const struct bytescan_part part = form->parts[i];
    if (length - at <= part.separator || !is_equal(bytes + at, separator, part.separator))
      return SIZE_MAX;
    at += part.separator;
    separator += part.separator;
    starts[i] = (uint32_t)at;
    if (form->memos != NULL) {
      // No value that is remembered holds a quote, and what stands behind one ends it.
      const struct bytescan_memo *memo = form->memos + i * BYTESCAN_MEMOS;
      if (!is_known(chunk, at, memo)) memo++;
      if (memo == form->memos + i * BYTESCAN_MEMOS || is_known(chunk, at, memo)) {
        size_t end = at + memo->length;
        bool ends = part.is_string
            ? end < length && bytes[end] == '"'
            : end < length && chunk->maps[end / 64 * BYTESCAN_MAPS + BYTESCAN_STRUCTURE] >> end % 64 & 1
                && (bytes[at] != '0' || memo->length == 1);
        if (ends) {
          if (i % 64 == 0) looks[i / 64] = 0;
          bounds[i + 1] = (uint32_t)end;
          at = end;
          *known += 1;
          continue;
        }
      }
    }
    // A scalar's own first byte is structural.
    size_t from = at + !part.is_string, block = from / 64;
    if (block >= blocks) return SIZE_MAX;
    uint64_t word = maps[block * BYTESCAN_MAPS + BYTESCAN_STRUCTURE] & (~0ULL << from % 64);
    while (word == 0) {
      if (++block >= blocks) return SIZE_MAX;
      word = maps[block * BYTESCAN_MAPS + BYTESCAN_STRUCTURE];
    }
    size_t end = block * 64 + (size_t)__builtin_ctzll(word);
    bool is_looked_at = true;
    if (part.is_string) {
      if (bytes[end] != '"') return SIZE_MAX;
      is_looked_at = part.is_told || is_worth_a_look(chunk, at, end);
    } else if (!part.is_told && !part.is_wanted) {
      is_looked_at = !is_short_integer(chunk, at, end);
    }
    if (i % 64 == 0) looks[i / 64] = 0;
    looks[i / 64] |= (uint64_t)is_looked_at << i % 64;
    bounds[i + 1] = (uint32_t)end;
    at = end;
  }
  if (length - at < form->last || !is_equal(bytes + at, separator, form->last)) return SIZE_MAX;
  at += form->last;
  return at == length || bytes[at] == '\n' ? at : SIZE_MAX;
}

#if defined(__x86_64__)
AVX2 static size_t match_form_avx2(
    const struct bytescan_chunk *chunk, size_t start, const struct bytescan_form *form,
    uint32_t *starts, uint32_t *bounds, uint64_t *looks, size_t *known) {
  return match_form(chunk, start, form, starts, bounds, looks, known);
}
#endif

size_t bytescan_match_form(
    const struct bytescan_chunk *chunk, size_t start, const struct bytescan_form *form,
    uint32_t *starts, uint32_t *bounds, uint64_t *looks, size_t *known) {
#if defined(__x86_64__)
  // With it bits are found and counted by one instruction.
  if (has_avx2()) return match_form_avx2(chunk, start, form, starts, bounds, looks, known);
#endif
  return match_form(chunk, start, form, starts, bounds, looks, known);
}
