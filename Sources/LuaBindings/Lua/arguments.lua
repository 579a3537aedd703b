-- What a script is given, `snn.args`, and what it gives back, `snn.result`.

local native, snn = ...
local raise = native.raise

local type, next, pairs = type, next, pairs
local format = string.format

local values = native.arguments()

-- Fields are looked up through a function, which lets the engine know what the
-- script asks for.
snn.args = setmetatable({}, {
  __index = function(_, name)
    if type(name) == "string" then
      native.note_argument(name)
    end
    return values[name]
  end,
  __newindex = function(_, name, value)
    values[name] = value
  end,
  __pairs = function()
    for name in next, values do
      native.note_argument(name)
    end
    return next, values, nil
  end,
  __metatable = false,
})

local kinds = { number = true, string = true, boolean = true }

local function check_result(name, value)
  if type(name) ~= "string" or name == "" then
    raise("result: expected a name, got " .. native.type_name(name))
  end
  if not kinds[type(value)] then
    raise(format("result: '%s' must be a number, a string or a boolean, got %s",
      name, native.type_name(value)))
  end
end

function snn.result(name, value)
  if type(name) ~= "table" then
    check_result(name, value)
    native.give_result(name, value)
    return
  end
  for key, each in pairs(name) do
    check_result(key, each)
  end
  for key, each in snn.sorted_pairs(name) do
    native.give_result(key, each)
  end
end
