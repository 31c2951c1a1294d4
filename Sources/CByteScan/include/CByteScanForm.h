// Compares a record with the form of an earlier one: most records of a stream differ in nothing but their values.
#ifndef CBYTESCAN_FORM_H
#define CBYTESCAN_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "CByteScan.h"

/// A value of a form, and how many bytes stand between it and the one before.
struct bytescan_part {
  uint16_t separator;
  /// A string, whose quotes belong to the separators; otherwise a number or literal.
  bool is_string;
  /// Worth a second look whatever it holds.
  bool is_told;
  /// Somebody asks for the value itself.
  bool is_wanted;
};

enum {
  /// Bytes of the longest value that is remembered.
  BYTESCAN_LONGEST_MEMO = 32,
  /// Values that are remembered for each part.
  BYTESCAN_MEMOS = 2
};

/// A value without a quote or backslash that needs no second look, and which of its digits may be others: of a number
/// all, but for a zero at its beginning. All zeros for none.
struct bytescan_memo {
  uint64_t bytes[BYTESCAN_LONGEST_MEMO / 8];
  /// Ones for the bytes that must be the same.
  uint64_t mask[BYTESCAN_LONGEST_MEMO / 8];
  /// A bit for each byte that may be any digit.
  uint32_t varying;
  uint32_t length;
};

/// Remembers a value of one to BYTESCAN_LONGEST_MEMO bytes; `varying` has bits for digits only.
void bytescan_memo_set(
    struct bytescan_memo *memo, const uint8_t *bytes, size_t length, uint32_t varying);

/// All that the records of a form share: what stands before, between and behind their values.
struct bytescan_form {
  const struct bytescan_part *parts;
  size_t count;
  /// The separators one behind the other, the one behind the last part at the end.
  const uint8_t *separators;
  /// Bytes of the last one.
  size_t last;
  /// BYTESCAN_MEMOS for each part; NULL where nothing is remembered.
  const struct bytescan_memo *memos;
};

/// Classified bytes.
struct bytescan_chunk {
  const uint8_t *bytes;
  /// Below 2^32.
  size_t length;
  const uint64_t *maps;
  /// What the second pass marked; NULL where there was none.
  const uint64_t *marks;
  struct bytescan_gate gate;
};

/// Holds the record that starts at `start` against a form.
///
/// Returns the position of the LF that ends the record, or the length when the bytes end there; SIZE_MAX when the
/// record has another form. Part i stands from `starts[i]` to `bounds[i + 1]` then, and `bounds[0]` is the record's
/// start. Bit i of `looks` is set for strings that are told, hold as many trigger bytes as the gate asks for or
/// anything else notable, and for what is no string, if not for short integers that nobody asks for: whether these are
/// what they should be is still to be seen. It is not set for values that are remembered, which `known` counts.
///
/// `starts` holds an element for each part, `bounds` one more, and `looks` a bit for each.
size_t bytescan_match_form(
    const struct bytescan_chunk *chunk, size_t start, const struct bytescan_form *form,
    uint32_t *starts, uint32_t *bounds, uint64_t *looks, size_t *known);

#endif
