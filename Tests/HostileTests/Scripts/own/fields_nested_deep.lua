-- expect: ok
-- mode: default
-- limits: seconds=60
-- why: tables in fields and parameters, nested deep or in themselves, are read without leaving the stack

local path = os.tmpname()
local function deep(n)
  local t = {}
  for i = 1, n do
    t = { i % 2 == 0 and t or nil, x = i % 2 == 1 and t or nil }
  end
  return t
end
local own = {}
own.own, own[1] = own, own
local pair, other = {}, {}
pair[1], other[1] = other, pair
local wide = {}
for i = 1, 10000 do
  wide[i] = wide
end

local B = snn.Behavior "B"
function B:initialize()
  self.x = self:parameter("x", 1)
end
for _, value in ipairs { deep(100), deep(200000), own, pair, wide } do
  local net = snn.Network { seed = 1 }
  local b = B {}
  b.x = value
  local neurons = snn.NeuronGroup { net = net, size = 1, behavior = { b } }
  pcall(net.initialize, net)
  b.x = value
  pcall(net.save, net, path)
  pcall(net.load, net, path)
  pcall(function() neurons.x = value end)
  pcall(B, { x = value })
  pcall(B, value)
  pcall(function()
    neurons:add_behavior(2, B { x = value })
    net:initialize()
  end)
  pcall(snn.result, "x", value)
  pcall(snn.Network, value)
  pcall(snn.NeuronGroup, { net = net, size = 1, behavior = value })
  pcall(snn.tensor, value)
  pcall(snn.cat, value)
  pcall(snn.Recorder, value)
  pcall(snn.Recorder, { variables = value })
  pcall(neurons.sub_group, neurons, value)
  pcall(neurons.vector, neurons, value)
  pcall(snn.plot.grid, value)
  pcall(snn.plot.lines, snn.zeros(3), { title = value })
  pcall(snn.help, value)
  pcall(tostring, b)
  pcall(function() return snn.kernel(function(x) return x + value[1] end)(
    snn.ones(2)) end)
  pcall(function()
    snn.kernel(function(x)
      local t = value
      for _ = 1, 2000 do
        t = t[1] or t.x or value
      end
      return x
    end)(snn.ones(2))
  end)
end
os.remove(path)
