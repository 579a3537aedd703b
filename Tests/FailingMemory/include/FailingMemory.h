#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct lua_State lua_State;

// Lets so many requests of Lua's for more memory succeed, and refuses the next
// one, or all that follow. After a refusal Lua collects garbage and asks again.
void failing_memory_begin(lua_State *L, size_t count, bool lasts);

// Refuses nothing any more; returns how many requests were refused.
size_t failing_memory_end(lua_State *L);
