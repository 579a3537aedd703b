-- Numbers that were not what they should be: draws, arithmetic, whole numbers
-- and their ends. Sums are tested in Swift.

local snn = require "snn"

row("A4", "draws stay below the excluded end in each type", function()
  for _, dtype in ipairs { "float16", "bfloat16", "float32", "float64" } do
    local x = snn.zeros({ 200000 }, dtype)
    assert(x:uniform_():max() < 1, dtype)
    assert(x:uniform_(-1, 0.3):max() < 0.3, dtype)
    assert(x:random_(0, 2000):max() < 2000, dtype)
  end
  fails(function()
    snn.zeros(10):random_(2 ^ 30 + 100 | 0, 2 ^ 30 + 127 | 0)
  end, "random_: float32 has no whole number from 1073741924 up to, but"
    .. " without, 1073741951")
end)

row("A4", "an exponential draw is never -0", function()
  local x = snn.zeros(2000000):exponential_()
  assert((1 / x):min() > 0)
end)

-- What an expression of a tensor `t` gives that a recorder keeps.
local function recorded(expression, t)
  local net = snn.Network { seed = 1 }
  local neurons = snn.NeuronGroup {
    net = net, size = 1, tag = "n", behavior = { snn.Recorder { expression } },
  }
  neurons.t = t
  net:initialize()
  net:simulate_iterations(1)
  return net(expression, 1)[1]
end

local function whole(value)
  return snn.full({ 1 }, value, "int64")
end

row("A9", "expressions give what Lua gives, of numbers and tensors", function()
  local t = whole(3)
  for _, expression in ipairs {
    "3^37", "3^41", "2^-1", "(-1)^3", "7//-2", "7%-2", "7/2", "1//0.1",
    "9007199254740993 + 0", "9223372036854775807 + 1", "t[1]^37", "t[1]^41",
    "t[1]^-1", "t:sum()^37", "t^37", "t^41", "t^-1", "t//0", "2^t", "2^-t",
  } do
    local expected = load("local t = ... return " .. expression)(t)
    local got = recorded(expression, t)
    equal(got, expected)
    if type(expected) == "number" then
      equal(math.type(got), math.type(expected))
    else
      equal(got.dtype, expected.dtype)
    end
  end
  equal(recorded "3^37", 450283905890997376.0)
  equal(recorded("t^37", t)[1], 450283905890997363)
  for _, expression in ipairs { "7//0", "7%0", "7 & 0.5" } do
    assert(not pcall(recorded, expression))
  end
end)

row("A9", "a whole number to a negative power is a real one", function()
  local x = snn.tensor { 1, 2, 4 }
  equal(x ^ -1, { 1, 0.5, 0.25 })
  equal((x ^ -1).dtype, "float64")
  local power = snn.kernel(function(v) return v ^ -2 end)
  equal(power(x), { 1, 0.25, 0.0625 })
  equal(recorded "2^-1", 0.5)
  fails(function() x:pow_(-1) end,
    "pow: a tensor of int64 can't hold float64 results")
end)

row("A11", "whole numbers are never cut off silently", function()
  local x = snn.zeros({ 3 }, "int64")
  fails(function() x[1] = 1.5 end, "assign: a tensor of int64 can't hold 1.5")
  fails(function() x[1] = 0 / 0 end, "assign: a tensor of int64 can't hold nan")
  fails(function() x[1] = 1e300 end,
    "assign: a tensor of int64 can't hold 1e+300")
  fails(function() x:fill_(2.7) end, "fill: a tensor of int64 can't hold 2.7")
  fails(function() x[x:ge(0)] = 1.5 end,
    "assign: a tensor of int64 can't hold 1.5")
  fails(function() x[x:ge(0)] = snn.full({ 3 }, 0.5) end,
    "assign: a tensor of int64 can't hold 0.5")
  fails(function() x:copy_(snn.full({ 3 }, 0.5, "float64")) end,
    "copy: a tensor of int64 can't hold 0.5")
  fails(function() snn.zeros({ 2, 3 }, "int64")[1] = snn.full({ 3 }, 0.5) end,
    "copy: a tensor of int64 can't hold 0.5")
  fails(function() snn.full({ 2 }, 2.7, "int64") end,
    "fill: a tensor of int64 can't hold 2.7")
  fails(function() snn.tensor({ 1, 1.5 }, "int64") end,
    "tensor: a tensor of int64 can't hold 1.5")
  fails(function() x:mul_(0.5) end,
    "mul: a tensor of int64 can't hold float64 results")
  equal(x, { 0, 0, 0 })
  -- Whole numbers are, whatever their type.
  x[1] = 2.0
  x[x:eq(0)] = snn.full({ 2 }, 3.0)
  equal(x, { 2, 3, 3 })
  equal(snn.full({ 2 }, 2.7):to "int64", { 2, 2 })
end)

row("A11", "compiled functions cut nothing off either", function()
  local x = snn.zeros({ 3 }, "int64")
  local fill = snn.kernel(function(v) v:fill_(2.7) end)
  local ok, message = pcall(fill, x)
  assert(not ok and message:find("can't hold 2.7", 1, true), message)
  local copy = snn.kernel(function(v, w) v:copy_(w) end)
  copy(x, snn.full({ 3 }, 2.0))
  equal(x, { 2, 2, 2 })
  ok, message = pcall(copy, x, snn.full({ 3 }, 2.5))
  assert(not ok and message:find("can't hold 2.5", 1, true), message)
  local set = snn.kernel(function(v, mask, w) v[mask] = w end)
  set(x, x:eq(2), snn.full({ 3 }, 4.0))
  equal(x, { 4, 4, 4 })
  ok, message = pcall(set, x, x:eq(4), snn.full({ 3 }, 0.5))
  assert(not ok and message:find("can't hold 0.5", 1, true), message)
  local cut = snn.kernel(function(v) return v:to "int64" end)
  equal(cut(snn.full({ 3 }, 2.7)), { 2, 2, 2 })
end)

row("C10", "an array without axes loads as the number that help tells of",
  function()
    local path = os.tmpname()
    local header = "{'descr': '<f8', 'fortran_order': False, 'shape': (), }\n"
    local file = assert(io.open(path, "wb"))
    file:write("\x93NUMPY\1\0", string.pack("<s2", header),
      string.pack("<d", 2.5))
    file:close()
    local value = snn.load(path)
    os.remove(path)
    equal(value, 2.5)
    equal(math.type(value), "float")
  end)

row("E7", "messages show the ends of the whole numbers", function()
  local first, last = math.mininteger, math.maxinteger
  local net = snn.Network { seed = 1 }
  snn.NeuronGroup {
    net = net, size = 3, tag = "n",
    behavior = { snn.AxonalDelay { delay = last, variable = "x" } },
  }
  fails(function() net:initialize() end,
    "in AxonalDelay:initialize (key 1) of NeuronGroup 'n': delay: a delay must"
      .. " be a whole number from 0 to 2147483646, not 9223372036854775807")
  fails(function() net.iteration = last end,
    "iteration must be at most 9007199254740992, not 9223372036854775807")
  fails(function() snn.sparse { rows = { first }, columns = { 1 },
    values = 1, size = { 3, 3 } } end,
    "sparse: index -9223372036854775808 is out of range 1...3")
  fails(function() snn.sparse { rows = { last }, columns = { 1 },
    values = 1, size = { 3, 3 } } end,
    "sparse: index 9223372036854775807 is out of range 1...3")
  fails(function() return snn.zeros(3)[whole(first)] + 0 end,
    "index -9223372036854775808 is out of range 1...3")
end)

row("E7", "a traceback within an error keeps its lines", function()
  local Failing = snn.Behavior "Failing"
  function Failing:forward()
    error("boom\nstack traceback:\n\tmodel.lua:3: in f", 0)
  end
  local net = snn.Network { seed = 1 }
  snn.NeuronGroup {
    net = net, size = 1, tag = "n", behavior = { Failing {} },
  }
  net:initialize()
  fails(function() net:simulate_iterations(1) end,
    "in Failing:forward (key 1) of NeuronGroup 'n', iteration 1: boom\n"
      .. "stack traceback:\n\tmodel.lua:3: in f")
end)

row("E8", "mod is the rest that floordiv leaves", function()
  for _, dtype in ipairs { "float32", "float64" } do
    local one = snn.full({ 1 }, 1, dtype)
    equal(one // 0.1, { 9 })
    near(one % 0.1, { 0.1 }, 1e-7)
    local x = snn.full({ 1000 }, 0, dtype):uniform_(-50, 50)
    local y = snn.full({ 1000 }, 0, dtype):uniform_(-2, 2)
    local rest = x:sub(x:floordiv(y):mul(y))
    near(rest, x:mod(y), dtype == "float32" and 1e-5 or 1e-13)
    local divide = snn.kernel(function(a, b) return a // b end)
    equal(divide(x, y), x // y)
  end
  local infinite = math.huge
  equal(snn.tensor { -1.0, 0.0, 1.0 } // infinite, { -1, 0, 0 })
  equal(snn.tensor { 1.0, -1.0 } // 0, { infinite, -infinite })
end)
