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

/// Ones for the lowest bytes of 64.
AVX512 static inline __mmask64 lowest(size_t count) {
  return count < 64 ? _bzhi_u64(~UINT64_C(0), (uint32_t)count) : ~UINT64_C(0);
}

/// Moves the letters of 64 bytes together in one step; masks keep it within both texts, whatever their lengths.
AVX512 static size_t fold_avx512(const uint8_t *bytes, size_t length, uint8_t *letters) {
  size_t count = 0;
  for (size_t at = 0; at < length; at += 64) {
    __m512i text = _mm512_maskz_loadu_epi8(lowest(length - at), bytes + at);
    __m512i small = _mm512_or_si512(text, _mm512_set1_epi8(0x20));
    __mmask64 letter = _mm512_cmple_epu8_mask(
        _mm512_sub_epi8(small, _mm512_set1_epi8('a')), _mm512_set1_epi8(25));
    __mmask64 digit = _mm512_cmple_epu8_mask(
        _mm512_sub_epi8(text, _mm512_set1_epi8('0')), _mm512_set1_epi8(9));
    // Bytes that were not loaded are zeros, which are none of these.
    __mmask64 kept = letter | digit | _mm512_movepi8_mask(text);
    __m512i folded = _mm512_mask_blend_epi8(letter, text, small);
    size_t found = (size_t)__builtin_popcountll(kept);
    _mm512_mask_storeu_epi8(letters + count, lowest(found), _mm512_maskz_compress_epi8(kept, folded));
    count += found;
  }
  return count;
}
#endif

size_t bytescan_fold_letters(const uint8_t *bytes, size_t length, uint8_t *letters) {
#if defined(__x86_64__)
  if (has_avx512()) return fold_avx512(bytes, length, letters);
  if (length >= 32 && has_avx2()) return fold_avx2(bytes, length, letters);
#endif
  return fold_portable(bytes, length, letters, 0, 0);
}

static size_t slot_of(uint64_t row) { return row * UINT64_C(0x9E3779B97F4A7C15) >> 50; }

static bool holds(const uint64_t *slots, uint64_t row) {
  size_t slot = slot_of(row);
  return slots[slot / 64] >> slot % 64 & 1;
}

/// Telling letters, and the bytes of each: sixteen for its low half and sixteen for its high one.
enum { TELLING = 3, HALVES = BYTESCAN_ROW_HALVES / TELLING };
/// Which letters of a row are looked at before its slot is.
static const int telling[TELLING] = {0, 3, 6};

void bytescan_row_insert(uint64_t row, uint32_t number, uint64_t *slots, uint8_t *halves) {
  size_t slot = slot_of(row);
  slots[slot / 64] |= UINT64_C(1) << slot % 64;
  uint8_t bucket = (uint8_t)(1 << number % 8);
  for (int told = 0; told < TELLING; told++) {
    uint8_t letter = (uint8_t)(row >> 8 * (BYTESCAN_ROW - 1 - telling[told]));
    halves[told * HALVES + (letter & 15)] |= bucket;
    halves[told * HALVES + 16 + (letter >> 4)] |= bucket;
  }
}

static size_t next_portable(
    const uint8_t *letters, size_t length, size_t from, const uint64_t *slots) {
  if (length - from < BYTESCAN_ROW) return length;
  uint64_t row = 0;
  for (size_t at = from; at < from + BYTESCAN_ROW - 1; at++) row = row << 8 | letters[at];
  for (size_t end = from + BYTESCAN_ROW; end <= length; end++) {
    row = (row << 8 | letters[end - 1]) & BYTESCAN_ROW_MASK;
    if (holds(slots, row)) return end - BYTESCAN_ROW;
  }
  return length;
}

#if defined(__x86_64__)
/// Looks at three letters of 32 rows at a time: those of a row that begin no value are told by their halves.
AVX2 static size_t next_avx2(
    const uint8_t *letters, size_t length, size_t from, const uint64_t *slots,
    const uint8_t *halves) {
  const __m256i nibble = _mm256_set1_epi8(15);
  __m256i low[TELLING], high[TELLING];
  for (int told = 0; told < TELLING; told++) {
    const __m128i *table = (const __m128i *)(halves + told * HALVES);
    low[told] = _mm256_broadcastsi128_si256(_mm_loadu_si128(table));
    high[told] = _mm256_broadcastsi128_si256(_mm_loadu_si128(table + 1));
  }
  size_t at = from;
  // The last row of a block, and the byte that is read with it, end before the letters do.
  for (; length - at >= 32 + BYTESCAN_ROW; at += 32) {
    __m256i buckets = _mm256_set1_epi8(-1);
    for (int told = 0; told < TELLING; told++) {
      __m256i text = _mm256_loadu_si256((const __m256i *)(letters + at + telling[told]));
      __m256i lower = _mm256_and_si256(text, nibble);
      __m256i upper = _mm256_and_si256(_mm256_srli_epi16(text, 4), nibble);
      buckets = _mm256_and_si256(buckets, _mm256_shuffle_epi8(low[told], lower));
      buckets = _mm256_and_si256(buckets, _mm256_shuffle_epi8(high[told], upper));
    }
    uint32_t found = ~(uint32_t)_mm256_movemask_epi8(
        _mm256_cmpeq_epi8(buckets, _mm256_setzero_si256()));
    for (; found != 0; found &= found - 1) {
      size_t place = at + (size_t)__builtin_ctz(found);
      uint64_t word;
      memcpy(&word, letters + place, 8);
      if (holds(slots, __builtin_bswap64(word) >> 8)) return place;
    }
  }
  return next_portable(letters, length, at, slots);
}
#endif

size_t bytescan_next_row(
    const uint8_t *letters, size_t length, size_t from, const uint64_t *slots,
    const uint8_t *halves) {
#if defined(__x86_64__)
  if (length - from >= 64 && has_avx2()) return next_avx2(letters, length, from, slots, halves);
#endif
  return next_portable(letters, length, from, slots);
}
