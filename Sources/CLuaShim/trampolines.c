#include "host.h"

// Every Swift function is a C function of its own, without upvalues: one
// trampoline to a slot. That is the fastest call, and leaves no pointer where a
// script could change it.

static void collect_as_requested(lua_State *L, clua_host *host) {
  host->is_collection_requested = false;
  lua_gc(L, LUA_GCSTEP, 0);  // a young collection in generational mode
  if (host->callbacks.collected(host->state)) lua_gc(L, LUA_GCCOLLECT);
}

// Pushes the object that the body will fill. It exists before Swift is entered,
// so want of memory raises across C frames only.
static void prepare_result(lua_State *L, const clua_type *type) {
  luaL_checkstack(L, LUA_MINSTACK, NULL);
  clua_createobject(L, type);
}

// Calls the body once more after a full collection, with the stack as it was. A
// body that has removed its arguments can't be called again.
__attribute__((cold, noinline))
static int call_again(lua_State *L, const clua_function *function, int count) {
  clua_host *host = clua_host_of(L);
  int top = count + (function->result != NULL);
  if (lua_gettop(L) < top) clua_raise(L, CLUA_MESSAGE);
  lua_settop(L, top);
  lua_gc(L, LUA_GCCOLLECT);
  int results = host->callbacks.call(function->body, L, count);
  if (results < 0) clua_raise(L, results);
  return results;
}

// A call counts as so many instructions, beside the work that it does on large
// tensors.
__attribute__((cold, noinline)) static void count_call(clua_host *host) {
  host->callbacks.counted(host->state, 100);
}

static int call_slot(lua_State *L, int slot) {
  clua_host *host = clua_host_of(L);
  const clua_function *function = &host->functions[slot];
  int count = lua_gettop(L);
  host->has_traceback = false;
  if (host->counting_period != 0) count_call(host);
  if (host->is_collection_requested) collect_as_requested(L, host);
  if (function->result != NULL) prepare_result(L, function->result);
  int results = host->callbacks.call(function->body, L, count);
  if (__builtin_expect(results >= 0, 1)) return results;
  if (results == CLUA_OUT_OF_MEMORY) return call_again(L, function, count);
  clua_raise(L, results);
}

// REPEAT_1024(M) is M(0x000) M(0x001) ... M(0x3ff).
#define REPEAT_16(M, n)                                                     \
  M(n##0) M(n##1) M(n##2) M(n##3) M(n##4) M(n##5) M(n##6) M(n##7)           \
  M(n##8) M(n##9) M(n##a) M(n##b) M(n##c) M(n##d) M(n##e) M(n##f)
#define REPEAT_256(M, n)                                                    \
  REPEAT_16(M, n##0) REPEAT_16(M, n##1) REPEAT_16(M, n##2)                  \
  REPEAT_16(M, n##3) REPEAT_16(M, n##4) REPEAT_16(M, n##5)                  \
  REPEAT_16(M, n##6) REPEAT_16(M, n##7) REPEAT_16(M, n##8)                  \
  REPEAT_16(M, n##9) REPEAT_16(M, n##a) REPEAT_16(M, n##b)                  \
  REPEAT_16(M, n##c) REPEAT_16(M, n##d) REPEAT_16(M, n##e)                  \
  REPEAT_16(M, n##f)
#define REPEAT_1024(M)                                                      \
  REPEAT_256(M, 0x0) REPEAT_256(M, 0x1) REPEAT_256(M, 0x2) REPEAT_256(M, 0x3)

#define DEFINE(slot) \
  static int call_##slot(lua_State *L) { return call_slot(L, slot); }
REPEAT_1024(DEFINE)

#define NAME(slot) call_##slot,
static const lua_CFunction trampolines[] = {REPEAT_1024(NAME)};
_Static_assert(sizeof trampolines / sizeof *trampolines == CLUA_SLOTS,
               "one trampoline to a slot");

int clua_addfunction(clua_host *host, const void *body,
                     const clua_type *result) {
  if (host->function_count == CLUA_SLOTS) return -1;
  int slot = host->function_count++;
  host->functions[slot] = (clua_function){body, result};
  return slot;
}

void clua_pushfunction(lua_State *L, int slot) {
  lua_pushcfunction(L, trampolines[slot]);
}
