-- Competition: at most k neurons spike in an iteration.

local snn = require "snn"
local Neuron, ImageLayout = snn.models.Neuron, snn.models.ImageLayout

local KWTA = snn.Behavior("KWTA", {
  compiled = true,
  about = [[
    k winners take all: of the neurons above their threshold, the k with the
    highest voltage spike; the others are reset without a spike. Of equal
    ones the first win. It belongs between a model of neurons and Fire.
  ]],
  source = "Maass 2000, doi 10.1162/089976600300014827; as CoNeX's KWTA",
  parameters = {
    {
      "k", "how many may win", required = true, least = 1, whole = true,
      single = true,
    },
    {
      "dimension", "which neurons of a grid compete: with depth, k channels may"
        .. " win at each place; without it all compete",
      choices = { "depth", "height", "width" },
    },
  },
})

KWTA.belongs_to = "a neuron group"

KWTA.initialize_last = true -- the neurons are known by then

local axes = { depth = 1, height = 2, width = 3 }

function KWTA:initialize(neurons)
  self.model = Neuron.of(neurons, self)
  if #neurons:find "Fire" == 0 then
    error(("KWTA: the neurons of %s spike before there are winners; add"
      .. " snn.models.Fire {} with a higher key"):format(neurons.tag))
  end
  local dimension = self:parameter "dimension"
  self.sizes = dimension and ImageLayout.grid(neurons) or { neurons.size }
  self.axis = dimension and axes[dimension] or 1
  self.k = self:parameter "k"
  if self.k > self.sizes[self.axis] then
    error(("KWTA: parameter 'k' = %d: of %s %d compete"):format(self.k,
      neurons.tag, self.sizes[self.axis]))
  end
end

function KWTA:forward(neurons)
  local voltage, model = neurons.voltage, self.model
  local losers = voltage:ge(model.threshold):reshape(table.unpack(self.sizes))
  local _, winners = voltage:reshape(table.unpack(self.sizes))
    :topk(self.k, self.axis)
  losers:scatter_(self.axis, winners, false)
  model.set(voltage, losers:flatten(), model.reset)
end

return KWTA
