#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "host.h"

// MARK: Types

// `__gc` and `__close`. The type is an upvalue, so no other userdata passes; a
// second call finds the object dead.
static int release(lua_State *L) {
  const clua_type *type = lua_touserdata(L, lua_upvalueindex(1));
  clua_object *object = clua_toobject(L, 1, type);
  if (object == NULL) return 0;
  clua_host *host = clua_host_of(L);
  if (object->is_counted) {
    object->is_counted = false;
    host->object_count--;
  }
  if (object->is_alive) {
    object->is_alive = false;
    host->callbacks.destroy(type->context, clua_payload(object));
  }
  return 0;
}

typedef struct type_request {
  const clua_type *type;
  const char *name;
} type_request;

static int set_up_type(lua_State *L) {
  const type_request *request = lua_touserdata(L, 1);
  lua_createtable(L, 0, 8);
  lua_pushstring(L, request->name);
  lua_setfield(L, -2, "__name");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushlightuserdata(L, (void *)request->type);
  lua_pushcclosure(L, release, 1);
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "__gc");
  lua_setfield(L, -2, "__close");
  lua_rawsetp(L, LUA_REGISTRYINDEX, request->type);
  return 0;
}

int clua_newtype(lua_State *L, const char *name, size_t payload_size,
                 int user_values, const void *context, clua_type **result) {
  clua_host *host = clua_host_of(L);
  clua_type *type = malloc(sizeof *type);
  if (type == NULL) {
    lua_pushnil(L);
    return LUA_ERRMEM;
  }
  size_t padding = 15;  // the payload begins at a multiple of 16
  *type = (clua_type){
      .context = context,
      .size = sizeof(clua_object) + padding + payload_size,
      .user_values = user_values,
      .next = host->types,
  };
  host->types = type;
  *result = type;
  type_request request = {type, name};
  return clua_protect(L, set_up_type, 0, 0, &request);
}

void clua_pushmetatable(lua_State *L, const clua_type *type) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, type);
}

// MARK: Objects

_Noreturn static void refuse_object(lua_State *L, const char *reason) {
  luaL_checkstack(L, 4, NULL);
  clua_pushposition(L, 1);
  lua_pushstring(L, reason);
  lua_concat(L, 2);
  lua_error(L);
  abort();  // as lua_error doesn't return
}

// Collects garbage at the limit of the number of objects, and raises if that
// makes no room.
__attribute__((cold, noinline))
static void make_room(lua_State *L, clua_host *host) {
  // Lua finalizes nothing that is made by the last finalizers.
  if (host->is_closing) refuse_object(L, "no object can be made at the end");
  if (host->counting_period != 0) {
    int work = host->object_count < INT_MAX ? (int)host->object_count : INT_MAX;
    host->callbacks.counted(host->state, work);
  }
  lua_gc(L, LUA_GCCOLLECT);
  if (host->object_count < host->object_limit) return;
  char reason[64];
  snprintf(reason, sizeof reason,
           "too many objects: the limit of %zu is reached", host->object_limit);
  refuse_object(L, reason);
}

void clua_limitobjects(clua_host *host, size_t count) {
  host->object_limit = count == 0 ? SIZE_MAX : count;
}

size_t clua_objectcount(clua_host *host) { return host->object_count; }

void clua_createobject(lua_State *L, const clua_type *type) {
  clua_host *host = clua_host_of(L);
  if (host->object_count >= host->object_limit) make_room(L, host);
  clua_object *object =
      lua_newuserdatauv(L, type->size, type->user_values);
  object->type = type;
  object->is_alive = false;
  object->is_counted = true;
  host->object_count++;
  lua_rawgetp(L, LUA_REGISTRYINDEX, type);
  lua_setmetatable(L, -2);
}

static int new_object(lua_State *L) {
  clua_createobject(L, lua_touserdata(L, 1));
  return 1;
}

int clua_newobject(lua_State *L, const clua_type *type) {
  return clua_protect(L, new_object, 0, 1, (void *)type);
}

// MARK: Methods

// `__index`. Finding a method does not enter Swift. Upvalue 1 is the table of
// methods; upvalue 2 answers for other keys, upvalue 3 if they are objects or
// tables.
static int index_object(lua_State *L) {
  int type = lua_type(L, 2);
  if (type == LUA_TSTRING) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
    lua_pop(L, 1);
  }
  bool picks = type == LUA_TUSERDATA || type == LUA_TTABLE;
  lua_CFunction other = lua_tocfunction(L, lua_upvalueindex(picks ? 3 : 2));
  return other != NULL ? other(L) : 0;
}

static int push_index(lua_State *L) {
  lua_settop(L, 3);
  lua_pushcclosure(L, index_object, 3);
  return 1;
}

int clua_pushindex(lua_State *L) {
  return clua_protect(L, push_index, 3, 1, NULL);
}
