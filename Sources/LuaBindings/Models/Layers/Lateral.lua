-- Synapses within a grid that depend on how far apart neurons are.

local snn = require "snn"
local ImageLayout = snn.models.ImageLayout

local Lateral = snn.Behavior("Lateral", {
  extends = ImageLayout,
  compiled = true,
  about = [[
    Synapses among the neurons of one grid whose weights depend on the
    distance along depth, height and width alone: W has three axes of odd
    size, and its middle is the synapse of a neuron with itself. Neurons at
    the border have fewer.
  ]],
  source = "as CoNeX's LateralDendriticInput",
  parameters = {
    {
      "kernel", "how many neurons are reached along depth, height and width: a"
        .. " list of three odd numbers", required = true, kinds = { "list" },
    },
  },
})

Lateral.summed_axes = { 1, 2, 3 } -- by KernelNormalization

function Lateral:sizes(synapses)
  ImageLayout.sizes(self, synapses)
  if synapses.src ~= synapses.dst then
    error(("Lateral synapses end where they start, and %s goes from %s to %s")
      :format(synapses.tag, synapses.src.tag, synapses.dst.tag))
  end
  local kernel = self:parameter "kernel"
  self.padding = {}
  for axis = 1, 3 do
    local size = math.type(kernel[axis]) and math.tointeger(kernel[axis])
    if not size or size < 1 or size % 2 == 0 then
      error("Lateral: parameter 'kernel' must be a list of three odd numbers,"
        .. " for depth, height and width")
    end
    self.padding[axis] = size // 2
  end
  return { table.unpack(kernel, 1, 3) }
end

function Lateral:image_current(synapses, image)
  return image:unsqueeze(1):conv3d(synapses.W:unsqueeze(1):unsqueeze(1), nil, {
    padding = { table.unpack(self.padding) },
  })
end

return Lateral
