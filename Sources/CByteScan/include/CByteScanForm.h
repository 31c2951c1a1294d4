// Compares a record with the form of an earlier one: most records of a stream have the same members in the same order.
#ifndef CBYTESCAN_FORM_H
#define CBYTESCAN_FORM_H

#include <stddef.h>
#include <stdint.h>

/// What a form has at one structural position.
enum bytescan_step_kind {
  /// The byte itself, and nothing to be done.
  BYTESCAN_STEP_MARK,
  /// The first byte of a number or literal: any that is no structural character.
  BYTESCAN_STEP_SCALAR,
  /// The quote that ends a member's name, which must be the form's next name.
  BYTESCAN_STEP_NAME_END,
  /// The quote that ends a value.
  BYTESCAN_STEP_VALUE_END,
  /// The same where the value is worth a second look whatever it holds.
  BYTESCAN_STEP_TOLD_END
};

struct bytescan_step {
  uint8_t byte;
  uint8_t kind;
  /// Bytes of the name that ends here.
  uint16_t length;
};

/// A form: its steps, the last of which is the LF, and its names one behind the other.
struct bytescan_form {
  const struct bytescan_step *steps;
  size_t count;
  const uint8_t *names;
};

/// Holds the record that starts at `start` against a form.
///
/// Returns the position of the LF that ends the record, or `length` when the bytes end there; SIZE_MAX when the
/// record has another form. `positions[i]` is where step i stands then. Bit i of `looks` is set when the string that
/// begins at step i holds something notable or is told, and for every scalar: those are still to be examined.
///
/// `maps` are those of the bytes, `length` is below 2^32; `positions` holds `count` elements and `looks` a bit for each.
size_t bytescan_match_form(
    const uint8_t *bytes, size_t length, const uint64_t *maps, size_t start,
    const struct bytescan_form *form, uint32_t *positions, uint64_t *looks);

#endif
