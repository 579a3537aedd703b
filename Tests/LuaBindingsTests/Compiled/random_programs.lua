-- Random programs, in Lua and as kernels: they must give the same bits, types
-- and shapes, or the same error. Arguments: the seed, and the number of
-- programs.

local seed, count = ...
local snn = require "snn"
math.randomseed(seed)

local random = math.random

-- The arguments of a program have shapes of one row, so that most go together.
local shapes = {
  { { 1 }, { 7 }, { 1, 1 }, { 4, 1 }, { 1, 7 }, { 4, 7 }, { 4, 7 }, { 4, 7 } },
  { { 33 }, { 33 }, { 1, 33 }, { 33, 1 }, { 33, 33 } },
  { { 2, 3, 4 }, { 2, 3, 4 }, { 3, 1 }, { 3, 4 }, { 2, 1, 4 } },
  { { 1500 }, { 1500 }, { 1 } },
  { { 0 }, { 0 }, { 1 }, { 5, 0 } },
  { { 5 }, { 33, 40 }, { 3, 1, 2 }, { 4, 7 }, { 0 }, { 1 } },
}
local types = { "float32", "float64", "int64", "bool", "float16" }
local unary = {
  "neg", "abs", "sign", "floor", "square", "sqrt", "exp", "tanh", "sigmoid",
  "isnan", "logical_not", "clone",
}
local binary = {
  "add", "sub", "mul", "div", "mod", "pow", "minimum", "maximum", "floordiv",
  "gt", "le", "eq", "bitand",
}
local reductions = { "sum", "mean", "max", "prod" }
local numbers = { 2, 0.5, -1, 3.25, 0 }

local function pick(list, size)
  return list[random(size or #list)]
end

local function new_tensor(known)
  local x = snn.uniform(-2, 2, table.unpack(pick(known)))
  local type = pick(types)
  if type == "bool" then
    return x:gt(0)
  end
  return type == "int64" and (x * 3):to "int64" or x:to(type)
end

-- The kinds of steps: each gives a function of the values so far.
local kinds = {
  function(a)
    local name = pick(unary)
    return function(v) return v[a][name](v[a]) end
  end,
  function(a, b)
    local name = pick(binary)
    return function(v) return v[a][name](v[a], v[b]) end
  end,
  function(a)
    local name, number = pick(binary), pick(numbers)
    return function(v) return v[a][name](v[a], number) end
  end,
  function(a, b)
    local name = pick(binary, 9) .. "_"
    return function(v) return v[a][name](v[a], v[b]) end
  end,
  function(a)
    local name, number = pick(binary, 9) .. "_", pick(numbers)
    return function(v) return v[a][name](v[a], number) end
  end,
  function(a, b, c)
    return function(v) return v[a]:gt(0):where(v[b], v[c]) end
  end,
  function(a, b)
    local number = pick(numbers)
    return function(v)
      v[a][v[b]:gt(0)] = number
      return v[a]
    end
  end,
  function(a, b)
    local number = pick(numbers)
    return function(v)
      v[a][v[b]:gt(0)]:add_(number):clamp_(-1, 1)
      return v[a]
    end
  end,
  function(a)
    return function(v) return v[a]:clamp(-1, 1) end
  end,
  function(a)
    -- Of two axes at least, so that the result is no number.
    local name, axis = pick(reductions), random(2)
    return function(v)
      local x = v[a]:unsqueeze(1)
      return x[name](x, axis)
    end
  end,
  function(a, b)
    local name = pick(reductions)
    return function(v) return v[b] * v[a][name](v[a]) end
  end,
  function(a)
    -- One axis at least, so that the result is no number.
    local name = pick { "t", "flatten", "squeeze" }
    return function(v)
      local x = v[a]:unsqueeze(1)
      return name == "squeeze" and x:squeeze(1) or x[name](x)
    end
  end,
  function(a)
    return function(v) return v[a]:unsqueeze(1):narrow(1, 1, 1) end
  end,
}

-- A function that gives all that its steps give.
local function new_program(argument_count)
  local steps = {}
  for place = 1, random(8) do
    local known = argument_count + place - 1
    steps[place] = pick(kinds)(random(known), random(known), random(known))
  end
  return function(...)
    local values = { ... }
    for _, step in ipairs(steps) do
      values[#values + 1] = step(values)
    end
    return table.unpack(values, argument_count + 1)
  end
end

local function is_same(x, y)
  if type(x) ~= "userdata" or type(y) ~= "userdata" then
    return x == y or x ~= x and y ~= y
  end
  return x.dtype == y.dtype and table.concat(x.shape, " ")
    == table.concat(y.shape, " ")
    and (x:eq(y) | (x:ne(x) & y:ne(y))):all()
end

local function check(program, what, a, b)
  for place = 1, math.max(a.n, b.n) do
    if not is_same(a[place], b[place]) then
      error(("program %d of seed %d, %s %d: %s and, compiled, %s"):format(
        program, seed, what, place, tostring(a[place]), tostring(b[place])))
    end
  end
end

-- What only a kernel refuses: an element in a place where it has no compiled
-- form. The step may fail in Lua for another reason.
local function has_no_compiled_form(message)
  return message:find("isn't known when a function is compiled", 1, true)
end

local runs = { results = 0, errors = 0, dropped = 0 }
for program = 1, count do
  local arguments, copies = { n = random(3) }, { n = 0 }
  local known = pick(shapes)
  for place = 1, arguments.n do
    arguments[place] = new_tensor(known)
    copies[place] = arguments[place]:clone()
  end
  copies.n = arguments.n
  local run = new_program(arguments.n)
  local kernel = snn.kernel(run)
  for _ = 1, 2 do
    local a = table.pack(pcall(run, table.unpack(arguments)))
    local b = table.pack(pcall(kernel, table.unpack(copies)))
    if not b[1] and has_no_compiled_form(b[2]) then
      runs.dropped = runs.dropped + 1
      break
    end
    check(program, "result", a, b)
    if not a[1] then
      runs.errors = runs.errors + 1
      break -- what a program did before a mistake, a kernel did not
    end
    check(program, "argument", arguments, copies)
    runs.results = runs.results + 1
  end
end
local tally = ("random programs of seed %d: %d runs gave the same results, %d"
  .. " the same error; %d were dropped, having no compiled form"):format(
    seed, runs.results, runs.errors, runs.dropped)
print(tally)
assert(runs.results > runs.errors + runs.dropped, tally)
assert(runs.dropped < count // 10, tally)
