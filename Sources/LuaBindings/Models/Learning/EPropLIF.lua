-- Leaky integrate-and-fire neurons, with or without an adaptive threshold, that
-- learn by e-prop.

local snn = require "snn"
local Trials = snn.models.Trials

local EPropLIF = snn.Behavior("EPropLIF", {
  compiled = true,
  about = [[
    Leaky integrate-and-fire neurons whose synapses learn by e-prop: v =
    left v + gain I - threshold spike, where left = exp(-dt / tau) and spike
    is that of the iteration before. With beta, the threshold is adaptive:
    it is higher by beta a, where a = exp(-dt / tau_adaptation) a + spike.
    Voltages count from rest. The order: Samples, EPropLIF, Transmission {
    to = "I" }, Readout, LearningSignal, EProp, RateRegularization, an
    optimizer.
  ]],
  source = [[
    Bellec et al. 2020, doi 10.1038/s41467-020-17236-y; surrogate
    derivatives: Neftci, Mostafa and Zenke 2019, doi
    10.1109/MSP.2019.2931595
  ]],
  parameters = {
    { "tau", "membrane time constant", default = "20 ms", above = 0,
      single = true },
    { "threshold", "a neuron spikes from this voltage on, without adaptation",
      default = 1.0, above = 0, single = true },
    { "gain", "what an input of 1 adds to the voltage; 1 - exp(-dt / tau)"
      .. " lets a constant input of 1 end at 1", default = 1.0, above = 0,
      single = true },
    { "reset", "whether a spike takes the threshold from the voltage, or sets"
      .. " it to 0", default = "subtract", choices = { "subtract", "zero" } },
    { "refractory", "for how long there is no spike after one",
      default = "0 ms", unit = "iterations", least = 0, single = true },
    { "beta", "how much a spike raises the threshold", default = 0.0,
      least = 0 },
    { "tau_adaptation", "time constant of the threshold", default = "200 ms",
      above = 0, single = true },
    { "surrogate", "what counts as the derivative of a spike by the voltage",
      default = "triangle", choices = {
        "triangle", "exponential", "fast_sigmoid", "arctan", "sigmoid",
        "gaussian",
      } },
    { "width", "of the surrogate, as a voltage", default = 1.0, above = 0,
      single = true },
    { "height", "of the surrogate at the threshold", default = 0.3, above = 0,
      single = true },
  },
  variables = {
    { "voltage", "membrane potential" },
    { "spike", "who spikes in this iteration, bool" },
    { "I", "input that others add up; 0 again when the neurons took it" },
    { "adaptation", "how often, and how recently, a neuron spiked; with beta" },
    { "wait", "iterations that are left without a spike" },
    { "spike_count", "spikes of each neuron in this trial" },
    { "surrogate_gradient", "the derivative of a spike by the voltage; 0"
      .. " where a neuron can't spike" },
    { "learning_signal", "the derivative of the loss by the spike, as far as"
      .. " LearningSignal knows it" },
  },
})

-- Surrogate derivatives, of x = voltage - threshold; all are 1 at the
-- threshold.
local surrogates = {}

function surrogates.triangle(x, width)
  return (1 - x:abs() / width):clamp(0, math.huge)
end

function surrogates.exponential(x, width)
  return (x:abs() / -width):exp()
end

function surrogates.fast_sigmoid(x, width)
  return 1 / (x:abs() / width + 1):pow(2)
end

function surrogates.arctan(x, width)
  return 1 / ((x / width):pow(2) + 1)
end

function surrogates.sigmoid(x, width)
  local y = (x / width):sigmoid()
  return y * (1 - y) * 4
end

function surrogates.gaussian(x, width)
  return ((x / width):pow(2) / -2):exp()
end

EPropLIF.surrogates = surrogates

-- The surrogate derivative of this model; a class that extends it may have
-- another one.
function EPropLIF:derivative(x)
  return surrogates[self.surrogate](x, self.width) * self.height
end

-- The behavior of each group, for the synapses that end there.
local models = setmetatable({}, { __mode = "k" })

-- The EPropLIF of a group, or nil.
function EPropLIF.of(neurons)
  return models[neurons]
end

-- The readout whose errors the learning signal has: eligibility traces are
-- filtered as it filters spikes.
function EPropLIF:read_by(readout, neurons)
  if self.readout_left and (self.readout_left ~= readout.left
    or self.readout_gain ~= readout.gain) then
    error(("EPropLIF: the readouts of %s have different tau or gain"):format(
      neurons.tag))
  end
  self.readout_left, self.readout_gain = readout.left, readout.gain
end

function EPropLIF:initialize(neurons)
  models[neurons] = self
  self.readout_left, self.readout_gain = nil, nil
  Trials.join(neurons.network)
  for _, name in ipairs {
    "tau", "threshold", "gain", "refractory", "beta", "tau_adaptation",
    "surrogate", "width", "height",
  } do
    self[name] = self:parameter(name)
  end
  self.left = self:decay(self.tau)
  self.is_reset = self:parameter "reset" == "zero"
  self.is_adaptive = self.beta ~= 0
  if self.is_adaptive then
    neurons.adaptation = neurons:vector()
    self.adaptation_left = self:decay(self.tau_adaptation)
  end
  neurons.spike = neurons:vector { dtype = "bool" }
  for _, name in ipairs {
    "voltage", "I", "wait", "spike_count", "surrogate_gradient",
    "learning_signal",
  } do
    neurons[name] = neurons:vector()
  end
end

function EPropLIF:forward(neurons)
  local keep = neurons.network.trial_keep
  local voltage, wait = neurons.voltage, neurons.wait
  local fired = neurons.spike:mul(keep):gt(0)
  wait:mul_(keep):sub_(1):clamp_(0, math.huge)
  if self.is_reset then
    voltage[fired] = 0
    voltage:mul_(self.left * keep)
  else
    voltage:mul_(self.left * keep)
    voltage[fired]:sub_(self.threshold)
  end
  voltage:add_(neurons.I * (self.gain * keep))
  neurons.I:zero_()
  local above = voltage - self.threshold
  if self.is_adaptive then
    local adaptation = neurons.adaptation
    adaptation:mul_(self.adaptation_left * keep)
    adaptation[fired]:add_(1)
    above = above - adaptation * self.beta
  end
  local ready = wait:eq(0)
  local spike = above:ge(0) & ready
  wait[spike] = self.refractory
  neurons.spike = spike
  neurons.spike_count:mul_(keep):add_(spike)
  neurons.surrogate_gradient = self:derivative(above) * ready
  neurons.learning_signal:zero_()
end

return EPropLIF
