#include "classify.h"
#include "processor.h"

static void classes_portable(const uint8_t *bytes, struct block_classes *c) {
  memset(c, 0, sizeof *c);
  for (int i = 0; i < 64; i++) {
    uint8_t b = bytes[i];
    uint64_t bit = 1ULL << i;
    if (b >= 0x80) c->high |= bit;
    if (b >= '0' && b <= '9') c->digit |= bit;
    switch (b) {
    case '"': c->quote |= bit; break;
    case '\\': c->backslash |= bit; break;
    case ':': c->colon |= bit; c->operators |= bit; break;
    case '{': case '}': case '[': case ']': case ',': c->operators |= bit; break;
    case ' ': c->space |= bit; break;
    case '\t': case '\r': c->space |= bit; c->control |= bit; break;
    case '\n': c->newline |= bit; break;
    case '@': c->at |= bit; break;
    case '.': c->dot |= bit; break;
    default: if (b < 0x20) c->control |= bit;
    }
  }
}

size_t bytescan_classify_portable(
    const uint8_t *bytes, size_t length, const struct bytescan_gate *gate, uint64_t *maps) {
  CLASSIFY_LOOP(classes_portable, parity_by_shifts)
}

#if defined(__x86_64__)
#include <immintrin.h>

// One 16-byte quarter at a time, shifted into place: the same comparisons as AVX2 below.
#define SSE2_EQ(v, ch) (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8(ch)))

static inline void classes_sse2(const uint8_t *bytes, struct block_classes *c) {
  memset(c, 0, sizeof *c);
  for (int quarter = 0; quarter < 4; quarter++) {
    int shift = quarter * 16;
    __m128i v = _mm_loadu_si128((const __m128i *)(bytes + shift));
    // '[' and ']' differ from '{' and '}' by 0x20 only.
    __m128i folded = _mm_or_si128(v, _mm_set1_epi8(0x20));
    __m128i offset = _mm_sub_epi8(v, _mm_set1_epi8('0'));
    __m128i digits = _mm_cmpeq_epi8(_mm_min_epu8(offset, _mm_set1_epi8(9)), offset);
    __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1F)), v);
    uint64_t newline = SSE2_EQ(v, '\n');
    uint64_t colon = SSE2_EQ(v, ':');
    c->newline |= newline << shift;
    c->colon |= colon << shift;
    c->quote |= SSE2_EQ(v, '"') << shift;
    c->backslash |= SSE2_EQ(v, '\\') << shift;
    c->operators |= (SSE2_EQ(folded, '{') | SSE2_EQ(folded, '}') | SSE2_EQ(v, ',') | colon) << shift;
    c->space |= (SSE2_EQ(v, ' ') | SSE2_EQ(v, '\t') | SSE2_EQ(v, '\r')) << shift;
    c->digit |= (uint64_t)(uint32_t)_mm_movemask_epi8(digits) << shift;
    c->at |= SSE2_EQ(v, '@') << shift;
    c->dot |= SSE2_EQ(v, '.') << shift;
    c->high |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << shift;
    c->control |= ((uint64_t)(uint32_t)_mm_movemask_epi8(controls) & ~newline) << shift;
  }
}

size_t bytescan_classify_baseline(
    const uint8_t *bytes, size_t length, const struct bytescan_gate *gate, uint64_t *maps) {
  CLASSIFY_LOOP(classes_sse2, parity_by_shifts)
}

#define AVX2_EQ(v, ch) \
  (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_set1_epi8(ch)))

AVX2 static inline void classes_avx2(const uint8_t *bytes, struct block_classes *c) {
  memset(c, 0, sizeof *c);
#pragma clang loop unroll(full)
  for (int half = 0; half < 2; half++) {
    int shift = half * 32;
    __m256i v = _mm256_loadu_si256((const __m256i *)(bytes + shift));
    __m256i folded = _mm256_or_si256(v, _mm256_set1_epi8(0x20));
    __m256i offset = _mm256_sub_epi8(v, _mm256_set1_epi8('0'));
    __m256i digits = _mm256_cmpeq_epi8(_mm256_min_epu8(offset, _mm256_set1_epi8(9)), offset);
    __m256i controls = _mm256_cmpeq_epi8(_mm256_min_epu8(v, _mm256_set1_epi8(0x1F)), v);
    uint64_t newline = AVX2_EQ(v, '\n');
    uint64_t colon = AVX2_EQ(v, ':');
    c->newline |= newline << shift;
    c->colon |= colon << shift;
    c->quote |= AVX2_EQ(v, '"') << shift;
    c->backslash |= AVX2_EQ(v, '\\') << shift;
    c->operators |= (AVX2_EQ(folded, '{') | AVX2_EQ(folded, '}') | AVX2_EQ(v, ',') | colon) << shift;
    c->space |= (AVX2_EQ(v, ' ') | AVX2_EQ(v, '\t') | AVX2_EQ(v, '\r')) << shift;
    c->digit |= (uint64_t)(uint32_t)_mm256_movemask_epi8(digits) << shift;
    c->at |= AVX2_EQ(v, '@') << shift;
    c->dot |= AVX2_EQ(v, '.') << shift;
    c->high |= (uint64_t)(uint32_t)_mm256_movemask_epi8(v) << shift;
    c->control |= ((uint64_t)(uint32_t)_mm256_movemask_epi8(controls) & ~newline) << shift;
  }
}

/// Carry-less multiplication by all ones is the running parity.
AVX2 static inline uint64_t parity_by_clmul(uint64_t bits) {
  __m128i product = _mm_clmulepi64_si128(
      _mm_set_epi64x(0, (long long)bits), _mm_set1_epi8((char)0xFF), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

AVX2 static size_t classify_avx2(
    const uint8_t *bytes, size_t length, const struct bytescan_gate *gate, uint64_t *maps) {
  CLASSIFY_LOOP(classes_avx2, parity_by_clmul)
}

size_t bytescan_classify(
    const uint8_t *bytes, size_t length, const struct bytescan_gate *gate, uint64_t *maps) {
  return has_avx2() ? classify_avx2(bytes, length, gate, maps)
                    : bytescan_classify_baseline(bytes, length, gate, maps);
}

const char *bytescan_backend(void) { return has_avx2() ? "avx2" : "sse2"; }

#elif defined(__aarch64__)
#include <arm_neon.h>

/// NEON has no movemask: weigh each lane by its bit and add neighbours until 64 bits are left.
static inline uint64_t movemask(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  const uint8x16_t weight = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t ab = vpaddq_u8(vandq_u8(a, weight), vandq_u8(b, weight));
  uint8x16_t cd = vpaddq_u8(vandq_u8(c, weight), vandq_u8(d, weight));
  uint8x16_t sum = vpaddq_u8(ab, cd);
  sum = vpaddq_u8(sum, sum);
  return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

#define NEON_EQ(v, ch)                                                                        \
  movemask(vceqq_u8(v[0], vdupq_n_u8(ch)), vceqq_u8(v[1], vdupq_n_u8(ch)),                    \
           vceqq_u8(v[2], vdupq_n_u8(ch)), vceqq_u8(v[3], vdupq_n_u8(ch)))

static inline void classes_neon(const uint8_t *bytes, struct block_classes *c) {
  uint8x16_t v[4], folded[4], offset[4];
  for (int i = 0; i < 4; i++) {
    v[i] = vld1q_u8(bytes + 16 * i);
    folded[i] = vorrq_u8(v[i], vdupq_n_u8(0x20));
    offset[i] = vsubq_u8(v[i], vdupq_n_u8('0'));
  }
  const uint8x16_t ten = vdupq_n_u8(10), space = vdupq_n_u8(0x20), high = vdupq_n_u8(0x80);
  c->newline = NEON_EQ(v, '\n');
  c->colon = NEON_EQ(v, ':');
  c->quote = NEON_EQ(v, '"');
  c->backslash = NEON_EQ(v, '\\');
  c->operators = NEON_EQ(folded, '{') | NEON_EQ(folded, '}') | NEON_EQ(v, ',') | c->colon;
  c->space = NEON_EQ(v, ' ') | NEON_EQ(v, '\t') | NEON_EQ(v, '\r');
  c->digit = movemask(vcltq_u8(offset[0], ten), vcltq_u8(offset[1], ten),
                      vcltq_u8(offset[2], ten), vcltq_u8(offset[3], ten));
  c->at = NEON_EQ(v, '@');
  c->dot = NEON_EQ(v, '.');
  c->high = movemask(vcgeq_u8(v[0], high), vcgeq_u8(v[1], high),
                     vcgeq_u8(v[2], high), vcgeq_u8(v[3], high));
  c->control = movemask(vcltq_u8(v[0], space), vcltq_u8(v[1], space),
                        vcltq_u8(v[2], space), vcltq_u8(v[3], space)) & ~c->newline;
}

size_t bytescan_classify_baseline(
    const uint8_t *bytes, size_t length, const struct bytescan_gate *gate, uint64_t *maps) {
  CLASSIFY_LOOP(classes_neon, parity_by_shifts)
}

size_t bytescan_classify(
    const uint8_t *bytes, size_t length, const struct bytescan_gate *gate, uint64_t *maps) {
  return bytescan_classify_baseline(bytes, length, gate, maps);
}

const char *bytescan_backend(void) { return "neon"; }

#else

size_t bytescan_classify_baseline(
    const uint8_t *bytes, size_t length, const struct bytescan_gate *gate, uint64_t *maps) {
  return bytescan_classify_portable(bytes, length, gate, maps);
}

size_t bytescan_classify(
    const uint8_t *bytes, size_t length, const struct bytescan_gate *gate, uint64_t *maps) {
  return bytescan_classify_portable(bytes, length, gate, maps);
}

const char *bytescan_backend(void) { return "portable"; }

#endif
