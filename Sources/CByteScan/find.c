#define _GNU_SOURCE
#include <string.h>

#include "CByteScan.h"

size_t bytescan_first(const uint8_t *bytes, size_t length, uint8_t byte) {
  const uint8_t *found = memchr(bytes, byte, length);
  return found == NULL ? length : (size_t)(found - bytes);
}

size_t bytescan_last(const uint8_t *bytes, size_t length, uint8_t byte) {
  const uint8_t *found = memrchr(bytes, byte, length);
  return found == NULL ? SIZE_MAX : (size_t)(found - bytes);
}
