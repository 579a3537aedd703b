-- Electrical synapses between neurons.

local snn = require "snn"
local Synapse = snn.models.Synapse
local Neuron = snn.models.Neuron

local GapJunction = snn.Behavior("GapJunction", {
  extends = Synapse,
  compiled = true,
  about = [[
    Electrical synapses: each gives its target the current W (v_src -
    v_dst), with conductances W in uS. Currents go both ways if weights are
    symmetric, or there is a synapse group for each direction. The voltages
    of sources are those at the beginning of the iteration. It belongs
    before the neurons, with a lower key.
  ]],
  source = "Kopell and Ermentrout 2004, doi 10.1073/pnas.0406343101",
})

function GapJunction:initialize(synapses)
  Synapse.initialize(self, synapses)
  self:need(synapses.src, "voltage", "the source")
  Neuron.of(synapses.dst, self)
  Neuron.add_conductances(synapses.dst)
end

function GapJunction:forward(synapses)
  local W, neurons = synapses[self.weights], synapses.dst
  neurons.g:add_(W:sum(1))
  neurons.g_E:add_(synapses.src.voltage:matmul(W))
end

return GapJunction
