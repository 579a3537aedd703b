-- Synapses that make a smaller image of means.

local snn = require "snn"
local ImageLayout = snn.models.ImageLayout

local AveragePool = snn.Behavior("AveragePool", {
  extends = ImageLayout,
  compiled = true,
  about = [[
    Gives each neuron of the target the part of the neurons in its piece of
    the source that spike, channel by channel. There are no weights.
  ]],
  source = "as CoNeX's AveragePool2D",
})

function AveragePool:sizes(synapses)
  ImageLayout.sizes(self, synapses)
  if self.source[1] ~= self.target[1] then
    error(("AveragePool needs as many channels on both sides: %s has depth %d"
      .. " and %s"
      .. " %d"):format(synapses.src.tag, self.source[1], synapses.dst.tag,
      self.target[1]))
  end
end

function AveragePool:image_current(_, image)
  return image:adaptive_avg_pool2d { self.target[2], self.target[3] }
end

return AveragePool
