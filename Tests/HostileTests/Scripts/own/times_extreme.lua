-- expect: ok
-- mode: both
-- why: times and iterations at the edges of what can be counted

local max, min = math.maxinteger, math.mininteger
local B = snn.Behavior "B"
function B.forward() end
local times = {
  0, -1, 1, max, min, 1.5, 1e300, 0 / 0, 1 / 0, "1 ms", "0 ms", "-1 ms",
  "1e300 s", "1e-300 s", "nan ms", "inf ms", "", " ", "ms", "1", "1 kg",
  "1 ms ms",
  "9223372036854775807 ms", "0x10 ms", "1e400 ms", "1 ms\0", "1,5 ms",
}
for _, dt in ipairs(times) do
  pcall(function()
    local net = snn.Network { dt = dt }
    net:initialize()
    pcall(net.simulate, net, "1 ms")
    pcall(net.simulate_iterations, net, 1)
  end)
  pcall(function()
    local net = snn.Network { behavior = { snn.Clock(dt) } }
    net:initialize()
    net:simulate_iterations(1)
    for _, time in ipairs(times) do
      pcall(net.Clock.time_to_iterations, net.Clock, time)
    end
  end)
end
for i, every in ipairs(times) do
  for _, from in ipairs { times[i % 5 + 1], every, times[i % 11 + 1] } do
    pcall(function()
      local net = snn.Network { dt = 1 }
      snn.NeuronGroup {
        net = net, size = 1,
        behavior = { B { run_every = every, run_from = from,
        run_until = from } },
      }
      net:initialize()
      net:simulate_iterations(2)
      local b = net("B", 1)
      b.run_every, b.run_from = from, every
      net:simulate_iterations(2)
    end)
  end
end
