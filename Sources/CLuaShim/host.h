#ifndef CLUA_HOST_H
#define CLUA_HOST_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "CLuaShim.h"

// What the files of this target share. Nothing here is for Swift.

// Chunks whose names begin so belong to the library: no error names their
// lines.
#define CLUA_LIBRARY_PREFIX "=[snn"

// Text that outlives the Lua value it was made of.
typedef struct clua_text {
  char *bytes;
  size_t length, capacity;
} clua_text;

// One Swift function. `result` is the type of the object that each call finds
// on top of its arguments, or NULL.
typedef struct clua_function {
  const void *body;
  const clua_type *result;
} clua_function;

// Blocks of less than 16 times as many bytes are kept when Lua gives them back.
enum { CLUA_CLASSES = 33 };

// Lua lets no more than 200 threads run within each other.
enum { CLUA_THREADS = 256 };

struct clua_host {
  lua_State *L;
  void *blocks[CLUA_CLASSES];
  const void *state;
  clua_callbacks callbacks;
  clua_type *types;
  size_t bytes, limit, total_limit;
  const size_t *others;  // bytes that count towards `total_limit` too
  size_t object_count, object_limit;
  clua_text message, traceback;
  bool has_traceback;
  bool is_collection_requested, is_closing;
  bool warns, warning_continues;
  // Read and written by signal handlers too. The threads are those that were
  // resumed and have not yielded yet, the innermost last.
  const char *volatile stop_message;  // NULL if there is no request
  volatile int running_count;
  lua_State *running[CLUA_THREADS];
  int closing_depth;
  int counting_period, depth_limit;
  const char *chunk_mode;  // what may be loaded, in `load`'s terms
  int function_count;
  clua_function functions[CLUA_SLOTS];
};

static inline clua_host *clua_host_of(lua_State *L) {
  return *(clua_host **)lua_getextraspace(L);
}

// Keeps as much of the bytes as there is memory for.
void clua_settext(clua_text *text, const char *bytes, size_t length);

// Pushes a new object. Raises.
void clua_createobject(lua_State *L, const clua_type *type);

// Raises the error that a body asked for with one of its negative results.
_Noreturn void clua_raise(lua_State *L, int code);

// [-arguments, +results|1]  Calls `function` with the arguments and, as the
// last one, `context`. Does not raise.
int clua_protect(lua_State *L, lua_CFunction function, int arguments,
                 int results, void *context);

// [-0, +1]  "model.lua:14: " for the innermost line of a script that led here,
// from a level of the stack on, or "". C functions and the library's own chunks
// are passed over. Raises.
void clua_pushposition(lua_State *L, int level);

// Puts a thread that is about to run where a request to stop finds it; returns
// false if too many run already.
bool clua_enterthread(clua_host *host, lua_State *thread);
void clua_leavethread(clua_host *host);

static inline bool clua_isstopping(const clua_host *host) {
  return host->stop_message != NULL;
}

// Puts functions that requests to stop can't be kept away with in the place of
// Lua's own, in the table of globals on top. Raises.
void clua_openstopping(lua_State *L);

// The message handler of every protected call.
int clua_handler(lua_State *L);

void clua_warn(void *host, const char *message, int continues);

// coroutine.close, by the original in upvalue 1.
int clua_closecoroutine(lua_State *L);
int clua_setmetatable(lua_State *L);

// Puts what `load` is without binary chunks in its place, in the table of
// globals on top. Raises.
void clua_restrictload(lua_State *L);

// Puts an `ipairs` that knows `__ipairs` in the table of globals on top. Raises.
void clua_extendipairs(lua_State *L);

// Puts a function with the original in upvalue 1 in the place of a field of the
// table on top. Raises.
void clua_wrapfunction(lua_State *L, const char *name, lua_CFunction function);

// Takes what is unsafe out of the debug library on top of the stack. Raises.
void clua_restrictdebug(lua_State *L);

// Sets a field of the table on top. Raises.
void clua_setfunction(lua_State *L, const char *name, lua_CFunction function);

#endif
