import Foundation
import LuaBindings
import TestSupport
import Testing

/// Systems of equations as scripts write them.
@Suite struct EquationSystemTests {
  private static let folder = packageFolder.appending(
    path: "Tests/LuaBindingsTests/Equations")

  /// Spikes in the same iterations, and the same values, as in Brian2 2.9.
  @Test(arguments: [
    "exact", "refractory", "euler", "rk4", "exponential_euler", "condition",
    "stdp", "sparse_stdp",
  ])
  func aModelDoesWhatItDoesInBrian2(name: String) throws {
    try makeHost().runFile(
      Self.folder.appending(path: "models.lua").path,
      arguments: [
        .string(Self.folder.appending(path: "brian.lua").path), .string(name),
      ])
  }

  // MARK: Mistakes

  /// What is wrong with the equations of a neuron group, with `tau` of 10 ms.
  static let mistakes: [(String, String)] = [
    (
      "'dv/dt = v : mV'",
      "equation 'dv/dt = v : mV', column 9: 'v' is in mV, and dv/dt must be in"
        + " mV/s"
    ),
    (
      "'dv/dt = -v / tau + I : mV', I = '2 nA'",
      "equation 'dv/dt = -v / tau + I : mV', column 20: 'I' is in nA, and dv/dt"
        + " must be in mV/s"
    ),
    (
      "'dv/dt = -v / tau + 3 : mV'",
      "equation 'dv/dt = -v / tau + 3 : mV', column 18: '3' is a plain number,"
        + " and dv/dt must be in mV/s"
    ),
    (
      "'dv/dt = (E - v + g) / tau : mV', E = '1 mV', g = '2 nA'",
      "equation 'dv/dt = (E - v + g) / tau : mV', column 18: 'g' is in nA and"
        + " 'E - v' in mV: they can't be added"
    ),
    (
      "'dv/dt = exp(v) * 1 mV / tau : mV'",
      "equation 'dv/dt = exp(v) * 1 mV / tau : mV', column 13: 'v' is in mV, and"
        + " what exp takes must be a plain number"
    ),
    (
      "'dg/dt = v / tau : nS\\n v : mV'",
      "equation 'dg/dt = v / tau : nS', column 9: 'v / tau' is in mV/s, and"
        + " dg/dt must be in nS/s"
    ),
    (
      "'dv/dt = -v / ta : mV'",
      "equation 'dv/dt = -v / ta : mV', column 14: 'ta' has no meaning: declare"
        + " it with its unit, as in 'ta : mV', or give it as a parameter; known"
        + " names: v, tau"
    ),
    (
      "'dv/dt = -v / tau : mV', threshold = 'v > 1 nA'",
      "threshold 'v > 1 nA', column 5: '1 nA' is in nA and 'v' in mV: they can't"
        + " be compared"
    ),
    (
      "'dv/dt = -v / tau : mV', threshold = 'v'",
      "threshold 'v', column 1: it must be a condition, such as 'v > -50 mV'"
    ),
    (
      "'dv/dt = -v / tau : mV', threshold = 'v > 1 mV', reset = 'u = 0'",
      "reset 'u = 0', column 1: no equation has 'u'; declare it, as in 'u : mV';"
        + " known variables: v"
    ),
    (
      "'dv/dt = -v / tau : mV', threshold = 'v > 1 mV', reset = 'v = 2 nA'",
      "reset 'v = 2 nA', column 5: '2 nA' is in nA, and 'v' must be in mV"
    ),
    (
      "'dv/dt = -v / tau : mV', threshold = 'v > 1 mV', refractory = '2 mV'",
      "refractory '2 mV', column 1: '2 mV' is in mV, and a refractory time must"
        + " be in s"
    ),
    (
      "'dv/dt = -v / tau : mV', v = '2 nA'",
      "v '2 nA', column 1: '2 nA' is in nA, and 'v' must be in mV"
    ),
    (
      "'dv/dt = -v / tau : mV', reset = 'v = 0'",
      "Equation: parameter 'reset' = 'v = 0': it needs a threshold, such as 'v >"
        + " -50 mV'"
    ),
    (
      "'dv/dt = -v / tau\\n I : nA'",
      "equation 'dv/dt = -v / tau', column 17: the unit is missing, such as ':"
        + " mV', or ': 1' for a plain number"
    ),
    (
      "'dv/dt = -v / tau : mVV'",
      "equation 'dv/dt = -v / tau : mVV', column 20: there is no unit 'mVV'; did"
        + " you mean 'mV'?"
    ),
    (
      "'dv/dt = -v / tau : mV (refractory)'",
      "equation 'dv/dt = -v / tau : mV (refractory)', column 24: '(refractory)' says nothing"
        + " of an equation; known words: source, destination, constant, unless refractory"
    ),
    (
      "'dv/dt = (I - v) / tau : mV\\n I = J : mV\\n J = I : mV'",
      "equation 'I = J : mV', column 1: 'I' is worked out from itself: I, J, I"
    ),
    (
      "'dv/dt = -v**2 / tau : 1', method = 'exact'",
      "Equation: parameter 'method' = 'exact': dv/dt is not linear in the"
        + " variables of the equations"
    ),
    (
      "'dv/dt = -v * r : 1\\n r : Hz', method = 'exact'",
      "Equation: parameter 'method' = 'exact': what 'v' is multiplied with in"
        + " dv/dt may change; a variable that doesn't is declared with (constant)"
    ),
    (
      "'dv/dt = -v / tau + xi / sqrt(tau) : 1', method = 'rk4'",
      "Equation: parameter 'method' = 'rk4': equations with xi are taken by"
        + " euler or heun"
    ),
    (
      "'dv/dt = -v / tau : mV', on_pre = 'v += 1 mV'",
      "Equation: parameter 'on_pre' = 'v += 1 mV': it is for a synapse group, not"
        + " NeuronGroup 'exc'"
    ),
    (
      "'dv/dt = -v / tau', threshold = 'v > 1'",
      "Equation: parameter 'threshold' = 'v > 1': it needs equations that say"
        + " their units, as in 'dv/dt = -v / tau : mV'"
    ),
  ]

  @Test(arguments: mistakes)
  func aMistakeInNeuronsIsNamed(options: String, wanted: String) throws {
    let options =
      options.contains("/ tau") || options.contains("/ ta ")
      ? "\(options), tau = '10 ms'" : options
    let found = try message(
      of: """
        local net = snn.Network { seed = 1, dt = 0.1 }
        snn.NeuronGroup {
          net = net, size = 2, tag = "exc",
          behavior = { [1] = snn.Equation { \(options) } },
        }
        net:initialize()
        """)
    #expect(found?.contains(wanted) == true, "\(found ?? "no error")")
  }

  static let synapseMistakes: [(String, String)] = [
    (
      "'w : nS', on_pre = 'u = 2'",
      "on_pre 'u = 2', column 1: no equation has 'u'; declare it, as in 'u : mV'"
    ),
    (
      "'w : nS', on_pre = 'w += 1'",
      "on_pre 'w += 1', column 1: '1' is a plain number, and 'w' must be in nS"
    ),
    (
      "'w : nS', on_pre = 'v_post += w'",
      "on_pre 'v_post += w', column 11: 'w' is in uS, and 'v' must be in mV"
    ),
    (
      "'w : 1\\n a : 1 (source)', on_pre = 'a = w'",
      "on_pre 'a = w', column 1: 'a' is of each source, and 'w' of each synapse"
    ),
    (
      "'w : 1', on_pre = 'v_post = 0 mV'",
      "on_pre 'v_post = 0 mV', column 1: 'v_post' is of each destination, which"
        + " has many synapses: they can add to it, as in 'v_post += w'"
    ),
    (
      "'da/dt = -b * Hz : 1 (source)\\n b : 1 (destination)'",
      "equation 'da/dt = -b * Hz : 1 (source)', column 1: 'a' is of each source,"
        + " and '-b * Hz' of each destination"
    ),
    (
      "'w : 1', on_post = 'w += A_post'",
      "parameter 'on_post' = 'w += A_post': 'A_post', or dst.A, is neither a"
        + " parameter nor a variable of NeuronGroup 'exc'"
    ),
    (
      "'w : 1', on_pre = 'v_post += w * x * mV', x = snn.ones(3)",
      "parameter 'x' = a tensor of shape [3]: its shape must be [2, 2], or of axes"
        + " of size 1"
    ),
    (
      "'w : 1', threshold = 'w > 1'",
      "parameter 'threshold' = 'w > 1': it is for a neuron group, not"
        + " SynapseGroup"
    ),
  ]

  @Test(arguments: synapseMistakes)
  func aMistakeInSynapsesIsNamed(options: String, wanted: String) throws {
    let found = try message(
      of: """
        local net = snn.Network { seed = 1, dt = 0.1 }
        local g = snn.NeuronGroup {
          net = net, size = 2, tag = "exc", behavior = {
            [1] = snn.Equation { "v : mV", threshold = "v > 1 mV" },
          },
        }
        snn.SynapseGroup {
          net = net, src = g, dst = g,
          behavior = { [2] = snn.Equation { \(options) } },
        }
        net:initialize()
        """)
    #expect(found?.contains(wanted) == true, "\(found ?? "no error")")
  }

  @Test func aSparseVariableCanNotBeWorkedOutFromAnother() throws {
    let found = try message(
      of: """
        local net = snn.Network { seed = 1, dt = 0.1 }
        local g = snn.NeuronGroup {
          net = net, size = 2, tag = "exc", behavior = {
            [1] = snn.Equation { "v : mV", threshold = "v >= 0 mV" },
          },
        }
        local s = snn.SynapseGroup {
          net = net, src = g, dst = g, tag = "s", behavior = {
            [2] = snn.Equation { "w : 1", on_pre = "w = w * (1 - w)" },
          },
        }
        s.w = snn.ones(2, 2):to_sparse()
        net:initialize()
        """)
    #expect(
      found?.contains(
        "'w' of SynapseGroup 's' must be a dense matrix: of a sparse one, on_pre"
          + " and on_post can only add it up, times what each target has, as in"
          + " g_post += w, and change it step by step, as in w = clip(w + apost,"
          + " 0, w_max); weights times what each source has, as in g_post += w * u"
          + " * x, are snn.models.TsodyksMarkram {}, not a sparse one") == true,
      "\(found ?? "no error")")
  }

  // MARK: Networks

  @Test func subexpressionsDoNotTakeForever() throws {
    let lines =
      ["a0 = 1 : 1"] + (1...60).map { "a\($0) = a\($0 - 1) * a\($0 - 1) : 1" }
    let found = try message(
      of: """
        local net = snn.Network { seed = 1, dt = 0.1 }
        snn.NeuronGroup { net = net, size = 2, behavior = {
          [1] = snn.Equation [[\(lines.joined(separator: "\n"))]],
        } }
        net:initialize()
        """)
    #expect(
      found?.contains(
        "it is too long once what its names stand for is in their place")
        == true)
  }

  @Test func aChainOfNamesHasAnEnd() throws {
    let found = try message(
      of: """
        local lines = { "dv/dt = -x200 / ms : 1" }
        for i = 200, 1, -1 do
          lines[#lines + 1] = ("x%d = x%d : 1"):format(i, i - 1)
        end
        lines[#lines + 1] = "x0 = v : 1"
        local net = snn.Network { dt = 0.1 }
        snn.NeuronGroup { net = net, size = 2, behavior = {
          [1] = snn.Equation { table.concat(lines, "\\n") },
        } }
        net:initialize()
        """)
    #expect(
      found?.hasSuffix(
        "'x100' is the end of a chain of more than 100 names, each worked out"
          + " from the next one") == true)
  }

  @Test func aSpikeThatIsDelayedCounts() throws {
    try run(
      """
      local net = snn.Network { seed = 1, dt = 1 }
      local g = snn.NeuronGroup { net = net, size = 3, behavior = {
        [1] = snn.Equation { "v : 1", threshold = "iteration == 2" },
      } }
      local h = snn.NeuronGroup { net = net, size = 2, behavior = {
        [1] = snn.Equation "I : nA",
      } }
      snn.SynapseGroup { net = net, src = g, dst = h, behavior = {
        [2] = snn.AxonalDelay { delay = 3 },
        [3] = snn.Equation {
          "w : pA", w = 2, on_pre = "I_post += w", pre_spike = "delayed_spike",
        },
      } }
      net:initialize()
      net:simulate_iterations(4)
      assert(h.I:sum() == 0)
      net:simulate_iterations(1)
      assert((h.I - 0.006):abs():max() < 1e-8)
      """)
  }

  @Test func aNetworkIsSavedAndGoesOnToTheBit() throws {
    let folder = try TemporaryFolder()
    try run(
      """
      local function build()
        local net = snn.Network { seed = 1, dt = 0.1 }
        local g = snn.NeuronGroup { net = net, size = 5, tag = "g", behavior = {
          [1] = snn.Equation {
            "dv/dt = (I - v) / tau + xi / sqrt(tau) : 1 (unless refractory)\\nI : 1",
            tau = "uniform(5 ms, 9 ms)", I = "uniform(1, 2)", threshold = "v > 1",
            reset = "v = 0", refractory = "1 ms + (t - lastspike) / 10",
          },
        } }
        net:initialize()
        return net, g
      end
      local net, g = build()
      net:simulate_iterations(101)
      net:save "\(folder.path)/net.snn"
      net:simulate_iterations(101)
      local other, h = build()
      other:load "\(folder.path)/net.snn"
      other:simulate_iterations(101)
      for _, name in ipairs {
        "v", "spike", "lastspike", "not_refractory", "refractory_left",
      } do
        assert(g[name]:eq(h[name]):all(), name)
      end
      """)
  }
}
