-- Networks in which a behavior is tried.

local snn, Options, Behaviors = ...
local check_options = Options.check

local type, pairs = type, pairs

local Tests = {}

-- A table of behaviors by key of one behavior, or such a table.
local function keyed(behaviors, key)
  if Behaviors.handle_of(behaviors) or Behaviors.is_class(behaviors) then
    return { [key] = behaviors }
  end
  return behaviors
end

function Tests.test_network(behavior, options)
  options = options == nil and {} or options
  check_options(options, "test_network")
  local given = { seed = 1 }
  for name, value in pairs(options) do
    given[name] = value
  end
  local size, synapses, W = given.size, given.synapses, given.W
  local iterations = given.iterations == nil and 1 or given.iterations
  given.size, given.iterations, given.synapses, given.W = nil, nil, nil, nil
  local net = snn.Network(given)
  local neurons = snn.NeuronGroup {
    net = net, size = size == nil and 1 or size, behavior = keyed(behavior, 1),
  }
  local group
  if synapses ~= nil or W ~= nil then
    group = snn.SynapseGroup {
      net = net, src = neurons, dst = neurons, W = W,
      behavior = keyed(synapses, 2),
    }
  end
  net:initialize()
  if type(iterations) == "string" then
    net:simulate(iterations)
  else
    net:simulate_iterations(iterations)
  end
  return neurons, net, group
end

return Tests
