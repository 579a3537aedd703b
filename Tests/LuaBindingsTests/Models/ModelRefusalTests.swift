import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Rules and transmission that lack what they need say what to add.
@Suite struct ModelRefusalTests {
  /// `refused(text, synapses, source, target, options)` expects `initialize` to
  /// raise, with behaviors of the synapse group and of both neuron groups.
  static let setup = """
    function refused(text, synapses, source, target, options)
      options = options or {}
      local net = snn.Network {
        seed = 1, dt = 1, synapse_mode = options.mode or "SxD",
      }
      local a = snn.NeuronGroup {
        net = net, size = 3, tag = "a",
        behavior = source or { snn.models.PoissonSpikes {} },
      }
      local b = snn.NeuronGroup {
        net = net, size = options.size or 2, tag = "b",
        behavior = target or { [2] = snn.models.LIF {} },
      }
      local s = snn.SynapseGroup {
        net = net, src = a, dst = b, tag = "s", behavior = synapses,
      }
      if options.weights ~= false then
        s.W = s:matrix { "uniform", layout = options.layout }
      end
      local ok, message = pcall(net.initialize, net)
      assert(not ok, "nothing was refused")
      assert(message:find(text, 1, true), message)
      assert(message:find("^model%.lua:%d+: in [%a%d]+:initialize %(key"),
        message)
    end

    local models = snn.models

    """

  @Test func whatIsMissing() throws {
    try run(
      Self.setup + """
        for _, model in ipairs {
          "STDP", "TripletSTDP", "VogelsSTDP", "ClopathSTDP", "Transmission",
          "TsodyksMarkram", "GapJunction", "Pruning", "WeightDecay",
        } do
          refused("s has no W; add a behavior that makes them, such as"
            .. " snn.CreateWeights {}", { [4] = models[model] {} }, nil, nil,
            { weights = false })
          refused("it works with \\"SxD\\"", { [4] = models[model] {} }, nil,
            nil, { mode = "DxS" })
        end
        refused("the source's variable 'spike': a has none; add a model",
          { [4] = models.STDP {} }, {})
        refused("the target's variable 'spike': b has none; add a model",
          { [4] = models.STDP {} }, nil, {})
        refused("the target's variable 'voltage': b has none; add a neuron model",
          { [4] = models.ClopathSTDP {} }, nil, { models.PoissonSpikes {} })
        refused("the target's variable 'I_syn': b has none",
          { [4] = models.Transmission { to = "I_syn" } })
        refused("b has none: add one such as snn.models.LIF {}",
          { [1] = models.GapJunction {} }, { models.LIF {} },
          { models.PoissonSpikes {} })
        refused("b has none: add one such as snn.models.LIF {}",
          { [4] = models.SaturatingNMDA {} }, nil, { models.PoissonSpikes {} })
        refused("b has none: add one such as snn.models.LIF {}", {}, nil,
          { models.ExponentialConductance {} })
        for _, model in ipairs { "Oja", "BCM" } do
          refused("the source's variable 'activity': a has none; add"
            .. " snn.models.Activity {}", { [4] = models[model] {} })
        end
        refused("the target's variable 'activity': b has none; add"
          .. " snn.models.Activity {}", { [4] = models.SynapticScaling {} })
        refused("neither s nor its network has the variable 'dopamine'; add"
          .. " snn.models.Dopamine {}", { [4] = models.RewardSTDP {} })
        """)
  }

  @Test func whatDoesNotGoTogether() throws {
    try run(
      Self.setup + """
        for _, model in ipairs { "STDP", "TripletSTDP" } do
          refused("bounds = \\"power\\" needs dense weights, and W of s is sparse",
            { [4] = models[model] { bounds = "power" } }, nil, nil,
            { layout = "sparse" })
        end
        refused("w_min is 2, and w_max 1", { [4] = models.STDP { w_min = 2 } })
        refused("can't take them from s's 'I'", {
          [3] = snn.SynapticDelay {}, [4] = models.TsodyksMarkram { from = "I" },
        })
        refused("STDP of s has a lower key than Transmission", {
          [3] = models.STDP {}, [4] = models.Transmission { delay = 2 },
        })
        for _, model in ipairs { "TsodyksMarkram", "SaturatingNMDA", "STDP" } do
          refused(model .. " needs a synapse for each pair of neurons", {
            [0] = models.OneToOne { initial = "ones" }, [4] = models[model] {},
          }, nil, nil, { weights = false, size = 3 })
        end
        refused("rise and decay are the same", {}, nil, {
          [1] = models.BiexponentialCurrent { rise = 3, decay = 3 },
          [2] = models.LIF {},
        })
        refused("parameter 'U' = 2.0", {
          [4] = models.TsodyksMarkram { U = 2.0 },
        })
        refused("tau_plus", { [4] = models.STDP { tau_plus = "-1 ms" } })
        """)
  }
}
