-- What classes of behaviors declare: what they are about, where it is from, and
-- their parameters with units and ranges. `self:parameter "tau"` reads one as it
-- is declared; help and the pages of models are made of it.

local native, Options, Classes = ...
local raise = native.raise

local type, ipairs, pairs = type, ipairs, pairs
local format, concat = string.format, table.concat
local math_type = math.type

local Declared = {}

-- What each class has declared: its texts, its parameters in order, and by name.
local declarations = {}

local texts = { "about", "source" }

-- A list that must hold tables.
local function check_list(list, what)
  if type(list) ~= "table" then
    raise(format("%s: expected a list of tables, got %s", what,
      native.type_name(list)))
  end
  for key, value in pairs(list) do
    if math_type(key) ~= "integer" or type(value) ~= "table" then
      raise(format("%s: expected a list of tables such as { \"tau\", default ="
        .. " \"20 ms\", \"membrane time constant\" }, got %s at %s", what,
        native.type_name(value), type(key) == "number"
          and native.number_name(key) or format("%q", key)))
    end
  end
  return list
end

-- Keeps what a class declares, which replaces what it has declared before.
function Declared.declare(class, options)
  local declaration = { parameters = {}, by_name = {}, variables = {} }
  for _, name in ipairs(texts) do
    Options.check_type(options[name], "string", "Behavior: " .. name)
    declaration[name] = options[name]
  end
  local what = "Behavior: parameters of " .. class.name
  for _, given in ipairs(check_list(options.parameters or {}, what)) do
    local description, name = native.new_description(given, what)
    if declaration.by_name[name] then
      raise(format("%s: '%s' is there twice", what, name))
    end
    declaration.by_name[name] = description
    declaration.parameters[#declaration.parameters + 1] = name
  end
  what = "Behavior: variables of " .. class.name
  for _, given in ipairs(check_list(options.variables or {}, what)) do
    for place = 1, 2 do
      Options.check_type(given[place] or false, "string", what)
    end
    declaration.variables[#declaration.variables + 1] = {
      name = given[1], text = given[2],
    }
  end
  declarations[class] = declaration
end

-- The description of a parameter of a class, or of one that it extends; nil if
-- none declares it.
function Declared.description(class, name)
  while class do
    local declaration = declarations[class]
    local description = declaration and declaration.by_name[name]
    if description then
      return description
    end
    class = Classes.parent(class)
  end
end

-- A list of one kind of a class and of those that it extends, those of the class
-- first, each name once.
local function collected(class, field, name_of)
  local result, known = {}, {}
  while class do
    local declaration = declarations[class]
    for _, one in ipairs(declaration and declaration[field] or {}) do
      local name = name_of(one)
      if not known[name] then
        known[name] = true
        result[#result + 1] = one
      end
    end
    class = Classes.parent(class)
  end
  return result
end

-- The names of the declared parameters, in the order of positions.
function Declared.names(class)
  return collected(class, "parameters", function(name)
    return name
  end)
end

-- What users read about a class: a table of its texts, parameters and variables;
-- nil if it declares nothing.
function Declared.facts(class)
  local names = Declared.names(class)
  local declaration = declarations[class] or {}
  local parameters = {}
  for place, name in ipairs(names) do
    parameters[place] = native.description_facts(
      Declared.description(class, name))
  end
  local variables = collected(class, "variables", function(variable)
    return variable.name
  end)
  if not declaration.about and #names == 0 and #variables == 0 then
    return nil
  end
  return {
    name = class.name, about = declaration.about, source = declaration.source,
    parameters = parameters, variables = variables,
  }
end

-- Rows of text whose first columns are as wide as they need be.
local function aligned(rows)
  local widths = {}
  for _, row in ipairs(rows) do
    for column = 1, #row - 1 do
      widths[column] = math.max(widths[column] or 0, #row[column])
    end
  end
  local lines = {}
  for place, row in ipairs(rows) do
    local cells = {}
    for column, cell in ipairs(row) do
      cells[column] = column < #row
        and cell .. (" "):rep(widths[column] - #cell) or cell
    end
    lines[place] = "  " .. concat(cells, "  ")
  end
  return concat(lines, "\n")
end

-- What help says of a class; nil if it declares nothing.
function Declared.text(class)
  local facts = Declared.facts(class)
  if not facts then
    return nil
  end
  local parts = { facts.about }
  parts[#parts + 1] = facts.source and "Source: " .. facts.source
  local rows = {}
  for place, one in ipairs(facts.parameters) do
    local text = one.summary
    if one.range ~= "" then
      text = format("%s (%s)", text, one.range)
    end
    rows[place] = { one.name, one.required and "required" or one.default, text }
  end
  if #rows > 0 then
    parts[#parts + 1] = "Parameters:\n" .. aligned(rows)
  end
  rows = {}
  for place, one in ipairs(facts.variables) do
    rows[place] = { one.name, one.text }
  end
  if #rows > 0 then
    parts[#parts + 1] = "State variables:\n" .. aligned(rows)
  end
  return concat(parts, "\n\n")
end

return Declared
