-- Local synapses: windows as in a convolution, with weights for each place.

local snn = require "snn"
local WindowLayout = snn.models.WindowLayout

local Local2d = snn.Behavior("Local2d", {
  extends = WindowLayout,
  compiled = true,
  about = [[
    Local synapses between grids: each neuron of the target sees a window of
    the source through weights of its own. W is [channels of the target,
    places, channels of the source * height * width of a window].
  ]],
  source = [[
    Saunders et al. 2019, doi 10.1016/j.neunet.2019.08.016; as CoNeX's
    Local2dDendriticInput
  ]],
})

Local2d.summed_axes = { 3 } -- by KernelNormalization

function Local2d:kernel_sizes()
  local target, kernel = self.target, self.kernel
  return {
    target[1], target[2] * target[3], self.source[1] * kernel[1] * kernel[2],
  }
end

function Local2d:image_current(synapses, image)
  return (self:windows(image) * synapses.W):sum(-1)
end

function Local2d:products(_, pre, post)
  return post:to(self.dtype):reshape(self.target[1], -1, 1) * self:windows(pre)
end

return Local2d
