-- Structures as text: Lua that holds nothing but data, written so that people
-- can read and change it, and read without running it.

local native, snn = ...
local raise = native.raise

local type, next, ipairs, setmetatable = type, next, ipairs, setmetatable
local pcall = pcall
local tostring, tonumber, getmetatable = tostring, tonumber, getmetatable
local format, concat, rep, char = string.format, table.concat, string.rep,
  string.char
local find, sub, match, gsub = string.find, string.sub, string.match,
  string.gsub
local pack, unpack = string.pack, string.unpack
local math_type, huge = math.type, math.huge

local Texts = {}

-- The key of a table that stands for a tensor: its type. The shape and the
-- elements follow.
local tensor_key = "snn.tensor"

-- How deep tables can be in each other, and how long a line is.
local most_levels, line_length = 100, 80

-- MARK: Writing

local words = {}
for word in ("and break do else elseif end false for function goto if in local"
  .. " nil not or repeat return then true until while"):gmatch "%a+" do
  words[word] = true
end

-- A text in quotes, in one line.
local function quoted(text)
  return (gsub(gsub(format("%q", text), "\\\n", "\\n"), "\r", "\\r"))
end

-- A number that isn't whole, as float32 or as it is.
local function real_text(value, is_float32)
  for digits = 6, 17 do
    local text = format("%." .. digits .. "g", value)
    local read = tonumber(text)
    if read == value
      or is_float32 and unpack("f", pack("f", read)) == value then
      return find(text, "[.e]") and text or text .. ".0"
    end
  end
end

local function number_text(value, is_float32)
  if math_type(value) == "integer" then
    return value == math.mininteger and "0x8000000000000000"
      or format("%d", value)
  elseif value ~= value then
    return "0/0"
  elseif value == huge or value == -huge then
    return value > 0 and "1/0" or "-1/0"
  end
  return real_text(value, is_float32)
end

-- What stands before the value of a field.
local function key_text(key)
  if type(key) == "string" and find(key, "^[%a_][%w_]*$")
    and not words[key] then
    return key .. " = "
  end
  return format("[%s] = ", type(key) == "string" and quoted(key)
    or type(key) == "number" and number_text(key) or tostring(key))
end

local value_text

-- Adds a field to those that are written: first what is no table.
local function add_field(fields, tables, key, value, place, level)
  local list = type(value) == "table" and tables or fields
  list[#list + 1] = key_text(key)
    .. value_text(value, format("%s.%s", place, tostring(key)), level + 1,
      key == "behavior")
end

-- The parts of a table as they are written: the list, then the other fields in
-- the order of their keys. If it `has_keys`, there is no list.
local function fields_of(value, place, level, has_keys)
  local fields, tables, rest, flags = {}, {}, {}, {}
  local count = has_keys and 0 or #value
  for index = 1, count do
    fields[index] = value_text(value[index], place, level + 1)
  end
  for key, item in next, value do
    local kind = math_type(key) or type(key)
    if kind == "boolean" then
      flags[#flags + 1] = key
    elseif kind == "float" or kind == "string"
      or kind == "integer" and (key < 1 or key > count) then
      rest[key] = item
    elseif kind ~= "integer" then
      raise(format("save_structure: %s has a %s as a key", place,
        native.type_name(key)))
    end
  end
  for key, item in snn.sorted_pairs(rest) do
    add_field(fields, tables, key, item, place, level)
  end
  for _, key in ipairs(flags) do
    add_field(fields, tables, key, value[key], place, level)
  end
  return table.move(tables, 1, #tables, #fields + 1, fields)
end

local function table_text(value, place, level, has_keys)
  if level > most_levels then
    raise(format("save_structure: %s: tables are in each other more than %d"
      .. " deep", gsub(place, "^(" .. rep(".", 40) .. ").*", "%1..."),
      most_levels))
  end
  local fields = fields_of(value, place, level, has_keys)
  if #fields == 0 then
    return "{}"
  end
  local line = "{ " .. concat(fields, ", ") .. " }"
  local indent = rep("  ", level)
  if #line + #indent < line_length - 12 and not find(line, "\n", 1, true) then
    return line
  end
  return format("{\n%s  %s,\n%s}", indent,
    concat(fields, ",\n" .. indent .. "  "), indent)
end

local function tensor_text(tensor)
  local parts = { format("[\"%s\"] = \"%s\"", tensor_key, tensor.dtype) }
  local sizes = {}
  for axis, size in ipairs(tensor.shape) do
    sizes[axis] = format("%d", size)
  end
  parts[2] = "shape = { " .. concat(sizes, ", ") .. " }"
  for _, value in ipairs(tensor:flatten():totable()) do
    parts[#parts + 1] = type(value) == "boolean" and tostring(value)
      or number_text(value, tensor.dtype == "float32")
  end
  return "{ " .. concat(parts, ", ") .. " }"
end

function value_text(value, place, level, has_keys)
  local kind = type(value)
  if kind == "number" then
    return number_text(value)
  elseif kind == "string" then
    return quoted(value)
  elseif kind == "boolean" then
    return tostring(value)
  elseif native.is_tensor(value)
    and native.type_name(value) ~= "SparseMatrix" then
    return tensor_text(value)
  elseif kind == "table" and getmetatable(value) == nil then
    return table_text(value, place, level, has_keys)
  end
  raise(format("save_structure: %s is a %s, which can't be written", place,
    kind == "table" and "table with a metatable" or native.type_name(value)))
end

function Texts.save_structure(structure, path)
  if type(structure) ~= "table" then
    raise("save_structure: expected a structure, as net:structure() gives it,"
      .. " got " .. native.type_name(structure))
  end
  native.write_text(path, "save_structure", "return "
    .. value_text(structure, "structure", 0) .. "\n")
end

-- MARK: Reading

-- Reads a text from a place on; `place` is where the next thing begins.
local Reader = {}
Reader.__index = Reader

function Reader:fail(problem)
  local _, line = gsub(sub(self.text, 1, self.place - 1), "\n", "")
  raise(format("load_structure: %s:%d: %s", self.path, line + 1, problem))
end

-- Goes on behind blanks and comments.
function Reader:skip()
  while true do
    self.place = find(self.text, "[^ \t\r\n]", self.place) or #self.text + 1
    if sub(self.text, self.place, self.place + 1) ~= "--" then
      return
    end
    local level = match(self.text, "^%-%-%[(=*)%[", self.place)
    local _, last
    if level then
      _, last = find(self.text, "]" .. level .. "]", self.place, true)
    else
      last = find(self.text, "\n", self.place, true)
    end
    self.place = (last or #self.text) + 1
  end
end

-- Takes a sign, if it is the next.
function Reader:take(sign)
  self:skip()
  if sub(self.text, self.place, self.place + #sign - 1) == sign then
    self.place = self.place + #sign
    return true
  end
  return false
end

-- What comes next, for messages.
function Reader:found()
  self:skip()
  local text = match(self.text, "^[%w_.]+", self.place)
    or sub(self.text, self.place, self.place)
  return text == "" and "the end of the file"
    or format("'%s'", sub(text, 1, 40))
end

local escapes = {
  a = "\a", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", v = "\v",
  ["\\"] = "\\", ['"'] = '"', ["'"] = "'", ["\n"] = "\n",
}

-- The character of an escape, which begins behind its backslash.
function Reader:escape()
  local text, place = self.text, self.place
  local digits = match(text, "^%d%d?%d?", place)
  local hex = match(text, "^x(%x%x)", place)
  local letter = sub(text, place, place)
  if digits and tonumber(digits) < 256 then
    self.place = place + #digits
    return char(tonumber(digits))
  elseif hex then
    self.place = place + 3
    return char(tonumber(hex, 16))
  elseif escapes[letter] then
    self.place = place + 1
    return escapes[letter]
  end
  self:fail(format("a text has '\\%s', which stands for nothing", letter))
end

function Reader:quoted(quote)
  local parts = {}
  local start = self.place
  self.place = start + 1
  while true do
    local last = find(self.text, "[\\\n" .. quote .. "]", self.place)
    local sign = last and sub(self.text, last, last)
    if not last or sign == "\n" then
      self.place = start
      self:fail "a text has no end in its line"
    end
    parts[#parts + 1] = sub(self.text, self.place, last - 1)
    self.place = last + 1
    if sign == quote then
      return concat(parts)
    end
    parts[#parts + 1] = self:escape()
  end
end

-- The number that begins here, or nil.
function Reader:number()
  local text = match(self.text, "^%-?0[xX]%x+", self.place)
  if not text then
    -- Part by part, for one pattern tries each way to part the digits.
    text = match(self.text, "^%-?%d*", self.place)
    for _, part in ipairs { "^%.%d*", "^[eE][+-]?%d+" } do
      text = text .. (match(self.text, part, self.place + #text) or "")
    end
  end
  local value = tonumber(text)
  if not value then
    return nil
  end
  self.place = self.place + #text
  if self:take "/" then
    if not self:take "0" or value ~= 1 and value ~= -1 and value ~= 0 then
      self:fail "the only fractions are 1/0, -1/0 and 0/0"
    end
    return value / 0
  end
  return value
end

function Reader:value(level)
  self:skip()
  local sign = sub(self.text, self.place, self.place)
  if sign == "{" then
    return self:table(level)
  elseif sign == '"' or sign == "'" then
    return self:quoted(sign)
  elseif find(sign, "[%d.-]") then
    local number = self:number()
    if number then
      return number
    end
  end
  local word = match(self.text, "^[%a_][%w_]*", self.place)
  if word == "true" or word == "false" then
    self.place = self.place + #word
    return word == "true"
  end
  self:fail(format("expected a number, a text, true, false or a table, got"
    .. " %s%s", self:found(),
    word and "; a structure holds data, nothing is run" or ""))
end

-- The key of a field and the sign behind it; nil if a value of a list is next.
function Reader:key(level)
  local key
  if self:take "[" then
    key = self:value(level)
    if type(key) == "table" or key ~= key or native.is_tensor(key) then
      self:fail "a key must be a number, a text or a truth value"
    elseif not self:take "]" then
      self:fail("expected ']' behind a key, got " .. self:found())
    end
  else
    self:skip()
    key = match(self.text, "^([%a_][%w_]*)%s*=", self.place)
    if not key then
      return nil
    end
    self.place = self.place + #key
  end
  if not self:take "=" then
    self:fail("expected '=' behind a key, got " .. self:found())
  end
  return key
end

-- The tensor that a table stands for.
function Reader:tensor(fields)
  local ok, tensor = pcall(function()
    local list = table.move(fields, 1, #fields, 1, {})
    return snn.tensor(list, fields[tensor_key]):reshape(fields.shape)
  end)
  if not ok then
    self:fail("no tensor: " .. gsub(tostring(tensor), "^%S+:%d+: ", ""))
  end
  return tensor
end

function Reader:table(level)
  if level > most_levels then
    self:fail(format("tables are in each other more than %d deep", most_levels))
  end
  local start = self.place
  self.place = start + 1
  local result, count = {}, 0
  while not self:take "}" do
    local key = self:key(level + 1)
    local value = self:value(level + 1)
    if key == nil then
      count = count + 1
      key = count
    end
    if result[key] ~= nil then
      self:fail(format("the key %s is there twice", tostring(key)))
    end
    result[key] = value
    if not self:take "," and not self:take ";" then
      if not self:take "}" then
        self:fail("expected ',' or '}', got " .. self:found())
      end
      break
    end
  end
  return result[tensor_key] ~= nil and self:tensor(result) or result
end

function Texts.load_structure(path)
  local reader = setmetatable({
    text = native.read_text(path, "load_structure"), path = path, place = 1,
  }, Reader)
  reader:skip()
  local word = match(reader.text, "^return%f[^%w_]", reader.place)
  if not word then
    reader:fail("expected 'return', with which a structure begins, got "
      .. reader:found())
  end
  reader.place = reader.place + #word
  local result = reader:value(1)
  reader:skip()
  if type(result) ~= "table" then
    reader:fail "expected a table"
  elseif reader.place <= #reader.text then
    reader:fail("expected the end of the file, got " .. reader:found())
  end
  return result
end

return Texts
