#include <string.h>

#include "host.h"

// The standard libraries without what could break Lua's own invariants:
// bytecode unless it is asked for, native modules, and parts of `debug`.

// MARK: Chunks, text only unless more is allowed

void clua_allowbinary(clua_host *host) { host->chunk_mode = "bt"; }

static const char *allowed_mode(lua_State *L) {
  return clua_host_of(L)->chunk_mode;
}

// The mode that a script asks for, as far as it is allowed.
static const char *check_mode(lua_State *L, int index) {
  const char *allowed = allowed_mode(L);
  const char *mode = luaL_optstring(L, index, allowed);
  if (strchr(allowed, 'b') != NULL) return mode;
  if (strchr(mode, 't') == NULL) {
    luaL_error(L, "attempt to load a binary chunk (only text is allowed)");
  }
  return allowed;
}

// load(chunk [, name [, mode [, environment]]]), by the original in upvalue 1.
static int load(lua_State *L) {
  bool has_environment = !lua_isnone(L, 4);
  const char *mode = check_mode(L, 3);
  lua_settop(L, 4);
  lua_pushstring(L, mode);
  lua_replace(L, 3);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  int arguments = has_environment ? 4 : 3;
  lua_settop(L, 1 + arguments);
  lua_call(L, arguments, LUA_MULTRET);
  return lua_gettop(L);
}

// loadfile([path [, mode [, environment]]])
static int load_file(lua_State *L) {
  const char *path = luaL_optstring(L, 1, NULL);
  bool has_environment = !lua_isnone(L, 3);
  if (luaL_loadfilex(L, path, check_mode(L, 2)) != LUA_OK) {
    luaL_pushfail(L);
    lua_insert(L, -2);
    return 2;
  }
  if (has_environment) {
    lua_pushvalue(L, 3);
    if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
  }
  return 1;
}

static int finish_file(lua_State *L, int status, lua_KContext context) {
  (void)status;
  (void)context;
  return lua_gettop(L) - 1;
}

// dofile([path])
static int do_file(lua_State *L) {
  const char *path = luaL_optstring(L, 1, NULL);
  lua_settop(L, 1);
  if (luaL_loadfilex(L, path, allowed_mode(L)) != LUA_OK) return lua_error(L);
  lua_callk(L, 0, LUA_MULTRET, 0, finish_file);
  return finish_file(L, LUA_OK, 0);
}

// The searcher of `require`, with the package table in upvalue 1.
static int search_module(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  lua_getfield(L, lua_upvalueindex(1), "searchpath");
  lua_pushvalue(L, 1);
  if (lua_getfield(L, lua_upvalueindex(1), "path") != LUA_TSTRING) {
    return luaL_error(L, "'package.path' must be a string");
  }
  lua_call(L, 2, 2);
  if (lua_isnil(L, -2)) return 1;  // why it was not found
  lua_pop(L, 1);
  const char *path = luaL_checkstring(L, -1);
  if (luaL_loadfilex(L, path, allowed_mode(L)) != LUA_OK) {
    return luaL_error(L, "error loading module '%s' from file '%s':\n\t%s",
                      name, path, lua_tostring(L, -1));
  }
  lua_pushvalue(L, -2);
  return 2;
}

// [-0, +0]  `package` is on top. No searcher for native modules is left.
static void restrict_package(lua_State *L) {
  lua_getfield(L, -1, "searchers");
  lua_pushvalue(L, -2);
  lua_pushcclosure(L, search_module, 1);
  lua_rawseti(L, -2, 2);
  for (int searcher = 3; searcher <= 4; searcher++) {
    lua_pushnil(L);
    lua_rawseti(L, -2, searcher);
  }
  lua_pop(L, 1);
  lua_pushnil(L);
  lua_setfield(L, -2, "loadlib");
  lua_pushliteral(L, "");
  lua_setfield(L, -2, "cpath");
}

// MARK: Iteration

// ipairs(value), which asks a metamethod `__ipairs` as `pairs` asks `__pairs`.
// Lua's own goes on until an index gives nil, and there is none that does for
// what refuses indices out of range. Upvalue 1 is the iterator of the original.
static int ipairs(lua_State *L) {
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__ipairs") == LUA_TNIL) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
  } else {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 3);
  }
  return 3;
}

void clua_extendipairs(lua_State *L) {
  lua_getfield(L, -1, "ipairs");
  lua_createtable(L, 0, 0);
  lua_call(L, 1, 1);
  lua_pushcclosure(L, ipairs, 1);
  lua_setfield(L, -2, "ipairs");
}

// MARK: Coroutines

// Up to Lua 5.4.4 a chain of
// `__close` that close coroutines overflows the C stack: each starts its count
// of C calls anew. So the nesting is counted here.
int clua_closecoroutine(lua_State *L) {
  enum { MAXIMUM_DEPTH = 150 };
  clua_host *host = clua_host_of(L);
  luaL_argexpected(L, lua_tothread(L, 1), 1, "coroutine");
  if (host->closing_depth >= MAXIMUM_DEPTH) {
    lua_pushboolean(L, false);
    lua_pushliteral(L, "C stack overflow");
    return 2;
  }
  lua_settop(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  bool is_entered = clua_enterthread(host, lua_tothread(L, 2));
  host->closing_depth++;
  int status = lua_pcall(L, 1, LUA_MULTRET, 0);
  host->closing_depth--;
  if (is_entered) clua_leavethread(host);
  return status == LUA_OK ? lua_gettop(L) : lua_error(L);
}

// MARK: Metatables

// setmetatable(table, metatable). A text as `__metatable` says what to do
// instead.
int clua_setmetatable(lua_State *L) {
  int type = lua_type(L, 2);
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2,
                   "nil or table");
  int protection = luaL_getmetafield(L, 1, "__metatable");
  if (protection == LUA_TSTRING) {
    return luaL_error(L, "cannot change a protected metatable: %s",
                      lua_tostring(L, -1));
  } else if (protection != LUA_TNIL) {
    return luaL_error(L, "cannot change a protected metatable");
  }
  lua_settop(L, 2);
  lua_setmetatable(L, 1);
  return 1;
}

// MARK: All

void clua_restrictload(lua_State *L) { clua_wrapfunction(L, "load", load); }

// open_libraries(ignores_environment)
static int open_libraries(lua_State *L) {
  // The package library looks for this field before it reads LUA_PATH.
  lua_pushvalue(L, 1);
  lua_setfield(L, LUA_REGISTRYINDEX, "LUA_NOENV");
  luaL_openlibs(L);
  lua_pushglobaltable(L);
  clua_restrictload(L);
  clua_setfunction(L, "loadfile", load_file);
  clua_setfunction(L, "dofile", do_file);
  clua_extendipairs(L);
  clua_setfunction(L, "setmetatable", clua_setmetatable);
  clua_openstopping(L);

  lua_getfield(L, -1, LUA_COLIBNAME);
  clua_wrapfunction(L, "close", clua_closecoroutine);
  lua_pop(L, 1);

  lua_getfield(L, -1, LUA_LOADLIBNAME);
  restrict_package(L);
  lua_pop(L, 1);

  lua_getfield(L, -1, LUA_DBLIBNAME);
  clua_restrictdebug(L);
  return 0;
}

int clua_openlibraries(lua_State *L, bool ignores_environment) {
  lua_pushboolean(L, ignores_environment);
  return clua_protect(L, open_libraries, 1, 0, NULL);
}
