-- A network that is built, run, recorded, saved and run on.

local snn = require "snn"
local folder = ...

local LIF = snn.Behavior "LIF"
function LIF:initialize(neurons)
  self.tau = self:parameter("tau", 10)
  neurons.v = neurons:vector "uniform"
  neurons.spikes = neurons:vector():gt(0)
end
function LIF:forward(neurons)
  neurons.v:mul_(1 - 1 / self.tau):add_(neurons:vector "uniform")
  neurons.spikes = neurons.v:gt(1)
  neurons.v[neurons.spikes] = 0
end

local Input = snn.Behavior "Input"
function Input:initialize(synapses)
  synapses.W = synapses:matrix { "uniform", density = 0.5 }
end
function Input:forward(synapses)
  synapses.dst.v:add_(synapses.W[synapses.src.spikes]:sum(1) * 0.01)
end

local net = snn.Network { seed = 3 }
local cells = snn.NeuronGroup {
  net = net, size = 20, tag = "cells,exc",
  behavior = {
    [1] = LIF { tau = 5 }, [9] = snn.Recorder { "v", tag = "rec" },
    [10] = snn.EventRecorder { "spikes" },
  },
}
snn.SynapseGroup {
  net = net, src = cells, dst = cells, tag = "loop", behavior = { [2] = Input {} },
}
net:initialize()
net:simulate_iterations(5)
net:save(folder .. "/network.snn")
net:simulate_iterations(5)
local text = tostring(net)
net:load(folder .. "/network.snn")
net:simulate_iterations(5)
result = net("v", 1):sum() + net.cells.size + #text
