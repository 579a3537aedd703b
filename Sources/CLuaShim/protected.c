#include "host.h"

// Each wrapper runs one C function in a protected call, so that whatever it
// raises, for want of memory too, ends here and not in a Swift frame.

int clua_protect(lua_State *L, lua_CFunction function, int arguments,
                 int results, void *context) {
  if (!lua_checkstack(L, 3)) {
    lua_settop(L, -arguments - 1);
    lua_pushnil(L);
    return LUA_ERRMEM;
  }
  lua_pushcfunction(L, function);
  lua_insert(L, -arguments - 1);
  lua_pushlightuserdata(L, context);
  return lua_pcall(L, arguments + 1, results, 0);
}

// MARK: Strings

static int push_bytes(lua_State *L) {
  const clua_text *text = lua_touserdata(L, 1);
  lua_pushlstring(L, text->bytes, text->length);
  return 1;
}

int clua_pushbytes(lua_State *L, const char *bytes, size_t length) {
  clua_text text = {(char *)bytes, length, 0};
  return clua_protect(L, push_bytes, 0, 1, &text);
}

const char *clua_tobytes(lua_State *L, int index, size_t *length) {
  if (lua_type(L, index) != LUA_TSTRING) return NULL;
  return lua_tolstring(L, index, length);
}

static int push_description(lua_State *L) {
  luaL_tolstring(L, 1, NULL);
  return 1;
}

int clua_pushdescription(lua_State *L, int index) {
  lua_pushvalue(L, index);
  return clua_protect(L, push_description, 1, 1, NULL);
}

// MARK: Tables

typedef struct table_request {
  int array_count, field_count;
  lua_Integer index;
  const void *pointer;
  const char *name;
  bool has_next;
} table_request;

static int new_table(lua_State *L) {
  const table_request *request = lua_touserdata(L, 1);
  lua_createtable(L, request->array_count, request->field_count);
  return 1;
}

int clua_newtable(lua_State *L, int array_count, int field_count) {
  table_request request = {
      .array_count = array_count, .field_count = field_count};
  return clua_protect(L, new_table, 0, 1, &request);
}

// The functions below find the table first, then what the caller had on top.
static int protect_table(lua_State *L, lua_CFunction function, int index,
                         int arguments, int results, table_request *request) {
  lua_pushvalue(L, index);
  lua_insert(L, -arguments - 1);
  return clua_protect(L, function, arguments + 1, results, request);
}

static int raw_set(lua_State *L) {
  lua_settop(L, 3);
  lua_rawset(L, 1);
  return 0;
}

// A field that exists is set without a protected call: it needs no memory.
int clua_rawset(lua_State *L, int index) {
  if (lua_checkstack(L, 1)) {
    index = lua_absindex(L, index);
    lua_pushvalue(L, -2);
    bool exists = lua_rawget(L, index) != LUA_TNIL;
    lua_pop(L, 1);
    if (exists) {
      lua_rawset(L, index);
      return LUA_OK;
    }
  }
  return protect_table(L, raw_set, index, 2, 0, NULL);
}

static int raw_seti(lua_State *L) {
  const table_request *request = lua_touserdata(L, 3);
  lua_settop(L, 2);
  lua_rawseti(L, 1, request->index);
  return 0;
}

int clua_rawseti(lua_State *L, int index, lua_Integer n) {
  table_request request = {.index = n};
  return protect_table(L, raw_seti, index, 1, 0, &request);
}

static int raw_setp(lua_State *L) {
  const table_request *request = lua_touserdata(L, 3);
  lua_settop(L, 2);
  lua_rawsetp(L, 1, request->pointer);
  return 0;
}

int clua_rawsetp(lua_State *L, int index, const void *p) {
  table_request request = {.pointer = p};
  return protect_table(L, raw_setp, index, 1, 0, &request);
}

static int next_pair(lua_State *L) {
  table_request *request = lua_touserdata(L, 3);
  lua_settop(L, 2);
  request->has_next = lua_next(L, 1);
  return request->has_next ? 2 : 0;
}

int clua_next(lua_State *L, int index, bool *has_next) {
  table_request request = {.has_next = false};
  int status = protect_table(L, next_pair, index, 1, LUA_MULTRET, &request);
  *has_next = request.has_next;
  return status;
}

void clua_pushglobals(lua_State *L) { lua_pushglobaltable(L); }

static int set_loaded(lua_State *L) {
  const table_request *request = lua_touserdata(L, 2);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_pushvalue(L, 1);
  lua_setfield(L, -2, request->name);
  return 0;
}

int clua_setloaded(lua_State *L, const char *name) {
  table_request request = {.name = name};
  return clua_protect(L, set_loaded, 1, 0, &request);
}

static int get_loaded(lua_State *L) {
  const table_request *request = lua_touserdata(L, 1);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_getfield(L, -1, request->name);
  return 1;
}

int clua_getloaded(lua_State *L, const char *name) {
  table_request request = {.name = name};
  return clua_protect(L, get_loaded, 0, 1, &request);
}

// MARK: Chunks and calls

int clua_load(lua_State *L, const char *bytes, size_t length,
              const char *name) {
  return luaL_loadbufferx(L, bytes, length, name,
                          clua_host_of(L)->chunk_mode);
}

typedef struct file_request {
  const char *path;
  int status;
} file_request;

static int load_file(lua_State *L) {
  file_request *request = lua_touserdata(L, 1);
  const char *mode = clua_host_of(L)->chunk_mode;
  request->status = luaL_loadfilex(L, request->path, mode);
  return 1;
}

int clua_loadfile(lua_State *L, const char *path) {
  file_request request = {path, LUA_OK};
  int status = clua_protect(L, load_file, 0, 1, &request);
  return status != LUA_OK ? status : request.status;
}

int clua_call(lua_State *L, int arguments, int results) {
  if (!lua_checkstack(L, 1)) {
    lua_settop(L, -arguments - 2);
    lua_pushnil(L);
    return LUA_ERRMEM;
  }
  clua_host_of(L)->has_traceback = false;
  int handler = lua_gettop(L) - arguments;
  lua_pushcfunction(L, clua_handler);
  lua_insert(L, handler);
  int status = lua_pcall(L, arguments, results, handler);
  lua_remove(L, handler);
  return status;
}

int clua_registryindex(void) { return LUA_REGISTRYINDEX; }
