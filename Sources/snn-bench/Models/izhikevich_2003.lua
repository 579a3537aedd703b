-- The network of Izhikevich 2003, doi 10.1109/TNN.2003.820440, figure 3,
-- written with the models of the library. Arguments: the number of neurons, the
-- seed, and options, of which none counts: the models are compiled, and the
-- weights dense. Returns the network; an iteration is 1 ms.

local size, seed = ...
local snn = require "snn"
local models = snn.models

local Thalamus = snn.Behavior("Thalamus", { compiled = true })

function Thalamus:initialize(neurons)
  self.std = self:parameter("std", 5)
  neurons.input = neurons:vector()
end

function Thalamus:forward(neurons)
  neurons.I:add_(neurons.input:normal_(0, self.std))
end

local net = snn.Network { seed = seed, dt = "1 ms" }
local E = snn.NeuronGroup { net = net, tag = "E", size = size * 4 // 5 }
local I = snn.NeuronGroup { net = net, tag = "I", size = size // 5 }
local r = E:vector "uniform(0, 1)"
E:add_behaviors {
  [10] = Thalamus { std = 5 },
  [20] = models.Izhikevich { c = r:square() * 15 - 65, d = 8 - r:square() * 6 },
}
r = I:vector "uniform(0, 1)"
I:add_behaviors {
  [10] = Thalamus { std = 2 },
  [20] = models.Izhikevich { "LTS", a = r * 0.08 + 0.02, b = 0.25 - r * 0.05 },
}
for _, ends in ipairs { "EE", "EI", "IE", "II" } do
  local synapse = snn.SynapseGroup {
    net = net, src = ends:sub(1, 1), dst = ends:sub(2, 2), tag = ends,
    behavior = { [30] = models.Transmission { to = "I" } },
  }
  synapse.W = synapse:matrix {
    "uniform", scale = (synapse.src.tag == "E" and 0.5 or -1) * 1000 / size,
  }
end
net:initialize()
return net
