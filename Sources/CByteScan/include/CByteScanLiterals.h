// Marks where fixed strings and long tokens begin, in a second pass over the bytes that only runs when it is asked for.
#ifndef CBYTESCAN_LITERALS_H
#define CBYTESCAN_LITERALS_H

#include <stddef.h>
#include <stdint.h>

/// A set of literals in the form the pass needs: immutable once made, so threads may share it.
struct bytescan_literals;

/// Elements of a literal that stand for a class of bytes. All others stand for themselves, ASCII letters in either case.
enum bytescan_element { BYTESCAN_ANY_HEX = 1, BYTESCAN_ANY_DIGIT = 2 };

/// Makes a set of `count` literals that lie one behind the other in `text`; literal i ends before `ends[i]`.
///
/// Each must have 1 to 255 elements, and there may be 2^24 of them. bytescan_find_literals finds the first `words` of
/// them only where a word begins. The last `counted` of them are for bytescan_mark alone: words of which one says
/// nothing. Returns NULL when memory is short.
struct bytescan_literals *bytescan_literals_make(
    const uint8_t *text, const uint32_t *ends, size_t count, size_t words, size_t counted);

void bytescan_literals_free(struct bytescan_literals *set);

/// The lowest number of a literal, not below `least`, that stands at `bytes[at]` and ends by `length`; UINT32_MAX for none.
uint32_t bytescan_literal_at(
    const struct bytescan_literals *set, const uint8_t *bytes, size_t length, size_t at,
    uint32_t least);

/// A literal, and where it begins.
struct bytescan_hit {
  uint32_t position;
  uint32_t literal;
};

/// Finds all literals that stand whole in less than 2^32 bytes, in the order of their positions, then numbers.
///
/// Returns how many there are; those that `hits` has room for are in it. A word begins where no letter stands before, or
/// a small letter before what is none.
size_t bytescan_find_literals(
    const uint8_t *bytes, size_t length, const struct bytescan_literals *set,
    struct bytescan_hit *hits, size_t capacity);

/// The words of one 64-byte block, in this order. Bit i is byte i of the block.
enum bytescan_mark {
  BYTESCAN_LITERAL,  ///< a literal of the set begins
  BYTESCAN_TOKEN,    ///< a run of letters, digits, underscores and plus signs begins that is long enough
  BYTESCAN_WORD,     ///< one of the counted words begins
  BYTESCAN_MARKS
};

/// The longest run that can be asked for: two blocks hold it wherever it begins.
enum { BYTESCAN_LONGEST_TOKEN = 65 };

/// How many counted words two neighbouring blocks must hold before they are notable.
enum { BYTESCAN_LEAST_WORDS = 3 };

/// Writes BYTESCAN_MARKS words for each started block and adds them to the notable bits of `maps`.
///
/// A counted word begins where no letter stands before it, or is longer than three bytes: `phone` holds no one.
///
/// `set` is NULL when no literals are wanted; `least_token` is the length of a run that is long enough, above
/// BYTESCAN_LONGEST_TOKEN when none is. `maps` is what bytescan_classify wrote for the same bytes.
void bytescan_mark(
    const uint8_t *bytes, size_t length, const struct bytescan_literals *set, uint32_t least_token,
    uint64_t *marks, uint64_t *maps);

/// The same without vector instructions: what the other is tested against.
void bytescan_mark_portable(
    const uint8_t *bytes, size_t length, const struct bytescan_literals *set, uint32_t least_token,
    uint64_t *marks, uint64_t *maps);

#endif
