-- expect: ok
-- mode: both
-- limits: seconds=30
-- why: a network is changed by each, stop, progress, forward and initialize alike

local net
local count = 0
local function change()
  count = count + 1
  if count > 200 then
    return
  end
  local groups = net.NeuronGroups
  local B = snn.Behavior "B"
  function B.initialize()
    change()
  end
  function B.forward()
    change()
  end
  for _, f in ipairs {
    function()
      snn.NeuronGroup { net = net, size = 2, behavior = { B {} } }
    end,
    function()
      snn.SynapseGroup { net = net, src = groups[1], dst = groups[#groups] }
    end,
    function() net:remove(groups[#groups]) end,
    function() groups[1]:add_behavior(count, B {}) end,
    function() groups[1]:remove_behavior "B" end,
    function() groups[1]:replace_behavior(count, B {}) end,
    function() net:simulate_iterations(1) end,
    function() net:initialize() end, function() net:stop() end,
    function() groups[1].v = groups[1]:vector(count) end,
    function() groups[1].v = nil end,
    function() net:remove(net.SynapseGroups[1]) end,
    function() groups[1]:sub_group { 1 } end,
  } do
    pcall(f)
  end
end
for _, option in ipairs { "each", "stop", "progress" } do
  net, count = snn.Network { seed = 1 }, 0
  snn.NeuronGroup { net = net, size = 2 }
  net:initialize()
  pcall(net.simulate_iterations, net, 3, { [option] = change, batch_size = 1 })
  pcall(net.simulate_iterations, net, 3)
  tostring(net)
end
