-- expect: ok
-- mode: both
-- why: recorders that are shared, cut, cleared and asked while they record

local net = snn.Network { seed = 1 }
local a = snn.NeuronGroup { net = net, size = 3 }
local b = snn.NeuronGroup { net = net, size = 5 }
a.v, b.v = a:vector "uniform", b:vector "uniform"
a.spike = a.v:ge(0)
b.spike = b.v:ge(0)
for _, make in ipairs { snn.Recorder, snn.EventRecorder } do
  local recorder = make { "v", "spike" }
  local E = snn.Behavior "E"
  local sizes = { 0, -1, 1 << 40, math.maxinteger, math.mininteger, 1.5, 0 / 0 }
  function E.forward(_, n)
    for _, f in ipairs {
      function() recorder:clear() end, function() recorder:cut_length(1) end,
      function() recorder:add_variable "v" end, function() recorder:reset() end,
      function() recorder:add_variables { "v", "nothing", "mean(v)" } end,
      function() return recorder:data "v" end,
        function() recorder:disable() end,
      function() recorder:enable() end,
        function() return recorder:swaped "v" end,
      function() n:add_behavior(7, recorder) end,
      function() n:remove_behavior(recorder) end,
      function() recorder.gap_width = 0 end,
        function() recorder.max_length = 0 end,
      function() return recorder.v, recorder.spike, recorder["spike.t"] end,
      function() n.network:clear_recorder() end,
    } do
      pcall(f)
    end
    for _, size in ipairs(sizes) do
      pcall(recorder.cut_length, recorder, size)
      pcall(function() recorder.gap_width = size end)
      pcall(function() recorder.max_length = size end)
    end
  end
  pcall(a.add_behavior, a, 1, recorder)
  pcall(b.add_behavior, b, 1, recorder)
  pcall(a.add_behavior, a, 2, E {})
  pcall(net.initialize, net)
  for _ = 1, 5 do
    pcall(net.simulate_iterations, net, 2)
  end
  for _, size in ipairs(sizes) do
    pcall(function()
      a:add_behavior(3, make { "v", gap_width = size })
      a:add_behavior(3, make { "v", max_length = size })
      net:simulate_iterations(2)
    end)
  end
  for _, key in ipairs { 1, 2, 3 } do
    pcall(a.remove_behavior, a, key)
    pcall(b.remove_behavior, b, key)
  end
end
