import Foundation
import LuaBindings
import SpikingNetworks
import TestSupport
import Testing

/// What Lua keeps of a network, in files.
@Suite struct SavedLuaStateTests {
  let host: LuaHost
  let folder: TemporaryFolder
  let path: String

  init() throws {
    host = try makeHost()
    folder = try TemporaryFolder()
    path = folder.path("net.snn")
    try run(
      """
      local Model = snn.Behavior "Model"
      function Model:initialize(neurons)
        neurons.voltage = neurons:vector "uniform"
        neurons.shared = { list = { 1, 2, 3 }, name = "x" }
        self.view = neurons.voltage[{ { 2, 3 } }]:clone()
        self.tables = { { 1.5, true }, neurons, self }
        self.count = 0
        self.line = snn.DelayLine(2, neurons.size)
      end
      function Model:forward(neurons)
        self.count = self.count + 1
        neurons.spike = neurons.voltage:gt(0.5)
        self.line:step(neurons.spike)
      end
      function build()
        local net = snn.Network { seed = 1 }
        local neurons = snn.NeuronGroup {
          net = net, size = 4, tag = "exc",
          behavior = { Model {}, [9] = snn.EventRecorder "spike" },
        }
        snn.SynapseGroup { net = net, src = neurons, dst = neurons }
        return net
      end
      net = build()
      """, in: host)
  }

  @Test func aHostSavesAndLoadsNetworksOfItsScripts() throws {
    var networks: [Network] = []
    host.onNetwork = { networks.append($0) }
    try run("a = build() a:initialize()", in: host)
    let network = try #require(networks.first)
    try host.simulate(network, iterations: 3)
    try host.save(network, to: path)
    try host.simulate(network, iterations: 3)
    try host.load(network, from: path)
    #expect(network.iteration == 3)
    try run("assert(a.exc.Model.count == 3)", in: host)
  }

  @Test func theEngineAloneCantSaveWhatIsLuas() throws {
    var networks: [Network] = []
    host.onNetwork = { networks.append($0) }
    try run("a = build() a:initialize()", in: host)
    let network = try #require(networks.first)
    do {
      try network.save(to: path)
      Issue.record("it was saved")
    } catch {
      #expect(
        "\(error)" == "save: 'shared' of NeuronGroup 'exc' belongs to another"
          + " language, which must save it")
    }
  }

  @Test func tablesMayBeDeep() throws {
    try run(
      """
      net:initialize()
      local chain = {}
      for _ = 1, 100000 do
        chain = { chain }
      end
      net.exc.Model.chain = chain
      net:save "\(path)"
      chain, net.exc.Model.chain = nil, nil
      net:load "\(path)"
      local depth, link = 0, net.exc.Model.chain
      while link[1] do
        depth, link = depth + 1, link[1]
      end
      assert(depth == 100000)
      """, in: host)
  }

  /// The checksum of these files is right, so what is in them is read.
  @Test func nothingInAFileCanDoMoreThanGiveAnError() throws {
    try run(
      """
      net:initialize()
      net:simulate_iterations(3)
      net:save "\(path)"
      """, in: host)
    let url = URL(fileURLWithPath: path)
    let file = Array(try Data(contentsOf: url))
    var failures = 0
    for bytes in damagedFiles(of: file, count: 200) {
      try Data(bytes).write(to: url)
      let problem = try message(
        of: """
          local net = build()
          net:load "\(path)"
          net:simulate_iterations(2)
          """, in: host)
      if problem != nil { failures += 1 }
    }
    #expect(failures > 20)
  }

  @Test func theStackIsBalancedAfterAnError() throws {
    try run(
      """
      net:initialize()
      net.exc.Model.rules = { { print } }
      for _ = 1, 1000 do
        assert(not pcall(net.save, net, "\(path)"))
      end
      net.exc.Model.rules = nil
      net:save "\(path)"
      """, in: host)
  }
}
