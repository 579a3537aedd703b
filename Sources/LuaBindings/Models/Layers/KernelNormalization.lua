-- Weights of layouts that keep their sum.

local snn = require "snn"
local Layout = snn.models.Layout

local KernelNormalization = snn.Behavior("KernelNormalization", {
  compiled = true,
  about = [[
    Divides the weights of a layout so that they add up to norm: those of
    each channel of Conv2d, of each neuron of Local2d, all of Lateral. Where
    they add up to 0 they stay as they are. SynapticNormalization does it
    for matrices. It belongs after rules.
  ]],
  source = "as CoNeX's WeightNormalization",
  parameters = {
    { "norm", "the sum of weights, not 0", default = 1.0, single = true },
  },
})

KernelNormalization.initialize_last = true -- the layout is known by then

function KernelNormalization:initialize(synapses)
  local layout = Layout.of(synapses)
  self.axes = layout and layout.summed_axes
  if not self.axes then
    error(("KernelNormalization needs a layout with kernels, such as"
      .. " snn.models.Conv2d, and %s has %s; snn.SynapticNormalization is for"
      .. " matrices"):format(synapses.tag, layout and layout.name or "none"))
  end
  self.norm = self:parameter "norm"
  if self.norm == 0 then
    error "KernelNormalization: parameter 'norm' = 0: no weights but 0 have it"
  end
end

function KernelNormalization:forward(synapses)
  local sums = synapses.W:sum({ table.unpack(self.axes) }, true)
  sums = sums:ne(0):where(sums, self.norm)
  synapses.W:mul_(self.norm / sums)
end

return KernelNormalization
