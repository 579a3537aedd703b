import DeviceTestSupport
import Foundation
import LuaRuntime
import SpikingNetworks
import TestSupport
import Testing

@testable import LuaBindings

/// Models in Lua, compiled, on a device: what is saved of them is what the processor
/// gives, byte for byte.
@Suite(.enabled(if: TestDevice.isWanted, "\(TestDevice.remark)"))
struct DeviceModelTests {
  private func host() throws -> LuaHost {
    var options = LuaHost.Options()
    options.seed = 1
    options.keepsNetworks = true
    return try LuaHost(options)
  }

  @Test(arguments: ["lif_stdp", "izhikevich"])
  func aModelGivesTheBitsOfTheProcessor(name: String) throws {
    let folder = try TemporaryFolder()
    let model = packageFolder.appending(
      path: "Sources/snn-bench/Models/\(name).lua"
    ).path
    var saved: [Data] = []
    for isThere in [false, true] {
      let host = try host()
      try host.run(
        "assert(loadfile('\(model)'))(100, 1, { compiled = true })",
        name: "=test")
      let network = try #require(host.networks.first)
      if isThere {
        try host.simulate(
          DeviceSimulation(of: network, on: try TestDevice.open()),
          iterations: 300)
      } else {
        try host.simulate(network, iterations: 300)
      }
      let path = folder.path("\(isThere).snn")
      try host.save(network, to: path)
      saved.append(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
    #expect(saved[0] == saved[1])
    #expect(saved[0].count > 100 * 100 * 4)
  }

  /// What a script sees of variables is what the device computed.
  @Test func scriptsSeeWhatWasComputed() throws {
    let host = try host()
    try host.run(
      """
      local snn = require "snn"
      local Count = snn.Behavior("Count", { compiled = true })
      function Count:initialize(neurons)
        neurons.x = neurons:vector()
        neurons.y = neurons:vector()
      end
      function Count:forward(neurons)
        neurons.x:add_(1)
        neurons.y = neurons.x * 2
      end
      net = snn.Network { seed = 1 }
      neurons = snn.NeuronGroup { net = net, size = 3, behavior = { Count {} } }
      net:initialize()
      kept = neurons.x
      """, name: "=test")
    let network = try #require(host.networks.first)
    let simulation = DeviceSimulation(of: network, on: try TestDevice.open())
    try host.simulate(simulation, iterations: 10)
    try host.run(
      """
      assert(net.iteration == 10 and kept[1] == 10)
      assert(neurons.x:eq(10):all() and neurons.y:eq(20):all())
      neurons.x:fill_(100)
      """, name: "=test")
    try host.simulate(simulation, iterations: 5)
    try host.run(
      "assert(neurons.x:eq(105):all() and neurons.y:eq(210):all())",
      name: "=test")
  }

  @Test func whatLuaDoesInEachIterationIsNamed() throws {
    let host = try host()
    try host.run(
      """
      local snn = require "snn"
      local Told = snn.Behavior "Told"
      function Told:forward() count = (count or 0) + 1 end
      net = snn.Network { seed = 1 }
      snn.NeuronGroup { net = net, size = 3, tag = "exc", behavior = { Told {} } }
      net:initialize()
      """, name: "=test")
    let network = try #require(host.networks.first)
    let simulation = DeviceSimulation(of: network, on: try TestDevice.open())
    let error = #expect(throws: LuaError.self) {
      try host.simulate(simulation, iterations: 3)
    }
    let text = "Told (key 1) of exc can't run on a device: it isn't compiled"
    #expect(error.map { "\($0)".contains(text) } == true)
  }
}
