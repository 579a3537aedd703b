-- Which functions a traced function may call.

local native, snn, Behaviors = ...

local type, next, ipairs, pairs, tostring = type, next, ipairs, pairs, tostring
local assert, error = assert, error
local rawget, select, setmetatable = rawget, select, setmetatable
local pack, unpack = table.pack, table.unpack

-- What is given to those that trace; they add `real`, which gives what a
-- stand-in stands for.
local Forms = {}

-- The functions of Lua's own that a traced function may call: those whose
-- result follows from their arguments, and that know no table from inside.
local pure = {}
for _, function_ in ipairs {
  ipairs, pairs, select, tostring, unpack,
} do
  pure[function_] = true
end
-- Those that draw, and those that would take a stand-in for no number.
local stateful = { random = true, randomseed = true, type = true }
for _, library in ipairs { math, string } do
  for name, function_ in next, library do
    if type(function_) == "function" and not stateful[name] then
      pure[function_] = true
    end
  end
end

-- The library's own functions. What they have from outside is not the script's,
-- so no trace looks into them.
local library = {}

local function add_library(functions)
  for _, value in next, functions do
    if type(value) == "function" then
      library[value] = true
    end
  end
end

add_library(Behaviors.methods)
for method in next, Behaviors.library_methods do
  library[method] = true
end

-- Functions of the library that have a form for stand-ins, by the function.
local compiled = {}
for name, function_ in next, native.traced_functions() do
  local original = rawget(snn, name)
  if original then
    compiled[original] = function_
  end
end

-- A table of numbers, or of such tables, as one that functions of the engine
-- can read: what is read of a table from outside is noted.
local function plain(value)
  if type(value) ~= "table" then
    return value
  end
  local copy = {}
  for place = 1, #value do
    copy[place] = plain(value[place])
  end
  return copy
end

-- Functions that make tensors of what is known: what they make is copied in
-- each run.
for _, name in ipairs {
  "zeros", "ones", "full", "zeros_like", "ones_like", "full_like", "arange",
  "linspace", "eye", "tensor",
} do
  local original = rawget(snn, name)
  local is_like = string.find(name, "_like$")
  compiled[original] = function(...)
    local arguments = pack(...)
    for place = 1, arguments.n do
      if is_like and native.is_traced(arguments[place]) then
        arguments[place] = native.traced_layout(arguments[place])
      else
        arguments[place] = plain(arguments[place])
      end
    end
    if not is_like and native.is_traced(arguments[1]) then
      local copy = arguments[1]:clone()
      return arguments[2] and copy:to(arguments[2]) or copy
    end
    return native.copy_traced(original(unpack(arguments, 1, arguments.n)))
  end
end

-- Functions that draw: they do so in each run.
for _, name in ipairs {
  "rand", "randn", "uniform", "normal", "lognormal", "gamma", "binomial",
  "randint", "rand_like", "randn_like",
} do
  local draw = native[name]
  compiled[rawget(snn, name)] = function(...)
    local arguments = pack(...)
    for place = 1, arguments.n do
      arguments[place] = plain(arguments[place])
    end
    return draw(unpack(arguments, 1, arguments.n))
  end
end

-- A library behavior becomes a part of the program of one that extends it.
for forward, form in next, Behaviors.library_forwards do
  compiled[forward] = function(self, object, is_all)
    form(Forms.real(self), Forms.real(object), is_all)
  end
end

-- `assert` of what isn't known would never fail.
compiled[assert] = function(value, ...)
  if native.is_traced(value) then
    native.raise("a branch on a value that isn't known when a function is"
      .. " compiled: assert")
  end
  return assert(value, ...)
end

-- `type` of a stand-in is that of what it stands for.
compiled[type] = function(...)
  if select("#", ...) == 0 then
    return type() -- raises
  end
  return native.traced_type((...)) or type(Forms.real((...)))
end

-- `error` of what isn't known would raise a stand-in.
compiled[error] = function(value, level)
  if native.is_traced(value) then
    native.raise("error: a value that isn't known when a function is compiled"
      .. " can't be raised")
  end
  level = level or 1
  error(value, level > 0 and level + 1 or level)
end

Forms.pure, Forms.library, Forms.compiled = pure, library, compiled
Forms.add_library, Forms.plain = add_library, plain

-- The functions of which kernels were made, by the kernel.
Forms.sources = setmetatable({}, { __mode = "k" })

return Forms
