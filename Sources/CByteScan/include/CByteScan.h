// Classifies bytes 64 at a time into bitmaps: JSON structure and trigger bytes in one pass.
#ifndef CBYTESCAN_H
#define CBYTESCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "CByteScanLiterals.h"

/// The bitmaps of one 64-byte block, in this order: together they fill one cache line, so that a
/// walker that looks at any of them has paid for all. Bit i of a map is byte i of the block.
enum bytescan_map {
  /// What a JSON walker stops at: unescaped quotes; outside strings also { } [ ] : , the first byte
  /// of every number, literal or stray byte; and every LF.
  BYTESCAN_STRUCTURE,
  BYTESCAN_DIGIT,      ///< 0-9
  BYTESCAN_AT,         ///< @
  BYTESCAN_COLON,      ///< : inside and outside strings
  BYTESCAN_DOT,        ///< . with neither white space nor a quote nor the end behind it
  BYTESCAN_BACKSLASH,  ///< backslash
  /// What makes a string worth a second look: inside strings every backslash, every byte of 0x80 and above, every
  /// control character, and the trigger bytes that stand in sufficient number: see bytescan_gate.
  BYTESCAN_NOTABLE,
  BYTESCAN_CONTROL,  ///< below 0x20, LF excepted
  BYTESCAN_MAPS
};

/// How many bytes of a class two neighbouring blocks must hold within strings before they are notable.
///
/// A cluster of bytes that spans at most 65 bytes lies in two neighbouring blocks, so none is overlooked.
/// UINT32_MAX for a class that nobody asks for.
struct bytescan_gate {
  uint32_t digits, ats, colons, dots;
};

/// Writes BYTESCAN_MAPS words for each started block of 64 bytes; returns the number of LF bytes.
///
/// Quoting starts afresh at every LF (a raw LF can't stand inside a JSON string, RFC 8259 section 7), so a
/// broken line never spoils its neighbours. Bytes past `length` are never read; their bits are 0.
/// `maps` must hold ((length + 63) / 64) * BYTESCAN_MAPS words.
size_t bytescan_classify(
    const uint8_t *bytes, size_t length, const struct bytescan_gate *gate, uint64_t *maps);

/// The same without vector instructions: what the others are tested against.
size_t bytescan_classify_portable(
    const uint8_t *bytes, size_t length, const struct bytescan_gate *gate, uint64_t *maps);

/// The same with the instructions every x86-64 or AArch64 machine has.
size_t bytescan_classify_baseline(
    const uint8_t *bytes, size_t length, const struct bytescan_gate *gate, uint64_t *maps);

/// What a stretch of bytes holds of the classes that triggers count.
struct bytescan_census {
  uint32_t digits, ats, colons, dots;
  uint32_t has_backslash, has_control;
};

/// Counts in the maps of bytes `start` to `end`.
struct bytescan_census bytescan_take_census(const uint64_t *maps, size_t start, size_t end);

/// The name of the implementation that bytescan_classify uses here: "avx2", "sse2", "neon", "portable".
const char *bytescan_backend(void);

/// What may stand in a text encoded or spelled out, for bytescan_hints.
enum bytescan_hint {
  BYTESCAN_HINT_HIGH = 1,        ///< a byte of 0x80 or above
  BYTESCAN_HINT_PERCENT = 2,     ///< %
  BYTESCAN_HINT_AMPERSAND = 4,   ///< &
  BYTESCAN_HINT_BACKSLASH = 8,   ///< backslash
  BYTESCAN_HINT_EQUALS = 16,     ///< = before a digit from 2 to 4
  BYTESCAN_HINT_PLUS = 32,       ///< + between digits
  BYTESCAN_HINT_WRITTEN = 64     ///< "dot", " at", " @ ", or a bracket that may enclose an "at" or a full stop
};

/// Which of bytescan_hint a text holds; what needs three bytes is not seen across the text's end.
uint32_t bytescan_hints(const uint8_t *bytes, size_t length);

/// Where in the first 32 bytes an "at" or a "dot" that stands for its sign may begin, a bit each: at an @, and at a
/// bracket, space, hyphen or underscore before the first byte of one.
uint32_t bytescan_written_marks(const uint8_t *bytes, size_t length);

/// Whether the bytes are well-formed UTF-8 (Unicode 15.0, table 3-7: no overlong form, no surrogate,
/// nothing above U+10FFFF).
bool bytescan_is_utf8(const uint8_t *bytes, size_t length);

/// Whether sixteen characters of base64 or base64url (RFC 4648 sections 4 and 5) stand in a row.
bool bytescan_holds_base64(const uint8_t *bytes, size_t length);

/// Where a byte stands first; `length` if nowhere.
size_t bytescan_first(const uint8_t *bytes, size_t length, uint8_t byte);

/// Where a byte stands last; SIZE_MAX if nowhere.
size_t bytescan_last(const uint8_t *bytes, size_t length, uint8_t byte);

// Needs what is declared above.
#include "CByteScanForm.h"
#include "CByteScanLetters.h"
#include "CByteScanWords.h"

#endif
