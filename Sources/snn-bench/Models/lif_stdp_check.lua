-- Compares each step of lif_stdp.lua with plain loops, which start from the
-- engine's state of the step before.

local net, neurons, synapses, near = ...

local size, W = neurons.size, synapses.W
for _ = 1, 60 do
  local before, old_spikes = neurons.voltage:clone(), neurons.spikes
  local weights = W:clone()
  net:simulate_iterations(1)
  local voltage, spikes, noise = neurons.voltage, neurons.spikes, neurons.noise
  for j = 1, size do
    local v = before[j]
    assert(spikes[j] == (v > 6), "spikes")
    v = (v > 6 and 0 or v) * 0.9 + noise[j]
    for i = 1, size do
      if spikes[i] then
        v = v + weights[i][j]
      end
    end
    near(voltage[j], v, "voltage")
  end
  for i = 1, size do
    local row, old_row = W[i], weights[i]
    for j = 1, size do
      local w = old_row[j]
      if old_spikes[i] and spikes[j] then
        w = math.max(0, math.min(1, w + 0.001))
      end
      near(row[j], w, "W")
    end
  end
end
