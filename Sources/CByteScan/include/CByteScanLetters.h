#ifndef CBYTESCAN_LETTERS_H
#define CBYTESCAN_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Letters in a row by which a text is told from values, and what takes a row's bytes out of a word of 64 bits.
enum { BYTESCAN_ROW = 7 };
#define BYTESCAN_ROW_MASK ((UINT64_C(1) << 8 * BYTESCAN_ROW) - 1)
/// Words of 64 bits that hold a bit for each slot.
enum { BYTESCAN_ROW_SLOTS = 256 };

/// Writes a text's letters, digits and bytes above 0x7F, ASCII capitals as small letters; returns how many they are.
/// `letters` must have room for `length` bytes.
size_t bytescan_fold_letters(const uint8_t *bytes, size_t length, uint8_t *letters);

/// Bytes that tell by the halves of three of its letters whether a row could be in a set.
enum { BYTESCAN_ROW_HALVES = 96 };

/// Adds a row, its first letter in the highest of the BYTESCAN_ROW bytes, to a set of which some that are not in it are
/// taken for members too: BYTESCAN_ROW_SLOTS words and BYTESCAN_ROW_HALVES bytes, all zero for the empty one. `number` is
/// any that differs from those of its neighbours.
void bytescan_row_insert(uint64_t row, uint32_t number, uint64_t *slots, uint8_t *halves);

/// Where the first row of letters begins, at or behind `from`, that may be in the set; `length` if none does.
size_t bytescan_next_row(
    const uint8_t *letters, size_t length, size_t from, const uint64_t *slots,
    const uint8_t *halves);

#endif
