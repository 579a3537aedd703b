-- Neurons that spike at given times.

local snn = require "snn"

local SpikeList = snn.Behavior("SpikeList", {
  compiled = true,
  about = [[
    Neurons that spike at times that are given: by `times` in ms and
    `indices` of neurons, lists or tensors of the same length in any order;
    or by `events`, rows of iteration and index as net("spike", 1) gives. A
    time t is that of iteration t / dt, rounded. A neuron can't spike twice
    in an iteration. What lies before the iteration in which it is
    initialized is left out.
  ]],
  parameters = {
    { "times", "when neurons spike, in ms", kinds = { "tensor" } },
    { "indices", "which of them, from 1", kinds = { "tensor" } },
    { "events", "rows of iteration and index instead", kinds = { "tensor" } },
  },
  variables = {
    { "spike", "who spikes in this iteration, bool" },
    { "next_spike", "where the next spike of each neuron is in the list" },
  },
})

SpikeList.belongs_to = "a neuron group"

function SpikeList:initialize(neurons)
  local iterations, indices = self:given()
  self:check(iterations, indices, neurons)
  local is_ahead = iterations:gt(neurons.iteration)
  self:sort(iterations[is_ahead], indices[is_ahead], neurons)
  neurons.spike = neurons:vector { dtype = "bool" }
end

-- The iteration and the neuron of each spike.
function SpikeList:given()
  local times, indices = self:parameter "times", self:parameter "indices"
  local events = self:parameter "events"
  if events and not (times or indices) then
    events = events:long()
    if events:dim() ~= 2 or events:size(2) ~= 2 then
      error(("%s: events must be rows of iteration and index, and are [%s]")
        :format(self.name, table.concat(events.shape, ", ")))
    end
    return events[{ {}, 1 }], events[{ {}, 2 }]
  elseif not times or not indices or events then
    error(self.name .. " needs times, in ms, and indices, or events, rows of"
      .. " iteration and index")
  end
  return (times:double() / self:time_step()):round():long(), indices:long()
end

-- Raises for spikes of nobody, of no time, and of the same time twice.
function SpikeList:check(iterations, indices, neurons)
  local function refuse(text, ...)
    error(self.name .. ": " .. text:format(...))
  end
  if iterations:size(1) ~= indices:size(1) then
    refuse("there are %d times and %d indices", iterations:size(1),
      indices:size(1))
  elseif #iterations == 0 then
    return
  elseif iterations:min() < 1 then
    refuse("the first iteration is that of %g ms, and there is a spike %s",
      self:time_step(), iterations:min() == 0 and "at 0 ms" or "before 0 ms")
  elseif indices:min() < 1 or indices:max() > neurons.size then
    refuse("there is a spike of neuron %d, and %s has neurons 1 to %d",
      indices:min() < 1 and indices:min() or indices:max(), neurons.tag,
      neurons.size)
  end
  local keys = (iterations * neurons.size + indices - 1):sort()
  local twice = keys[keys:roll(1):eq(keys)]
  if #keys > 1 and #twice > 0 then
    refuse("neuron %d spikes twice in iteration %d, of %g ms",
      twice[1] % neurons.size + 1, twice[1] // neurons.size, self:time_step())
  end
end

-- Sorts spikes by neuron and time: each neuron has a stretch of the list, which
-- ends with a time that never comes.
function SpikeList:sort(iterations, indices, neurons)
  local never = 1 << 62
  local each = snn.arange(1, neurons.size):long()
  indices = snn.cat { indices, each }
  iterations = snn.cat { iterations, each * 0 + never }
  local by_time = iterations:argsort()
  local order = by_time[indices[by_time]:argsort()]
  self.list = iterations[order]:clone()
  neurons.next_spike = indices[order]:searchsorted(each)
end

function SpikeList:forward(neurons)
  local due = self.list:gather(1, neurons.next_spike)
  neurons.spike = due:eq(neurons.iteration)
  neurons.next_spike:add_(due:le(neurons.iteration))
end

return SpikeList
