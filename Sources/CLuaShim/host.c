#include "host.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(CLUA_OK == LUA_OK && CLUA_ERRRUN == LUA_ERRRUN &&
                   CLUA_ERRSYNTAX == LUA_ERRSYNTAX &&
                   CLUA_ERRMEM == LUA_ERRMEM && CLUA_ERRERR == LUA_ERRERR &&
                   CLUA_ERRFILE == LUA_ERRFILE,
               "statuses are Lua's");
_Static_assert(CLUA_TNIL == LUA_TNIL && CLUA_TBOOLEAN == LUA_TBOOLEAN &&
                   CLUA_TNUMBER == LUA_TNUMBER &&
                   CLUA_TTABLE == LUA_TTABLE &&
                   CLUA_TUSERDATA == LUA_TUSERDATA,
               "types are Lua's");

// MARK: Memory

// Small blocks that Lua gives back are kept for the next ones of their size
// class: garbage comes in bulk, and the next objects are just as large. A kept
// block begins with the address of the next.

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KEEPS_BLOCKS false  // or it would not see their misuse
#endif
#endif
#ifndef KEEPS_BLOCKS
#define KEEPS_BLOCKS true
#endif

static inline size_t class_of(size_t size) { return (size + 15) / 16; }

static inline bool is_small(size_t size) {
  return KEEPS_BLOCKS && class_of(size) < CLUA_CLASSES;
}

static void *take_block(clua_host *host, size_t size) {
  if (!is_small(size)) return malloc(size);
  void **list = &host->blocks[class_of(size)];
  void *block = *list;
  if (block == NULL) return malloc(class_of(size) * 16);
  *list = *(void **)block;
  return block;
}

static void keep_block(clua_host *host, void *block, size_t size) {
  if (!is_small(size)) {
    free(block);
    return;
  }
  void **list = &host->blocks[class_of(size)];
  *(void **)block = *list;
  *list = block;
}

static void *resize_block(clua_host *host, void *block, size_t old,
                          size_t size) {
  if (!is_small(old) && !is_small(size)) return realloc(block, size);
  if (class_of(old) == class_of(size)) return block;
  void *moved = take_block(host, size);
  if (moved == NULL) return NULL;
  memcpy(moved, block, old < size ? old : size);
  keep_block(host, block, old);
  return moved;
}

static void free_blocks(clua_host *host) {
  for (size_t i = 0; i < CLUA_CLASSES; i++) {
    while (host->blocks[i] != NULL) {
      void *block = host->blocks[i];
      host->blocks[i] = *(void **)block;
      free(block);
    }
  }
}

static bool has_room(const clua_host *host, size_t growth) {
  size_t limit = host->limit;
  if (limit != 0 && (growth > limit || host->bytes > limit - growth)) {
    return false;
  }
  limit = host->total_limit;
  return limit == 0 || (growth <= limit &&
                        host->bytes + *host->others <= limit - growth);
}

// Counts what Lua has. Making a block smaller never fails: Lua relies on it. (A
// block that stays larger than it need be does no harm in a list of smaller
// ones.)
static void *allocate(void *context, void *block, size_t old, size_t size) {
  clua_host *host = context;
  if (block == NULL) old = 0;  // Lua passes the kind of object instead
  if (size == 0) {
    if (block != NULL) keep_block(host, block, old);
    host->bytes -= old;
    return NULL;
  }
  if (size > old && !has_room(host, size - old)) return NULL;
  void *moved = block == NULL ? take_block(host, size)
                              : resize_block(host, block, old, size);
  if (moved == NULL) return size <= old ? block : NULL;
  host->bytes += size - old;
  return moved;
}

void clua_settext(clua_text *text, const char *bytes, size_t length) {
  if (length > text->capacity) {
    char *moved = realloc(text->bytes, length);
    if (moved == NULL) {
      length = text->capacity;
    } else {
      text->bytes = moved;
      text->capacity = length;
    }
  }
  if (length != 0) memcpy(text->bytes, bytes, length);
  text->length = length;
}

void clua_requestcollection(lua_State *L) {
  clua_host_of(L)->is_collection_requested = true;
}

void clua_collect(lua_State *L) { lua_gc(L, LUA_GCCOLLECT); }

const size_t *clua_bytes(clua_host *host) { return &host->bytes; }

void clua_limitmemory(clua_host *host, size_t limit, const size_t *others) {
  host->others = others;
  host->total_limit = limit;
}

// MARK: Life

static int panic(lua_State *L) {
  const char *message = lua_tostring(L, -1);
  fprintf(stderr, "unprotected Lua error: %s\n", message ? message : "?");
  return 0;  // then Lua aborts
}

// Makes the registry field of the last error, so that setting it later needs no
// memory.
static int set_up(lua_State *L) {
  lua_pushboolean(L, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, clua_host_of(L));
  lua_gc(L, LUA_GCGEN, 0, 0);
  return 0;
}

clua_host *clua_open(clua_callbacks callbacks, size_t limit) {
  clua_host *host = calloc(1, sizeof *host);
  if (host == NULL) return NULL;
  host->callbacks = callbacks;
  host->chunk_mode = "t";
  clua_settext(&host->message, "not enough memory", 17);

  host->limit = limit;
  host->object_limit = SIZE_MAX;
  lua_State *L = lua_newstate(allocate, host);
  if (L == NULL) {
    clua_close(host);
    return NULL;
  }
  host->L = L;
  *(clua_host **)lua_getextraspace(L) = host;
  lua_atpanic(L, panic);
  lua_setwarnf(L, clua_warn, host);
  lua_pushcfunction(L, set_up);
  if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
    clua_close(host);
    return NULL;
  }
  return host;
}

void clua_close(clua_host *host) {
  host->is_closing = true;
  host->object_limit = 0;
  if (host->L != NULL) lua_close(host->L);
  while (host->types != NULL) {
    clua_type *type = host->types;
    host->types = type->next;
    free(type);
  }
  free_blocks(host);
  free(host->message.bytes);
  free(host->traceback.bytes);
  free(host);
}

lua_State *clua_mainthread(clua_host *host) { return host->L; }

void clua_setswiftstate(clua_host *host, const void *state) {
  host->state = state;
}

const void *clua_swiftstate(lua_State *L) { return clua_host_of(L)->state; }

const char *clua_version(void) { return LUA_RELEASE; }
