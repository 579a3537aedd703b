-- Compares each step of izhikevich.lua with plain loops, which start from the
-- engine's state of the step before.

local net, neurons, synapses, near = ...

local size, W = neurons.size, synapses.W
for _ = 1, 60 do
  local v0, u0 = neurons.v:clone(), neurons.u:clone()
  local old_spikes, weights = neurons.spikes, W:clone()
  local src0 = synapses.src_trace:clone()
  local dst0 = synapses.dst_trace:clone()
  net:simulate_iterations(1)
  local spikes, noise = neurons.spikes, neurons.noise
  local src, dst = {}, {}
  for j = 1, size do
    local I, v, u = 0, v0[j], u0[j]
    for i = 1, size do
      if old_spikes[i] then
        I = I + weights[i][j]
      end
    end
    I = 15 + I * 0.005 + noise[j]
    assert(spikes[j] == (v >= 30), "spikes")
    if v >= 30 then
      v, u = -65, u + 2
    end
    local dv = 0.04 * v * v + 5 * v + 140 - u + I
    near(neurons.u[j], u + 0.02 * (0.04 * v - u), "u")
    near(neurons.v[j], v + dv, "v", 1000)
    local spike = spikes[j] and 1 or 0
    src[j] = src0[j] + (spike - src0[j] / 20)
    dst[j] = dst0[j] + (spike - dst0[j] / 20)
    near(synapses.src_trace[j], src[j], "src_trace")
    near(synapses.dst_trace[j], dst[j], "dst_trace")
  end
  for i = 1, size do
    local row, old_row = W[i], weights[i]
    for j = 1, size do
      local w = old_row[j]
      if spikes[i] then
        w = w - dst[j] * 0.012 * w
      end
      if spikes[j] then
        w = w + src[i] * 0.01 * (1 - w)
      end
      near(row[j], w, "W")
    end
  end
end
