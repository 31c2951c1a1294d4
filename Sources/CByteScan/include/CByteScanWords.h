// The last words of a text, and which of them are known.
#ifndef CBYTESCAN_WORDS_H
#define CBYTESCAN_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  /// Words that are looked for at a text's end.
  BYTESCAN_LAST_WORDS = 16,
  /// Bytes of a known word.
  BYTESCAN_LONGEST_WORD = 16,
};

/// A row of digits, or of letters, apostrophes and bytes above 0x7F.
struct bytescan_word {
  uint32_t start, end;
  /// What it is known as; 0 for nothing.
  uint8_t kinds;
  bool digits;
};

/// A set of words, of each of which something is known. Bit 5 of their bytes does not count: it is the case of letters.
struct bytescan_words;

/// Word i is `text[ends[i - 1]..<ends[i]]`, of at most ``BYTESCAN_LONGEST_WORD`` bytes and none of them a digit; one that
/// comes twice is both. NULL when memory is out.
struct bytescan_words *bytescan_words_make(
    const uint8_t *text, const uint32_t *ends, const uint8_t *kinds, size_t count);

void bytescan_words_free(struct bytescan_words *words);

/// What a word is known as.
uint8_t bytescan_word_kinds(const struct bytescan_words *known, const uint8_t *word, size_t length);

/// Finds the last words of `bytes[start..<end]`, the last one first, and says how many; `bytes` hold `length` bytes.
size_t bytescan_last_words(
    const struct bytescan_words *known, const uint8_t *bytes, size_t length, size_t start, size_t end,
    struct bytescan_word found[BYTESCAN_LAST_WORDS]);

#endif
