#include "CByteScanForm.h"

#include <string.h>

#include "CByteScan.h"
#include "processor.h"

/// Whether a string is worth a second look: it holds enough of a class of trigger bytes, or anything else notable.
__attribute__((always_inline)) static inline bool is_worth_a_look(
    const struct bytescan_chunk *chunk, size_t start, size_t end) {
  if (start == end) return false;
  size_t block = start / 64, last = (end - 1) / 64;
  uint64_t mask = ~0ULL << start % 64, notable = 0, others = 0;
  uint32_t digits = 0, ats = 0, colons = 0, dots = 0;
  for (; block <= last; block++, mask = ~0ULL) {
    if (block == last) mask &= ~0ULL >> (63 - (end - 1) % 64);
    const uint64_t *maps = chunk->maps + block * BYTESCAN_MAPS;
    uint64_t here = maps[BYTESCAN_NOTABLE] & mask;
    notable |= here;
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
  return notable != 0
      && (others != 0 || digits >= gate->digits || ats >= gate->ats || colons >= gate->colons
          || dots >= gate->dots);
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
    uint32_t *starts, uint32_t *bounds, uint64_t *looks) {
  const uint8_t *bytes = chunk->bytes, *separator = form->separators;
  const uint64_t *maps = chunk->maps;
  size_t length = chunk->length;
  size_t blocks = (length + 63) / 64, at = start;
  bounds[0] = (uint32_t)start;
  for (size_t i = 0; i < form->count; i++) {
    const struct bytescan_part part = form->parts[i];
    if (length - at <= part.separator || !is_equal(bytes + at, separator, part.separator))
      return SIZE_MAX;
    at += part.separator;
    separator += part.separator;
    starts[i] = (uint32_t)at;
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
    uint32_t *starts, uint32_t *bounds, uint64_t *looks) {
  return match_form(chunk, start, form, starts, bounds, looks);
}
#endif

size_t bytescan_match_form(
    const struct bytescan_chunk *chunk, size_t start, const struct bytescan_form *form,
    uint32_t *starts, uint32_t *bounds, uint64_t *looks) {
#if defined(__x86_64__)
  // With it bits are found and counted by one instruction.
  if (has_avx2()) return match_form_avx2(chunk, start, form, starts, bounds, looks);
#endif
  return match_form(chunk, start, form, starts, bounds, looks);
}
