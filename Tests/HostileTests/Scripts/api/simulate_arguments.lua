-- expect: ok
-- mode: both
-- why: iteration counts: negative, NaN, inf, fractions, strings, nothing

local net = snn.Network {}
net:initialize()
for _, v in ipairs {
  -1, 0 / 0, 1 / 0, 1.5, "x", {}, math.mininteger, print, net, "1e999 s", "ms",
} do
  assert(not pcall(net.simulate_iterations, net, v), tostring(v))
  assert(not pcall(net.simulate, net, v), tostring(v))
  assert(not pcall(net.profile, net, v), tostring(v))
  for _, name in ipairs {
    "each", "stop", "progress", "batch_size", "disable_recording", "other",
  } do
    pcall(net.simulate_iterations, net, 1, { [name] = v })
  end
  pcall(net.simulate_iterations, net, 1, v)
end
local before = net.iteration
assert(not pcall(net.simulate_iterations, net))
net:simulate_iterations(0)
net:simulate_iterations(3.0)
assert(net.iteration == before + 3)
