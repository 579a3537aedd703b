import LuaBindings
import SpikingNetworks

// A network that a script makes, and Swift steps.
var options = LuaHost.Options()
options.keepsNetworks = true
let host = try LuaHost(options)
try host.run(
  """
  local snn = require "snn"
  local Decay = snn.Behavior("Decay", { compiled = true })

  function Decay:initialize(neurons)
    neurons.voltage = neurons:vector(8)
  end

  function Decay:forward(neurons)
    neurons.voltage:mul_(0.5)
  end

  local net = snn.Network {}
  snn.NeuronGroup { net = net, size = 3, behavior = { Decay {} } }
  net:initialize()
  """, name: "=model")
for network in host.networks {
  try host.simulate(network, iterations: 2)
  for neurons in network.neuronGroups {
    print(try neurons.tensor(named: "voltage").values(Float.self))
  }
}
