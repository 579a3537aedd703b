#pragma once

#include <stddef.h>
#include <stdint.h>

// libFuzzer's loop, as its own `main` runs it: calls `test` with one input after
// the other, and ends the process when one of them fails or the time is over.
int LLVMFuzzerRunDriver(int *argc, char ***argv,
                        int (*test)(const uint8_t *bytes, size_t count));

// A file in memory, as its descriptor, or -1: Swift doesn't see `memfd_create`.
int fuzzer_file(void);
