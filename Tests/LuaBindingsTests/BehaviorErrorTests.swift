import LuaBindings
import LuaRuntime
import Testing

/// Errors inside behaviors: where they were, and what is left of the network.
@Suite struct BehaviorErrorTests {
  @Test func anErrorInForwardNamesItsPlace() throws {
    let host = try makeHost()
    let found = try message(
      of: """
        local LIF = snn.Behavior "LIF"
        function LIF:initialize(neurons)
          neurons.voltage = neurons:vector(0)
        end
        function LIF:forward(neurons)
          neurons.voltage:add_(1)
          if neurons.iteration == 4 then
            neurons.voltage:add_(snn.zeros(80))
          end
        end
        net = snn.Network { seed = 1 }
        exc = snn.NeuronGroup {
          net = net, size = 100, tag = "exc",
          behavior = { [1.5] = LIF {}, [9] = snn.Recorder "voltage" },
        }
        net:initialize()
        net:simulate_iterations(10)
        """, in: host)
    #expect(
      found == "model.lua:8: in LIF:forward (key 1.5) of NeuronGroup 'exc',"
        + " iteration 4: add: shapes [100] and [80] don't match")
    // The network is at its last whole iteration and goes on.
    try run(
      """
      assert(net.iteration == 3)
      assert(net("voltage", 1).shape[1] == 3)
      local LIF = snn.Behavior "LIF"
      function LIF:forward(neurons) end
      net:simulate_iterations(2)
      assert(net.iteration == 5)
      """, in: host)
  }

  @Test func anUnknownParameterIsAnErrorWithASuggestion() throws {
    let found = try message(
      of: """
        local LIF = snn.Behavior "LIF"
        function LIF:initialize() self.threshold = self:parameter("threshold", 1) end
        local net = snn.Network {}
        local exc = snn.NeuronGroup {
          net = net, size = 1, tag = "exc", behavior = { [1] = LIF { treshold = 2 } },
        }
        net:initialize()
        """)
    #expect(
      found == "model.lua:7: in LIF:initialize (key 1) of NeuronGroup 'exc':"
        + " LIF has no parameter 'treshold'; did you mean 'threshold'?")
  }

  @Test func errorValuesTravelUnchangedThroughForward() throws {
    try run(
      """
      local B = snn.Behavior "B"
      local value
      function B:forward() error(value) end
      local net = snn.Network {}
      snn.NeuronGroup { net = net, size = 1, behavior = { [1] = B {} } }
      net:initialize()
      for _, v in ipairs { {}, print, true, false, 42, snn.zeros(2) } do
        value = v
        local ok, caught = pcall(net.simulate_iterations, net, 1)
        assert(not ok and caught == v, tostring(v))
      end
      value = nil
      local ok, caught = pcall(net.simulate_iterations, net, 1)
      assert(not ok and caught == nil)
      assert(net.iteration == 0)
      """)
  }

  @Test func simulatingWithinForwardIsRefused() throws {
    let found = try message(
      of: """
        local B = snn.Behavior "B"
        function B:forward(neurons) neurons.network:simulate_iterations(1) end
        local net = snn.Network {}
        local g = snn.NeuronGroup { net = net, size = 1, tag = "g", behavior = { [1] = B {} } }
        net:initialize()
        net:simulate_iterations(1)
        """)
    #expect(
      found == "model.lua:2: in B:forward (key 1) of NeuronGroup 'g', iteration"
        + " 1: simulate: not while behaviors run (called from B)")
  }
}
