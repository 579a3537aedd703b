#include "host.h"

// Functions as fields of libraries, which are on top.

void clua_setfunction(lua_State *L, const char *name, lua_CFunction function) {
  lua_pushcfunction(L, function);
  lua_setfield(L, -2, name);
}

void clua_wrapfunction(lua_State *L, const char *name,
                       lua_CFunction function) {
  lua_getfield(L, -1, name);
  lua_pushcclosure(L, function, 1);
  lua_setfield(L, -2, name);
}
