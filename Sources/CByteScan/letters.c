#include <stdbool.h>

#include "CByteScan.h"

size_t bytescan_fold_letters(const uint8_t *bytes, size_t length, uint8_t *letters) {
  size_t count = 0;
  for (size_t at = 0; at < length; at++) {
    uint8_t byte = bytes[at], small = byte | 0x20;
    bool letter = (uint8_t)(small - 'a') < 26, digit = (uint8_t)(byte - '0') < 10;
    // Written in any case and overwritten by the next one: texts change too often between letters and others to guess.
    letters[count] = letter ? small : byte;
    count += letter | digit | byte >> 7;
  }
  return count;
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
