-- Checks of what scripts give.

local native = ...
local raise = native.raise

local type, pairs = type, pairs
local format = string.format
local math_type = math.type

-- The options of functions by the name of their declaration, from when they are
-- first asked for; and which of them take values without a name.
local declared, takes_positions = {}, {}

-- The options that the function of a name is declared with, as keys.
local function options_of(name)
  if not declared[name] then
    declared[name], takes_positions[name] = native.options(name)
  end
  return declared[name]
end

-- Raises unless `value` is a table, whose option names are all known to the
-- function `what`, or to the one whose name is `known`, or are in that table.
local function check_options(value, what, known)
  if type(value) ~= "table" then
    raise(format("%s: expected a table of options, got %s", what,
      native.type_name(value)))
  end
  known = known or what
  local options = type(known) == "table" and known or options_of(known)
  for name in pairs(value) do
    if not options[name] and not (takes_positions[known]
      and math_type(name)) then
      native.unknown_option(what, name, options)
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

return {
  check = check_options,
  check_type = check_type,
  integer = integer,
}
