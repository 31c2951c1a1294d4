#include "CByteScan.h"

// Written so that compilers turn the loop into vector instructions: no branches, one byte a lane.
uint32_t bytescan_hints(const uint8_t *bytes, size_t length) {
  uint8_t high = 0, percent = 0, ampersand = 0, backslash = 0, equals = 0, plus = 0, written = 0;
  size_t whole = length < 2 ? 0 : length - 2;
  for (size_t at = 0; at < whole; at++) {
    uint8_t first = bytes[at], second = bytes[at + 1], third = bytes[at + 2];
    uint8_t a = first | 0x20, b = second | 0x20, c = third | 0x20;
    high |= first;
    percent |= (uint8_t)(first == '%');
    ampersand |= (uint8_t)(first == '&');
    backslash |= (uint8_t)(first == '\\');
    equals |= (uint8_t)((first == '=') & (second >= '2') & (second <= '4'));
    plus |= (uint8_t)((first - '0' < 10u) & (second == '+') & (third - '0' < 10u));
    uint8_t opens = (uint8_t)((first == '(') | (a == '{') | (first == '<'));
    uint8_t word = (uint8_t)((b == 'a') | (b == 'd') | (second == '@') | (second == '.') | (second == ' '));
    written |= (uint8_t)(opens & word);
    written |= (uint8_t)((a == 'd') & (b == 'o') & (c == 't'));
    written |= (uint8_t)((first == ' ') & (second == '@') & (third == ' '));
    written |= (uint8_t)((first == ' ') & (b == 'a') & (c == 't'));
  }
  for (size_t at = whole; at < length; at++) high |= bytes[at];
  return (high >= 0x80 ? BYTESCAN_HINT_HIGH : 0) | (percent ? BYTESCAN_HINT_PERCENT : 0) |
         (ampersand ? BYTESCAN_HINT_AMPERSAND : 0) | (backslash ? BYTESCAN_HINT_BACKSLASH : 0) |
         (equals ? BYTESCAN_HINT_EQUALS : 0) | (plus ? BYTESCAN_HINT_PLUS : 0) |
         (written ? BYTESCAN_HINT_WRITTEN : 0);
}
