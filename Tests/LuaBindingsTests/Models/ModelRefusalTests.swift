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

  @Test func namesThatAreTakenOrMissing() throws {
    try run(
      Self.setup + """
        local Transmission = models.Transmission
        refused("Transmission needs the synapse group's variable 'no_such': s has"
          .. " none", { [4] = Transmission { from = "no_such" } })
        refused("needs the target's variable 'tag': of b that is a string, and no"
          .. " tensor", { [4] = Transmission { to = "tag" } })
        refused("Transmission adds weights to the variable 'spike', and that of b"
          .. " is bool", { [4] = Transmission { to = "spike" } })
        refused("would both delay the spikes: give the second no delay", {
          [4] = Transmission { delay = 2 }, [5] = Transmission { delay = 2 },
        })
        refused("SaturatingNMDA works out the currents itself, and can't take"
          .. " them from s's 'I'", {
            [3] = snn.SynapticDelay {},
            [4] = models.SaturatingNMDA { from = "I" },
          })
        refused("LIF and ExponentialCurrent of b would both make the variable"
          .. " 'voltage': give one of them another, such as ExponentialCurrent {"
          .. " variable = \\"voltage_2\\" }", {}, nil, {
            models.ExponentialCurrent { variable = "voltage" }, models.LIF {},
          })
        refused("LIF and LIF of b would both make the variable", {}, nil,
          { models.LIF {}, models.LIF {} })
        refused("PoissonInput adds to the variable 'spike', and that of b is bool",
          {}, nil, { models.LIF {}, models.PoissonInput { to = "spike" } })
        """)
  }

  @Test func neuronsThatLackWhatIsRead() throws {
    try run(
      Self.setup + """
        for _, case in ipairs {
          { "VoltageNoise", "voltage" }, { "PopulationVector", "spike" },
        } do
          refused(("%s needs the variable '%s', and b has none"):format(
            table.unpack(case)), {}, nil, { models[case[1]] {} })
        end
        refused("VoltageHomeostasis: min is more than max", {}, nil,
          { models.LIF {}, models.VoltageHomeostasis { min = 2, max = 1 } })
        refused("there is no mode 'nrmal'; did you mean 'normal'?", {}, nil,
          { models.LIF {}, models.VoltageNoise "nrmal(0, 1)" })
        refused("stop must be after start", {}, nil, {
          models.RampCurrent { start = 10, stop = 10 }, models.LIF {},
        })
        refused("there are 3 preferred directions, and b has 2 neurons", {}, nil,
          { models.LIF {}, models.PopulationVector { { 1, 2, 3 } } })
        refused("events must be rows of iteration and index, and are [2]", {},
          nil, { models.SpikeList { events = { 1, 2 } } })
        """)
  }

  @Test func weightsThatAreNoNumbers() throws {
    try run(
      Self.setup + """
        local function layout(given, others)
          local behaviors = others or {}
          behaviors[0] = models.OneToOne(given)
          return behaviors
        end
        local options = { weights = false, size = 3 }
        refused("parameter 'initial' = nan: it must be finite",
          layout { initial = 0/0 }, nil, nil, options)
        refused("parameter 'initial' = a tensor of shape [3]: it must be finite",
          layout { initial = { 1, 2, 1/0 } }, nil, nil, options)
        refused("parameter 'initial' = true: it must be a text, a number or a"
          .. " tensor (or a list of numbers)", layout { initial = true }, nil, nil,
          options)
        """)
    #expect(
      try message(
        of: """
          local grid = snn.NeuronDimension { depth = 1, height = 2, width = 2 }
          local net = snn.Network { dt = 1 }
          local a = snn.NeuronGroup {
            net = net, size = grid, behavior = { snn.models.PoissonSpikes {} },
          }
          snn.SynapseGroup { net = net, src = a, dst = a, behavior = {
            snn.models.Lateral { kernel = { 1, 1, 1 }, initial = "ones" },
            snn.models.KernelNormalization { norm = 0 },
          } }
          net:initialize()
          """)?.contains("KernelNormalization: parameter 'norm' = 0:") == true)
  }

  @Test func twoRulesOfAGroupKeepTheirTracesApart() throws {
    try run(
      Self.setup + """
        refused("STDP and VogelsSTDP of s would both make the variable 'trace_post':"
          .. " give one of them another, such as VogelsSTDP { suffix = \\"_2\\" }",
          { [4] = models.STDP {}, [5] = models.VogelsSTDP {} })
        refused("SaturatingNMDA { suffix = \\"_2\\" }", {
          [4] = models.TsodyksMarkram {}, [5] = models.SaturatingNMDA {},
        })

        -- The traces of a rule beside another one, and alone.
        local function traces(rules)
          local net = snn.Network { seed = 1, dt = 1 }
          local a = snn.NeuronGroup {
            net = net, size = 4, tag = "a",
            behavior = { models.PoissonSpikes { rate = 100 } },
          }
          local s = snn.SynapseGroup {
            net = net, src = a, dst = a, tag = "s", W = 0.5, behavior = rules,
          }
          net:initialize()
          net:simulate_iterations(50)
          return s
        end
        local both = traces {
          [4] = models.STDP {},
          [5] = models.STDP { tau_plus = 7, tau_minus = 9, suffix = "_fast" },
        }
        local slow = traces { [4] = models.STDP {} }
        local fast = traces { [5] = models.STDP { tau_plus = 7, tau_minus = 9 } }
        assert(both.trace_pre:eq(slow.trace_pre):all())
        assert(both.trace_post_fast:eq(fast.trace_post):all())
        assert(fast.trace_post:ne(slow.trace_post):any())
        """)
  }

  @Test func tasksThatMakeTheirSamplesAreGivenNone() throws {
    #expect(
      try message(
        of: """
          local net = snn.Network { dt = 1, behavior = {
            snn.models.Randman { spikes = snn.ones(2, 3, 4) },
          } }
          net:initialize()
          """)?.contains("Randman makes spikes and targets itself") == true)
    #expect(
      try message(
        of: """
          local net = snn.Network { dt = 1, behavior = {
            snn.models.DataSet { { { 1, 2 } }, 3 }, snn.models.SineWaves {},
          } }
          net:initialize()
          """)?.contains("SineWaves: the network has a DataSet") == true)
  }
}
