#ifndef CLUA_LUA_H
#define CLUA_LUA_H

#include <stddef.h>

// The part of the Lua API that Swift may call: functions that never raise an
// error. lua_error is a longjmp, and must never cross a Swift frame. What is
// missing here on purpose has a protected wrapper in CLuaShim.h.
//
// Each comment gives the effect on the stack as [-popped, +pushed].

typedef struct lua_State lua_State;
typedef long long lua_Integer;
typedef double lua_Number;

// Statuses, as Lua numbers them.
#define CLUA_OK 0
#define CLUA_ERRRUN 2
#define CLUA_ERRSYNTAX 3
#define CLUA_ERRMEM 4
#define CLUA_ERRERR 5
#define CLUA_ERRFILE 6

// Types, as Lua numbers them.
#define CLUA_TNIL 0
#define CLUA_TBOOLEAN 1
#define CLUA_TNUMBER 3
#define CLUA_TTABLE 5
#define CLUA_TUSERDATA 7

// The stack itself.
extern int lua_absindex(lua_State *L, int index);
extern int lua_gettop(lua_State *L);
extern void lua_settop(lua_State *L, int index);
extern void lua_pushvalue(lua_State *L, int index);  // [-0, +1]
extern void lua_rotate(lua_State *L, int index, int n);
extern void lua_copy(lua_State *L, int from, int to);
extern int lua_checkstack(lua_State *L, int n);

// What a value is.
extern int lua_type(lua_State *L, int index);
extern const char *lua_typename(lua_State *L, int type);
extern int lua_isinteger(lua_State *L, int index);
extern int lua_rawequal(lua_State *L, int a, int b);
extern lua_Number lua_tonumberx(lua_State *L, int index, int *is_number);
extern lua_Integer lua_tointegerx(lua_State *L, int index, int *is_integer);
extern int lua_toboolean(lua_State *L, int index);
extern int lua_iscfunction(lua_State *L, int index);
extern unsigned long long lua_rawlen(lua_State *L, int index);
extern void *lua_touserdata(lua_State *L, int index);
extern const void *lua_topointer(lua_State *L, int index);

// Values without memory of their own.
extern void lua_pushnil(lua_State *L);  // [-0, +1]
extern void lua_pushnumber(lua_State *L, lua_Number n);  // [-0, +1]
extern void lua_pushinteger(lua_State *L, lua_Integer n); // [-0, +1]
extern void lua_pushboolean(lua_State *L, int b);  // [-0, +1]

// Reading without metamethods.
extern int lua_rawget(lua_State *L, int index);  // [-1, +1]
extern int lua_rawgeti(lua_State *L, int index, lua_Integer n);  // [-0, +1]
extern int lua_rawgetp(lua_State *L, int index, const void *p);  // [-0, +1]
extern int lua_getmetatable(lua_State *L, int index);  // [-0, +0|1]
extern int lua_setmetatable(lua_State *L, int index);  // [-1, +0]
extern int lua_getiuservalue(lua_State *L, int index, int n);  // [-0, +1]
extern int lua_setiuservalue(lua_State *L, int index, int n);  // [-1, +0]

// The variables that a function has from outside, numbered from 1; NULL and
// nothing if there is none of this number.
extern const char *lua_getupvalue(lua_State *L, int index, int n);  // [-0, +0|1]
extern const char *lua_setupvalue(lua_State *L, int index, int n);  // [-0|1, +0]

// The name of the parameter of this number, from 1, that the function on top
// has; NULL if it has none, or `activation` isn't NULL.
struct lua_Debug;
extern const char *lua_getlocal(
    lua_State *L, const struct lua_Debug *activation, int n);  // [-0, +0]

#endif
