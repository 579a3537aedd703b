import LuaBindings
import LuaRuntime
import SpikingNetworks
import TestSupport
import Testing

@Suite struct MemoryTests {
  @Test func aReleasedSelectionIsShownAsSuch() throws {
    try run(
      """
      local s = snn.zeros(3)[snn.tensor { 1 }]
      s:free()
      assert(tostring(s) == "[released selection]")
      """)
  }

  @Test func aMillionTemporariesOfOneMegabyteStayBounded() throws {
    let host = try makeHost { $0.limits.tensorMemory = 256 << 20 }
    try run(
      """
      for _ = 1, 1000000 do
        local t = snn.zeros(262144)
      end
      """, in: host)
    #expect(host.pool.peakBytes <= 64 << 20)
  }

  @Test(
    "F4: dead sparse matrices and lists of tensors are collected by their size",
    arguments: [
      "s:matrix { 'uniform', density = 0.5, layout = 'sparse' }",
      "W:nonzero()", "sparse + sparse", "sparse:indices()", "W:to_sparse()",
    ])
  func deadMatricesAreCollectedBySize(work: String) throws {
    let host = try makeHost()
    try run(
      """
      local net = snn.Network { seed = 1 }
      local g = snn.NeuronGroup { net = net, size = 500 }
      local s = snn.SynapseGroup { net = net, src = g, dst = g }
      local W = s:matrix { "uniform", density = 0.5 }
      local sparse = W:to_sparse()
      for _ = 1, 100 do
        local _ = \(work)
      end
      """, in: host)
    #expect(host.pool.peakBytes < 48 << 20)
  }

  @Test func anAllocationThatCannotBeHadIsAnError() throws {
    let host = try makeHost { $0.limits.tensorMemory = 1 << 20 }
    let found = try message(of: "local t = snn.zeros(1 << 20)", in: host)
    #expect(
      found?.hasPrefix(
        "model.lua:1: not enough memory for a tensor of shape [1048576]:"
          + " 4194304 bytes") == true)
    try run("assert(snn.ones(3):sum() == 3)", in: host)
  }

  @Test func garbageMakesRoomBeforeTheLimitIsAnError() throws {
    // Each tensor is three quarters of the limit, so the last must go first.
    let host = try makeHost { $0.limits.tensorMemory = 4 << 20 }
    try run("for _ = 1, 100 do local t = snn.zeros(3 << 18) end", in: host)
  }

  /// 30 rows of 400 kB in 20 MB.
  @Test("A3: scripts read a recorder larger than half of the memory")
  func aLargeRecorderIsRead() throws {
    let folder = try TemporaryFolder()
    let host = try makeHost { $0.limits.memory = 20 << 20 }
    try run(
      """
      local Fill = snn.Behavior "Fill"
      function Fill:forward(neurons)
        neurons.v = neurons.v or neurons:vector()
        neurons.v:fill_(neurons.iteration)
      end
      local net = snn.Network { seed = 1 }
      snn.NeuronGroup {
        net = net, size = 100000,
        behavior = { Fill {}, snn.Recorder { "v" } },
      }
      net:initialize()
      net:simulate_iterations(30)
      local v = net("v", 1)
      assert(v:size(1) == 30 and v[30][7] == 30 and v:mean() == 15.5)
      net:save "\(folder.path("net.snn"))"
      """, in: host)
  }

  @Test func viewsKeepTheirMemoryAlive() throws {
    let host = try makeHost()
    try run(
      """
      local row
      do
        local W = snn.arange(1, 6):reshape(2, 3)
        row = W[2]
        W:free()
      end
      collectgarbage()
      assert(row:sum() == 15)
      """, in: host)
    host.lua.collectGarbage()
    #expect(host.pool.bytesInUse == 0)
  }

  @Test func aDroppedNetworkIsCollectedWithAllThatHangsOnIt() throws {
    let host = try makeHost()
    weak var network: Network?
    host.onNetwork = { network = $0 }
    try run(
      """
      local B = snn.Behavior "B"
      function B:initialize(neurons)
        neurons.voltage = neurons:vector(0)
        self.neurons = neurons
        neurons.helper = function() return neurons, self end
      end
      function B:forward(neurons) neurons.voltage:add_(1) end
      local net = snn.Network {}
      local g = snn.NeuronGroup {
        net = net, size = 1000, behavior = { [1] = B {}, [9] = snn.Recorder "voltage" },
      }
      snn.SynapseGroup { net = net, src = g, dst = g, tag = "GLU" }
      net:initialize()
      net:simulate_iterations(10)
      """, in: host)
    host.onNetwork = nil
    host.lua.collectGarbage()
    host.lua.collectGarbage()
    #expect(network == nil)
    #expect(host.pool.bytesInUse == 0)
  }

  @Test func aRemovedGroupIsCollectedWithAllThatHangsOnIt() throws {
    let host = try makeHost()
    try run(
      """
      local B = snn.Behavior "B"
      function B:initialize(neurons)
        neurons.voltage = neurons:vector(0)
        self.neurons = neurons
      end
      function B:forward(neurons) neurons.voltage:add_(1) end
      local Churn = snn.Behavior "Churn"
      function Churn:forward(net)
        if self.group then net:remove(self.group) end
        self.group = snn.NeuronGroup {
          net = net, size = 1000, behavior = { B {}, snn.Recorder "voltage" },
        }
        snn.SynapseGroup { net = net, src = self.group, dst = self.group }
      end
      net = snn.Network { behavior = { Churn {} } }
      net:initialize()
      net:simulate_iterations(200)
      net:remove(net.NeuronGroups[1])
      net.Churn.group = nil
      """, in: host)
    // What hangs on what has a finalizer goes a round later.
    for _ in 0..<4 { host.lua.collectGarbage() }
    #expect(host.pool.bytesInUse == 0)
    #expect(host.pool.peakBytes < 4 << 20)
  }

  @Test func aGroupThatSwiftRemovedIsCollected() throws {
    let host = try makeHost()
    var network: Network?
    host.onNetwork = { network = $0 }
    try run(
      """
      net = snn.Network()
      snn.NeuronGroup { net = net, size = 1000, tag = "a" }.x = snn.zeros(1000)
      """, in: host)
    let group = try #require(network?.group("a"))
    try network?.remove(group)
    try run("assert(#net:find 'a' == 0)", in: host)
  }

  @Test func closingTheHostReleasesItsTensors() throws {
    let pool: MemoryPoolWitness
    do {
      let host = try makeHost()
      try run("kept = snn.zeros(1000); net = snn.Network {}", in: host)
      pool = MemoryPoolWitness(host)
      #expect(pool.bytesInUse > 0)
    }
    #expect(pool.bytesInUse == 0)
  }

  @Test func aHostWithLimitsIsReleased() throws {
    weak var lua: LuaState?
    do {
      var options = LuaHost.Options()
      options.limits.memory = 1 << 30
      let host = try LuaHost(options)
      try host.run("x = 1", name: "=test")
      lua = host.lua
    }
    #expect(lua == nil)
  }

  @Test func aHostThatKeepsItsNetworksIsReleasedWithThem() throws {
    weak var network: Network?
    do {
      var options = LuaHost.Options()
      options.keepsNetworks = true
      let host = try LuaHost(options)
      try host.run(Self.model, name: "=test")
      network = host.networks.first
      #expect(network != nil)
    }
    #expect(network == nil)
  }

  @Test func aHostIsReleasedThoughWhoIsToldOfNetworksHoldsThem() throws {
    weak var lua: LuaState?
    do {
      let host = try LuaHost()
      var networks: [Network] = []
      host.onNetwork = { networks.append($0) }
      try host.run(Self.model, name: "=test")
      #expect(networks.count == 1)
      lua = host.lua
    }
    #expect(lua == nil)
  }

  /// A network with a behavior in Lua.
  private static let model = """
    local snn = require "snn"
    local Silent = snn.Behavior "Silent"
    function Silent:forward() end
    local net = snn.Network {}
    snn.NeuronGroup { net = net, size = 1, behavior = { [1] = Silent {} } }
    net:initialize()
    """
}

/// Looks at a host's memory without keeping the host.
private struct MemoryPoolWitness {
  private let read: () -> Int
  var bytesInUse: Int { read() }

  init(_ host: LuaHost) {
    let pool = host.pool
    read = { pool.bytesInUse }
  }
}
