#ifndef CMEMORYHINTS_H
#define CMEMORYHINTS_H

// What Swift has no word for: hints to the processor about memory. None reads,
// writes or faults.

// Asks for the line of the cache at `address`, soon to be read and written.
static inline void memory_prefetch(const void *address) {
  __builtin_prefetch(address, 1, 3);
}

// Asks for the line of the cache at `address`, soon to be read.
static inline void memory_prefetch_read(const void *address) {
  __builtin_prefetch(address, 0, 3);
}

#endif
