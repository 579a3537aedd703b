-- Sends the errors of a readout back to the neurons that it reads.

local snn = require "snn"
local Synapse = snn.models.Synapse
local EPropLIF, Readout = snn.models.EPropLIF, snn.models.Readout

local LearningSignal = snn.Behavior("LearningSignal", {
  extends = Synapse,
  compiled = true,
  about = [[
    Adds the errors of a Readout, where a synapse group ends, to the
    learning signals of the EPropLIF where it starts, by feedback weights B:
    those of the group itself (symmetric), fixed random ones, or random ones
    that learn as the group's do (adaptive): give it an optimizer with
    variable = "B" then, and decay to both. It belongs after Readout and
    before EProp.
  ]],
  source = [[
    Bellec et al. 2020, doi 10.1038/s41467-020-17236-y; random feedback:
    Lillicrap et al. 2016, doi 10.1038/ncomms13276
  ]],
  parameters = {
    { "feedback", "which weights", default = "symmetric",
      choices = { "symmetric", "random", "adaptive" } },
    { "scale", "standard deviation of random ones, if the group has no B",
      default = 1.0, above = 0, single = true },
  },
  variables = {
    { "B", "feedback weights in the shape of W" },
    { "B_gradient", "the derivative of the loss, if they are adaptive" },
  },
})

function LearningSignal:initialize(synapses)
  Synapse.initialize(self, synapses)
  local neuron = EPropLIF.of(synapses.src)
  local readout = Readout.of(synapses.dst)
  if not neuron or not readout then
    error(("LearningSignal belongs to synapses of neurons with EPropLIF to"
      .. " neurons with Readout: %s go from %s to %s"):format(synapses.tag,
      synapses.src.tag, synapses.dst.tag))
  end
  neuron:read_by(readout, synapses.src)
  self.feedback = self.weights
  local kind = self:parameter "feedback"
  self.is_adaptive = kind == "adaptive"
  if kind ~= "symmetric" then
    self.feedback = "B"
    synapses.B = synapses.B
      or synapses:matrix { "normal", scale = self:parameter "scale" }
  end
  if self.is_adaptive then
    synapses.B_gradient = synapses:matrix()
  end
end

function LearningSignal:forward(synapses)
  local errors = synapses.dst.error
  synapses.src.learning_signal:add_(synapses[self.feedback]:matmul(errors))
end

return LearningSignal
