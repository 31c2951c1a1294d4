#include <stdbool.h>
#include <string.h>

#include "CByteScan.h"
#include "processor.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// Folds the bytes from `at` on, `count` of which were letters before it.
static size_t fold_portable(
    const uint8_t *bytes, size_t length, uint8_t *letters, size_t at, size_t count) {
  for (; at < length; at++) {
    uint8_t byte = bytes[at], small = byte | 0x20;
    bool letter = (uint8_t)(small - 'a') < 26, digit = (uint8_t)(byte - '0') < 10;
    // Written in any case and overwritten by the next one: texts change too often between letters and others to guess.
    letters[count] = letter ? small : byte;
    count += letter | digit | byte >> 7;
  }
  return count;
}

#if defined(__x86_64__)
/// Moves the bytes of 32 that are letters together, eight at a time; eight are written whatever their number, which
/// are no more than were read.
AVX2 static size_t fold_avx2(const uint8_t *bytes, size_t length, uint8_t *letters) {
  const __m256i cases = _mm256_set1_epi8(0x20);
  size_t at = 0, count = 0;
  for (; at + 32 <= length; at += 32) {
    __m256i text = _mm256_loadu_si256((const __m256i *)(bytes + at));
    __m256i small = _mm256_or_si256(text, cases);
    __m256i from_a = _mm256_sub_epi8(small, _mm256_set1_epi8('a'));
    __m256i from_zero = _mm256_sub_epi8(text, _mm256_set1_epi8('0'));
    __m256i letter = _mm256_cmpeq_epi8(_mm256_min_epu8(from_a, _mm256_set1_epi8(25)), from_a);
    __m256i digit = _mm256_cmpeq_epi8(_mm256_min_epu8(from_zero, _mm256_set1_epi8(9)), from_zero);
    // The high bit of a byte above 0x7F stands for itself.
    uint32_t kept = _mm256_movemask_epi8(_mm256_or_si256(_mm256_or_si256(letter, digit), text));
    uint64_t words[4];
    _mm256_storeu_si256((__m256i *)words, _mm256_blendv_epi8(text, small, letter));
    for (int word = 0; word < 4; word++, kept >>= 8) {
      uint64_t places = _pdep_u64(kept & 0xFF, UINT64_C(0x0101010101010101)) * 0xFF;
      uint64_t packed = _pext_u64(words[word], places);
      memcpy(letters + count, &packed, 8);
      count += __builtin_popcount(kept & 0xFF);
    }
  }
  return fold_portable(bytes, length, letters, at, count);
}
#endif

size_t bytescan_fold_letters(const uint8_t *bytes, size_t length, uint8_t *letters) {
#if defined(__x86_64__)
  if (length >= 32 && has_avx2()) return fold_avx2(bytes, length, letters);
#endif
  return fold_portable(bytes, length, letters, 0, 0);
}

size_t bytescan_row_slot(uint64_t row) { return row * UINT64_C(0x9E3779B97F4A7C15) >> 50; }

size_t bytescan_next_row(const uint8_t *letters, size_t length, size_t from, const uint64_t *slots) {
  if (length - from < BYTESCAN_ROW) return length;
  uint64_t row = 0;
  for (size_t at = from; at < from + BYTESCAN_ROW - 1; at++) row = row << 8 | letters[at];
  for (size_t end = from + BYTESCAN_ROW; end <= length; end++) {
    row = (row << 8 | letters[end - 1]) & BYTESCAN_ROW_MASK;
    size_t slot = bytescan_row_slot(row);
    if (slots[slot / 64] >> slot % 64 & 1) return end - BYTESCAN_ROW;
  }
  return length;
}
