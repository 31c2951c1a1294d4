// What all implementations share: from the raw classes of a block to its maps.
#ifndef CLASSIFY_H
#define CLASSIFY_H

#include <string.h>

#include "CByteScan.h"

/// The raw classes of a block, before quoting is known.
struct block_classes {
  uint64_t quote, backslash, operators, space, newline, digit, at, colon, dot, high, control;
};

/// Makes the compiler hold a mask in a register from here on.
///
/// Without it LLVM carries comparison results as vectors of single bits across the branches below and
/// takes them apart lane by lane (measured: a quarter of the speed).
#define HOLD_IN_REGISTER(mask) __asm__("" : "+r"(mask))

static inline void hold_in_registers(struct block_classes *c) {
  HOLD_IN_REGISTER(c->quote);
  HOLD_IN_REGISTER(c->backslash);
  HOLD_IN_REGISTER(c->operators);
  HOLD_IN_REGISTER(c->space);
  HOLD_IN_REGISTER(c->newline);
  HOLD_IN_REGISTER(c->digit);
  HOLD_IN_REGISTER(c->at);
  HOLD_IN_REGISTER(c->colon);
  HOLD_IN_REGISTER(c->dot);
  HOLD_IN_REGISTER(c->high);
  HOLD_IN_REGISTER(c->control);
}

/// One class's bytes inside strings in the block before.
struct class_carry {
  uint64_t bits;
  uint32_t count;
};

/// What one block hands to the next.
struct block_carry {
  uint64_t escaped;    ///< 1 when the next block's first byte is escaped
  uint64_t in_string;  ///< all ones when the next block starts inside a string
  uint64_t scalar;     ///< 1 when the last byte was part of a number or literal
  uint64_t behind_digit;  ///< 1 when the last byte was a digit
  struct class_carry digit, at, colon, point;
};

/// The bytes of a class, if this block and the one before hold enough of them together; those of the one before
/// are added to `earlier` then.
static inline uint64_t sufficient(
    uint64_t bits, uint32_t least, struct class_carry *carry, uint64_t *earlier) {
  uint32_t count = (uint32_t)__builtin_popcountll(bits);
  uint64_t found = 0;
  if (count + carry->count >= least) {
    found = bits;
    *earlier |= carry->bits;
  }
  carry->bits = bits;
  carry->count = count;
  return found;
}

/// The bytes that follow an odd run of backslashes.
///
/// Subtracting the backslashes that start a run from a mask of odd bits lets the borrow run to the
/// run's end, so no loop over runs is needed.
static inline uint64_t escaped_bytes(uint64_t backslash, struct block_carry *carry) {
  if (backslash == 0) {
    uint64_t escaped = carry->escaped;
    carry->escaped = 0;
    return escaped;
  }
  const uint64_t odd_bits = 0xAAAAAAAAAAAAAAAAULL;
  uint64_t potential = backslash & ~carry->escaped;
  uint64_t maybe_escaped = potential << 1;
  uint64_t maybe_escaped_and_odd = maybe_escaped | odd_bits;
  uint64_t even_series = maybe_escaped_and_odd - potential;
  uint64_t escape_and_terminal = even_series ^ odd_bits;
  uint64_t escaped = escape_and_terminal ^ (backslash | carry->escaped);
  uint64_t escape = escape_and_terminal & backslash;
  carry->escaped = escape >> 63;
  return escaped;
}

/// `parity` is the running parity of unescaped quotes, as each implementation computes it best.
///
/// `before_digit` has its highest bit set when the byte behind the block is a digit.
__attribute__((always_inline)) static inline void write_maps(
    const struct block_classes *c, uint64_t quote, uint64_t parity, uint64_t before_digit,
    struct block_carry *carry, const struct bytescan_gate *gate, uint64_t *earlier, uint64_t *maps) {
  uint64_t in_string = parity ^ carry->in_string;
  uint64_t broken = c->newline & in_string;
  while (broken != 0) {
    // An LF inside a string: that line is bad, and everything from here on is outside again.
    uint64_t bit = broken & (0 - broken);
    in_string ^= 0 - bit;
    broken = c->newline & in_string;
  }
  carry->in_string = 0 - (in_string >> 63);
  uint64_t scalar = ~(c->operators | c->space | c->newline | quote | in_string);
  uint64_t scalar_start = scalar & ~((scalar << 1) | carry->scalar);
  carry->scalar = scalar >> 63;
  maps[BYTESCAN_STRUCTURE] = quote | c->newline | ((c->operators & ~in_string) | scalar_start);
  maps[BYTESCAN_DIGIT] = c->digit;
  maps[BYTESCAN_AT] = c->at;
  maps[BYTESCAN_COLON] = c->colon;
  // Full stops end sentences; those of addresses stand between digits.
  uint64_t point = c->dot & (c->digit << 1 | carry->behind_digit) & (c->digit >> 1 | before_digit);
  carry->behind_digit = c->digit >> 63;
  maps[BYTESCAN_POINT] = point;
  maps[BYTESCAN_BACKSLASH] = c->backslash;
  uint64_t notable = (c->backslash | c->high | c->control) & in_string;
  notable |= sufficient(c->digit & in_string, gate->digits, &carry->digit, earlier);
  notable |= sufficient(c->at & in_string, gate->ats, &carry->at, earlier);
  notable |= sufficient(c->colon & in_string, gate->colons, &carry->colon, earlier);
  notable |= sufficient(point & in_string, gate->points, &carry->point, earlier);
  maps[BYTESCAN_NOTABLE] = notable;
  maps[BYTESCAN_CONTROL] = c->control;
}

static inline uint64_t parity_by_shifts(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

/// Copies the last, partial block behind which nothing may be read, padded with spaces.
///
/// Kept out of line: inlined, the compiler keeps the copy in registers byte by byte and the vector loop
/// falls apart (measured: a tenth of the speed).
__attribute__((noinline)) static void pad_block(
    const uint8_t *bytes, size_t length, uint8_t padded[64]) {
  memset(padded, ' ', 64);
  memcpy(padded, bytes, length);
}

/// The loop every implementation runs: whole blocks in place, the last one from a padded copy.
#define CLASSIFY_LOOP(CLASSES, PARITY)                                                       \
  struct block_carry carry;                                                                  \
  memset(&carry, 0, sizeof carry);                                                           \
  uint64_t before_first = 0;                                                                 \
  uint64_t *earlier = &before_first;                                                         \
  size_t newlines = 0;                                                                       \
  uint8_t padded[64];                                                                        \
  for (size_t at = 0; at < length; at += 64, maps += BYTESCAN_MAPS) {                        \
    const uint8_t *block = bytes + at;                                                       \
    if (length - at < 64) {                                                                  \
      pad_block(block, length - at, padded);                                                 \
      block = padded;                                                                        \
    }                                                                                        \
    struct block_classes c;                                                                  \
    CLASSES(block, &c);                                                                      \
    hold_in_registers(&c);                                                                   \
    uint64_t quote = c.quote & ~escaped_bytes(c.backslash, &carry);                          \
    uint64_t before_digit =                                                                  \
        (uint64_t)(length - at > 64 && (uint8_t)(bytes[at + 64] - '0') < 10) << 63;          \
    write_maps(&c, quote, PARITY(quote), before_digit, &carry, gate, earlier, maps);         \
    earlier = &maps[BYTESCAN_NOTABLE];                                                       \
    newlines += (size_t)__builtin_popcountll(c.newline);                                     \
  }                                                                                          \
  return newlines;

#endif
