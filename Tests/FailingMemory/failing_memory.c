#include "FailingMemory.h"

#include <lua.h>
#include <stdlib.h>

typedef struct failing {
  lua_Alloc allocate;
  void *context;
  size_t left, failures;
  bool lasts;
} failing;

static void *allocate(void *context, void *block, size_t old, size_t size) {
  failing *memory = context;
  // Lua passes the kind of a new object as its old size.
  if (size > (block == NULL ? 0 : old)) {
    if (memory->left > 0) {
      memory->left--;
    } else if (memory->lasts || memory->failures == 0) {
      memory->failures++;
      return NULL;
    }
  }
  return memory->allocate(memory->context, block, old, size);
}

void failing_memory_begin(lua_State *L, size_t count, bool lasts) {
  failing *memory = calloc(1, sizeof *memory);
  if (memory == NULL) abort();
  memory->allocate = lua_getallocf(L, &memory->context);
  memory->left = count;
  memory->lasts = lasts;
  lua_setallocf(L, allocate, memory);
}

size_t failing_memory_end(lua_State *L) {
  void *context;
  lua_getallocf(L, &context);
  failing *memory = context;
  lua_setallocf(L, memory->allocate, memory->context);
  size_t failures = memory->failures;
  free(memory);
  return failures;
}
