-- Random programs that compute with selected elements, and with those of
-- vectors that have a factor for each row or column of a matrix, in Lua and as
-- kernels: they must give the same bits. Arguments: the seed, and the number of
-- programs.

local seed, count = tonumber((...)), tonumber((select(2, ...)))
local snn = require "snn"
math.randomseed(seed)

local random = math.random

local function pick(list)
  return list[random(#list)]
end

local shapes = {
  { 1 }, { 7 }, { 40 }, { 1500 }, { 0 }, { 1, 1 }, { 4, 7 }, { 1, 6 },
  { 33, 40 }, { 5, 1200 }, { 60, 3 }, { 0, 4 }, { 2, 3, 4 },
}
local types = { "float32", "float32", "float64", "int64", "bool", "float16" }
local unary = { "neg", "abs", "floor", "sqrt", "exp", "sigmoid", "isnan" }
local binary = {
  "add", "sub", "mul", "div", "minimum", "maximum", "floordiv", "mod", "gt",
  "le", "eq",
}
local numbers = { 2, 0.5, -1, 3.25, 0 }
local factor_types = { "float32", "float32", "float64", "int64" }
-- How often a mask isn't true: sometimes always, and sometimes never.
local chances = { 0.3, 0.5, 0.5, 0.9, -1, 2 }

local function new_tensor(shape)
  local x = snn.uniform(-2, 2, shape)
  local type = pick(types)
  if type == "bool" then
    return x:gt(0)
  end
  return type == "int64" and (x * 3):to "int64" or x:to(type)
end

local function by_row(v) return v.column:unsqueeze(2)[v.rows] end
local function by_column(v) return v.row[v.columns] end

-- What has a factor for each row, and for each column, of elements that are
-- selected by rows, by columns, or by both.
local of_rows = {
  by_row,
  function(v) return v.column[v.rows]:unsqueeze(2) end,
  function(v) return by_row(v) * v.row end,
  function(v) return v.row:unsqueeze(1) - by_row(v) end,
}
local of_columns = {
  by_column,
  function(v) return v.row:unsqueeze(1)[{ {}, v.columns }] end,
  function(v) return by_column(v) * v.column:unsqueeze(2) end,
  function(v) return v.column:unsqueeze(2) - v.row[v.columns]:unsqueeze(1) end,
}
local of_both = {
  by_row, by_column,
  function(v) return by_row(v) * by_column(v) end,
  function(v) return by_column(v) - v.column[v.rows]:unsqueeze(2) end,
}

-- The ways to select from tensors of one shape: each gives a key, for masks
-- that are among the values, and perhaps factors.
local function ways(shape)
  local list = { { key = function(v) return v.whole end } }
  if #shape == 2 then
    for _, way in ipairs {
      { function(v) return v.rows end, of_rows },
      { function(v) return { v.rows, {} } end, of_rows },
      { function(v) return { {}, v.columns } end, of_columns },
      { function(v) return { v.rows, v.columns } end, of_both },
    } do
      list[#list + 1] = { key = way[1], factors = way[2] }
    end
  end
  return list
end

-- An expression of elements that are selected in one way: a function of the
-- values.
local expression

local kinds = {
  function(way, depth)
    local name, a = pick(unary), expression(way, depth - 1)
    return function(v)
      local x = a(v)
      return x[name](x)
    end
  end,
  function(way, depth)
    local name, a = pick(binary), expression(way, depth - 1)
    local b, number = expression(way, depth - 1), pick(numbers)
    if random(2) == 1 then
      b = function() return number end
    end
    return function(v)
      local x = a(v)
      return x[name](x, b(v))
    end
  end,
  function(way, depth)
    local a, number = expression(way, depth - 1), pick(numbers)
    return function(v) return number - a(v) * number end
  end,
  function(way, depth)
    local a, b = expression(way, depth - 1), expression(way, depth - 1)
    local c = expression(way, depth - 1)
    return function(v) return a(v):gt(0):where(b(v), c(v)) end
  end,
  function(way, depth)
    local a = expression(way, depth - 1)
    return function(v) return a(v):clamp(-1, 1) end
  end,
  function(way, depth)
    local a, type = expression(way, depth - 1), pick(types)
    return function(v) return a(v):to(type) end
  end,
  function(way, depth)
    local a = expression(way, depth - 1)
    return function(v) return v.line + a(v) * v.line end
  end,
}

function expression(way, depth)
  if depth == 0 or random(4) == 1 then
    if way.factors and random(2) == 1 then
      return pick(way.factors)
    end
    local place = random(3)
    return function(v) return v[place][way.key(v)] end
  end
  return pick(kinds)(way, depth)
end

local statements = {
  function(way, place)
    local a = expression(way, 3)
    return function(v) v[place][way.key(v)] = a(v) end
  end,
  function(way, place)
    local name, a = pick(binary), expression(way, 2)
    if name == "gt" or name == "le" or name == "eq" then
      name = "sub"
    end
    return function(v)
      local x = v[place][way.key(v)]
      x[name .. "_"](x, a(v))
    end
  end,
  function(way, place)
    local a = expression(way, 2)
    return function(v)
      v[place][way.key(v)]:update_(function(w) return w + a(v) * w end)
    end
  end,
  function(way, place)
    local a, other = expression(way, 2), random(3)
    return function(v)
      local kept = a(v)
      v[other][way.key(v)]:clamp_(-1, 1)
      v[place][way.key(v)] = kept
    end
  end,
  function(_, place)
    return function(v) v.whole = v[place]:gt(0.25) end
  end,
  function(way, place)
    return function(v) v[place]:add_(v[2][way.key(v)]:sum()) end
  end,
}

local function new_program(shape)
  local list, steps = ways(shape), {}
  for place = 1, random(4) do
    steps[place] = pick(statements)(pick(list), random(3))
  end
  return function(a, b, c, whole, rows, columns, line, column, row)
    local values = {
      a, b, c, whole = whole, rows = rows, columns = columns, line = line,
      column = column, row = row,
    }
    for _, step in ipairs(steps) do
      step(values)
    end
    return values.whole
  end
end

local function is_same(x, y)
  return x.dtype == y.dtype
    and (x:eq(y) | (x:ne(x) & y:ne(y))):all()
end

local compared, refusals = 0, 0
for program = 1, count do
  local shape = pick(shapes)
  local arguments, copies = {}, {}
  for place = 1, 3 do
    arguments[place] = new_tensor(shape)
  end
  arguments[4] = arguments[1]:gt(0)
  arguments[5] = snn.rand(shape[1]):gt(pick(chances))
  arguments[6] = snn.rand(shape[2] or 1):gt(pick(chances))
  arguments[7] = #shape == 2 and random(2) == 1 and snn.rand(1, shape[2])
    or snn.rand(1)
  arguments[8] = snn.uniform(-2, 2, shape[1]):to(pick(factor_types))
  arguments[9] = snn.uniform(-2, 2, shape[2] or 1):to(pick(factor_types))
  for place, tensor in ipairs(arguments) do
    copies[place] = tensor:clone()
  end
  local run = new_program(shape)
  local kernel = snn.kernel(run)
  for _ = 1, 3 do
    local is_fine, result = pcall(run, table.unpack(arguments))
    if not is_fine then
      break -- a mistake
    end
    local is_compiled, other = pcall(kernel, table.unpack(copies))
    if not is_compiled then
      refusals = refusals + 1
      break
    end
    compared = compared + 1
    assert(is_same(result, other), "result")
    for place, tensor in ipairs(arguments) do
      if not is_same(tensor, copies[place]) then
        error(("program %d of seed %d, argument %d of shape [%s]: %s and,"
          .. " compiled, %s\n%s"):format(program, seed, place,
          table.concat(shape, ", "), tostring(tensor),
          tostring(copies[place]), snn.program(kernel)))
      end
    end
    local mask = snn.rand(shape[1]):gt(pick(chances))
    arguments[5]:copy_(mask)
    copies[5]:copy_(mask)
  end
end
assert(compared > 2 * refusals, "too few programs ran")
