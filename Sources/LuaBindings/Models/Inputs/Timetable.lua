-- What behaviors share whose values are known before for each time.

local snn = require "snn"

local Timetable = snn.Behavior("Timetable", {
  compiled = true,
  about = [[
    What behaviors share that look up values by the time, in a table with a
    row for each span of it. A behavior of one's own extends it by
    forward(self, neurons), in which self:row(neurons) is the row of the
    iteration: a number, or a vector with one for each neuron.
  ]],
  parameters = {
    { "values", "a list of numbers or a tensor [rows] or [rows, neurons]; or a"
      .. " function of the time in ms, which is called in initialize, for the"
      .. " middle of each row", required = true,
      kinds = { "tensor", "function" } },
    { "every", "how long a row counts", default = "1 ms", unit = "iterations",
      least = 1, whole = true, single = true },
    { "times", "from when on each row counts instead, in ms: a list or a"
      .. " tensor; before the first, values are 0", kinds = { "tensor" } },
    { "rows", "how many rows to ask a function for", default = 1000, least = 1,
      whole = true, single = true },
    { "after", "what follows the last row: it goes on, or, with every, all"
      .. " begins again", default = "hold", choices = { "hold", "repeat" } },
  },
})

Timetable.belongs_to = "a neuron group"

function Timetable:initialize(neurons)
  self.dt, self.every = self:time_step(), self:parameter "every"
  local values = self:parameter "values"
  if type(values) == "function" then
    values = self:sampled(values)
  end
  self:check(values, neurons)
  local rows = values:size(1)
  self.starts = self:first_iterations(rows)
  -- In iterations; the longest ends never.
  self.period = self:parameter "after" == "repeat" and rows * self.every
    or 1 << 62
  -- A first row of zeros, for the time before the times.
  self.values = snn.cat { values:narrow(1, 1, 1) * 0, values }
  self.zero = snn.tensor({ 0 }, "int64")
end

-- The row of this iteration.
function Timetable:row(neurons)
  local iteration = (self.zero + neurons.iteration - 1):mod(self.period) + 1
  return self.values[self.starts:searchsorted(iteration, true):sum()]
end

-- What a function gives for the middle of each row.
function Timetable:sampled(values)
  local result = {}
  for row = 1, self:parameter "rows" do
    local time = (row - 0.5) * self.every * self.dt
    result[row] = values(time)
    local kind = type(result[row])
    if kind ~= "number" and kind ~= "table" then
      error(("%s: parameter 'values': the function gives %s for %g ms"):format(
        self.name, kind == "nil" and kind or "a " .. kind, time))
    end
  end
  local sampled = snn.tensor(result)
  if not sampled:isfinite():all() then
    error(("%s: parameter 'values': the function gives numbers that are not"
      .. " finite"):format(self.name))
  end
  return sampled
end

-- Raises if the table doesn't fit to the neurons.
function Timetable:check(values, neurons)
  local columns = values:dim() == 2 and values:size(2)
  if values:dim() ~= 1 and columns ~= neurons.size then
    error(("%s: values must be of shape [rows] or [rows, %d], one for each"
      .. " neuron of %s, and are [%s]"):format(self.name, neurons.size,
      neurons.tag, table.concat(values.shape, ", ")))
  end
end

-- In which iteration each row begins, in ascending order.
function Timetable:first_iterations(rows)
  local times = self:parameter "times"
  if times == nil then
    return snn.arange(0, rows - 1):long() * self.every + 1
  end
  if times:dim() ~= 1 then
    error(("%s: parameter 'times': it must be a vector, and is [%s]"):format(
      self.name, table.concat(times.shape, ", ")))
  elseif times:size(1) ~= rows then
    error(("%s: there are %d times for %d rows of values"):format(self.name,
      times:size(1), rows))
  elseif self:parameter "after" == "repeat" then
    error(self.name .. ": after = \"repeat\" goes with every, not with times")
  end
  -- Input counts from the iteration on that begins at its time.
  local starts = (times:double() / self.dt):round():long() + 1
  if starts:diff():le(0):any() then
    error(self.name .. ": times must go up, by an iteration at least")
  end
  return starts
end

return Timetable
