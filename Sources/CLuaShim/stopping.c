#include "host.h"

// Breaking off what runs, and counting its instructions. The request to break
// off may come from a signal handler in the middle of anything, so it only sets
// a message and hooks: each thread of Lua that is running meets its hook at its
// next instruction. The hooks stay until the host takes the request back; a
// script that catches the error meets the next one at once.

// MARK: Hooks

static void check_depth(lua_State *L, int limit) {
  lua_Debug frame;
  if (limit == 0 || !lua_getstack(L, limit, &frame)) return;
  luaL_checkstack(L, 4, NULL);
  clua_pushposition(L, 0);  // a hook is no level
  lua_pushfstring(L, "stack overflow: more than %d calls within each other",
                  limit);
  lua_concat(L, 2);
  lua_error(L);
}

static void hook(lua_State *L);

static void tick(lua_State *L, lua_Debug *frame) {
  (void)frame;
  clua_host *host = clua_host_of(L);
  const char *message = host->stop_message;
  if (message != NULL) {
    luaL_checkstack(L, 4, NULL);
    clua_pushposition(L, 0);  // a hook is no level
    lua_pushstring(L, message);
    lua_concat(L, 2);
    lua_error(L);
  } else if (lua_gethookcount(L) != host->counting_period) {
    hook(L);  // the request was taken back
  } else {
    host->callbacks.counted(host->state, host->counting_period);
    check_depth(L, host->depth_limit);
  }
}

// Instructions are counted, and calls of C functions are none: the host's own
// wrappers go on working.
static void hook(lua_State *L) {
  const clua_host *host = clua_host_of(L);
  int period = clua_isstopping(host) ? 1 : host->counting_period;
  lua_sethook(L, period != 0 ? tick : NULL, LUA_MASKCOUNT, period);
}

// MARK: Requests

void clua_interrupt(clua_host *host, const char *message) {
  host->stop_message = message;
  hook(host->L);
  for (int i = 0; i < host->running_count; i++) hook(host->running[i]);
}

const char *clua_interruption(clua_host *host) { return host->stop_message; }

void clua_forgetinterrupt(clua_host *host) {
  host->stop_message = NULL;
  hook(host->L);
}

// New threads have the hook of the one that makes them.
void clua_count(clua_host *host, int period, int depth) {
  host->counting_period = period;
  host->depth_limit = depth;
  hook(host->L);
}

// MARK: The threads that are running

bool clua_enterthread(clua_host *host, lua_State *thread) {
  if (host->running_count == CLUA_THREADS) return false;
  host->running[host->running_count] = thread;
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  host->running_count = host->running_count + 1;
  return true;
}

void clua_leavethread(clua_host *host) {
  host->running_count = host->running_count - 1;
}

// [-arguments, +results|1]  Resumes `thread`; returns the number of results,
// or -1 with the error value.
static int resume_thread(lua_State *L, lua_State *thread, int arguments) {
  clua_host *host = clua_host_of(L);
  if (!lua_checkstack(thread, arguments)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  if (!clua_enterthread(host, thread)) {
    lua_pushliteral(L, "C stack overflow");
    return -1;
  }
  lua_xmove(L, thread, arguments);
  int results;
  int status = lua_resume(thread, L, arguments, &results);
  clua_leavethread(host);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_xmove(thread, L, 1);
    return -1;
  }
  if (!lua_checkstack(L, results + 1)) {
    lua_pop(thread, results);
    lua_pushliteral(L, "too many results to resume");
    return -1;
  }
  lua_xmove(thread, L, results);
  return results;
}

// coroutine.resume(thread, ...)
static int resume(lua_State *L) {
  lua_State *thread = lua_tothread(L, 1);
  luaL_argexpected(L, thread, 1, "coroutine");
  int results = resume_thread(L, thread, lua_gettop(L) - 1);
  lua_pushboolean(L, results >= 0);
  int count = results >= 0 ? results : 1;
  lua_insert(L, -(count + 1));
  return count + 1;
}

// What `coroutine.wrap` returns, with the thread in upvalue 1.
static int call_wrapped(lua_State *L) {
  lua_State *thread = lua_tothread(L, lua_upvalueindex(1));
  int results = resume_thread(L, thread, lua_gettop(L));
  if (results >= 0) return results;
  int status = lua_status(thread);
  clua_host *host = clua_host_of(L);
  // A thread that a hook has broken off calls no hook while it is closed.
  if (status != LUA_OK && status != LUA_YIELD && !clua_isstopping(host)) {
    bool is_entered = clua_enterthread(host, thread);
    status = lua_resetthread(thread);  // closes its variables
    if (is_entered) clua_leavethread(host);
    lua_xmove(thread, L, 1);
  }
  if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

// coroutine.wrap(function)
static int wrap(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *thread = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, thread, 1);
  lua_pushcclosure(L, call_wrapped, 1);
  return 1;
}

// MARK: Handlers of errors

// A handler of `xpcall`, with the script's own in upvalue 1. No hook is called
// in a handler of an error that a hook has raised: the script's could run for
// ever.
static int handle(lua_State *L) {
  if (clua_isstopping(clua_host_of(L))) return 1;
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 1);
  return 1;
}

static int finish_xpcall(lua_State *L, int status, lua_KContext context) {
  if (status == LUA_OK || status == LUA_YIELD) {
    return lua_gettop(L) - (int)context;
  }
  lua_pushboolean(L, false);
  lua_pushvalue(L, -2);
  return 2;
}

// xpcall(function, handler, ...)
static int protected_call(lua_State *L) {
  int arguments = lua_gettop(L) - 2;
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, handle, 1);
  lua_replace(L, 2);
  lua_pushboolean(L, true);  // the first result
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  int status = lua_pcallk(L, arguments, LUA_MULTRET, 2, 2, finish_xpcall);
  return finish_xpcall(L, status, 2);
}

// MARK: All

void clua_openstopping(lua_State *L) {
  clua_setfunction(L, "xpcall", protected_call);
  lua_getfield(L, -1, LUA_COLIBNAME);
  clua_setfunction(L, "resume", resume);
  clua_setfunction(L, "wrap", wrap);
  lua_pop(L, 1);
}
