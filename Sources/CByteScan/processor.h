// Which instructions the processor has beyond those that every machine of its kind has.
#ifndef PROCESSOR_H
#define PROCESSOR_H

#include <stdbool.h>

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,pclmul,popcnt,bmi,bmi2")))

static inline bool has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul")
      && __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi2");
}

#define AVX512 __attribute__((target("avx512bw,avx512vbmi2,popcnt,bmi2")))

static inline bool has_avx512(void) {
  return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2")
      && __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi2");
}
#endif

#endif
