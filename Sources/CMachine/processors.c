#define _GNU_SOURCE
#include "CMachine.h"

#include <errno.h>
#include <sched.h>

// How many of a set of `count` processors are allowed; -1 if the machine may have
// more, 0 if that can't be told.
static int allowed_of(int count) {
  cpu_set_t *set = CPU_ALLOC(count);
  if (set == NULL) return 0;
  size_t size = CPU_ALLOC_SIZE(count);
  CPU_ZERO_S(size, set);
  int result = 0;
  if (sched_getaffinity(0, size, set) == 0) {
    result = CPU_COUNT_S(size, set);
  } else if (errno == EINVAL) {
    result = -1;
  }
  CPU_FREE(set);
  return result;
}

int machine_processors(void) {
  for (int count = CPU_SETSIZE; count <= 1 << 20; count *= 2) {
    int result = allowed_of(count);
    if (result >= 0) return result;
  }
  return 0;
}
