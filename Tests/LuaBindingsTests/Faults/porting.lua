-- What those who come from Python and from Lua expect of tensors and tables.

local snn = require "snn"

local unequal = "tensors can't be compared with == or ~=, which give one"
  .. " boolean in Lua; write a:eq(b) or a:ne(b), or rawequal(a, b) for one and"
  .. " the same tensor"

local function group(size)
  return snn.NeuronGroup { net = snn.Network { seed = 1 }, size = size or 2 }
end

-- What a loop visits: keys and values, one after the other.
local function visited(...)
  local list = {}
  for key, value in ... do
    list[#list + 1], list[#list + 2] = key, value
  end
  return list
end

-- MARK: E1

row("E1", "std and var divide by the count less one on request", function()
  local v = snn.tensor { 1.0, 2.0, 3.0, 4.0 }
  near(v:var(), 1.25, 0)
  near(v:var { unbiased = true }, 5 / 3, 1e-6)
  near(v:std { unbiased = true }, math.sqrt(5 / 3), 1e-6)
  near(v:var { unbiased = false }, 1.25, 0)
  near(snn.var(v, { unbiased = true }), 5 / 3, 1e-6)
  near(v[v:gt(1)]:var { unbiased = true }, 1, 1e-6)
  local m = snn.tensor { { 1.0, 2.0 }, { 3.0, 6.0 } }
  equal(m:var { axis = 1, unbiased = true }, { 2, 8 })
  equal(m:var { axis = -1, keepdim = true, unbiased = true },
    { { 0.5 }, { 4.5 } })
  equal(m:var { axis = 1 }, m:var(1))
  -- Far from zero, rounding does no harm.
  near((v + 1e4):var { unbiased = true }, 5 / 3, 1e-4)
end)

row("E1", "a sample of one has no variance", function()
  local one = snn.tensor { 3.0 }
  equal(one:var(), 0)
  equal(one:var { unbiased = true }, 0 / 0)
  equal(one:std { unbiased = true }, 0 / 0)
end)

row("E1", "sparse matrices and compiled functions know unbiased", function()
  local dense = snn.tensor { { 1.0, 0, 0 }, { 0, 2.0, 0 } }
  near(dense:to_sparse():std { unbiased = true },
    dense:std { unbiased = true }, 1e-6)
  fails(function() dense:to_sparse():std { axis = 1 } end,
    "std: there is none along an axis of a sparse matrix; to_dense() gives a"
      .. " tensor")
  local whole = snn.kernel(function(x) return x * x:var { unbiased = true } end)
  equal(whole(dense), dense * dense:var { unbiased = true })
  local rows = snn.kernel(function(x)
    return x - x:std { axis = 2, keepdim = true, unbiased = true }
  end)
  equal(rows(dense),
    dense - dense:std { axis = 2, keepdim = true, unbiased = true })
end)

row("E1", "options of std are checked", function()
  local v = snn.ones(3)
  fails(function() v:std { unbias = true } end,
    "std has no option 'unbias'; did you mean 'unbiased'?")
  fails(function() v:var { 1, unbiased = true } end,
    "a list of axes has no names; write { axis = { 1, 2 } } where a function"
      .. " has options")
  fails(function() v:std { axis = 3 } end,
    "std: axis 3 of a tensor with axes 1...1")
  fails(function() v:std { axis = "x" } end,
    "std: axis must be a whole number, got string")
  fails(function() v:std { unbiased = 1 } end,
    "std: unbiased must be true or false, got number")
  local options = { unbiased = true }
  fails(function() snn.kernel(function(x) return x * x:std(options) end)(v) end,
    "std: a table from outside has no compiled form; write the options where"
      .. " they are used")
end)

row("E1", "float, double, long, bool and half convert", function()
  local v = snn.tensor { 0.5, 2.0 }
  for name, type in pairs {
    float = "float32", double = "float64", long = "int64", bool = "bool",
    half = "float16", bfloat16 = "bfloat16",
  } do
    equal(v[name](v).dtype, type)
    equal(v[name](v), v:to(type))
    equal(snn.kernel(function(x) return x[name](x) end)(v), v:to(type))
  end
  local sparse = snn.eye(2):to_sparse()
  equal(sparse:double().dtype, "float64")
  equal(sparse:double():float().dtype, "float32")
end)

row("E1", "same(tag, name) finds a behavior of the object itself", function()
  local Source = snn.Behavior "Source"
  function Source:initialize()
    self.tau, self.list = self:parameter("tau", 1), {}
  end
  local Copy = snn.Behavior "Copy"
  function Copy:initialize()
    self.got = self:parameter("x", 0.5)
  end
  local function got(text, key)
    local net = snn.Network {}
    for _, tau in ipairs { 7, 8 } do
      snn.NeuronGroup {
        net = net, size = 2, tag = "g" .. tau,
        behavior = { [key or 1] = Source { tau = tau, tag = "special" } },
      }
    end
    net.g8.rate = 3
    net.g8:add_behavior(2, Copy { x = text }, false)
    net:initialize()
    return net.g8.Copy.got
  end
  equal(got "same(Source, tau)", 8)
  equal(got "same(special, tau)", 8)
  equal(got "same(g8, rate)", 3)
  fails(function() got("same(Source, tau)", 3) end,
    "in Copy:initialize (key 2) of NeuronGroup 'g8': Copy:"
      .. " parameter 'x' = 'same(Source, tau)': Source has no field 'tau';"
      .. " fields are set by an initialize that runs before, with a lower key")
  fails(function() got "same(Source, list)" end,
    "in Copy:initialize (key 2) of NeuronGroup 'g8': Copy:"
      .. " parameter 'x' = 'same(Source, list)': the field is neither number"
      .. " nor tensor")
  fails(function() got "same(Sorce, tau)" end,
    "in Copy:initialize (key 2) of NeuronGroup 'g8': no object or"
      .. " behavior has the tag 'Sorce'; did you mean 'Source'?")
end)

row("E1", "torch.std in a recorder is that of a sample", function()
  local neurons = group(4)
  neurons.v = snn.tensor { 1.0, 2.0, 3.0, 4.0 }
  local recorder = snn.Recorder { "torch.std(v)", "std(v)", "np.std(v)" }
  neurons:add_behavior(1, recorder)
  local network = neurons.network
  network:initialize()
  network:simulate_iterations(1)
  near(network("torch.std(v)", 1), { math.sqrt(5 / 3) }, 1e-6)
  near(network("std(v)", 1), { math.sqrt(5 / 4) }, 1e-6)
  near(network("np.std(v)", 1), { math.sqrt(5 / 4) }, 1e-6)
end)

-- MARK: A15

row("A15", "buffer_roll as a statement is an error", function()
  local neurons = group()
  local message = "buffer_roll: the rolled buffer is dropped, and the one that"
    .. " was given stays as it is; write neurons.buffer ="
    .. " neurons:buffer_roll(neurons.buffer, new)"
  neurons.hist = neurons:vector_buffer(3)
  fails(function() neurons:buffer_roll(neurons.hist, 1) end, message)
  fails(function() neurons.buffer_roll(neurons, neurons.hist, 1) end, message)
  fails(function()
    local here = neurons
    here.buffer_roll(here, here.hist,
      here:vector(1))
  end, message)
end)

row("A15", "buffer_roll whose result is used is none", function()
  local neurons = group()
  local hist = neurons:vector_buffer(3)
  local function rolled() return neurons:buffer_roll(hist, 1) end
  equal(rolled(), { { 1, 1 }, { 0, 0 }, { 0, 0 } })
  local list = { neurons:buffer_roll(hist, 2), (neurons:buffer_roll(hist, 3)) }
  equal(list[1][1], { 2, 2 })
  equal(list[2][1], { 3, 3 })
  if neurons:buffer_roll(hist) then
    hist = neurons:buffer_roll(neurons:buffer_roll(hist, 4), 5)
  end
  equal(hist, { { 5, 5 }, { 4, 4 }, { 0, 0 } })
  local _, got = pcall(neurons.buffer_roll, neurons, hist, 6)
  equal(got[1], { 6, 6 })
end)

-- MARK: A16

row("A16", "== of two tensors is an error", function()
  local a, b = snn.ones(3), snn.ones(3)
  local sparse = snn.eye(2):to_sparse()
  fails(function() return a == b end, unequal)
  fails(function() return a ~= b end, unequal)
  fails(function() return a == b[b:gt(0)] end, unequal)
  fails(function() return b[b:gt(0)] == a end, unequal)
  fails(function() return sparse == sparse:clone() end, unequal)
  fails(function() return sparse == a end, unequal)
  -- One and the same tensor, and what is none.
  equal(a == a, true)
  equal(a == nil, false)
  equal(a == io.stdout, false)
  equal(io.stdout == a, false)
  equal(rawequal(a, b), false)
end)

row("A16", "== of a tensor and a traced one is a branch", function()
  local v = snn.ones(3)
  local branch = "a branch on a value that isn't known when a function is"
    .. " compiled: use mask:where(a, b) or x[mask], or leave the behavior to"
    .. " Lua"
  for _, compare in ipairs {
    function(x) return x == v end, function(x) return v == x end,
  } do
    fails(function() snn.kernel(compare)(snn.ones(3)) end, branch)
    -- One and the same tensor, as in Lua.
    equal(snn.kernel(compare)(v), true)
  end
end)

row("A16", "ipairs and pairs visit a tensor to its end", function()
  equal(visited(ipairs(snn.tensor { 3, 4 })), { 1, 3, 2, 4 })
  equal(visited(pairs(snn.tensor { 3, 4 })), { 1, 3, 2, 4 })
  local rows = visited(ipairs(snn.tensor { { 3, 4 }, { 5, 6 } }))
  equal(rows[2], { 3, 4 })
  equal(rows[4], { 5, 6 })
  equal(#rows, 4)
  equal(visited(ipairs(snn.zeros(0))), {})
  local v = snn.tensor { 1, 2, 3 }
  equal(visited(ipairs(v[v:ne(2)])), { 1, 1, 2, 3 })
  equal({ table.unpack(v) }, { 1, 2, 3 })
  equal(visited(snn.sorted_pairs(v)), { 1, 1, 2, 2, 3, 3 })
  -- Rows are views.
  local m = snn.zeros(2, 2)
  for i, each in ipairs(m) do
    each:fill_(i)
  end
  equal(m, { { 1, 1 }, { 2, 2 } })
  fails(function() return v[4] end, "index 4 is out of range 1...3")
end)

row("A16", "ipairs visits a traced tensor", function()
  local weigh = snn.kernel(function(x)
    local sum = 0
    for i, element in ipairs(x) do
      sum = sum + element * i
    end
    return x * sum
  end)
  equal(weigh(snn.tensor { 1.0, 2.0 }), { 5, 10 })
  local add = snn.kernel(function(m, v)
    for _, each in ipairs(m) do
      v = v + each
    end
    return v
  end)
  equal(add(snn.tensor { { 1.0, 2.0 }, { 3.0, 4.0 } }, snn.zeros(2)), { 4, 6 })
end)

row("A16", "a sparse matrix says what can be visited", function()
  local message = "a sparse matrix has no rows to visit; values() and indices()"
    .. " give its entries, to_dense() a tensor"
  fails(function() return ipairs(snn.eye(2):to_sparse()) end, message)
  fails(function() return pairs(snn.eye(2):to_sparse()) end, message)
end)

row("A16", "ipairs of tables is Lua's own", function()
  equal(visited(ipairs { 3, 4, nil, 5 }), { 1, 3, 2, 4 })
  equal(rawequal((ipairs {}), (ipairs {})), true)
  local proxy = setmetatable({}, {
    __index = function(_, i) return i < 3 and i * 10 or nil end,
  })
  equal(visited(ipairs(proxy)), { 1, 10, 2, 20 })
  fails(function() return ipairs() end,
    "bad argument #1 to 'ipairs' (value expected)")
end)

-- MARK: A18

-- A table that has its fields elsewhere.
local function proxy_of(fields)
  return setmetatable({}, {
    __index = fields,
    __len = function() return #fields end,
    __pairs = function() return next, fields, nil end,
  })
end

row("A18", "sorted_pairs visits what pairs visits", function()
  equal(visited(snn.sorted_pairs(proxy_of { b = 1, a = 2, 7 })),
    { 1, 7, "a", 2, "b", 1 })
  snn.args.speed, snn.args.gain = 3, 4
  local found = {}
  for name, value in snn.sorted_pairs(snn.args) do
    found[#found + 1] = name .. value
  end
  equal(found, { "gain4", "speed3" })
  fails(function() snn.sorted_pairs(5) end,
    "sorted_pairs: expected a table, got number")
  fails(function() snn.sorted_pairs { [true] = 1 } end,
    "sorted_pairs: expected numbers and texts as keys, got boolean")
end)

row("A18", "a behavior takes its parameters from any table", function()
  local B = snn.Behavior "B"
  function B:initialize() self.tau = self:parameter("tau", 1) end
  local made = B(proxy_of { tau = 9 })
  local net = snn.Network { behavior = proxy_of { [2] = made } }
  net:initialize()
  equal(net.B.tau, 9)
  local Module = snn.AnalysisModule "Module"
  function Module:execute(_, options)
    return self.parameters.base + options.more
  end
  net:add_analysis_module(Module(proxy_of { base = 1 }))
  equal(net("Module", 1)(proxy_of { more = 2 }), 3)
  fails(function() snn.Network(proxy_of { sed = 1 }) end,
    "Network has no option 'sed'; did you mean 'seed'?")
end)

row("A18", "a list whose elements come from a metatable is refused", function()
  local message = "a list whose elements come from a metatable can't be read"
    .. " here; copy them to a table"
  local list = proxy_of { 1, 2 }
  fails(function() snn.tensor(list) end, message)
  fails(function() snn.zeros(list) end, message)
  fails(function() snn.stack(list) end, message)
  fails(function() return snn.ones(3)[{ list }] end, message)
  -- A class of lists has its elements in itself.
  equal(snn.tensor(setmetatable({ 1, 2 }, { __index = table })), { 1, 2 })
end)
