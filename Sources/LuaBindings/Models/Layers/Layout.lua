-- Which synapses a group has, where it isn't one for each pair of neurons.

local snn = require "snn"

local Layout = snn.Behavior("Layout", {
  compiled = true,
  about = [[
    What says which synapses a group has, where it isn't one for each pair
    of neurons: makes the weights W in the shape of its own, which
    Transmission and TraceSTDP then work on. A layout of one's own extends
    it by sizes(self, synapses), the shape of the weights, or nil, and
    current(self, synapses, spike), what each target gets; if weights can be
    learned, by products(self, synapses, pre, post), which makes of numbers
    of the sources and of the targets the product for each weight.
  ]],
  parameters = {
    {
      "initial", "the weights at first: a mode such as \"uniform(0, 1)\", a"
        .. " number or a tensor; without it, W must be there",
      kinds = { "text", "number", "tensor" },
    },
  },
  variables = { { "W", "the weights" } },
})

Layout.belongs_to = "a synapse group"

local layouts = setmetatable({}, { __mode = "k" })

-- The layout of a synapse group; nil if there is a synapse for each pair.
function Layout.of(synapses)
  return layouts[synapses]
end

function Layout:initialize(synapses)
  layouts[synapses] = self
  local sizes = self:sizes(synapses)
  if not sizes then
    return -- without weights
  end
  local initial = self:parameter "initial"
  if type(initial) == "string" or type(initial) == "number" then
    synapses.W = synapses:tensor(initial, table.unpack(sizes))
  elseif initial ~= nil then
    synapses.W = initial:to(synapses.network.dtype):clone()
  end
  self:check(synapses.W, table.concat(sizes, ", "))
end

-- Raises unless there are weights of these sizes.
function Layout:check(W, sizes)
  if type(W) ~= "userdata" then
    error(("%s has no weights: give initial, a mode such as \"uniform(0, 1)\""
      .. " or a tensor of shape [%s]"):format(self.name, sizes))
  end
  local found = table.concat(W.shape, ", ")
  if found ~= sizes then
    error(("%s needs weights of shape [%s], and they have [%s]"):format(
      self.name, sizes, found))
  end
end

return Layout
