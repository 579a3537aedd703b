import LuaBindings
import SpikingNetworks
import Tensors
import Testing

/// State variables are the same in Lua and in Swift.
@Suite struct StateVariableTests {
  /// Doubles `voltage`, and sets `last` to the number of the iteration.
  private final class Doubling: Behavior {
    var isEnabled = true

    func forward(_ object: NetworkObject) throws {
      object.state["voltage"] = .tensor(
        try object.tensor(named: "voltage").applying(.multiply, 2))
      object.state["last"] = .number(.integer(object.iteration))
    }
  }

  @Test func swiftSeesWhatLuaSets() throws {
    let host = try makeHost()
    var network: Network?
    host.onNetwork = { network = $0 }
    try run(
      """
      net = snn.Network {}
      exc = snn.NeuronGroup { net = net, size = 2, tag = "exc" }
      exc.voltage = exc:vector(1.5)
      exc.name, exc.count, exc.helper, exc.gone = "x", 3, print, 1
      exc.gone = nil
      """, in: host)
    let exc = try #require(network?.group("exc"))
    #expect(try exc.tensor(named: "voltage").values(Float.self) == [1.5, 1.5])
    #expect(exc.state.names.sorted() == ["count", "helper", "name", "voltage"])
    if case .text("x") = exc.state["name"] {} else { Issue.record("name") }
  }

  @Test func luaSeesWhatSwiftSets() throws {
    let host = try makeHost()
    var network: Network?
    host.onNetwork = { network = $0 }
    try run(
      """
      net = snn.Network {}
      exc = snn.NeuronGroup { net = net, size = 2, tag = "exc" }
      exc.voltage = exc:vector(1)
      """, in: host)
    let exc = try #require(network?.group("exc"))
    exc.state["dt"] = .number(0.5)
    try run("assert(exc.dt == 0.5)", in: host)
    try exc.add(Doubling(), key: 1)
    try run(
      """
      net:initialize()
      net:simulate_iterations(3)
      assert(exc.voltage[1] == 8 and exc.last == 3)
      exc.voltage = exc:vector(1)
      net:simulate_iterations(1)
      assert(exc.voltage[2] == 2)
      """, in: host)
  }

  @Test func aSwiftProgramRunsANetworkOfAScript() throws {
    let host = try makeHost()
    var network: Network?
    host.onNetwork = { network = $0 }
    try run(
      """
      local B = snn.Behavior "B"
      function B:initialize(neurons) neurons.voltage = neurons:vector(0) end
      function B:forward(neurons) neurons.voltage:add_(1) end
      net = snn.Network {}
      exc = snn.NeuronGroup { net = net, size = 2, behavior = { [1] = B {} } }
      net:initialize()
      """, in: host)
    try host.simulate(try #require(network), iterations: 5)
    try run("assert(exc.voltage[1] == 5 and net.iteration == 5)", in: host)
    #expect(host.lua.stackDepth == 0)
  }

  @Test func objectsMakeTensorsOfAnyShape() throws {
    try run(
      """
      local net = snn.Network { seed = 1 }
      local g = snn.NeuronGroup { net = net, size = 2 }
      assert(g:tensor("ones", 3, 2):sum() == 6)
      assert(g:tensor({ "ones", scale = 2 }, { 2, 2 }):sum() == 8)
      assert(net:tensor("uniform", 4):size(1) == 4)
      """)
  }

  @Test func aMatrixCanIgnoreWhatIsEnabled() throws {
    try run(
      """
      local net = snn.Network { seed = 1 }
      local g = snn.NeuronGroup { net = net, size = 3 }
      local s = snn.SynapseGroup { net = net, src = g, dst = g }
      s.enabled = snn.eye(3, "bool")
      assert(s:matrix("ones"):sum() == 3)
      assert(s:matrix { "ones", only_enabled = true }:sum() == 3)
      assert(s:matrix { "ones", only_enabled = false }:sum() == 9)
      """)
  }

  /// What `debug` lets a script do to the tables behind an object.
  @Test(arguments: [
    "mt[3] = nil", "mt[3] = 5", "mt[2] = 5", "mt[2].v = 0/0", "mt[2].v = 1e9",
    "mt[2].v = -1", "mt[1] = 5", "debug.getmetatable(mt[3]).__index = 5",
    "debug.getmetatable(mt[3]).__index = 'x'",
  ])
  func tamperingEndsInAnErrorAtWorst(change: String) throws {
    try run(
      """
      local net = snn.Network {}
      local g = snn.NeuronGroup { net = net, size = 2 }
      g.v = 1
      local mt = debug.getmetatable(g)
      \(change)
      pcall(function() g.v = 2 end)
      pcall(function() g.w = 3 end)
      pcall(snn.NeuronGroup, { net = net, size = 2, tag = "other" })
      pcall(net.initialize, net)
      """)
  }

  @Test func parametersThatAreNoTableAreNoParameters() throws {
    try run(
      """
      local B = snn.Behavior "B"
      function B:initialize()
        self.f = self:parameter "f"
        self.parameters = 5
        self:parameter "f"
      end
      local net = snn.Network { behavior = { B { f = print } } }
      pcall(net.initialize, net)
      """)
  }

  @Test func theStackIsBalancedAfterSuccessAndFailure() throws {
    let host = try makeHost()
    for source in [
      "local x = snn.zeros(3) + 1", "error {}", "local x = snn.zeros(-1)",
      "snn.Network { sed = 1 }", "x = = 1",
      "coroutine.wrap(function() snn.zeros(3):add_(snn.zeros(4)) end)()",
    ] {
      _ = try? run(source, in: host)
      #expect(host.lua.stackDepth == 0, "\(source)")
    }
  }
}
