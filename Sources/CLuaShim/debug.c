#include <string.h>

#include "host.h"

// The debug library for scripts that must not break the virtual machine: local
// variables with a name, in Lua functions only; upvalues of Lua functions only;
// no metatable of a userdata; no registry.

// The thread that a function of `debug` is about: its first argument, if that
// is one. `offset` is the number of arguments that this takes.
static lua_State *thread_argument(lua_State *L, int *offset) {
  *offset = lua_isthread(L, 1);
  return *offset ? lua_tothread(L, 1) : L;
}

static void check_room(lua_State *L, lua_State *thread) {
  if (L == thread || lua_checkstack(thread, 2)) return;
  luaL_error(L, "stack overflow");
}

// Finds the frame at the level in argument `index`. False if it is C's.
static bool find_lua_frame(lua_State *L, lua_State *thread, int index,
                           lua_Debug *frame) {
  lua_Integer level = luaL_checkinteger(L, index);
  bool is_found = level >= 0 && level <= LUAI_MAXSTACK &&
                  lua_getstack(thread, (int)level, frame);
  luaL_argcheck(L, is_found, index, "level out of range");
  lua_getinfo(thread, "S", frame);
  return frame->what[0] != 'C';
}

// getlocal([thread,] function | level, n)
static int get_local(lua_State *L) {
  int offset;
  lua_State *thread = thread_argument(L, &offset);
  int n = (int)luaL_checkinteger(L, offset + 2);
  if (lua_isfunction(L, offset + 1)) {
    lua_pushvalue(L, offset + 1);
    lua_pushstring(L, lua_iscfunction(L, -1) ? NULL : lua_getlocal(L, NULL, n));
    return 1;
  }
  lua_Debug frame;
  const char *name = NULL;
  if (find_lua_frame(L, thread, offset + 1, &frame)) {
    check_room(L, thread);
    name = lua_getlocal(thread, &frame, n);
  }
  if (name == NULL) {
    luaL_pushfail(L);
    return 1;
  }
  lua_xmove(thread, L, 1);
  lua_pushstring(L, name);
  lua_insert(L, -2);
  return 2;
}

// setlocal([thread,] level, n, value). A temporary has a name in parentheses,
// and may be what the virtual machine is at work on.
static int set_local(lua_State *L) {
  int offset;
  lua_State *thread = thread_argument(L, &offset);
  int n = (int)luaL_checkinteger(L, offset + 2);
  luaL_checkany(L, offset + 3);
  lua_settop(L, offset + 3);
  lua_Debug frame;
  if (!find_lua_frame(L, thread, offset + 1, &frame)) {
    return luaL_error(L, "debug.setlocal: not a Lua function");
  }
  check_room(L, thread);
  const char *name = lua_getlocal(thread, &frame, n);
  if (name == NULL) {
    luaL_pushfail(L);
    return 1;
  }
  lua_pop(thread, 1);
  if (name[0] == '(' && strcmp(name, "(vararg)") != 0) {
    return luaL_error(L, "debug.setlocal: '%s' is not a named variable", name);
  }
  lua_settop(L, offset + 3);
  lua_xmove(L, thread, 1);
  lua_pushstring(L, lua_setlocal(thread, &frame, n));
  return 1;
}

// getupvalue(function, n)
static int get_upvalue(lua_State *L) {
  int n = (int)luaL_checkinteger(L, 2);
  luaL_checktype(L, 1, LUA_TFUNCTION);
  const char *name = lua_iscfunction(L, 1) ? NULL : lua_getupvalue(L, 1, n);
  if (name == NULL) return 0;
  lua_pushstring(L, name);
  lua_insert(L, -2);
  return 2;
}

// setupvalue(function, n, value)
static int set_upvalue(lua_State *L) {
  int n = (int)luaL_checkinteger(L, 2);
  luaL_checktype(L, 1, LUA_TFUNCTION);
  luaL_checkany(L, 3);
  if (lua_iscfunction(L, 1)) {
    return luaL_error(L, "debug.setupvalue: not a Lua function");
  }
  lua_settop(L, 3);
  const char *name = lua_setupvalue(L, 1, n);
  if (name == NULL) return 0;
  lua_pushstring(L, name);
  return 1;
}

// setmetatable(value, table)
static int set_metatable(lua_State *L) {
  int type = lua_type(L, 2);
  luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2,
                   "nil or table");
  if (lua_isuserdata(L, 1)) {
    return luaL_error(L, "debug.setmetatable: not allowed on userdata");
  }
  lua_settop(L, 2);
  lua_setmetatable(L, 1);
  return 1;
}

// getmetatable(value), which is what `__metatable` says for a userdata.
static int get_metatable(lua_State *L) {
  luaL_checkany(L, 1);
  if (!lua_getmetatable(L, 1)) {
    lua_pushnil(L);
  } else if (lua_type(L, 1) == LUA_TUSERDATA) {
    lua_pushliteral(L, "__metatable");
    if (lua_rawget(L, -2) == LUA_TNIL) lua_pop(L, 1);
  }
  return 1;
}

// sethook where limits have the one hook of each thread.
static int refuse_hook(lua_State *L) {
  return luaL_error(L, "debug.sethook: a limit of instructions or of depth has "
                       "the hook");
}

void clua_restrictdebug(lua_State *L) {
  static const char *const removed[] = {
      "debug",       "getregistry",  "getuservalue",
      "setuservalue", "setcstacklimit",
  };
  for (size_t i = 0; i < sizeof removed / sizeof *removed; i++) {
    lua_pushnil(L);
    lua_setfield(L, -2, removed[i]);
  }
  if (clua_host_of(L)->counting_period != 0) {
    clua_setfunction(L, "sethook", refuse_hook);
  }
  clua_setfunction(L, "getlocal", get_local);
  clua_setfunction(L, "setlocal", set_local);
  clua_setfunction(L, "getupvalue", get_upvalue);
  clua_setfunction(L, "setupvalue", set_upvalue);
  clua_setfunction(L, "setmetatable", set_metatable);
  clua_setfunction(L, "getmetatable", get_metatable);
}
