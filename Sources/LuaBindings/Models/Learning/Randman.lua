-- A task of classes of spike times: smooth random curves and surfaces.

local snn = require "snn"
local Trials = snn.models.Trials

local Randman = snn.Behavior("Randman", {
  extends = Trials,
  compiled = true,
  about = [[
    The network is shown samples of classes, and is to tell which. Each
    class is a smooth random curve, or surface, in the space of the times at
    which the inputs spike, each of them once in a trial; a sample is a
    point on it. The curves are the network's random numbers.
  ]],
  source = "Zenke and Vogels 2021, doi 10.1162/neco_a_01367",
  parameters = {
    { "classes", "how many", default = 10, least = 2, whole = true },
    { "samples", "of each class", default = 100, least = 1, whole = true },
    { "inputs", "how many", default = 20, least = 1, whole = true },
    { "steps", "iterations of a trial", default = 100, least = 2,
      whole = true },
    { "dimension", "of the surfaces", default = 1, least = 1, whole = true },
    { "smoothness", "the frequency k has an amplitude of up to k^-smoothness",
      default = 2.0, least = 0 },
    { "frequencies", "how many", default = 100, least = 1, whole = true },
  },
  variables = { { "labels", "the class of each sample, from 1" } },
})

-- The times of the spikes of samples of one class, from 0 to 1.
local function times_of_class(self, net)
  local function uniform(...) return net:tensor("uniform", ...) end
  local points = uniform(self.dimension, self.samples, 1)
  local k = uniform(self.frequencies):copy_(snn.arange(1, self.frequencies))
  local times = net:tensor("ones", self.samples, self.inputs)
  for axis = 1, self.dimension do
    for input = 1, self.inputs do
      local turns = points[axis] * (k * uniform(#k)) + uniform(#k)
      local height = uniform(#k) / k:pow(self.smoothness)
      times[{ {}, input }]:mul_((turns * (2 * math.pi)):sin():matmul(height))
    end
  end
  local low, high = times:min(1), times:max(1)
  return (times - low) / (high - low):clamp(1e-7, math.huge)
end

function Randman:generate(net)
  for _, name in ipairs {
    "classes", "samples", "inputs", "steps", "dimension", "smoothness",
    "frequencies",
  } do
    self[name] = self:parameter(name)
  end
  local spikes = snn.zeros(self.classes * self.samples, self.steps, self.inputs,
    "bool")
  local steps = snn.arange(0, self.steps - 1):unsqueeze(2)
  for class = 1, self.classes do
    local step = (times_of_class(self, net) * self.steps):floor()
    step:clamp_(0, self.steps - 1)
    spikes:narrow(1, (class - 1) * self.samples + 1, self.samples):copy_(
      step:unsqueeze(2):eq(steps))
  end
  net.labels = snn.arange(0, #spikes - 1):floordiv(self.samples) + 1
  return spikes, self.one_hot(net.labels, self.classes)
end

return Randman
