-- Gradients by eligibility propagation, which are found forwards in time.

local snn = require "snn"
local Synapse = snn.models.Synapse
local EPropLIF, Readout = snn.models.EPropLIF, snn.models.Readout

local EProp = snn.Behavior("EProp", {
  extends = Synapse,
  compiled = true,
  about = [[
    Adds up the derivative of the loss by the weights of a synapse group, in
    the variable of this name with _gradient at its end, for an optimizer
    such as Adam. Of synapses to EPropLIF it is the learning signal of a
    neuron times the eligibility trace of a synapse, filtered as the readout
    filters spikes; of those to Readout its error times the filtered spikes.
    With symmetric feedback that is the gradient itself, but for the ways
    through resets and through the spikes of other neurons. It belongs after
    Transmission, which is after EPropLIF and before Readout. Matrices are
    dense: a trace for each synapse.
  ]],
  source = "Bellec et al. 2020, doi 10.1038/s41467-020-17236-y",
  parameters = {
    { "traces", "where a spike sets the voltage to 0: whether each synapse"
      .. " has a filter of its own, which a spike of its target empties too"
      .. " (exact), or each source one (vector), which takes less work and"
      .. " has about the same direction",
      default = "exact", choices = { "exact", "vector" } },
  },
  variables = {
    { "W_gradient", "the derivative since an optimizer has used it" },
    { "trace", "spikes that arrived, filtered as the voltage filters them:"
      .. " [source], or [source, destination]" },
    { "eligibility", "filtered eligibility traces" },
    { "eligibility_sum", "traces of this trial, added up, for"
      .. " RateRegularization" },
  },
})

function EProp:initialize(synapses)
  Synapse.initialize(self, synapses)
  local dst, W = synapses.dst, synapses[self.weights]
  local model = EPropLIF.of(dst) or Readout.of(dst)
  if not model then
    error(("EProp: the neurons of %s learn by no e-prop: add"
      .. " snn.models.EPropLIF {} or snn.models.Readout {} to its behaviors")
      :format(dst.tag))
  elseif self.is_sparse(W) then
    error(("EProp needs dense weights: %s of %s is sparse; take %s:to_dense(),"
      .. " and disable synapses by enabled"):format(self.weights, synapses.tag,
      self.weights))
  end
  self.undelayed[synapses] = not self.is_delayed and self.name or nil
  self.gradient = self.weights .. "_gradient"
  synapses[self.gradient] = synapses:matrix()
  self.left, self.gain = model.left, model.gain
  self.is_hidden, self.is_exact = model == EPropLIF.of(dst), false
  self.teaches_feedback = synapses.B_gradient ~= nil
  if self.is_hidden then
    self:follow(synapses, model)
  end
  synapses.trace = self.is_exact and synapses:matrix() or synapses.src:vector()
end

-- Prepares for synapses to neurons that spike.
function EProp:follow(synapses, neuron)
  if not neuron.readout_left then
    error(("EProp: nothing tells %s of errors: add snn.models.LearningSignal {}"
      .. " to the synapses from there to a readout, with a lower key"):format(
      synapses.dst.tag))
  end
  self.readout_left = neuron.readout_left
  self.readout_gain = neuron.readout_gain
  self.beta = neuron.is_adaptive and neuron.beta or nil
  self.adaptation_left = neuron.adaptation_left
  self.is_exact = neuron.is_reset and self:parameter "traces" == "exact"
  self.adds_up = synapses.dst:has_module "RateRegularization"
  synapses.eligibility = synapses:matrix()
  if self.beta then
    synapses.eligibility_adaptation = synapses:matrix()
  end
  if self.adds_up then
    synapses.eligibility_sum = synapses:matrix()
  end
end

function EProp:forward(synapses)
  local arriving = self:arriving(synapses)
  synapses.trace:mul_(synapses.network.trial_keep)
  if self.is_hidden then
    self:learn(synapses)
    self:filter(synapses, arriving)
  else
    self:filter(synapses, arriving)
    local change = synapses.trace:unsqueeze(2) * synapses.dst.error
    synapses[self.gradient]:add_(change)
    if self.teaches_feedback then
      synapses.B_gradient:add_(change)
    end
  end
end

-- Filters spikes as the target does.
function EProp:filter(synapses, arriving)
  local trace = synapses.trace
  if self.is_exact then
    trace[{ {}, synapses.dst.spike }] = 0
  end
  trace:mul_(self.left)
  trace[arriving]:add_(self.gain)
end

-- The voltages of this iteration have come from the spikes until the one
-- before: the trace has them already.
function EProp:learn(synapses)
  local keep = synapses.network.trial_keep
  local dst, trace = synapses.dst, synapses.trace
  if not self.is_exact then
    trace = trace:unsqueeze(2)
  end
  local eligibility
  if self.beta then
    -- The derivative of the adaptation, of which beta is in the threshold.
    local adaptation = synapses.eligibility_adaptation:mul_(keep)
    eligibility = dst.surrogate_gradient * (trace - adaptation * self.beta)
    adaptation:mul_(self.adaptation_left):add_(eligibility)
  else
    eligibility = dst.surrogate_gradient * trace
  end
  synapses.eligibility:mul_(self.readout_left * keep)
    :add_(eligibility * self.readout_gain)
  synapses[self.gradient]:add_(synapses.eligibility * dst.learning_signal)
  if self.adds_up then
    synapses.eligibility_sum:add_(eligibility)
  end
end

return EProp
