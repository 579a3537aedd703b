import LuaBindings
import LuaRuntime
import Testing

/// A mistake that shows when a network is initialized or run says where it is, and
/// what is wrong.
@Suite struct BadRunTests {
  /// What initializing or running a network says after "model.lua:1: ".
  static let runMessages: [(String, String)] = [
    (
      "exc:add_behavior(1, snn.Variable 'v = unifrom(0, 1) * mV')",
      "in Variable:initialize (key 1) of NeuronGroup 'exc': there is no function"
        + " 'unifrom'; did you mean 'uniform'?"
    ),
    (
      "net.dt = 1; exc:add_behavior(1, LIF { run_every = '0.3 ms' })",
      "in LIF:initialize (key 1) of NeuronGroup 'exc': run_every: 0.3 ms is 0.3"
        + " iterations of 1 ms, not a whole number; 1 ms is"
    ),
    (
      "exc:add_behavior(1, LIF { run_every = '0.3 ms' }); net:initialize();"
        + " net.dt = 0.1; net:simulate_iterations(3); net.dt = 0.2;"
        + " net:simulate_iterations(3)",
      "in LIF:forward (key 1) of NeuronGroup 'exc', iteration 4: run_every: 0.3"
        + " ms is 1.5 iterations of 0.2 ms, not a whole number; 0.2 ms and 0.4"
        + " ms are"
    ),
    (
      "net:add_behavior(9, snn.Clock {}); net:initialize(); net.dt = 2;"
        + " net:simulate_iterations(1)",
      "the Clock's step is 1 ms, the network's dt is 2 ms; give one of them"
    ),
  ]

  @Test(arguments: runMessages)
  func aWrongNetworkSaysWhatIsWrong(
    source: String, expected: String
  ) throws {
    let host = try makeHost()
    try run(
      """
      LIF = snn.Behavior "LIF"
      function LIF:forward() end
      net = snn.Network { seed = 1 }
      exc = snn.NeuronGroup { net = net, size = 3, tag = "exc" }
      """, in: host)
    #expect(
      try message(of: "\(source); net:initialize()", in: host)
        == "model.lua:1: " + expected)
  }

  @Test(arguments: [
    "same(L, tau) * 2", "2 * same(L, tau)", "same(L, tau) * (2)",
    "same (L, tau)",
  ])
  func whatStandsBesideSameIsAnError(text: String) throws {
    let found = try message(
      of: """
        local LIF = snn.Behavior "LIF"
        function LIF:initialize() self.tau = self:parameter("tau", 20) end
        local net = snn.Network { seed = 1 }
        local exc = snn.NeuronGroup {
          net = net, size = 3, tag = "exc", behavior = { LIF { tau = "\(text)" } } }
        net:initialize()
        """)
    #expect(
      found == "model.lua:2: in LIF:initialize (key 1) of NeuronGroup 'exc':"
        + " LIF: parameter 'tau' = '\(text)': same(tag, variable) must be the"
        + " whole text; compute with its value in initialize")
  }
}
