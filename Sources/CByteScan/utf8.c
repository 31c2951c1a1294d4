#include <string.h>

#include "CByteScan.h"

static bool is_continuation(uint8_t byte) { return (byte & 0xC0) == 0x80; }

bool bytescan_is_utf8(const uint8_t *bytes, size_t length) {
  size_t at = 0;
  while (at < length) {
    if (length - at >= 8) {
      uint64_t word;
      memcpy(&word, bytes + at, 8);
      if ((word & 0x8080808080808080ULL) == 0) {
        at += 8;
        continue;
      }
    }
    uint8_t lead = bytes[at];
    if (lead < 0x80) {
      at += 1;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
      if (length - at < 2 || !is_continuation(bytes[at + 1])) return false;
      at += 2;
    } else if ((lead & 0xF0) == 0xE0) {
      if (length - at < 3) return false;
      uint8_t second = bytes[at + 1];
      if (!is_continuation(second) || !is_continuation(bytes[at + 2])) return false;
      if (lead == 0xE0 && second < 0xA0) return false;  // overlong
      if (lead == 0xED && second > 0x9F) return false;  // surrogates
      at += 3;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      if (length - at < 4) return false;
      uint8_t second = bytes[at + 1];
      if (!is_continuation(second) || !is_continuation(bytes[at + 2])
          || !is_continuation(bytes[at + 3]))
        return false;
      if (lead == 0xF0 && second < 0x90) return false;  // overlong
      if (lead == 0xF4 && second > 0x8F) return false;  // above U+10FFFF
      at += 4;
    } else {
      return false;
    }
  }
  return true;
}
