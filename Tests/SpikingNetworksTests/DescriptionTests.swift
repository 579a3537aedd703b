import SpikingNetworks
import Testing

@Suite struct DescriptionTests {
  @Test func theOverviewShowsGroupsAndOrder() throws {
    let idle = Probe("Idle")
    idle.hasForward = false
    let network = try Network(tag: "N", seed: 42, behaviors: [(-5, idle)])
    let off = Probe("Off")
    off.isEnabled = false
    try NeuronGroup(
      size: 100, network: network, tag: "exc",
      behaviors: [(41.5, off), (1, Probe("LIF")), (2, try Recorder(["v"]))])
    try SynapseGroup(
      from: "exc", to: "exc", network: network, tag: "GLU",
      behaviors: [(1, Probe("Input"))])
    #expect(
      network.description == """
        Network 'N': seed 42, float32, SxD, iteration 0
          NeuronGroup 'exc': 100 neurons, tags exc, NeuronGroup, ng
          SynapseGroup 'GLU': exc => exc, 100 x 100, tags GLU, SynapseGroup, \
        syn, exc => exc
        schedule:
            -5  N    Idle      (no forward)
             1  exc  LIF
             1  GLU  Input
             2  exc  Recorder  (initializes last)
          41.5  exc  Off       (disabled)
        """)
  }

  @Test func anEmptyNetworkHasAnEmptySchedule() throws {
    #expect(
      try Network(seed: 1).description
        == "Network 'Network_1': seed 1, float32, SxD, iteration 0\nschedule:\n"
        + "  nothing")
  }
}
