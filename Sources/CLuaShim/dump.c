#include <stdlib.h>
#include <string.h>

#include "host.h"

// The instructions of a function, as bytes that grow while Lua writes them.
typedef struct dump {
  unsigned char *bytes;
  size_t length;
} dump;

static int write_dump(lua_State *L, const void *bytes, size_t length,
                      void *data) {
  (void)L;
  dump *target = data;
  unsigned char *larger = realloc(target->bytes, target->length + length);
  if (larger == NULL) return 1;
  memcpy(larger + target->length, bytes, length);
  target->bytes = larger;
  target->length += length;
  return 0;
}

unsigned char *clua_dump(lua_State *L, int index, size_t *length) {
  dump target = {NULL, 0};
  *length = 0;
  if (!lua_isfunction(L, index) || lua_iscfunction(L, index)) return NULL;
  if (!lua_checkstack(L, 1)) return NULL;
  lua_pushvalue(L, index);
  int failed = lua_dump(L, write_dump, &target, 0);
  lua_settop(L, -2);
  if (failed) {
    free(target.bytes);
    return NULL;
  }
  *length = target.length;
  return target.bytes;
}

void clua_freedump(unsigned char *bytes) { free(bytes); }
