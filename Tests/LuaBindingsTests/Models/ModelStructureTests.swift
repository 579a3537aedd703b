import LuaBindings
import TestSupport
import Testing

/// Models in clones and structures, and beside classes of scripts.
@Suite struct ModelStructureTests {
  private let network = """
    local m = snn.models
    local net = snn.Network { dt = 0.1, seed = 1 }
    local g = snn.NeuronGroup {
      net = net, size = 2, tag = "g",
      behavior = { m.AdEx { "adapting", current = "0.5 nA" } },
    }
    """

  /// A script may have a class of the same name.
  @Test func aCloneHasTheModelsOfTheOriginal() throws {
    try run(
      """
      local Mine = snn.Behavior "AdEx"
      \(network)
      local clone = g:clone().AdEx
      assert(snn.is_a(clone, m.AdEx) and not snn.is_a(clone, Mine))
      """)
  }

  @Test func aNetworkIsBuiltAgainOfModels() throws {
    try run(
      """
      \(network)
      snn.SynapseGroups {
        net = net, src = g, dst = g, W = 0.1,
        behavior = { [3] = m.Transmission { delay = "1 ms" } },
      }
      net:initialize()
      local again = snn.build(net:structure())
      again:initialize()
      net:simulate "50 ms"
      again:simulate "50 ms"
      assert(again.g.voltage:eq(net.g.voltage):all())
      assert(net.SynapseGroups[1]:behavior(3).name == "Transmission")
      """)
  }

  /// What a named set gives is not what the behavior was given.
  @Test func aStructureHasTheNameOfASetAndNotItsValues() throws {
    try run(
      """
      \(network)
      net:initialize()
      local described = net:structure().groups[1].behavior[1]
      assert(described[1] == "snn.models.AdEx")
      assert(described.pattern == "adapting" and described.C == nil)
      assert(g.AdEx.tau_w == 300)
      g.AdEx.parameters.pattern = "tonic"
      g.AdEx:reinitialize()
      assert(g.AdEx.tau_w == 30)
      """)
  }

  @Test func aModelThatThereIsNotIsNamed() throws {
    let text = try message(
      of: """
        snn.build { groups = { {
          "NeuronGroup", size = 1, tag = "g", behavior = { { "snn.models.LFI" } }
        } } }
        """)
    #expect(text?.contains("did you mean 'snn.models.LIF'?") == true)
  }

  @Test(arguments: [
    (
      "a", "m.LIF {}, [2] = m.STDP {}",
      "STDP is for a synapse group, and was given to NeuronGroup 'a'"
    ),
    (
      "net", "m.LIF {}",
      "LIF is for a neuron group, and was given to Network 'Network_1'"
    ),
    (
      "b", "shared",
      "LIF is of a already, and keeps what it knows of it; make one for each:"
        + " LIF {}"
    ),
  ])
  func aModelSaysWhatItIsFor(
    name: String, behavior: String, text: String
  ) throws {
    let found = try message(
      of: """
        local m, shared = snn.models, snn.models.LIF {}
        local given = { net = {}, a = { shared }, b = {} }
        given.\(name) = { \(behavior) }
        local net = snn.Network { dt = 0.1, behavior = given.net }
        snn.NeuronGroup { net = net, size = 2, tag = "a", behavior = given.a }
        snn.NeuronGroup { net = net, size = 2, tag = "b", behavior = given.b }
        net:initialize()
        """)
    #expect(found?.hasSuffix(text) == true, "\(found ?? "")")
  }

  @Test func twoSynapticConductancesOfOneVariableAreAnError() throws {
    let text = try message(
      of: """
        local m = snn.models
        local net = snn.Network { dt = 0.1 }
        snn.NeuronGroup { net = net, size = 2, behavior = {
          m.ExponentialConductance {}, m.AlphaConductance { E = "-80 mV" },
          m.LIF {},
        } }
        net:initialize()
        """)
    #expect(
      text?.hasSuffix(
        "ExponentialConductance and AlphaConductance of NeuronGroup_1 would both"
          + " make the variable 'g_syn': give one of them another, such as"
          + " AlphaConductance { variable = \"g_syn_2\" }") == true)
  }
}
