// The form of a set of literals: a bitmap over hashed first bytes, then lists of what to compare.
#ifndef LITERALS_H
#define LITERALS_H

#include <stdbool.h>
#include <string.h>

#include "CByteScan.h"

enum {
  FILTER_BITS = 16,
  FILTER_WORDS = 1 << (FILTER_BITS - 5),
  BUCKETS = 4096,
};

/// A literal of a bucket, and what its first eight elements are: most others are told apart by one comparison.
struct literal_member {
  /// Bytes as ``mask`` leaves them.
  uint64_t key;
  /// Zero where an element stands for a class, or behind the literal's end; letters without the bit of their case.
  uint64_t mask;
  uint32_t literal;
};

struct bytescan_literals {
  /// One bit for each hash of the first three bytes that some literal has: 8 KiB, which stay in the first-level cache.
  uint32_t filter[FILTER_WORDS];
  /// The same of the literals that may begin inside a word.
  uint32_t inner[FILTER_WORDS];
  /// Bucket b's literals are `members[starts[b]..<starts[b + 1]]`, ascending.
  uint32_t starts[BUCKETS + 1];
  struct literal_member *members;
  /// What may stand behind the first three bytes of a bucket's literals, by the low bits that both cases share: in
  /// most words that begin as a literal does, something else.
  uint32_t fourths[BUCKETS];
  uint32_t count;
  /// Literals below this number begin where words do.
  uint32_t words;
  /// Literals from this number on are words that only count in numbers.
  uint32_t counted;
  uint8_t *text;
  /// Literal i is `text[ends[i - 1]..<ends[i]]`, letters in lower case.
  uint32_t *ends;
};

/// Odd, below 2^24, with bits well spread: the golden ratio's. Shifted up a byte it leaves the fourth byte out.
#define HASH_FACTOR 0x9E3779u

/// Bytes that differ in the bit of ASCII case have one hash; telling `@` from a back-tick is the comparison's work.
#define CASE_BITS 0x20202020u

/// The hash of a word's three low bytes.
static inline uint32_t hash_of(uint32_t word) {
  return ((word | CASE_BITS) * (HASH_FACTOR << 8)) >> (32 - FILTER_BITS);
}

static inline uint32_t bucket_of(uint32_t hash) { return hash & (BUCKETS - 1); }

static inline uint8_t lower(uint8_t byte) {
  return (uint8_t)(byte - 'A') < 26 ? byte | 0x20 : byte;
}

static inline bool is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

static inline bool element_holds(uint8_t element, uint8_t byte) {
  switch (element) {
  case BYTESCAN_ANY_HEX: return is_digit(byte) || (uint8_t)(lower(byte) - 'a') < 6;
  case BYTESCAN_ANY_DIGIT: return is_digit(byte);
  default: return element == lower(byte);
  }
}

/// The hash of what stands at `bytes`, zeros behind its end.
static inline uint32_t hash_at(const uint8_t *bytes, size_t length) {
  uint32_t word = 0;
  // The fourth byte does not count.
  if (length >= sizeof word) memcpy(&word, bytes, sizeof word);
  else memcpy(&word, bytes, length);
  return hash_of(word);
}

static inline bool may_begin_inside(
    const struct bytescan_literals *set, const uint8_t *bytes, size_t length) {
  uint32_t hash = hash_at(bytes, length);
  return set->inner[hash >> 5] >> (hash & 31) & 1;
}

static inline uint32_t literal_start(const struct bytescan_literals *set, uint32_t literal) {
  return literal == 0 ? 0 : set->ends[literal - 1];
}

/// Whether a literal stands at the start of `length` bytes.
static inline bool literal_holds(
    const struct bytescan_literals *set, uint32_t literal, const uint8_t *bytes, size_t length) {
  uint32_t start = literal_start(set, literal);
  uint32_t count = set->ends[literal] - start;
  if (count > length) return false;
  for (uint32_t i = 0; i < count; i++) {
    if (!element_holds(set->text[start + i], bytes[i])) return false;
  }
  return true;
}

/// The bytes that tokens are made of.
static inline bool is_token_byte(uint8_t byte) {
  return is_digit(byte) || (uint8_t)((byte | 0x20) - 'a') < 26 || byte == '_' || byte == '+';
}

#endif
