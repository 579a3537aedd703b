#ifndef CLUASHIM_H
#define CLUASHIM_H

#include <stdbool.h>
#include <stdint.h>

#include "clua_lua.h"

// The C side of the bridge between Swift and Lua, and the one place that raises
// Lua errors. Each comment gives the effect on the stack as [-popped, +pushed].
//
// A function that returns a status is protected: unless it returns CLUA_OK it
// has pushed the error value in place of its results.

// MARK: The host, which is what a Lua state has beside Lua's own data

typedef struct clua_host clua_host;
typedef struct clua_type clua_type;

#define CLUA_SLOTS 1024

// What a body returns in place of a result count to have an error raised, once
// it has returned.
#define CLUA_MESSAGE (-1)        // the host's message, after a position
#define CLUA_ERROR_ON_TOP (-2)   // the value on top, unchanged
#define CLUA_OUT_OF_MEMORY (-3)  // collect garbage, call again; then a message

// What C calls in Swift. None of them may raise.
typedef struct clua_callbacks {
  // Runs the body of a function called with `count` arguments.
  int (*call)(const void *body, lua_State *L, int count);
  // Ends the life of the payload of an object.
  void (*destroy)(const void *context, void *payload);
  // Hears of a requested collection; returns whether a full one should follow.
  bool (*collected)(const void *state);
  // Hears of so many instructions that a script has run.
  void (*counted)(const void *state, int count);
} clua_callbacks;

// A new state with its libraries closed, or NULL. No more than `limit` bytes
// are given to Lua; 0 means no limit.
clua_host *clua_open(clua_callbacks callbacks, size_t limit);
void clua_close(clua_host *host);

lua_State *clua_mainthread(clua_host *host);

// Swift's object for the state, which is not retained.
void clua_setswiftstate(clua_host *host, const void *state);
const void *clua_swiftstate(lua_State *L);

// Lets scripts load binary chunks, which Lua doesn't check: wrong ones break the
// host. To be called before libraries are opened.
void clua_allowbinary(clua_host *host);

// [-0, +0|1]  Opens the standard libraries without their unsafe parts; if
// asked to, without what LUA_PATH and LUA_PATH_5_4 say.
int clua_openlibraries(lua_State *L, bool ignores_environment);

// [-0, +0|1]  Opens what scripts of strangers may have of the standard
// libraries: nothing that reaches files, processes or the host, no finalizers,
// and no loop in C that is longer than its data.
int clua_opensandbox(lua_State *L);

// MARK: Functions

// The slot of a new function, or -1 if there is none left. If `result` is not
// NULL, each call finds a new object of that type on top of its arguments.
int clua_addfunction(clua_host *host, const void *body,
                     const clua_type *result);

// [-0, +1]
void clua_pushfunction(lua_State *L, int slot);

// [-0, +1]  A function that raises its argument, with the position of the first
// caller that is not part of the library.
void clua_pushraise(lua_State *L);

// Whether the running function was called as a "method", `object:name()`, or as
// a "field", `object.name()`.
bool clua_iscalledas(lua_State *L, const char *kind);

// Whether a script has called a method of the library as a field, `net.save(path)`,
// without an object as the first argument; then a message that says so is left, as
// by clua_setmessage. For the running function, if the script has called that, it is
// told whether it is a method, and how many arguments it has, which must be in place.
bool clua_setdotmessage(lua_State *L, bool is_method, int count);

// The chunk in which the first caller is written that is not part of the library,
// as Lua names it, and the line of the call, or NULL. The name lives as long as
// the call.
const char *clua_callerchunk(lua_State *L, int *line);

// [-0, +0|1]  Pushes the function that called the running one, if it is written
// in Lua, and tells the line of the call; false if there is none.
bool clua_pushcaller(lua_State *L, int *line);

// The chunk in which the function at `index` is written, as Lua names it, and the
// line; NULL if it is not written in Lua, or is the library's own. The name lives
// as long as the function.
const char *clua_definition(lua_State *L, int index, int *line);

// MARK: Errors

void clua_setmessage(lua_State *L, const char *bytes, size_t length);

// The traceback taken where the last error was raised, or NULL.
const char *clua_traceback(clua_host *host, size_t *length);
void clua_forgettraceback(lua_State *L);

// Makes text the traceback of the error value on top, which is about to be
// raised.
void clua_settraceback(lua_State *L, const char *bytes, size_t length);

// [-1, +1]  Puts the string of `length` bytes in place of the error value on
// top. It keeps its traceback.
int clua_replaceerror(lua_State *L, const char *bytes, size_t length);

// [-0, +1]  The text that stands for the error value on top.
int clua_pusherrortext(lua_State *L);

// MARK: Calls

// [-(arguments + 1), +results|1]  Calls a function; an error has its traceback
// taken.
int clua_call(lua_State *L, int arguments, int results);

// [-0, +1]  Compiles a chunk of text.
int clua_load(lua_State *L, const char *bytes, size_t length,
              const char *name);
int clua_loadfile(lua_State *L, const char *path);

// [-0, +0]  The instructions of the Lua function at `index` in the form of
// `string.dump`, or NULL; the caller frees them.
unsigned char *clua_dump(lua_State *L, int index, size_t *length);
void clua_freedump(unsigned char *bytes);

// MARK: Breaking off

// Makes the running script fail with the message, whatever it catches, until
// the request is forgotten. The message must live as long as the host. May be
// called from a signal handler on the thread of the state.
void clua_interrupt(clua_host *host, const char *message);

// The message of the request that was not forgotten, or NULL.
const char *clua_interruption(clua_host *host);
void clua_forgetinterrupt(clua_host *host);

// MARK: Limits

// Calls `callbacks.counted` after every so many instructions of scripts, and
// raises an error where a coroutine has more than `depth` calls within each
// other; 0 for either means no limit. It slows scripts down to about half
// their speed. To be called before any script runs.
void clua_count(clua_host *host, int period, int depth);

// Bounds the number of objects that are there at a time; 0 means no limit.
void clua_limitobjects(clua_host *host, size_t count);
size_t clua_objectcount(clua_host *host);

// Bounds the bytes of Lua's and those that `*others` counts together; 0 means
// no limit. `others` must live as long as the host.
void clua_limitmemory(clua_host *host, size_t limit, const size_t *others);

// MARK: Objects: a userdata with a payload of Swift's

struct clua_type {
  const void *context;  // Swift's, for `destroy`
  size_t size;          // of a whole block
  int user_values;
  clua_type *next;
};

typedef struct clua_object {
  const clua_type *type;
  uint32_t is_alive, is_counted;
} clua_object;

// [-0, +0|1]  Makes a type, the owner of which is the host.
int clua_newtype(lua_State *L, const char *name, size_t payload_size,
                 int user_values, const void *context, clua_type **type);

// [-0, +1]  A new object, not alive until its payload is filled in.
int clua_newobject(lua_State *L, const clua_type *type);

// [-0, +1]
void clua_pushmetatable(lua_State *L, const clua_type *type);

// [-3, +1]  Makes the `__index` of an object type out of a table of methods and
// what answers for other keys, and for those that are objects or tables:
// functions of a slot, or nil.
int clua_pushindex(lua_State *L);

// The payload of a block, at the first multiple of 16 after its header.
static inline void *clua_payload(clua_object *object) {
  uintptr_t end = (uintptr_t)object + sizeof(clua_object);
  return (void *)((end + 15) & ~(uintptr_t)15);
}

// The object at `index` if it is of this type, alive or not; or NULL. It looks
// at the block and not at the metatable, which scripts may change.
static inline clua_object *clua_toobject(lua_State *L, int index,
                                         const clua_type *type) {
  if (lua_type(L, index) != CLUA_TUSERDATA) return NULL;
  if (lua_rawlen(L, index) < sizeof(clua_object)) return NULL;
  clua_object *object = (clua_object *)lua_touserdata(L, index);
  return object->type == type ? object : NULL;
}

// The payload of the live object at `index`, or NULL.
static inline void *clua_topayload(lua_State *L, int index,
                                   const clua_type *type) {
  clua_object *object = clua_toobject(L, index, type);
  return object && object->is_alive ? clua_payload(object) : NULL;
}

// MARK: Protected wrappers

// [-0, +1]
int clua_pushbytes(lua_State *L, const char *bytes, size_t length);
int clua_newtable(lua_State *L, int array_count, int field_count);

// [-2, +0|1]  Stores the value on top at the key below it.
int clua_rawset(lua_State *L, int index);

// [-1, +0|1]  Stores the value on top.
int clua_rawseti(lua_State *L, int index, lua_Integer n);
int clua_rawsetp(lua_State *L, int index, const void *p);

// [-1, +0|1]  Makes the value on top what `require(name)` gives.
int clua_setloaded(lua_State *L, const char *name);

// [-0, +1]  What `require(name)` gives, or nil if that is not loaded.
int clua_getloaded(lua_State *L, const char *name);

// [-1, +2|1]  The pair after the key on top. `has_next` tells if there is one;
// if not, the key is popped and nothing pushed.
int clua_next(lua_State *L, int index, bool *has_next);

// [-0, +1]  What Lua's `tostring` gives.
int clua_pushdescription(lua_State *L, int index);

// MARK: Lua's macros

// The string at `index`, or NULL if there is none. It converts no numbers.
const char *clua_tobytes(lua_State *L, int index, size_t *length);

static inline void clua_pop(lua_State *L, int n) { lua_settop(L, -n - 1); }
void clua_pushglobals(lua_State *L);  // [-0, +1]
int clua_registryindex(void);
const char *clua_version(void);

// MARK: Memory

void clua_requestcollection(lua_State *L);
void clua_collect(lua_State *L);
// Where the bytes are counted that Lua has.
const size_t *clua_bytes(clua_host *host);

#endif
