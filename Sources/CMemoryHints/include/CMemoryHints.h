#ifndef CMEMORYHINTS_H
#define CMEMORYHINTS_H

// What Swift has no word for: hints to the processor and to AddressSanitizer
// about memory. None reads, writes or faults.

#include <stddef.h>

// Asks for the line of the cache at `address`, soon to be read and written.
static inline void memory_prefetch(const void *address) {
  __builtin_prefetch(address, 1, 3);
}

// Asks for the line of the cache at `address`, soon to be read.
static inline void memory_prefetch_read(const void *address) {
  __builtin_prefetch(address, 0, 3);
}

// AddressSanitizer's own, only in builds that have it: whoever touches the bytes
// from here on is reported, or isn't any more.
void __asan_poison_memory_region(const volatile void *address, size_t count);
void __asan_unpoison_memory_region(const volatile void *address, size_t count);

#endif
