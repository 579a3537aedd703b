-- What layouts between neurons in grids share.

local snn = require "snn"
local Layout = snn.models.Layout

local ImageLayout = snn.Behavior("ImageLayout", {
  extends = Layout,
  compiled = true,
  about = [[
    What layouts between neurons in grids share: spikes are an image whose
    channels are the depth of the grid. A layout of one's own extends it by
    sizes(self, synapses), which calls ImageLayout.sizes(self, synapses),
    and by image_current(self, synapses, image).
  ]],
})

-- The sizes of a group's grid: depth, height, width.
function ImageLayout.grid(neurons)
  if type(neurons.depth) ~= "number" then
    error(("%s has no grid: give it size = snn.NeuronDimension { depth = ...,"
      .. " height = ..., width = ... }"):format(neurons.tag))
  end
  return { neurons.depth, neurons.height, neurons.width }
end

function ImageLayout:sizes(synapses)
  self.source = ImageLayout.grid(synapses.src)
  self.target = ImageLayout.grid(synapses.dst)
  self.dtype = synapses.network.dtype
end

function ImageLayout:current(synapses, spike)
  local image = spike:to(self.dtype):reshape(table.unpack(self.source))
  return self:image_current(synapses, image):flatten()
end

return ImageLayout
