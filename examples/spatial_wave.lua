-- A wave of spikes that spreads over a grid of neurons.
--
-- Shows neurons in space, connections that follow the distance, and synapses
-- with a delay of their own. One spike in the middle sets off its neighbors,
-- these set off theirs; who has fired rests for a while, so the wave runs
-- outwards. Takes the side of the grid.
--
-- Prints: a spike reached distance 8.1 after 15 ms, 14.1 after 29 ms

local snn = require "snn"

local side = tonumber((...) or 21)

local LIF = snn.Behavior "LIF"

function LIF:initialize(neurons)
  self.tau = self:parameter("tau", 10) -- membrane time constant, ms
  self.threshold = self:parameter("threshold", 1)
  neurons.voltage = neurons:vector()
  neurons.spike = neurons:vector { dtype = "bool" }
  neurons.spike[(neurons.size + 1) // 2] = true -- the one in the middle
end

function LIF:forward(neurons)
  neurons.voltage:mul_(1 - neurons.network.dt / self.tau)
  for _, synapse in ipairs(neurons.afferent_synapses.LOCAL) do
    neurons.voltage:add_(synapse.I)
  end
  neurons.spike = neurons.voltage:ge(self.threshold)
  neurons.voltage[neurons.spike] = -100 -- once is enough
end

-- Near neurons are connected, and the signal takes a ms for each unit of
-- distance.
local Local = snn.Behavior "Local"

function Local:initialize(synapse)
  local distance = synapse:distances()
  synapse.enabled = synapse:connect {
    distance = function(d) return (-(d / 2):square()):exp() end,
    autapses = false,
  }
  synapse.W = synapse:matrix(1.2)
  synapse.delay = distance:round():to "int64" + 1
end

local net = snn.Network { seed = 1, dt = 1 }
local neurons = snn.NeuronGroup {
  net = net,
  size = snn.NeuronDimension { width = side, height = side },
  tag = "sheet",
  behavior = {
    [10] = LIF {},
    [20] = snn.EventRecorder { "spike" },
  },
}
snn.SynapseGroup {
  net = net, src = neurons, dst = neurons, tag = "LOCAL",
  behavior = {
    [1] = Local {},
    [2] = snn.SynapticDelay { delay = "same(LOCAL, delay)" },
  },
}

net:initialize()
net:simulate "40 ms"

-- How far the farthest spike was from the middle, in the time given.
local t, i = net("spike.t", 1), net("spike.i", 1)
local distance = (neurons.x:square() + neurons.y:square()):sqrt()
local function reach(first, last)
  local fired = i[t:ge(first) & t:le(last)]
  return #fired > 0 and distance[fired]:max() or 0
end
print(("a spike reached distance %.1f after 15 ms, %.1f after 29 ms"):format(
  reach(1, 15), reach(1, 29)))
