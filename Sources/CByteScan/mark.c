#include "literals.h"
#include "processor.h"

enum {
  BLOCK = 64,
  /// The vector code reads sixteen bytes from every eighth byte on.
  READ = BLOCK + 8,
};

static inline bool is_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }

/// The candidates at which a literal really stands, whole before `length`; counted ones are kept apart, in `words`.
///
/// Out of line: three in a hundred bytes of English text get here.
__attribute__((noinline)) static uint64_t confirmed(
    const struct bytescan_literals *set, uint64_t candidates, const uint8_t *bytes, size_t length,
    uint8_t before, uint64_t *words) {
  uint64_t found = 0;
  for (; candidates != 0; candidates &= candidates - 1) {
    size_t at = (size_t)__builtin_ctzll(candidates);
    if (at >= length) break;
    uint32_t literal = bytescan_literal_at(set, bytes, length, at, 0);
    if (literal < set->counted) {
      found |= 1ULL << at;
    } else if (literal != UINT32_MAX) {
      uint32_t count = set->ends[literal] - literal_start(set, literal);
      if (count > 3 || !is_letter(at > 0 ? bytes[at - 1] : before)) *words |= 1ULL << at;
    }
  }
  return found;
}

static inline uint64_t candidates_portable(
    const struct bytescan_literals *set, const uint8_t *bytes) {
  uint64_t candidates = 0;
  for (int i = 0; i < BLOCK; i++) {
    uint32_t word;
    memcpy(&word, bytes + i, sizeof word);
    uint32_t hash = hash_of(word);
    candidates |= (uint64_t)(set->filter[hash >> 5] >> (hash & 31) & 1) << i;
  }
  return candidates;
}

static inline uint64_t tokens_portable(const uint8_t *bytes) {
  uint64_t tokens = 0;
  for (int i = 0; i < BLOCK; i++) tokens |= (uint64_t)is_token_byte(bytes[i]) << i;
  return tokens;
}

/// Where runs of at least `least` bits begin, given the 64 bits that follow.
static inline uint64_t run_starts(uint64_t bits, uint64_t next, uint64_t before, uint32_t least) {
  if (bits == 0) return 0;
  unsigned __int128 runs = (unsigned __int128)next << 64 | bits;
  uint32_t have = 1;
  for (; have * 2 <= least; have *= 2) runs &= runs >> have;
  if (have < least) runs &= runs >> (least - have);
  return (uint64_t)runs & ~(bits << 1 | before);
}

/// The loops every implementation runs: whole blocks in place, the last ones from a padded copy.
#define MARK_LOOP(CANDIDATES, TOKENS)                                                          \
  uint64_t here = 0, before = 0, words_before = 0;                                             \
  bool wants_tokens = least_token <= BYTESCAN_LONGEST_TOKEN;                                   \
  for (size_t at = 0; at < length; at += BLOCK) {                                              \
    uint8_t padded[READ];                                                                      \
    const uint8_t *block = padded_block(bytes, length, at, padded);                            \
    uint64_t found = set == NULL ? 0 : CANDIDATES(set, block);                                 \
    uint64_t words = 0;                                                                        \
    if (found != 0)                                                                            \
      found = confirmed(                                                                       \
          set, found, bytes + at, length - at, at > 0 ? bytes[at - 1] : 0, &words);            \
    marks[at / BLOCK * BYTESCAN_MARKS + BYTESCAN_LITERAL] = found;                             \
    marks[at / BLOCK * BYTESCAN_MARKS + BYTESCAN_WORD] = words;                                \
    if (words != 0 &&                                                                          \
        __builtin_popcountll(words) + __builtin_popcountll(words_before) >= BYTESCAN_LEAST_WORDS) \
      found |= words;                                                                          \
    words_before = words;                                                                      \
    maps[at / BLOCK * BYTESCAN_MAPS + BYTESCAN_NOTABLE] |= found;                              \
    uint64_t tokens = wants_tokens ? TOKENS(block) : 0;                                        \
    if (at > 0) mark_runs(at / BLOCK - 1, here, tokens, &before, least_token, marks, maps);    \
    here = tokens;                                                                             \
  }                                                                                            \
  if (length > 0)                                                                              \
    mark_runs((length - 1) / BLOCK, here, 0, &before, least_token, marks, maps);

static inline void mark_runs(
    size_t block, uint64_t tokens, uint64_t next, uint64_t *before, uint32_t least,
    uint64_t *marks, uint64_t *maps) {
  uint64_t starts = run_starts(tokens, next, *before, least);
  *before = tokens >> 63;
  marks[block * BYTESCAN_MARKS + BYTESCAN_TOKEN] = starts;
  maps[block * BYTESCAN_MAPS + BYTESCAN_NOTABLE] |= starts;
}

__attribute__((noinline)) static void pad(
    const uint8_t *bytes, size_t length, uint8_t padded[READ]) {
  memset(padded, 0, READ);
  memcpy(padded, bytes, length < READ ? length : READ);
}

static inline const uint8_t *padded_block(
    const uint8_t *bytes, size_t length, size_t at, uint8_t padded[READ]) {
  if (length - at >= READ) return bytes + at;
  pad(bytes + at, length - at, padded);
  return padded;
}

/// Where in a block a word can begin: not behind a letter, but for a capital behind a small one.
static inline uint64_t word_starts(uint64_t letters, uint64_t small, uint64_t before, uint64_t small_before) {
  return ~(letters << 1 | before) | ((small << 1 | small_before) & ~small);
}

/// Adds the literals that stand at the candidates of a block, as far as there is room, and counts them all.
__attribute__((noinline)) static size_t add_hits(
    const struct bytescan_literals *set, uint64_t candidates, uint64_t starts,
    const uint8_t *bytes, size_t length, size_t at, struct bytescan_hit *hits, size_t count,
    size_t capacity) {
  for (; candidates != 0; candidates &= candidates - 1) {
    size_t position = at + (size_t)__builtin_ctzll(candidates);
    if (position >= length) break;
    bool begins = starts >> (position - at) & 1;
    if (!begins && !may_begin_inside(set, bytes + position, length - position)) continue;
    uint32_t least = begins ? 0 : set->words;
    for (;;) {
      uint32_t literal = bytescan_literal_at(set, bytes, length, position, least);
      if (literal == UINT32_MAX) break;
      if (count < capacity) hits[count] = (struct bytescan_hit){(uint32_t)position, literal};
      count++;
      least = literal + 1;
    }
  }
  return count;
}

#define HITS_LOOP(CANDIDATES, LETTERS)                                                         \
  size_t count = 0;                                                                            \
  uint64_t before = 0, small_before = 0;                                                       \
  for (size_t at = 0; at < length; at += BLOCK) {                                              \
    uint8_t padded[READ];                                                                      \
    const uint8_t *block = padded_block(bytes, length, at, padded);                            \
    uint64_t small, letters = LETTERS(block, &small);                                          \
    uint64_t starts = word_starts(letters, small, before, small_before);                       \
    before = letters >> 63;                                                                    \
    small_before = small >> 63;                                                                \
    uint64_t candidates = CANDIDATES(set, block);                                              \
    if (set->count == set->words) candidates &= starts;                                        \
    if (candidates != 0)                                                                       \
      count = add_hits(set, candidates, starts, bytes, length, at, hits, count, capacity);     \
  }                                                                                            \
  return count;

static inline uint64_t letters_portable(const uint8_t *bytes, uint64_t *small) {
  uint64_t letters = 0;
  *small = 0;
  for (int i = 0; i < BLOCK; i++) {
    letters |= (uint64_t)((uint8_t)((bytes[i] | 0x20) - 'a') < 26) << i;
    *small |= (uint64_t)((uint8_t)(bytes[i] - 'a') < 26) << i;
  }
  return letters;
}

static size_t find_portable(
    const uint8_t *bytes, size_t length, const struct bytescan_literals *set,
    struct bytescan_hit *hits, size_t capacity) {
  HITS_LOOP(candidates_portable, letters_portable)
}

void bytescan_mark_portable(
    const uint8_t *bytes, size_t length, const struct bytescan_literals *set, uint32_t least_token,
    uint64_t *marks, uint64_t *maps) {
  MARK_LOOP(candidates_portable, tokens_portable)
}

#if defined(__x86_64__)
#include <immintrin.h>

/// Eight hashes at a time, their bits gathered from the filter (measured: three times the portable loop).
AVX2 static inline uint64_t candidates_avx2(
    const struct bytescan_literals *set, const uint8_t *bytes) {
  const __m256i windows = _mm256_setr_epi8(
      0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6,
      4, 5, 6, 7, 5, 6, 7, 8, 6, 7, 8, 9, 7, 8, 9, 10);
  const __m256i last = _mm256_set1_epi32(31);
  uint64_t candidates = 0;
#pragma clang loop unroll(full)
  for (int i = 0; i < BLOCK; i += 8) {
    __m256i v = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(bytes + i)));
    v = _mm256_or_si256(_mm256_shuffle_epi8(v, windows), _mm256_set1_epi32((int)CASE_BITS));
    __m256i hash = _mm256_mullo_epi32(v, _mm256_set1_epi32((int)(HASH_FACTOR << 8)));
    __m256i words = _mm256_i32gather_epi32(
        (const int *)set->filter, _mm256_srli_epi32(hash, 32 - FILTER_BITS + 5), 4);
    __m256i bit = _mm256_and_si256(_mm256_srli_epi32(hash, 32 - FILTER_BITS), last);
    // The bit asked for becomes the sign, which is what can be collected.
    words = _mm256_sllv_epi32(words, _mm256_sub_epi32(last, bit));
    candidates |= (uint64_t)(uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(words)) << i;
  }
  return candidates;
}

AVX2 static inline uint64_t tokens_avx2(const uint8_t *bytes) {
  uint64_t tokens = 0;
#pragma clang loop unroll(full)
  for (int i = 0; i < BLOCK; i += 32) {
    __m256i v = _mm256_loadu_si256((const __m256i *)(bytes + i));
    __m256i letter = _mm256_sub_epi8(
        _mm256_or_si256(v, _mm256_set1_epi8(0x20)), _mm256_set1_epi8('a'));
    __m256i digit = _mm256_sub_epi8(v, _mm256_set1_epi8('0'));
    __m256i held = _mm256_or_si256(
        _mm256_cmpeq_epi8(_mm256_min_epu8(letter, _mm256_set1_epi8(25)), letter),
        _mm256_cmpeq_epi8(_mm256_min_epu8(digit, _mm256_set1_epi8(9)), digit));
    held = _mm256_or_si256(held, _mm256_cmpeq_epi8(v, _mm256_set1_epi8('_')));
    held = _mm256_or_si256(held, _mm256_cmpeq_epi8(v, _mm256_set1_epi8('+')));
    tokens |= (uint64_t)(uint32_t)_mm256_movemask_epi8(held) << i;
  }
  return tokens;
}

AVX2 static void mark_avx2(
    const uint8_t *bytes, size_t length, const struct bytescan_literals *set, uint32_t least_token,
    uint64_t *marks, uint64_t *maps) {
  MARK_LOOP(candidates_avx2, tokens_avx2)
}

AVX2 static inline uint64_t letters_avx2(const uint8_t *bytes, uint64_t *small) {
  uint64_t letters = 0;
  *small = 0;
#pragma clang loop unroll(full)
  for (int i = 0; i < BLOCK; i += 32) {
    __m256i v = _mm256_loadu_si256((const __m256i *)(bytes + i));
    __m256i a = _mm256_set1_epi8('a'), last = _mm256_set1_epi8(25);
    __m256i any = _mm256_sub_epi8(_mm256_or_si256(v, _mm256_set1_epi8(0x20)), a);
    __m256i low = _mm256_sub_epi8(v, a);
    any = _mm256_cmpeq_epi8(_mm256_min_epu8(any, last), any);
    low = _mm256_cmpeq_epi8(_mm256_min_epu8(low, last), low);
    letters |= (uint64_t)(uint32_t)_mm256_movemask_epi8(any) << i;
    *small |= (uint64_t)(uint32_t)_mm256_movemask_epi8(low) << i;
  }
  return letters;
}

AVX2 static size_t find_avx2(
    const uint8_t *bytes, size_t length, const struct bytescan_literals *set,
    struct bytescan_hit *hits, size_t capacity) {
  HITS_LOOP(candidates_avx2, letters_avx2)
}

size_t bytescan_find_literals(
    const uint8_t *bytes, size_t length, const struct bytescan_literals *set,
    struct bytescan_hit *hits, size_t capacity) {
  return has_avx2() ? find_avx2(bytes, length, set, hits, capacity)
                    : find_portable(bytes, length, set, hits, capacity);
}

void bytescan_mark(
    const uint8_t *bytes, size_t length, const struct bytescan_literals *set, uint32_t least_token,
    uint64_t *marks, uint64_t *maps) {
  if (has_avx2()) {
    mark_avx2(bytes, length, set, least_token, marks, maps);
  } else {
    bytescan_mark_portable(bytes, length, set, least_token, marks, maps);
  }
}

#else

size_t bytescan_find_literals(
    const uint8_t *bytes, size_t length, const struct bytescan_literals *set,
    struct bytescan_hit *hits, size_t capacity) {
  return find_portable(bytes, length, set, hits, capacity);
}

void bytescan_mark(
    const uint8_t *bytes, size_t length, const struct bytescan_literals *set, uint32_t least_token,
    uint64_t *marks, uint64_t *maps) {
  bytescan_mark_portable(bytes, length, set, least_token, marks, maps);
}

#endif
