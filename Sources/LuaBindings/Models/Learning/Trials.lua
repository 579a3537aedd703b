-- The trials of a task, one after the other: which sample is shown, and how far
-- its trial is.

local snn = require "snn"
local DataSet = snn.models.DataSet

local Trials = snn.Behavior("Trials", {
  compiled = true,
  about = [[
    Parts the iterations of a network into trials of one sample each. It is
    a behavior of the network, with the lowest key. Samples shows the sample
    to a neuron group, and models that learn in trials begin each anew.
    Tasks that are generated, such as Randman, extend it by generate(self,
    net), which gives spikes and targets. It is for learning from targets:
    samples are spikes, there is no silence between them, and what is left of
    one is forgotten at the next. To show samples of any numbers to networks
    that go on, with encoders, rules and readouts, there is DataSet.
  ]],
  parameters = {
    {
      "spikes", "what the inputs do: bool [samples, steps, inputs]",
      kinds = { "tensor" },
    },
    {
      "targets", "what readouts are to say: [samples, readouts], or [samples,"
        .. " steps, readouts] for each step", kinds = { "tensor" },
    },
  },
  variables = {
    { "spikes, targets", "the samples" },
    {
      "sample_order", "which samples are shown, over and over; at first all in"
        .. " their order. To shuffle them, set it to net:tensor(\"uniform\","
        .. " n):argsort()",
    },
    { "trial", "which trial this is, from 1" },
    { "sample_number", "which sample is shown" },
    { "trial_step", "which iteration of the trial this is, from 1" },
    { "trial_keep", "0 in the first iteration of a trial, 1 in the others: a"
      .. " tensor, what behaviors multiply their states by" },
  },
})

-- Lets a network without trials be one that never ends.
function Trials.join(net)
  net.trial_step = net.trial_step or 1
  net.trial_keep = net.trial_keep or net:tensor("ones", 1)
end

-- Rows that are 1 where the label of a sample says, from 1, and 0 elsewhere.
function Trials.one_hot(labels, classes)
  return labels:unsqueeze(2):eq(snn.arange(1, classes)):float()
end

-- Spikes of inputs in four populations of equal size, which share the
-- parameters inputs and rate; `active`, [samples, steps, 4], says with which
-- part of the rate each population spikes.
function Trials:populations(net, active)
  local inputs = self:parameter "inputs"
  if inputs % 4 ~= 0 then
    error(("%s: inputs: it must be a multiple of 4, not %d"):format(self.name,
      inputs))
  end
  local chance = active * (self:parameter "rate" * self:time_step() / 1000)
  return net:tensor("uniform", active:size(1), active:size(2), inputs):lt(
    chance:repeat_interleave(inputs // 4, 3))
end

-- The spikes and targets.
function Trials:generate()
  local spikes = self:parameter "spikes"
  if not spikes then
    error "Trials needs the parameter 'spikes'"
  end
  return spikes, self:parameter "targets"
end

local function check(samples, name, least)
  local axes = type(samples) == "userdata" and samples.ndim or 0
  if axes < least or axes > 3 or samples:size(1) == 0 then
    error(("Trials: %s: expected a tensor [samples, steps, …], got %s"):format(
      name, axes == 0 and type(samples) or ("[%s]"):format(
        table.concat(samples.shape, ", "))))
  end
end

function Trials:initialize(net)
  if self.generate ~= Trials.generate
    and (self.parameters.spikes or self.parameters.targets) then
    error(("%s makes spikes and targets itself; to give them, take"
      .. " snn.models.Trials"):format(self.name))
  end
  local spikes, targets = self:generate(net)
  check(spikes, "spikes", 3)
  self.steps = spikes:size(2)
  if self.steps < 2 then
    error("Trials: spikes: a trial has at least 2 steps")
  end
  if targets then
    check(targets, "targets", 2)
    if #targets ~= #spikes
      or targets.ndim == 3 and targets:size(2) ~= self.steps then
      error(("Trials: targets [%s] don't match spikes [%s]"):format(
        table.concat(targets.shape, ", "),
        table.concat(spikes.shape, ", ")))
    end
  end
  if DataSet.of(net) then
    error(("%s: the network has a DataSet, which says which sample is shown;"
      .. " take one of them, or let a group have the DataSet"):format(
      self.name))
  end
  net.spikes, net.targets = spikes, targets
  net.sample_order = snn.arange(1, #spikes)
  net.trial, net.sample_number, net.trial_step = 1, 1, 0
  net.trial_keep = net:tensor("zeros", 1)
end

function Trials:forward(net)
  local done = net.iteration - 1
  local trial, step = done // self.steps, done % self.steps
  local order = net.sample_order
  net.trial = trial + 1
  net.sample_number = order[trial % #order + 1]
  net.trial_step = step + 1
  net.trial_keep:fill_(1 - (self.steps - 1 - step) // (self.steps - 1))
end

return Trials
