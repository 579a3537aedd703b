-- Which functions a traced function may call.

local native, snn, Behaviors = ...

local type, next, ipairs, pairs, tostring = type, next, ipairs, pairs, tostring
local rawget, select = rawget, select
local pack, unpack = table.pack, table.unpack

-- The functions of Lua's own that a traced function may call: those whose
-- result follows from their arguments, and that know no table from inside.
local pure = {}
for _, function_ in ipairs {
  ipairs, pairs, type, select, tostring, tonumber, assert, error, unpack,
} do
  pure[function_] = true
end
for _, library in ipairs { math, string } do
  for name, function_ in next, library do
    if type(function_) == "function" and name ~= "random"
      and name ~= "randomseed" then
      pure[function_] = true
    end
  end
end

-- The library's own functions that are written in Lua.
local library = {}
for _, functions in ipairs { snn, Behaviors.methods } do
  for _, function_ in next, functions do
    library[function_] = true
  end
end

-- Functions of the library that have a form for stand-ins, by the function.
local compiled = {}
for name, function_ in next, native.traced_functions() do
  local original = rawget(snn, name)
  if original then
    compiled[original] = function_
  end
end

-- Functions that make tensors of what is known: what they make is copied in
-- each run.
for _, name in ipairs {
  "zeros", "ones", "full", "zeros_like", "ones_like", "full_like", "arange",
  "linspace", "eye", "tensor",
} do
  local original = rawget(snn, name)
  compiled[original] = function(...)
    local arguments = pack(...)
    for place = 1, arguments.n do
      if native.is_traced(arguments[place]) then
        arguments[place] = native.traced_layout(arguments[place])
      end
    end
    return native.copy_traced(original(unpack(arguments, 1, arguments.n)))
  end
end

return { pure = pure, library = library, compiled = compiled }
