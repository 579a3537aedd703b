-- Leaky neurons without spikes that say what a network has found, and how wrong
-- that is.

local snn = require "snn"
local Trials = snn.models.Trials

local Readout = snn.Behavior("Readout", {
  compiled = true,
  about = [[
    Leaky neurons that don't spike: v = left v + gain I, where left =
    exp(-dt / tau). The output is v, with the loss (v - target)^2 / 2, or,
    for classes, the softmax of v, with the loss -target log(output). The
    sum of the losses of a trial is trial_loss. Iterations before `from`
    don't count, and of classes those where all targets are 0. It belongs
    after the Transmission { to = "I" } that ends here.
  ]],
  source = "Bellec et al. 2020, doi 10.1038/s41467-020-17236-y",
  parameters = {
    { "tau", "membrane time constant", default = "20 ms", above = 0,
      single = true },
    { "gain", "what an input of 1 adds to the voltage; 1 - exp(-dt / tau)"
      .. " lets a constant input of 1 end at 1", default = 1.0, above = 0,
      single = true },
    { "loss", "what is learned", default = "mean_squared_error",
      choices = { "mean_squared_error", "cross_entropy" } },
    { "from", "the iteration of a trial from which on the loss counts",
      default = 1, least = 1, whole = true, single = true },
  },
  variables = {
    { "voltage", "membrane potential" },
    { "I", "input that others add up; 0 again when the neurons took it" },
    { "target", "what the output should be, which Samples or a script sets" },
    { "output", "what the readout says" },
    { "error", "the derivative of the loss by the voltage" },
    { "trial_loss", "the losses of this trial until now" },
    { "score", "of classes: the outputs of this trial until now, added up" },
    { "accuracy", "of classes: in which share of the iterations of this trial"
      .. " that count, until now, the highest output was right" },
    { "correct", "of classes: the target of the one with the highest score,"
      .. " so 1 if it is the right one" },
  },
})

Readout.belongs_to = "a neuron group"

local models = setmetatable({}, { __mode = "k" })

-- The Readout of a group, or nil.
function Readout.of(neurons)
  return models[neurons]
end

function Readout:initialize(neurons)
  models[neurons] = self
  Trials.join(neurons.network)
  if not neurons.target then
    error(("Readout: %s has no target: add snn.models.Samples { \"targets\","
      .. " to = \"target\" } with a lower key, or set the variable before"
      .. " initialize"):format(neurons.tag))
  end
  self.left = self:decay(self:parameter "tau")
  self.gain, self.from = self:parameter "gain", self:parameter "from"
  self.is_classifier = self:parameter "loss" == "cross_entropy"
  for _, name in ipairs { "voltage", "I", "output", "error" } do
    neurons[name] = neurons:vector()
  end
  self.losses = neurons:tensor("zeros", 1)
  neurons.trial_loss = 0.0
  if self.is_classifier then
    neurons.score = neurons:vector()
    neurons.accuracy, neurons.correct = 0.0, 0.0
    self.hits = neurons:tensor("zeros", 1)
    self.counted = neurons:tensor("zeros", 1)
  end
end

function Readout:forward(neurons)
  local net, voltage, target = neurons.network, neurons.voltage, neurons.target
  local keep = net.trial_keep
  voltage:mul_(self.left * keep):add_(neurons.I * self.gain)
  neurons.I:zero_()
  -- 1 if this iteration counts, else 0.
  local counts = ((net.trial_step - self.from) // math.maxinteger) + 1
  local loss
  if self.is_classifier then
    local logarithm = voltage - voltage:logsumexp(1)
    local output = logarithm:exp()
    neurons.output = output
    local is_given = target:sum() * counts
    neurons.error = output * is_given - target * counts
    loss = -(logarithm * target):sum()
    neurons.score:mul_(keep):add_(output * counts)
    neurons.correct = target[neurons.score:argmax()]
    self.hits:mul_(keep):add_(target[output:argmax()] * counts)
    self.counted:mul_(keep):add_(is_given)
    neurons.accuracy = (self.hits / self.counted:clamp(1, math.huge)):sum()
  else
    neurons.output:copy_(voltage)
    neurons.error = (voltage - target) * counts
    loss = (voltage - target):pow(2):sum() / 2
  end
  neurons.trial_loss = self.losses:mul_(keep):add_(loss * counts):sum()
end

return Readout
