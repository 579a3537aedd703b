-- What classes of behaviors declare: what they are about, where it is from,
-- and their parameters with units and ranges. `self:parameter "tau"` reads one
-- as it is declared; help and the pages of models are made of it.

local native, Options, Classes = ...
local raise = native.raise

local type, ipairs, pairs = type, ipairs, pairs
local format, concat = string.format, table.concat
local math_type = math.type

local Declared = {}

-- What each class has declared: its texts, its parameters in order, and by
-- name.
local declarations = {}

local texts = { "about", "source" }

-- A text without the breaks of its lines, but for empty lines.
local function paragraphs(text)
  local result = {}
  for paragraph in (text .. "\n\n"):gmatch("(.-)\n%s*\n") do
    paragraph = paragraph:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
    result[#result + 1] = paragraph ~= "" and paragraph or nil
  end
  return concat(result, "\n\n")
end

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
    declaration[name] = options[name] and paragraphs(options[name])
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

-- A list of one kind of a class and of those that it extends, those of the
-- class first, each name once.
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

-- What users read about a class: a table of its texts, parameters and
-- variables; nil if it declares nothing.
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

-- A part of what help says: a title, and rows of cells below it.
local function part(title, rows)
  return #rows > 0 and title .. "\n" .. native.help_rows(rows) or nil
end

-- What help says of a class; nil if it declares nothing.
function Declared.text(class)
  local facts = Declared.facts(class)
  if not facts then
    return nil
  end
  local parts = {}
  for _, name in ipairs(texts) do
    for paragraph in (facts[name] or ""):gmatch("[^\n]+") do
      parts[#parts + 1] = native.help_rows {
        { (name == "source" and "Source: " or "") .. paragraph },
      }
    end
  end
  local rows = {}
  for place, one in ipairs(facts.parameters) do
    local text = one.summary
    if one.range ~= "" then
      text = format("%s (%s)", text, one.range)
    end
    rows[place] = { one.name, one.required and "required" or one.default, text }
  end
  parts[#parts + 1] = part("Parameters", rows)
  rows = {}
  for place, one in ipairs(facts.variables) do
    rows[place] = { one.name, one.text }
  end
  parts[#parts + 1] = part("State variables", rows)
  return concat(parts, "\n\n")
end

return Declared
