import Foundation
import LuaBindings
import SpikingNetworks
import Testing

/// The Swift of README.md, word for word.
@Suite struct EmbeddingTests {
  @Test func aProgramRunsAScriptAndHasItsNetworks() throws {
    let place = try Workplace([
      "model.lua": """
      local snn = require "snn"
      snn.NeuronGroup { net = snn.Network(), size = 12 }
      """
    ])
    let path = place.folder.appending(path: "model.lua").path

    var options = LuaHost.Options()
    options.seed = 42
    let host = try LuaHost(options)
    var networks: [Network] = []
    host.onNetwork = { networks.append($0) }
    try host.runFile(path)
    let sizes = networks.map { $0.neuronGroups.map(\.size) }

    #expect(sizes == [[12]])
    #expect(networks.map(\.seed) == [42])
  }

  @Test func aBehaviorInSwiftRuns() throws {
    final class Decay: Behavior {
      var isEnabled = true

      func initialize(_ object: NetworkObject) throws {
        guard let neurons = object as? NeuronGroup else { return }
        neurons.state["voltage"] = .tensor(try neurons.vector("uniform"))
      }

      func forward(_ object: NetworkObject) throws {
        try object.tensor(named: "voltage").apply(.multiply, 0.9)
      }
    }

    let network = try Network(seed: 1)
    let neurons = try NeuronGroup(
      size: 100, network: network, behaviors: [(1, Decay())])
    try network.initialize()
    let before = try neurons.tensor(named: "voltage").values(Float.self)
    try network.simulateIterations(1)
    let after = try neurons.tensor(named: "voltage").values(Float.self)
    #expect(after == before.map { $0 * 0.9 })
  }
}
