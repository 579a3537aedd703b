#ifndef CMACHINE_H
#define CMACHINE_H

// What Swift has no word for: the machine's instructions and processors, and hints
// about memory to it and to AddressSanitizer. No hint reads, writes or faults.

#include <stdbool.h>
#include <stddef.h>

// Square roots that leave `errno` alone, so that a loop of them is one of vectors
// whatever the compiler's flags are.
static inline float machine_square_root_float(float x) {
  return __builtin_elementwise_sqrt(x);
}
static inline double machine_square_root_double(double x) {
  return __builtin_elementwise_sqrt(x);
}

// Whether the machine that is compiled for converts numbers of 16 bits by itself;
// otherwise the compiler calls a function for each.
static inline bool machine_converts_float16(void) {
#if defined(__x86_64__) && !defined(__F16C__)
  return false;
#else
  return true;
#endif
}

// Asks for the line of the cache at `address`, soon to be read and written.
static inline void memory_prefetch(const void *address) {
  __builtin_prefetch(address, 1, 3);
}

// Asks for the line of the cache at `address`, soon to be read.
static inline void memory_prefetch_read(const void *address) {
  __builtin_prefetch(address, 0, 3);
}

// How many processors the calling thread may run on, which need not be all of
// the machine's; 0 if that can't be told.
int machine_processors(void);

// AddressSanitizer's own, only in builds that have it: whoever touches the bytes
// from here on is reported, or isn't any more.
void __asan_poison_memory_region(const volatile void *address, size_t count);
void __asan_unpoison_memory_region(const volatile void *address, size_t count);

#endif
