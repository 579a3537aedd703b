#include <stdio.h>
#include <string.h>

#include "host.h"

// MARK: Positions

static bool is_library(const lua_Debug *frame) {
  size_t length = sizeof CLUA_LIBRARY_PREFIX - 1;
  return strncmp(frame->source, CLUA_LIBRARY_PREFIX, length) == 0;
}

// Finding a level takes as long as it is deep.
enum { MAXIMUM_LEVELS = 100 };

static bool is_script(const lua_Debug *frame) {
  return frame->currentline > 0 && !is_library(frame);
}

// The first call from `level` on of a script's own function.
static bool find_caller(lua_State *L, int level, lua_Debug *frame) {
  int end = level + MAXIMUM_LEVELS;
  for (; level < end && lua_getstack(L, level, frame); level++) {
    lua_getinfo(L, "Sl", frame);
    if (is_script(frame)) return true;
  }
  return false;
}

void clua_pushposition(lua_State *L, int level) {
  lua_Debug frame;
  if (find_caller(L, level, &frame)) {
    lua_pushfstring(L, "%s:%d: ", frame.short_src, frame.currentline);
  } else {
    lua_pushliteral(L, "");
  }
}

const char *clua_callerchunk(lua_State *L, int *line) {
  lua_Debug frame;
  if (!find_caller(L, 1, &frame)) return NULL;
  *line = frame.currentline;
  return frame.source;
}

bool clua_iscalledas(lua_State *L, const char *kind) {
  lua_Debug frame;
  if (!lua_getstack(L, 0, &frame)) return false;
  lua_getinfo(L, "n", &frame);
  return strcmp(frame.namewhat, kind) == 0;
}

// Whether the value on top is surely none that has methods of the library.
static bool is_plain(lua_State *L) {
  int type = lua_type(L, -1);
  if (type != LUA_TTABLE) return type != LUA_TUSERDATA;
  if (!lua_getmetatable(L, -1)) return true;
  lua_pop(L, 1);
  return false;
}

static bool set_dot_message(lua_State *L, const char *name) {
  char text[200];
  int length = snprintf(text, sizeof text,
                        "%.60s is a method: call it with a colon, as"
                        " x:%.60s(…)",
                        name ? name : "this", name ? name : "method");
  clua_setmessage(L, text, (size_t)length);
  return true;
}

// The level of the function that a script has called, or -1; false for `has_name`
// if the script has ended with the call, which leaves nothing of the caller.
static int called_level(lua_State *L, bool *has_name) {
  lua_Debug frame;
  bool is_end = false;
  int level = 0;
  for (; level < MAXIMUM_LEVELS && lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "Slt", &frame);
    *has_name = !is_end;
    if (is_script(&frame)) return level - 1;
    if (level > 0 && frame.currentline <= 0) break;  // C, such as pcall
    is_end = frame.istailcall;
  }
  *has_name = false;
  return is_end ? level - 1 : -1;
}

// Between the script and the running function there may be a function of the
// library that is written in Lua: a method, if its first parameter is `self`.
bool clua_setdotmessage(lua_State *L, bool is_method, int count) {
  bool has_name;
  int level = called_level(L, &has_name);
  lua_Debug frame;
  if (level < 0 || !lua_checkstack(L, 2) || !lua_getstack(L, level, &frame)) {
    return false;
  }
  const char *name = NULL;
  if (has_name) {
    lua_getinfo(L, "n", &frame);
    if (strcmp(frame.namewhat, "field") != 0) return false;
    name = frame.name;
  }
  if (level == 0 && count == 0) return is_method && set_dot_message(L, name);
  const char *self = lua_getlocal(L, &frame, 1);
  if (self == NULL) return false;
  if (level > 0) is_method = strcmp(self, "self") == 0;
  bool is_mistake = is_method && is_plain(L);
  lua_pop(L, 1);
  return is_mistake && set_dot_message(L, name);
}

bool clua_pushcaller(lua_State *L, int *line) {
  lua_Debug frame;
  if (!lua_checkstack(L, 1) || !lua_getstack(L, 1, &frame)) return false;
  lua_getinfo(L, "l", &frame);
  if (frame.currentline < 0) return false;
  *line = frame.currentline;
  lua_getinfo(L, "f", &frame);
  return true;
}

const char *clua_definition(lua_State *L, int index, int *line) {
  if (!lua_isfunction(L, index) || !lua_checkstack(L, 1)) return NULL;
  lua_Debug function;
  lua_pushvalue(L, index);
  lua_getinfo(L, ">S", &function);
  if (function.linedefined < 0 || is_library(&function)) return NULL;
  *line = function.linedefined;
  return function.source;
}

// MARK: Raising

void clua_setmessage(lua_State *L, const char *bytes, size_t length) {
  clua_settext(&clua_host_of(L)->message, bytes, length);
}

// The message is pushed first: what follows may run finalizers, and they may
// set another.
void clua_raise(lua_State *L, int code) {
  if (code == CLUA_ERROR_ON_TOP) {
    if (lua_gettop(L) == 0) lua_pushnil(L);
  } else {
    clua_text message = clua_host_of(L)->message;
    luaL_checkstack(L, 8, NULL);
    lua_pushlstring(L, message.bytes, message.length);
    clua_pushposition(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  lua_error(L);
  __builtin_unreachable();
}

static int raise(lua_State *L) {
  lua_settop(L, 1);
  if (lua_type(L, 1) == LUA_TSTRING) {
    if (clua_setdotmessage(L, false, 1)) clua_raise(L, CLUA_MESSAGE);
    clua_pushposition(L, 1);
    lua_insert(L, 1);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

void clua_pushraise(lua_State *L) { lua_pushcfunction(L, raise); }

// MARK: Tracebacks

// The error value that the traceback belongs to is in the registry at the key
// `host`. An error that is raised again on its way out keeps its traceback: the
// place where it began is what a reader wants. A new call means that no error
// is on its way out; so the trampolines forget what there was.
int clua_handler(lua_State *L) {
  clua_host *host = clua_host_of(L);
  if (!lua_checkstack(L, LUA_MINSTACK)) return 1;
  if (host->has_traceback) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, host);
    bool is_same = lua_rawequal(L, -1, 1);
    lua_pop(L, 1);
    if (is_same) return 1;
  }
  host->has_traceback = false;
  lua_pushvalue(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, host);
  luaL_traceback(L, L, NULL, 1);
  size_t length;
  const char *bytes = lua_tolstring(L, -1, &length);
  clua_settext(&host->traceback, bytes, length);
  host->has_traceback = true;
  lua_settop(L, 1);
  return 1;
}

const char *clua_traceback(clua_host *host, size_t *length) {
  if (!host->has_traceback) return NULL;
  *length = host->traceback.length;
  return host->traceback.bytes;
}

void clua_settraceback(lua_State *L, const char *bytes, size_t length) {
  clua_host *host = clua_host_of(L);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, host);  // there is a field, so no memory
  clua_settext(&host->traceback, bytes, length);
  host->has_traceback = true;
}

static int forget_error(lua_State *L) {
  lua_pushboolean(L, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, clua_host_of(L));
  return 0;
}

void clua_forgettraceback(lua_State *L) {
  clua_host_of(L)->has_traceback = false;
  if (clua_protect(L, forget_error, 0, 0, NULL) != LUA_OK) lua_pop(L, 1);
}

static int replace_error(lua_State *L) {
  clua_host *host = clua_host_of(L);
  const clua_text *text = lua_touserdata(L, 2);
  lua_pushlstring(L, text->bytes, text->length);
  lua_rawgetp(L, LUA_REGISTRYINDEX, host);
  if (lua_rawequal(L, -1, 1)) {
    lua_pushvalue(L, 3);
    lua_rawsetp(L, LUA_REGISTRYINDEX, host);
  }
  lua_settop(L, 3);
  return 1;
}

int clua_replaceerror(lua_State *L, const char *bytes, size_t length) {
  clua_text text = {(char *)bytes, length, 0};
  return clua_protect(L, replace_error, 1, 1, &text);
}

// MARK: Reporting

// Raises if there is a `__tostring` that raises or returns no string.
static int error_text(lua_State *L) {
  int type = lua_type(L, 1);
  bool has_text = type == LUA_TNIL || type == LUA_TNUMBER ||
                  type == LUA_TSTRING ||
                  luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL;
  if (has_text) {
    luaL_tolstring(L, 1, NULL);
  } else {
    lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
  }
  return 1;
}

int clua_pusherrortext(lua_State *L) {
  lua_pushvalue(L, -1);
  return clua_protect(L, error_text, 1, 1, NULL);
}
