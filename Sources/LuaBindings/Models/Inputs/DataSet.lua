-- A data set as input: one sample after the other, with silence between.

local snn = require "snn"

local DataSet = snn.Behavior("DataSet", {
  compiled = true,
  about = [[
    Shows the samples of a data set one after the other, each for some
    iterations, with silence after it, and then the first one again. It
    belongs to a group, or to the network, where encoders such as
    PoissonEncoder, rules and readouts find the sample, its number and its
    label. For tasks with targets, learned by e-prop in trials that begin
    anew, there are Trials and Samples.
  ]],
  source = "as CoNeX's SpikeNdDataset",
  parameters = {
    {
      "samples", "a tensor with a sample for each index of its first axis; with"
        .. " frames = true, each has a row for each iteration", required = true,
      kinds = { "tensor" },
    },
    {
      "duration", "for how long a sample is shown", required = true,
      unit = "iterations", least = 1, whole = true, single = true,
    },
    {
      "silence", "for how long there is nothing after it", default = "0 ms",
      unit = "iterations", least = 0, whole = true, single = true,
    },
    {
      "labels", "a vector with a number for each sample", kinds = { "tensor" },
    },
    {
      "order", "the numbers of the samples in which they are shown, a vector;"
        .. " all as they are if it isn't given", kinds = { "tensor" },
    },
    {
      "shuffle", "whether the order is drawn, once for as many rounds as epochs"
        .. " says", default = false,
    },
    {
      "epochs", "how many rounds are drawn before they begin again",
      default = 1, least = 1, whole = true, single = true,
    },
    {
      "frames", "whether the second axis of the samples is time: what is shown"
        .. " is then another row in each iteration", default = false,
    },
  },
  variables = {
    { "sample", "what is shown, a vector; 0 in silence" },
    { "sample_number", "which sample is shown, or was last, from 1" },
    { "sample_time", "iterations since it began, from 0" },
    { "sample_begins", "1 in the iteration in which a sample begins, 0 then" },
    { "label", "its label, if there are labels" },
  },
})

-- The data set of each object.
local sets = setmetatable({}, { __mode = "k" })

-- The data set of an object; nil if something else sets its sample.
function DataSet.of(object)
  return sets[object]
end

-- The order of the samples: given, drawn or as they are.
local function order(self, object, count)
  local given = self:parameter "order"
  local is_shuffled, epochs = self:parameter "shuffle", self:parameter "epochs"
  if given and is_shuffled then
    error("DataSet: there is an order, so it can't be shuffled")
  elseif given and (given:min() < 1 or given:max() > count) then
    error(("DataSet: the order must be of numbers from 1 to %d, and is from %g"
      .. " to %g"):format(count, given:min(), given:max()))
  elseif given then
    return given:to "int64"
  elseif not is_shuffled then
    return snn.arange(1, count)
  end
  local rounds = {}
  for epoch = 1, epochs do
    rounds[epoch] = object:tensor("uniform", count):argsort()
  end
  return snn.cat(rounds)
end

-- What is shown, a row for each sample, or for each sample and iteration, and
-- one of zeros for silence at the end.
local function make_rows(self, samples, count)
  local rows = samples:reshape(count, -1)
  if self:parameter "frames" then
    if samples:dim() < 3 or samples:size(2) ~= self.duration then
      error(("DataSet: with frames, samples must have the shape [samples, %d,"
        .. " ...], a row for each iteration of duration, and have [%s]"):format(
        self.duration, table.concat(samples.shape, ", ")))
    end
    rows = samples:reshape(count * self.duration, -1)
  end
  local silence = snn.zeros(1, rows:size(2)):to(rows.dtype)
  return snn.cat { rows, silence }
end

function DataSet:initialize(object)
  if object.trial_keep ~= nil and object.sample_order ~= nil then
    error("DataSet: the network has Trials, which say which sample is shown;"
      .. " take one of them, or let a group have the DataSet")
  end
  sets[object] = self
  local samples = self:parameter "samples"
  self.duration, self.silence = self:parameter "duration",
    self:parameter "silence"
  if samples:numel() == 0 then
    error "DataSet: there are no samples"
  end
  local count = samples:size(1)
  self.count, self.order = count, order(self, object, count)
  self.samples, self.rows = samples, make_rows(self, samples, count)
  self.labels = self:parameter "labels"
  if self.labels and self.labels:numel() ~= count then
    error(("DataSet: there are %d labels for %d samples"):format(
      self.labels:numel(), count))
  end
  self:plan()
  object.sample = self.rows[1] * 0
  object.sample_number, object.sample_time = self.order[1], 0
  object.label = self.labels and self.labels[self.order[1]]
  object.sample_begins, object.sample_step = 0, 0
end

-- What there is at each step of all rounds: the sample's number and time, and
-- the row that is shown, the last one in silence.
function DataSet:plan()
  local period = self.duration + self.silence
  local steps = self.order:size(1) * period
  local time = snn.arange(0, steps - 1) % period
  local number = self.order:repeat_interleave(period)
  local row = number
  if self:parameter "frames" then
    row = (number - 1) * self.duration + time + 1
  end
  local last = self.rows:size(1)
  self.times, self.numbers = time, number
  self.begins = time:eq(0):to "int64"
  self.shown = time:lt(self.duration):where(row, last):to "int64"
  self.steps = steps
end

function DataSet:forward(object)
  local step = object.sample_step % self.steps + 1
  local number = self.numbers[step]
  object.sample = self.rows[self.shown[step]]
  object.sample_number, object.sample_time = number, self.times[step]
  object.sample_begins = self.begins[step]
  if self.labels then
    object.label = self.labels[number]
  end
  object.sample_step = object.sample_step + 1
end

return DataSet
