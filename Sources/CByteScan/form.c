#include "CByteScanForm.h"

#include <stdbool.h>
#include <string.h>

#include "CByteScan.h"
#include "processor.h"

/// Whether bytes `start` to `end` hold a notable one.
__attribute__((always_inline)) static inline bool is_notable(
    const uint64_t *maps, size_t start, size_t end) {
  if (start == end) return false;
  size_t block = start / 64, last = (end - 1) / 64;
  uint64_t mask = ~0ULL << start % 64;
  for (; block < last; block++, mask = ~0ULL)
    if (maps[block * BYTESCAN_MAPS + BYTESCAN_NOTABLE] & mask) return true;
  mask &= ~0ULL >> (63 - (end - 1) % 64);
  return (maps[block * BYTESCAN_MAPS + BYTESCAN_NOTABLE] & mask) != 0;
}

/// Whether two stretches are the same; two words that may overlap hold all of up to sixteen bytes.
__attribute__((always_inline)) static inline bool is_equal(
    const uint8_t *a, const uint8_t *b, size_t length) {
  if (length > 16) return memcmp(a, b, length) == 0;
  if (length >= 8) {
    uint64_t words[4];
    memcpy(&words[0], a, 8);
    memcpy(&words[1], b, 8);
    memcpy(&words[2], a + length - 8, 8);
    memcpy(&words[3], b + length - 8, 8);
    return ((words[0] ^ words[1]) | (words[2] ^ words[3])) == 0;
  }
  if (length >= 4) {
    uint32_t words[4];
    memcpy(&words[0], a, 4);
    memcpy(&words[1], b, 4);
    memcpy(&words[2], a + length - 4, 4);
    memcpy(&words[3], b + length - 4, 4);
    return ((words[0] ^ words[1]) | (words[2] ^ words[3])) == 0;
  }
  return length == 0
      || (a[0] == b[0] && a[length / 2] == b[length / 2] && a[length - 1] == b[length - 1]);
}

static inline bool is_structural(uint8_t byte) {
  switch (byte) {
  case '"': case '{': case '}': case '[': case ']': case ':': case ',': case '\n': return true;
  default: return false;
  }
}

__attribute__((always_inline)) static inline size_t match_form(
    const uint8_t *bytes, size_t length, const uint64_t *maps, size_t start,
    const struct bytescan_form *form, uint32_t *positions, uint64_t *looks) {
  memset(looks, 0, (form->count + 63) / 64 * sizeof *looks);
  const uint8_t *names = form->names;
  size_t block = start / 64, blocks = (length + 63) / 64, opened = 0;
  uint64_t word = block < blocks
      ? maps[block * BYTESCAN_MAPS + BYTESCAN_STRUCTURE] & (~0ULL << start % 64) : 0;
  for (size_t step = 0;; step++) {
    while (word == 0) {
      // The last line of all may end without an LF.
      if (++block >= blocks) return step + 1 == form->count ? length : SIZE_MAX;
      word = maps[block * BYTESCAN_MAPS + BYTESCAN_STRUCTURE];
    }
    size_t position = block * 64 + (size_t)__builtin_ctzll(word);
    word &= word - 1;
    uint8_t byte = bytes[position];
    const struct bytescan_step *expected = &form->steps[step];
    positions[step] = (uint32_t)position;
    bool looked = false;
    switch (expected->kind) {
    case BYTESCAN_STEP_MARK:
      if (byte != expected->byte) return SIZE_MAX;
      if (step + 1 == form->count) return position;
      opened = position + 1;
      continue;
    case BYTESCAN_STEP_SCALAR:
      if (is_structural(byte)) return SIZE_MAX;
      looks[step / 64] |= 1ULL << step % 64;
      continue;
    case BYTESCAN_STEP_NAME_END:
      if (byte != '"' || position - opened != expected->length ||
          !is_equal(bytes + opened, names, expected->length))
        return SIZE_MAX;
      names += expected->length;
      looked = is_notable(maps, opened, position);
      break;
    case BYTESCAN_STEP_VALUE_END:
      if (byte != '"') return SIZE_MAX;
      looked = is_notable(maps, opened, position);
      break;
    default:
      if (byte != '"') return SIZE_MAX;
      looked = true;
    }
    looks[(step - 1) / 64] |= (uint64_t)looked << (step - 1) % 64;
  }
}

#if defined(__x86_64__)
AVX2 static size_t match_form_avx2(
    const uint8_t *bytes, size_t length, const uint64_t *maps, size_t start,
    const struct bytescan_form *form, uint32_t *positions, uint64_t *looks) {
  return match_form(bytes, length, maps, start, form, positions, looks);
}
#endif

size_t bytescan_match_form(
    const uint8_t *bytes, size_t length, const uint64_t *maps, size_t start,
    const struct bytescan_form *form, uint32_t *positions, uint64_t *looks) {
#if defined(__x86_64__)
  // With it the next bit is found and taken away by one instruction each.
  if (has_avx2()) return match_form_avx2(bytes, length, maps, start, form, positions, looks);
#endif
  return match_form(bytes, length, maps, start, form, positions, looks);
}
