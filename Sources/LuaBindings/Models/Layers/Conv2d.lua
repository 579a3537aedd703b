-- Convolutional synapses: all places of a feature map share their weights.

local snn = require "snn"
local WindowLayout = snn.models.WindowLayout

local Conv2d = snn.Behavior("Conv2d", {
  extends = WindowLayout,
  compiled = true,
  about = [[
    Convolutional synapses between grids: W is [channels of the target,
    channels of the source, height, width], and each channel of the target
    sees every window of the source through its part of W. What is learned
    is the mean over all windows.
  ]],
  source = [[
    Fukushima 1980, doi 10.1007/BF00344251; learning: Kheradpisheh et al.
    2018, doi 10.1016/j.neunet.2017.12.005; as CoNeX's Conv2dDendriticInput
    and Conv2dSTDP
  ]],
})

Conv2d.summed_axes = { 2, 3, 4 } -- by KernelNormalization

function Conv2d:kernel_sizes()
  return { self.target[1], self.source[1], table.unpack(self.kernel) }
end

function Conv2d:image_current(synapses, image)
  return image:conv2d(synapses.W, nil, self:options())
end

function Conv2d:products(_, pre, post)
  local channels, height, width = table.unpack(self.target)
  local places = height * width
  local sums = post:to(self.dtype):reshape(channels, places)
    :matmul(self:windows(pre))
  return (sums / places):reshape(table.unpack(self:kernel_sizes()))
end

return Conv2d
