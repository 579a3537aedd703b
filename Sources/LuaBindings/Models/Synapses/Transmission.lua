-- Spikes of the source that arrive at the target: they add weights to one of
-- its variables.

local snn = require "snn"
local Synapse = snn.models.Synapse

local Transmission = snn.Behavior("Transmission", {
  extends = Synapse,
  compiled = true,
  about = [[
    Adds the weights of the spikes that arrive to a variable of the target:
    to its voltage, in mV (delta synapses), or to what ExponentialCurrent or
    another model of synapses has there. It belongs after the neurons, with
    a higher key. A spike acts as far behind the iteration in which it left
    as delay says, on the voltage of the next iteration if there is none.
  ]],
  parameters = {
    { "to", "the variable of the target", default = "voltage" },
    {
      "delay", "one for all, or a vector with one for each source; give each"
        .. " synapse its own by snn.SynapticDelay, and from = \"I\"",
      default = "0 ms", unit = "iterations", least = 0, whole = true,
    },
    {
      "from", "the variable of the synapse group with currents that another"
        .. " behavior, such as snn.SynapticDelay, has worked out instead",
      kinds = { "text" },
    },
  },
  variables = { { "arriving", "the spikes that arrive, if there is a delay" } },
})

Transmission.follows_layouts = true

-- Which behavior delays the spikes of each synapse group.
local delaying = setmetatable({}, { __mode = "kv" })

function Transmission:initialize(synapses)
  Synapse.initialize(self, synapses)
  self.to, self.from = self:parameter "to", self:parameter "from"
  self:need_target(synapses, self.to, "a model that makes it, such as"
    .. " snn.models.ExponentialCurrent { variable = \"" .. self.to .. "\" },"
    .. " with a lower key than this one")
  if self.from then
    self:need(synapses, self.from, "the synapse group", "a behavior that works"
      .. " it out, such as snn.SynapticDelay {}, which makes 'I'")
  end
  local delay = self:parameter { "delay", object = synapses.src }
  if delay ~= 0 then
    self:begin_delay(synapses)
    local rule = self.undelayed[synapses]
    if rule and not synapses.arriving then
      error(("%s of %s has a lower key than %s, whose delay it would miss: give"
        .. " it a higher one"):format(rule, synapses.tag, self.name))
    end
    self.is_delayed = true
    self.line = type(delay) == "number"
      and snn.DelayLine(delay, synapses.src.size)
      or snn.DelayLine(delay:to "int64")
    synapses.arriving = synapses.src:vector { dtype = "bool" }
  end
end

-- Notes who delays spikes; raises if another transmission does it already.
function Transmission:begin_delay(synapses)
  local first = delaying[synapses]
  if first and not rawequal(first, self) and first:is_of(synapses) then
    error(("%s and %s of %s would both delay the spikes: give the second no"
      .. " delay, and it takes those that arrive by the first"):format(
      first.name, self.name, synapses.tag))
  end
  delaying[synapses] = self
end

function Transmission:forward(synapses)
  if self.line then
    synapses.arriving = self.line:step(synapses.src.spike)
  end
  synapses.dst[self.to]:add_(self:brought(synapses))
end

-- Raises if currents are to be taken from elsewhere, for a class that works
-- them out itself.
function Transmission:refuse_from(synapses)
  if self.from then
    error(("%s works out the currents itself, and can't take them from %s's"
      .. " '%s': give each source its delay by delay = a vector"):format(
      self.name, synapses.tag, self.from))
  end
end

-- What arrives at each target.
function Transmission:brought(synapses)
  if self.from then
    return synapses[self.from]
  elseif self.layout then
    return self.layout:current(synapses, self:arriving(synapses))
  end
  return synapses[self.weights][self:arriving(synapses)]:sum(1)
end

return Transmission
