#include <string.h>

#include "CByteScan.h"
#include "processor.h"

/// What the bytes from `at` on show: three of them must be there.
static uint32_t hints_at(const uint8_t *bytes) {
  uint8_t first = bytes[0], second = bytes[1], third = bytes[2];
  uint8_t a = first | 0x20, b = second | 0x20, c = third | 0x20;
  uint32_t hints = first >= 0x80 ? BYTESCAN_HINT_HIGH : 0;
  if (first == '%') hints |= BYTESCAN_HINT_PERCENT;
  if (first == '&') hints |= BYTESCAN_HINT_AMPERSAND;
  if (first == '\\') hints |= BYTESCAN_HINT_BACKSLASH;
  if (first == '=' && second >= '2' && second <= '4') hints |= BYTESCAN_HINT_EQUALS;
  if ((uint8_t)(first - '0') < 10 && second == '+' && (uint8_t)(third - '0') < 10)
    hints |= BYTESCAN_HINT_PLUS;
  bool opens = first == '(' || a == '{' || first == '<';
  bool word = b == 'a' || b == 'd' || second == '@' || second == '.' || second == ' ';
  if ((opens && word) || (a == 'd' && b == 'o' && c == 't') ||
      (first == ' ' && ((second == '@' && third == ' ') || (b == 'a' && c == 't'))))
    hints |= BYTESCAN_HINT_WRITTEN;
  return hints;
}

static uint32_t hints_portable(const uint8_t *bytes, size_t length) {
  uint32_t hints = 0;
  for (size_t at = 0; at + 2 < length; at++) hints |= hints_at(bytes + at);
  for (size_t at = length < 2 ? 0 : length - 2; at < length; at++)
    if (bytes[at] >= 0x80) hints |= BYTESCAN_HINT_HIGH;
  return hints;
}

static bool is_base64(uint8_t byte) {
  uint8_t letter = (uint8_t)((byte | 0x20) - 'a');
  return letter < 26 || (uint8_t)(byte - '0') < 10 || byte == '+' || byte == '/' || byte == '-' || byte == '_';
}

static bool holds_base64_portable(const uint8_t *bytes, size_t length) {
  size_t run = 0;
  for (size_t at = 0; at < length && run < 16; at++) run = is_base64(bytes[at]) ? run + 1 : 0;
  return run >= 16;
}

static bool may_begin_mark(uint8_t first, uint8_t second) {
  switch (first) {
  case '@': return true;
  case ' ': case '_': case '-': case '(': case '[': case '{': case '<': break;
  default: return false;
  }
  uint8_t small = second | 0x20;
  return small == 'a' || small == 'd' || second == '@' || second == '.' || second == ' ';
}

static uint32_t written_marks_portable(const uint8_t *bytes, size_t length) {
  uint32_t marks = 0;
  for (size_t at = 0; at < length && at < 32; at++)
    marks |= (uint32_t)may_begin_mark(bytes[at], at + 1 < length ? bytes[at + 1] : 0) << at;
  return marks;
}

#if defined(__x86_64__)
#include <immintrin.h>

#define EQUAL(v, ch) _mm256_cmpeq_epi8(v, _mm256_set1_epi8(ch))
#define EITHER(a, b) _mm256_or_si256(a, b)
#define BOTH(a, b) _mm256_and_si256(a, b)

AVX2 static inline __m256i between(__m256i v, char low, char high) {
  __m256i offset = _mm256_sub_epi8(v, _mm256_set1_epi8(low));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(offset, _mm256_set1_epi8(high - low)), offset);
}

/// Classes of what begins at each of 32 bytes, gathered over a text.
struct hint_lanes {
  __m256i high, percent, ampersand, backslash, equals, plus, written;
};

/// Reads 34 bytes.
AVX2 static inline void look(const uint8_t *bytes, struct hint_lanes *lanes) {
  const __m256i fold = _mm256_set1_epi8(0x20);
  __m256i first = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i second = _mm256_loadu_si256((const __m256i *)(bytes + 1));
  __m256i third = _mm256_loadu_si256((const __m256i *)(bytes + 2));
  __m256i a = EITHER(first, fold), b = EITHER(second, fold), c = EITHER(third, fold);
  lanes->high = EITHER(lanes->high, first);
  lanes->percent = EITHER(lanes->percent, EQUAL(first, '%'));
  lanes->ampersand = EITHER(lanes->ampersand, EQUAL(first, '&'));
  lanes->backslash = EITHER(lanes->backslash, EQUAL(first, '\\'));
  lanes->equals = EITHER(lanes->equals, BOTH(EQUAL(first, '='), between(second, '2', '4')));
  __m256i plus = BOTH(EQUAL(second, '+'), BOTH(between(first, '0', '9'), between(third, '0', '9')));
  lanes->plus = EITHER(lanes->plus, plus);
  __m256i opens = EITHER(EQUAL(first, '('), EITHER(EQUAL(a, '{'), EQUAL(first, '<')));
  __m256i at = EQUAL(b, 'a'), sign = EQUAL(second, '@'), space = EQUAL(first, ' ');
  __m256i word = EITHER(
      EITHER(at, EQUAL(b, 'd')), EITHER(sign, EITHER(EQUAL(second, '.'), EQUAL(second, ' '))));
  __m256i dot = BOTH(EQUAL(a, 'd'), BOTH(EQUAL(b, 'o'), EQUAL(c, 't')));
  __m256i spaced = BOTH(space, EITHER(BOTH(sign, EQUAL(third, ' ')), BOTH(at, EQUAL(c, 't'))));
  lanes->written = EITHER(lanes->written, EITHER(BOTH(opens, word), EITHER(dot, spaced)));
}

AVX2 static uint32_t hints_avx2(const uint8_t *bytes, size_t length) {
  enum { LANES = 32, READ = LANES + 2 };
  uint8_t padded[READ] = {0};
  if (length < READ) {
    memcpy(padded, bytes, length);
    bytes = padded;
    length = READ;
  }
  struct hint_lanes lanes;
  memset(&lanes, 0, sizeof lanes);
  size_t last = length - READ;
  for (size_t at = 0; at < last; at += LANES) look(bytes + at, &lanes);
  // What is looked at twice shows nothing new; of the last two bytes only the high bit counts.
  look(bytes + last, &lanes);
  bool high = _mm256_movemask_epi8(lanes.high) != 0 || ((bytes[length - 2] | bytes[length - 1]) & 0x80);
  uint32_t hints = high ? BYTESCAN_HINT_HIGH : 0;
  if (_mm256_movemask_epi8(lanes.percent)) hints |= BYTESCAN_HINT_PERCENT;
  if (_mm256_movemask_epi8(lanes.ampersand)) hints |= BYTESCAN_HINT_AMPERSAND;
  if (_mm256_movemask_epi8(lanes.backslash)) hints |= BYTESCAN_HINT_BACKSLASH;
  if (_mm256_movemask_epi8(lanes.equals)) hints |= BYTESCAN_HINT_EQUALS;
  if (_mm256_movemask_epi8(lanes.plus)) hints |= BYTESCAN_HINT_PLUS;
  if (_mm256_movemask_epi8(lanes.written)) hints |= BYTESCAN_HINT_WRITTEN;
  return hints;
}

/// Reads 33 bytes.
AVX2 static uint32_t written_marks_avx2(const uint8_t *bytes) {
  __m256i first = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i second = _mm256_loadu_si256((const __m256i *)(bytes + 1));
  __m256i small = EITHER(second, _mm256_set1_epi8(0x20));
  __m256i opens = EITHER(
      EITHER(EITHER(EQUAL(first, ' '), EQUAL(first, '_')), EITHER(EQUAL(first, '-'), EQUAL(first, '('))),
      EITHER(EITHER(EQUAL(first, '['), EQUAL(first, '{')), EQUAL(first, '<')));
  __m256i word = EITHER(
      EITHER(EQUAL(small, 'a'), EQUAL(small, 'd')),
      EITHER(EQUAL(second, '@'), EITHER(EQUAL(second, '.'), EQUAL(second, ' '))));
  return (uint32_t)_mm256_movemask_epi8(EITHER(EQUAL(first, '@'), BOTH(opens, word)));
}

/// The characters of base64 among 32 bytes, a bit each.
AVX2 static inline uint32_t base64_mask(const uint8_t *bytes) {
  __m256i v = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i letter = between(EITHER(v, _mm256_set1_epi8(0x20)), 'a', 'z');
  __m256i sign = EITHER(EITHER(EQUAL(v, '+'), EQUAL(v, '/')), EITHER(EQUAL(v, '-'), EQUAL(v, '_')));
  return (uint32_t)_mm256_movemask_epi8(EITHER(EITHER(letter, between(v, '0', '9')), sign));
}

AVX2 static bool holds_base64_avx2(const uint8_t *bytes, size_t length) {
  uint64_t window = 0, found = 0;
  for (size_t at = 0; at < length; at += 32) {
    uint8_t padded[32] = {0};
    const uint8_t *block = bytes + at;
    if (length - at < 32) block = memcpy(padded, block, length - at);
    // The block before and this one: a row of sixteen lies in two.
    window = window >> 32 | (uint64_t)base64_mask(block) << 32;
    uint64_t rows = window & window >> 1;
    rows &= rows >> 2;
    rows &= rows >> 4;
    found |= rows & rows >> 8;
  }
  return found != 0;
}

bool bytescan_holds_base64(const uint8_t *bytes, size_t length) {
  return has_avx2() ? holds_base64_avx2(bytes, length) : holds_base64_portable(bytes, length);
}

uint32_t bytescan_written_marks(const uint8_t *bytes, size_t length) {
  return has_avx2() && length > 32 ? written_marks_avx2(bytes) : written_marks_portable(bytes, length);
}

uint32_t bytescan_hints(const uint8_t *bytes, size_t length) {
  return has_avx2() ? hints_avx2(bytes, length) : hints_portable(bytes, length);
}
#else
bool bytescan_holds_base64(const uint8_t *bytes, size_t length) { return holds_base64_portable(bytes, length); }

uint32_t bytescan_written_marks(const uint8_t *bytes, size_t length) {
  return written_marks_portable(bytes, length);
}

uint32_t bytescan_hints(const uint8_t *bytes, size_t length) { return hints_portable(bytes, length); }
#endif
