-- What recorders keep of expressions is what Lua gives for the same text, to
-- the bit and of the same kind. Arguments: what is compared, and the names of
-- the functions that expressions know, by their kind.

local subject, unary, binary, comparisons, reductions, conversions = ...
local snn = require "snn"

local function words(text)
  local list = {}
  for word in text:gmatch "%S+" do
    list[#list + 1] = word
  end
  return list
end

local operators = { "+", "-", "*", "/", "//", "%", "^", "&", "|", "~" }
local huge, nan = math.huge, 0 / 0
local elements = {
  bool = { true, false },
  int64 = {
    0, 1, -1, 2, -2, 3, -3, 37, 41, 63, 64, (1 << 53) + 1, -(1 << 53) - 1,
    math.maxinteger, math.mininteger,
  },
  float64 = {
    0.0, -0.0, 1.0, -1.0, 2.0, -3.0, 0.5, -0.1, 37.0, 5e-324, 1e-40, 65519.0,
    1e30, -1e300, 2.0 ^ 53, 2.0 ^ 63, -2.0 ^ 63, huge, -huge, nan,
  },
}
local types = { "bool", "int64", "float32", "float64", "float16", "bfloat16" }

-- The elements of a type, in all pairs with those of another: `first` has each
-- as often as there are others, the second one has all in turn.
local function column(type, first, count)
  local values = elements[type] or elements.float64
  local list = {}
  for _ = 1, first and 1 or count do
    for _, value in ipairs(values) do
      for _ = 1, first and count or 1 do
        list[#list + 1] = value
      end
    end
  end
  local kind = elements[type] and type or "float64"
  return snn.tensor(list, kind):to(type)
end

local function size_of(type)
  return #(elements[type] or elements.float64)
end

local function shown(value)
  if math.type(value) ~= "float" then
    return tostring(value)
  end
  return value ~= value and "nan" or ("%a"):format(value)
end

-- A value with its kind and all its bits.
local function text_of(value)
  if type(value) ~= "userdata" then
    return shown(value)
  end
  local list = { tostring(value.dtype), table.concat(value:size(), "x") }
  for _, element in ipairs(value:flatten()) do
    list[#list + 1] = shown(element)
  end
  return table.concat(list, " ")
end

-- Whether two values are of one kind, with the same bits.
local function is_same(a, b)
  if type(a) ~= "userdata" or type(b) ~= "userdata" then
    return text_of(a) == text_of(b)
  end
  if a.dtype ~= b.dtype
    or table.concat(a:size(), "x") ~= table.concat(b:size(), "x")
  then
    return false
  end
  local same = a:eq(b) | (a:isnan() & b:isnan())
  if a.dtype:find "^float" then
    -- Zeros of two signs are equal, but not what is divided by them.
    same = same & (a:ne(0) | a:reciprocal():eq(b:reciprocal()))
  end
  return same:all()
end

-- A tensor of 16 bits is recorded as one of the type that has room for it.
local function kept(value)
  if type(value) == "userdata" and value.dtype:find "float16$" then
    return value:to "float32"
  end
  return value
end

-- What a recorder keeps of expressions in an iteration.
local function recorded(texts, variables, size)
  local net = snn.Network { seed = 1 }
  local neurons = snn.NeuronGroup {
    net = net, size = size or 1, behavior = { snn.Recorder(texts) },
  }
  for name, value in pairs(variables) do
    neurons[name] = value
  end
  net:initialize()
  net:simulate_iterations(1)
  local values = {}
  for place, text in ipairs(texts) do
    values[place] = net(text, 1)[1]
  end
  return values
end

local compared, refused, wrong = 0, 0, {}

local function report(text, variables, found, expected)
  if #wrong < 20 then
    local list = {}
    for name, value in pairs(variables) do
      list[#list + 1] = name .. " = " .. text_of(value):sub(1, 60)
    end
    table.sort(list)
    wrong[#wrong + 1] = ("%s: %s, in Lua %s; %s"):format(
      text, found, expected, table.concat(list, ", "):sub(1, 200))
  end
end

-- Where two lists of words differ first.
local function difference(found, expected)
  local a, b = words(found), words(expected)
  for place = 1, math.max(#a, #b) do
    if a[place] ~= b[place] then
      return ("[%d] %s"):format(place - 2, a[place]), tostring(b[place])
    end
  end
end

-- Compares expressions, each a text or a pair of texts, the second one for Lua.
local function compare(list, variables, size)
  local texts, expected = {}, {}
  local function finish()
    for place, value in ipairs(recorded(texts, variables, size)) do
      compared = compared + 1
      if not is_same(value, expected[place]) then
        report(
          texts[place], variables,
          difference(text_of(value), text_of(expected[place])))
      end
    end
    texts, expected = {}, {}
  end
  for _, entry in ipairs(list) do
    local text = type(entry) == "table" and entry[1] or entry
    local source = type(entry) == "table" and entry[2] or entry
    local chunk = assert(load("return " .. source, source, "t", variables))
    local is_fine, value = pcall(chunk)
    if is_fine then
      texts[#texts + 1] = text
      expected[#expected + 1] = kept(value)
      if #texts == 200 then
        finish()
      end
    else
      refused = refused + 1
      if pcall(recorded, { text }, variables, size) then
        report(text, variables, "no error", value)
      end
    end
  end
  finish()
end

-- `a`, `b` with each operator and each function of two operands.
local function pairs_of(a, b, has_operators)
  local list = {}
  for _, operator in ipairs(has_operators and operators or {}) do
    list[#list + 1] = ("%s %s %s"):format(a, operator, b)
  end
  for _, name in ipairs(words(binary .. " " .. comparisons)) do
    list[#list + 1] = ("%s:%s(%s)"):format(a, name, b)
  end
  return list
end

local subjects = {}

-- Two tensors of all types.
function subjects.tensors()
  for _, left in ipairs(types) do
    for _, right in ipairs(types) do
      local v = column(left, true, size_of(right))
      local w = column(right, false, size_of(left))
      local list = pairs_of("v", "w", true)
      list[#list + 1] = "v:where(w, v)"
      compare(list, { v = v, w = w }, #v)
    end
  end
end

-- A tensor with a number, as a variable and as a constant.
function subjects.tensorsAndNumbers()
  local numbers = {}
  for _, kind in ipairs { "bool", "int64", "float64" } do
    table.move(elements[kind], 1, #elements[kind], #numbers + 1, numbers)
  end
  for _, type in ipairs(types) do
    local v = column(type, true, 1)
    for _, a in ipairs(numbers) do
      local list = pairs_of("v", "a", true)
      for _, operator in ipairs(operators) do
        list[#list + 1] = ("a %s v"):format(operator)
      end
      local flipped = { ["<"] = "gt", [">="] = "le", ["=="] = "eq" }
      for operator, name in pairs(flipped) do
        list[#list + 1] = {
          ("a %s v"):format(operator), ("v:%s(a)"):format(name),
        }
      end
      list[#list + 1] = "v:clamp(a, 2)"
      list[#list + 1] = "v:where(a, v)"
      list[#list + 1] = "v:where(a, 0.1)"
      compare(list, { v = v, a = a }, #v)
    end
    local list = {}
    for _, operator in ipairs(operators) do
      for _, constant in ipairs { "2", "-1", "37", "41", "0.5", "-2.0" } do
        list[#list + 1] = ("v %s %s"):format(operator, constant)
        list[#list + 1] = ("%s %s v"):format(constant, operator)
      end
    end
    compare(list, { v = v }, #v)
  end
end

-- One tensor.
function subjects.functions()
  for _, type in ipairs(types) do
    local v = column(type, true, 1)
    local list = { "-v", "~v", "v", "v[1]", "v[2]" }
    for _, name in ipairs(words(unary .. " " .. conversions)) do
      list[#list + 1] = ("v:%s()"):format(name)
    end
    for _, name in ipairs(words(conversions)) do
      -- As PyTorch has it.
      list[#list + 1] = ("v:%s():neg()"):format(name)
    end
    for _, name in ipairs(types) do
      list[#list + 1] = { ("%s(v)"):format(name), ("v:to(%q)"):format(name) }
    end
    list[#list + 1] = { "int(v)", "v:long()" }
    for _, name in ipairs(words(reductions)) do
      list[#list + 1] = ("v:%s()"):format(name)
      list[#list + 1] = ("v:%s(1)"):format(name)
      list[#list + 1] = ("m:%s(1)"):format(name)
      list[#list + 1] = ("m:%s(2)"):format(name)
      list[#list + 1] = ("m:%s()"):format(name)
    end
    for _, name in ipairs { "var", "std" } do
      list[#list + 1] = {
        ("torch.%s(v)"):format(name), ("v:%s { unbiased = true }"):format(name),
      }
    end
    local w = column(type, false, 2)
    compare(list, { v = v, m = w:view(2, #v) }, #v)
  end
end

-- Numbers, as variables: a single recorder has all pairs.
function subjects.numbers()
  local variables, names = {}, {}
  for _, kind in ipairs { "int64", "float64" } do
    for place, value in ipairs(elements[kind]) do
      local name = kind:sub(1, 1) .. place
      variables[name] = value
      names[#names + 1] = name
    end
  end
  local list = {}
  for _, a in ipairs(names) do
    list[#list + 1] = "-" .. a
    list[#list + 1] = "~" .. a
    for _, b in ipairs(names) do
      for _, operator in ipairs(operators) do
        list[#list + 1] = ("%s %s %s"):format(a, operator, b)
      end
      for _, operator in ipairs { "<", "<=", ">", ">=", "==", "~=" } do
        list[#list + 1] = ("%s %s %s"):format(a, operator, b)
      end
    end
  end
  compare(list, variables)
end

-- Numbers as constants.
function subjects.constants()
  local numbers = {
    "0", "1", "-1", "2", "3", "37", "41", "9007199254740993",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808",
    "0.0", "-0.0", "0.1", "2.0", "-3.0", "9007199254740992.0", "1e308",
  }
  local list = {}
  for _, a in ipairs(numbers) do
    for _, b in ipairs(numbers) do
      local all = table.concat(operators, " ") .. " < =="
      for _, operator in ipairs(words(all)) do
        -- Lua takes x - 0 with a constant 0 for x + 0, which isn't -0.0 for it.
        list[#list + 1] = {
          ("(%s) %s (%s)"):format(a, operator, b),
          ("(function(a, b) return a %s b end)((%s), (%s))"):format(
            operator, a, b),
        }
      end
    end
  end
  compare(list, {})
end

-- Functions of numbers are those of tensors of numbers with all their digits.
function subjects.functionsOfNumbers()
  for _, kind in ipairs { "int64", "float64" } do
    for _, value in ipairs(elements[kind]) do
      local list = {}
      for _, name in ipairs(words(unary)) do
        list[#list + 1] = { name .. "(a)", ("t:%s()[1]"):format(name) }
      end
      for _, name in ipairs(words(reductions)) do
        list[#list + 1] = { name .. "(a)", ("t:%s()"):format(name) }
      end
      for _, name in ipairs(types) do
        list[#list + 1] = { name .. "(a)", ("t:to(%q)[1]"):format(name) }
      end
      list[#list + 1] = { "float(a)", "a * 1.0" }
      list[#list + 1] = { "clamp(a, -2, 2)", "t:clamp(-2, 2)[1]" }
      list[#list + 1] = { "minimum(a, 2)", "t:minimum(2)[1]" }
      list[#list + 1] = { "maximum(a, 2.5)", "t:maximum(2.5)[1]" }
      for _, name in ipairs { "exp", "sqrt", "log", "sin", "cos", "abs" } do
        list[#list + 1] = {
          ("math.%s(a)"):format(name), ("functions.%s(a)"):format(name),
        }
      end
      local t = snn.tensor({ value }, kind)
      compare(list, { a = value, t = t, functions = math })
    end
  end
end

-- Elements and reductions are numbers in Lua, and in expressions too.
function subjects.elements()
  for _, type in ipairs(types) do
    if type ~= "bool" then
      local v = column(type, true, 1)
      local list = {}
      for place = 1, #v do
        for _, other in ipairs { "v[4]", "v[8]", "a", "0.1", "-1", "41" } do
          for _, operator in ipairs(operators) do
            list[#list + 1] = ("v[%d] %s %s"):format(place, operator, other)
          end
          list[#list + 1] = ("v[%d] < %s"):format(place, other)
        end
        list[#list + 1] = ("v + v[%d]"):format(place)
        list[#list + 1] = ("v[%d] - v"):format(place)
        list[#list + 1] = ("v:clamp(v[%d], 2)"):format(place)
        list[#list + 1] = ("v:where(v[%d], v)"):format(place)
      end
      for _, name in ipairs { "sum", "max", "mean", "argmax" } do
        for _, operator in ipairs(operators) do
          list[#list + 1] = ("v:%s() %s 3"):format(name, operator)
          list[#list + 1] = ("v:%s(1) %s 3"):format(name, operator)
        end
      end
      compare(list, { v = v, a = 3 }, #v)
    end
  end
end

subjects[subject]()
if #wrong > 0 then
  error(table.concat(wrong, "\n"), 0)
end
-- What is refused in Lua, too, must not be most of it.
assert(compared > 500 and compared > 2 * refused)
