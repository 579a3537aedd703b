-- What the pieces of the porting page talk about: as in values.py.

snn = require "snn"

LIF = snn.Behavior "LIF"

function LIF:initialize(neurons)
  self.tau = self:parameter("tau", 20.0)
  neurons.v = snn.tensor { 0.1, 0.9, 0.4, 0.6, 0.2, 0.7 }
  neurons.u = snn.tensor { 1.0, 2.0, 3.0, 4.0, 5.0, 6.0 }
  neurons.spike = neurons.v:ge(0.5)
end

function LIF:forward(neurons)
  neurons.v:mul_(0.5)
  neurons.spike = neurons.v:gt(0.2)
  neurons.runs = (neurons.runs or 0) + 1
end

Normalize = snn.Behavior "Normalize"

function Normalize:forward(neurons)
  neurons.normalized = (neurons.normalized or 0) + 1
end

Mean = snn.AnalysisModule "Mean"

function Mean:execute(neurons, options)
  return neurons.u:mean() + (options.a or 0)
end

net = snn.Network { seed = 1 }
src = snn.NeuronGroup {
  net = net, size = snn.NeuronDimension { width = 3, height = 2 },
  tag = "exc, x",
  behavior = {
    [1] = LIF { tag = "tag", tau = 20.0 },
    [3] = Normalize {},
    [8] = snn.Recorder { "v", "u", tag = "rec" },
    [9] = snn.EventRecorder "spike",
  },
}
dst, neurons, obj = src, src, src
o = snn.NeuronGroup { net = net, size = 1, tag = "other" }
synapse = snn.SynapseGroup { net = net, src = src, dst = dst, tag = "GLU" }
net:initialize()
synapse.W = snn.arange(0.0, 35.0):reshape(6, 6) / 8
net:simulate_iterations(2)
behavior, recorder = src("LIF", 1), src("rec", 1)
tag, enabled, mode = "LIF", false, "ones"
dim, size, n, k, r, e = { 4 }, 3, 2, 2, 2.5, 1.5
v = snn.tensor { 0.1, 0.9, 0.4, 0.6, 0.2, 0.7 }
W, x = synapse.W:clone(), synapse.W:clone()
s = snn.tensor { true, false, true, false, true, false }
a = snn.tensor { 1.0, 2.0, 3.0, 4.0, 5.0, 6.0 }
b = snn.tensor { 2.0, 2.0, 2.0, 5.0, 5.0, 5.0 }
m = v:ge(0.5)
mask, firing, spikes = m, m, m
pre, post, c = v:ge(0.5), v:ge(0.6), 0.5
spike, y = snn.tensor { 1.0, 0.0, 2.0, 0.0, 0.5, 0.0 }, snn.tensor { 2.5 }
mat = snn.arange(0.0, 11.0):reshape(3, 4)
new, counter = snn.tensor { 7.0, 8.0, 9.0, 6.0 }, true
results = {}

-- The keys of an object's behaviors, ascending.
function keys_of(object)
  local keys = {}
  for key = 0, 20 do
    if object:behavior(key) then
      keys[#keys + 1] = key
    end
  end
  return keys
end

-- What counts from 1 here and from 0 there.
function minus_1(list)
  local result = {}
  for place, number in ipairs(list) do
    result[place] = number - 1
  end
  return result
end

function each_minus_1(pairs_of_numbers)
  for _, pair in ipairs(pairs_of_numbers) do
    pair[1] = pair[1] - 1
  end
  return pairs_of_numbers
end
