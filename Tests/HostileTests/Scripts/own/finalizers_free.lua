-- expect: ok
-- mode: default
-- limits: seconds=30
-- why: finalizers free what natives are at work on

collectgarbage("incremental", 10, 10000, 1)
local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup { net = net, size = 20 }
neurons.v = neurons:vector(1)
neurons:add_behavior(1, snn.Recorder "v")
net:initialize()
local t, list
local function litter()
  for _ = 1, 20 do
    setmetatable({}, { __gc = function()
      pcall(t.free, t)
      for i = 1, #list do
        pcall(list[i].free, list[i])
        list[i] = nil
      end
      pcall(function() neurons.v:free() end)
      pcall(function() neurons.v = neurons:vector(2) end)
      pcall(net.simulate_iterations, net, 1)
    end })
  end
end
for _, f in ipairs {
  function() return t:tolist() end, function() return snn.cat(list) end,
  function() return snn.stack(list) end, function() return t + t end,
  function() return tostring(t) end, function() return t[t:ge(0)]:clone() end,
  function() return t:nonzero() end, function() return t:matmul(t) end,
  function() return snn.tensor(t:tolist()) end,
  function() net:simulate_iterations(3) end,
  function() return net("v", 1):tolist() end, function() return net("v") end,
  function() return snn.kernel(function(x) return x + 1 end)(t) end,
  function() net:trace() end, function() return tostring(net) end,
  function() return net:all_behaviors() end,
  function() return snn.sparse {
    rows = { 1 }, columns = { 1 }, values = list, size = { 3, 3 },
  } end,
} do
  for _ = 1, 4 do
    t, list = snn.ones(30, 30), {}
    for i = 1, 20 do
      list[i] = snn.ones(4)
    end
    litter()
    pcall(f)
    litter()
    pcall(f)
  end
end
collectgarbage("generational")
collectgarbage()
