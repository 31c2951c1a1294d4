#include <stdlib.h>
#include <string.h>

#include "CByteScanWords.h"

enum {
  SLOT_BITS = 9,
  SLOTS = 1 << SLOT_BITS,
  BLOCK = 64,
};

/// The first sixteen bytes of a word, with zeros behind it.
struct key {
  uint64_t low, high;
};

struct bytescan_words {
  /// By five bits of the first byte: the lengths of the words that begin with it, a bit each.
  uint32_t lengths[32];
  /// Those bits of the second byte, a bit each; all of them for a word of one byte.
  uint32_t seconds[32];
  /// Words at the slots of their hashes, or at the next free ones.
  struct key keys[SLOTS];
  uint8_t kinds[SLOTS];
  size_t count;
};

static const uint64_t masks[9] = {
    0,
    0xFF,
    0xFFFF,
    0xFFFFFF,
    0xFFFFFFFF,
    0xFFFFFFFFFF,
    0xFFFFFFFFFFFF,
    0xFFFFFFFFFFFFFF,
    0xFFFFFFFFFFFFFFFF,
};

/// Of a word of at most sixteen bytes, of which as many may be read.
static inline struct key key_of(const uint8_t *bytes, size_t length) {
  const uint64_t cases = UINT64_C(0x2020202020202020);
  struct key key;
  memcpy(&key.low, bytes, 8);
  memcpy(&key.high, bytes + 8, 8);
  uint64_t mask = masks[length < 8 ? length : 8];
  key.low = (key.low | cases) & mask;
  mask = masks[length < 8 ? 0 : length - 8];
  key.high = (key.high | cases) & mask;
  return key;
}

static inline size_t slot_of(const struct bytescan_words *words, struct key key) {
  uint64_t hash = (key.low ^ (key.high << 29 | key.high >> 35)) * UINT64_C(0x9E3779B97F4A7C15);
  size_t slot = hash >> (64 - SLOT_BITS);
  while (words->kinds[slot] != 0
      && (words->keys[slot].low != key.low || words->keys[slot].high != key.high))
    slot = (slot + 1) % SLOTS;
  return slot;
}

struct bytescan_words *bytescan_words_make(
    const uint8_t *text, const uint32_t *ends, const uint8_t *kinds, size_t count) {
  struct bytescan_words *words = calloc(1, sizeof *words);
  if (words == NULL) return NULL;
  for (size_t i = 0; i < count; i++) {
    uint32_t start = i == 0 ? 0 : ends[i - 1], length = ends[i] - start;
    // With half of the slots in use few words are not at their own.
    if (length == 0 || length > BYTESCAN_LONGEST_WORD || words->count >= SLOTS / 2) abort();
    uint8_t padded[BYTESCAN_LONGEST_WORD] = {0};
    memcpy(padded, text + start, length);
    struct key key = key_of(padded, length);
    size_t slot = slot_of(words, key);
    words->count += words->kinds[slot] == 0;
    words->keys[slot] = key;
    words->kinds[slot] |= kinds[i];
    words->lengths[padded[0] & 31] |= UINT32_C(1) << length;
    words->seconds[padded[0] & 31] |= length > 1 ? UINT32_C(1) << (padded[1] & 31) : ~UINT32_C(0);
  }
  return words;
}

void bytescan_words_free(struct bytescan_words *words) { free(words); }

static inline bool may_hold(const struct bytescan_words *words, const uint8_t *word, size_t length) {
  return length <= BYTESCAN_LONGEST_WORD && (words->lengths[word[0] & 31] >> length & 1) != 0
      && (length == 1 || (words->seconds[word[0] & 31] >> (word[1] & 31) & 1) != 0);
}

uint8_t bytescan_word_kinds(const struct bytescan_words *known, const uint8_t *word, size_t length) {
  if (length == 0 || !may_hold(known, word, length)) return 0;
  uint8_t padded[BYTESCAN_LONGEST_WORD] = {0};
  memcpy(padded, word, length);
  return known->kinds[slot_of(known, key_of(padded, length))];
}

/// Which of 64 bytes are of words, a bit each.
struct classes {
  uint64_t letters, digits;
};

#if defined(__x86_64__)
#include <emmintrin.h>

static inline struct classes classes_of(const uint8_t *bytes) {
  struct classes classes = {0, 0};
  for (int i = 0; i < BLOCK; i += 16) {
    __m128i v = _mm_loadu_si128((const __m128i *)(bytes + i));
    __m128i letter = _mm_sub_epi8(_mm_or_si128(v, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    __m128i digit = _mm_sub_epi8(v, _mm_set1_epi8('0'));
    letter = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter);
    letter = _mm_or_si128(letter, _mm_cmpeq_epi8(v, _mm_set1_epi8('\'')));
    digit = _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit);
    // The sign of a byte is what those outside ASCII have.
    classes.letters |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(letter, v)) << i;
    classes.digits |= (uint64_t)(uint32_t)_mm_movemask_epi8(digit) << i;
  }
  return classes;
}
#else
static inline struct classes classes_of(const uint8_t *bytes) {
  struct classes classes = {0, 0};
  for (int i = 0; i < BLOCK; i++) {
    uint8_t byte = bytes[i];
    bool letter = (uint8_t)((byte | 0x20) - 'a') < 26 || byte == '\'' || byte >= 0x80;
    classes.letters |= (uint64_t)letter << i;
    classes.digits |= (uint64_t)((uint8_t)(byte - '0') < 10) << i;
  }
  return classes;
}
#endif

/// Those of the last 64 bytes before `end`, the last one's bit the highest; what stands before `start` is of no word.
static inline struct classes classes_before(const uint8_t *bytes, size_t start, size_t end) {
  struct classes classes;
  if (end >= BLOCK) {
    classes = classes_of(bytes + end - BLOCK);
  } else {
    uint8_t padded[BLOCK] = {0};
    memcpy(padded + BLOCK - end, bytes, end);
    classes = classes_of(padded);
  }
  if (end - start < BLOCK) {
    uint64_t inside = ~UINT64_C(0) << (BLOCK - (end - start));
    classes.letters &= inside;
    classes.digits &= inside;
  }
  return classes;
}

size_t bytescan_last_words(
    const struct bytescan_words *known, const uint8_t *bytes, size_t length, size_t start, size_t end,
    struct bytescan_word found[BYTESCAN_LAST_WORDS]) {
  size_t count = 0;
  while (end > start) {
    // Words that begin in these 64 bytes; one that may go on before them is the next round's first.
    struct classes classes = classes_before(bytes, start, end);
    uint64_t left = classes.letters | classes.digits;
    size_t from = end;
    if (left == 0) {
      end -= end - start < BLOCK ? end - start : BLOCK;
      continue;
    }
    while (left != 0) {
      int skipped = __builtin_clzll(left);
      bool digits = (classes.digits << skipped) >> 63 != 0;
      uint64_t class = digits ? classes.digits : classes.letters;
      uint64_t others = ~(class << skipped);
      size_t word_end = from - (size_t)skipped;
      size_t size = others == 0 ? BLOCK : (size_t)__builtin_clzll(others);
      if (size > (size_t)(BLOCK - skipped)) size = (size_t)(BLOCK - skipped);
      bool is_cut = (size_t)skipped + size == BLOCK && from > start + BLOCK;
      if (is_cut && skipped > 0) {
        end = word_end;
        break;
      }
      size_t word_start = word_end - size;
      if (is_cut) {
        // Longer than a block: nothing that is known.
        while (word_start > start) {
          struct classes more = classes_before(bytes, start, word_start);
          uint64_t rest = ~(digits ? more.digits : more.letters);
          size_t grown = rest == 0 ? BLOCK : (size_t)__builtin_clzll(rest);
          word_start -= grown;
          if (grown < BLOCK) break;
        }
      }
      struct bytescan_word word = {(uint32_t)word_start, (uint32_t)word_end, 0, digits};
      size = word_end - word_start;
      if (!digits && may_hold(known, bytes + word_start, size)) {
        if (length - word_start >= BYTESCAN_LONGEST_WORD) {
          word.kinds = known->kinds[slot_of(known, key_of(bytes + word_start, size))];
        } else {
          word.kinds = bytescan_word_kinds(known, bytes + word_start, size);
        }
      }
      found[count++] = word;
      if (count == BYTESCAN_LAST_WORDS) return count;
      end = word_start;
      if (is_cut) break;
      left &= (size_t)skipped + size == BLOCK ? 0 : ~UINT64_C(0) >> (skipped + size);
      if (left == 0) end = from - (from - start < BLOCK ? from - start : BLOCK);
    }
  }
  return count;
}
