#define _GNU_SOURCE
#include "CFuzzer.h"

#include <sys/mman.h>

int fuzzer_file(void) { return memfd_create("input", MFD_CLOEXEC); }
