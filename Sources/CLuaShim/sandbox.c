#include "host.h"

// The standard libraries for scripts of strangers: nothing that reaches files,
// processes or the host; no finalizers, since no hook breaks them off; and no
// function of C that loops for longer than its data and arguments are large.
// (Matching a pattern may still take time that grows with any power.)

// MARK: Bounded loops

enum { MAXIMUM_MOVES = 1 << 27 };

// Calls the original in upvalue 1 with the same arguments.
static int call_original(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

// string.rep(s, n [, sep]): repeating nothing takes no memory, but time.
static int repeat(lua_State *L) {
  size_t length, separator;
  luaL_checklstring(L, 1, &length);
  lua_Integer n = luaL_checkinteger(L, 2);
  luaL_optlstring(L, 3, "", &separator);
  if (length + separator == 0 && n > MAXIMUM_MOVES) {
    return luaL_error(L, "too many repetitions");
  }
  return call_original(L);
}

static void check_moves(lua_State *L, lua_Unsigned count) {
  if (count > MAXIMUM_MOVES) luaL_error(L, "too many elements to move");
}

// table.move(from, first, last, at [, to])
static int move(lua_State *L) {
  lua_Integer first = luaL_checkinteger(L, 2);
  lua_Integer last = luaL_checkinteger(L, 3);
  if (last >= first) check_moves(L, (lua_Unsigned)last - (lua_Unsigned)first);
  return call_original(L);
}

// table.insert(t, [position,] value). What `__len` says need not be true.
static int insert(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_Unsigned end = (lua_Unsigned)luaL_len(L, 1) + 1;
  lua_Unsigned position = end;
  int arguments = lua_gettop(L);
  if (arguments == 3) {
    position = (lua_Unsigned)luaL_checkinteger(L, 2);
    luaL_argcheck(L, position - 1 < end, 2, "position out of bounds");
    check_moves(L, end - position);
    for (lua_Unsigned i = end; i > position; i--) {
      lua_geti(L, 1, (lua_Integer)(i - 1));
      lua_seti(L, 1, (lua_Integer)i);
    }
  } else if (arguments != 2) {
    return luaL_error(L, "wrong number of arguments to 'insert'");
  }
  lua_seti(L, 1, (lua_Integer)position);
  return 0;
}

// table.remove(t [, position])
static int remove_element(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_Integer size = luaL_len(L, 1);
  lua_Integer position = luaL_optinteger(L, 2, size);
  if (lua_gettop(L) > 1) {
    luaL_argcheck(L, (lua_Unsigned)position - 1 <= (lua_Unsigned)size, 2,
                  "position out of bounds");
  }
  lua_geti(L, 1, position);
  if (position < size) {
    check_moves(L, (lua_Unsigned)size - (lua_Unsigned)position);
  }
  for (; position < size; position++) {
    lua_geti(L, 1, position + 1);
    lua_seti(L, 1, position);
  }
  lua_pushnil(L);
  lua_seti(L, 1, position);
  return 1;
}

// MARK: No finalizers

// setmetatable(table, metatable). Lua looks for `__gc` here, and never later.
static int set_metatable(lua_State *L) {
  if (lua_istable(L, 2)) {
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL) {
      return luaL_error(L, "__gc is not available in the sandbox");
    }
    lua_pop(L, 1);
  }
  return clua_setmetatable(L);
}

// MARK: All

// [-0, +1]  Opens a library. Raises.
static void open_library(lua_State *L, const char *name, lua_CFunction open) {
  luaL_requiref(L, name, open, true);
}

// [-0, +0]  Takes a field from the table on top. Raises.
static void take(lua_State *L, const char *name) {
  lua_pushnil(L);
  lua_setfield(L, -2, name);
}

static void open_base(lua_State *L) {
  open_library(L, LUA_GNAME, luaopen_base);
  clua_restrictload(L);
  clua_extendipairs(L);
  clua_setfunction(L, "setmetatable", set_metatable);
  take(L, "collectgarbage");
  take(L, "dofile");
  take(L, "loadfile");
}

static void open_tables(lua_State *L) {
  open_library(L, LUA_TABLIBNAME, luaopen_table);
  clua_wrapfunction(L, "move", move);
  clua_setfunction(L, "insert", insert);
  clua_setfunction(L, "remove", remove_element);
}

// The metatable that all strings share is locked.
static void open_strings(lua_State *L) {
  open_library(L, LUA_STRLIBNAME, luaopen_string);
  clua_wrapfunction(L, "rep", repeat);
  take(L, "dump");
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
}

// Of `os`, only what tells the time.
static void open_clock(lua_State *L) {
  static const char *const kept[] = {"clock", "date", "difftime", "time"};
  lua_createtable(L, 0, 4);
  luaL_requiref(L, LUA_OSLIBNAME, luaopen_os, false);
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
    lua_getfield(L, -1, kept[i]);
    lua_setfield(L, -3, kept[i]);
  }
  lua_pop(L, 1);
  lua_pushvalue(L, -1);
  lua_setglobal(L, LUA_OSLIBNAME);
  lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, LUA_OSLIBNAME);
}

static int open_all(lua_State *L) {
  open_library(L, LUA_MATHLIBNAME, luaopen_math);
  open_library(L, LUA_UTF8LIBNAME, luaopen_utf8);
  open_library(L, LUA_COLIBNAME, luaopen_coroutine);
  clua_wrapfunction(L, "close", clua_closecoroutine);
  open_tables(L);
  open_strings(L);
  open_clock(L);
  open_base(L);
  clua_openstopping(L);
  return 0;
}

int clua_opensandbox(lua_State *L) {
  return clua_protect(L, open_all, 0, 0, NULL);
}
