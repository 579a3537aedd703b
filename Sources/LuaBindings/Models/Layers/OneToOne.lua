-- Synapses from each neuron to the one at the same place.

local snn = require "snn"
local Layout = snn.models.Layout

local OneToOne = snn.Behavior("OneToOne", {
  extends = Layout,
  compiled = true,
  about = [[
    A synapse from each neuron of the source to the neuron of the target
    with the same index: W is a vector.
  ]],
  source = "as CoNeX's One2OneDendriticInput",
})

function OneToOne:sizes(synapses)
  local src, dst = synapses.src, synapses.dst
  if src.size ~= dst.size then
    error(("%s needs as many neurons on both sides: %s has %d and %s %d")
      :format(self.name, src.tag, src.size, dst.tag, dst.size))
  end
  return { dst.size }
end

function OneToOne.current(_, synapses, spike)
  return synapses.W * spike
end

function OneToOne.products(_, _, pre, post)
  return pre * post
end

return OneToOne
