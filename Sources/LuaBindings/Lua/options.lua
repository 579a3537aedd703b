-- Checks of what scripts give.

local native = ...
local raise = native.raise

local type, pairs = type, pairs
local format = string.format
local math_type = math.type

-- Raises unless `value` is a table, whose option names are all in `known`.
-- Numbers as keys are let through where there are positional values.
local function check_options(value, what, known, takes_positions)
  if type(value) ~= "table" then
    raise(format("%s: expected a table of options, got %s", what,
      native.type_name(value)))
  end
  for name in pairs(value) do
    if not known[name] and not (takes_positions and math_type(name)) then
      native.unknown_option(what, name, known)
    end
  end
end

local function check_type(value, expected, what)
  if value ~= nil and type(value) ~= expected then
    raise(format("%s: expected a %s, got %s", what, expected,
      native.type_name(value)))
  end
end

-- The whole number that `value` is, 3.0 too; nil for anything else.
local function integer(value)
  return type(value) == "number" and math.tointeger(value) or nil
end

return { check = check_options, check_type = check_type, integer = integer }
