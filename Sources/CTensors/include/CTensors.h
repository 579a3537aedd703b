#ifndef CTENSORS_H
#define CTENSORS_H

// What kernels need of the processor and Swift has no word for.

// Asks for the line of memory at `address` before it is read. Any address will
// do, for nothing is read here.
static inline void ctensors_prefetch(const void *address) {
  __builtin_prefetch(address, 0, 3);
}

#endif
