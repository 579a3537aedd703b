-- Compares what the recorders of readme.lua have with the rule of the model: a
-- neuron fires in the iteration after its voltage has reached 1.

local net, neurons = ...

net:simulate_iterations(200)
local voltage = net("voltage", 1)
local t, i = net("spike.t", 1), net("spike.i", 1)
local fired = {}
for event = 1, #t do
  fired[t[event] * neurons.size + i[event]] = true
end
local count = 0
for iteration = 1, 200 do
  for neuron = 1, neurons.size do
    local is_due = iteration > 1 and voltage[iteration - 1][neuron] >= 1
    local key = iteration * neurons.size + neuron
    assert((fired[key] or false) == is_due, "spikes")
    count = count + (is_due and 1 or 0)
  end
end
assert(count == #t and count > 0, "the number of spikes")
