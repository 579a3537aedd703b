import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Models of synapses give the same on dense and on sparse weights, compiled and in
/// Lua, to the bit.
@Suite struct ModelAgreementTests {
  /// `run_all(place, model, options, target, layouts)` runs a model in a network of
  /// random neurons and compares what comes of it.
  static let setup = """
    local function build(place, model, options, target, layout, compiled,
      scale)
      local Class = snn.models[model]
      if not compiled then
        Class = Class:extend("Eager" .. model, { compiled = false })
      end
      local net = snn.Network {
        seed = 3, dt = 1,
        behavior = { [0] = snn.models.Dopamine { initial = 1 } },
      }
      local function neurons(size, tag, more)
        return snn.NeuronGroup {
          net = net, size = size, tag = tag, behavior = {
            more,
            [2] = snn.models.LIF {
              current = "0.2 nA", initial = "uniform(-65, -50)",
              refractory = "2 ms", tau = "uniform(10 ms, 20 ms)",
            },
            [3] = snn.models.Activity {},
          },
        }
      end
      local src = neurons(13, "src")
      local dst = neurons(9, "dst", place == "target" and Class(options) or nil)
      local behavior = {
        [4] = snn.models.Transmission { to = target, delay = "2 ms" },
      }
      if place ~= "target" then
        behavior[place] = Class(options)
      end
      local s = snn.SynapseGroup {
        net = net, src = src, dst = dst, tag = "s", behavior = behavior,
      }
      local W = s:matrix {
        "uniform(0, 1)", scale = scale or 1, layout = "sparse",
      }
      s.W = layout == "dense" and W:to_dense() or W
      net:initialize()
      net:simulate_iterations(300)
      return { dst.voltage, dst.activity,
        layout == "dense" and s.W or s.W:to_dense() }
    end

    function run_all(place, model, options, target, layouts, scale)
      local first
      for _, layout in ipairs(layouts) do
        for _, compiled in ipairs { false, true } do
          local found = build(place, model, options, target, layout,
            compiled, scale)
          first = first or found
          for k, tensor in ipairs(found) do
            assert(not tensor:isnan():any(), model)
            assert(tensor:eq(first[k]):all(), ("%s, %s, %s, %d"):format(model,
              layout, compiled, k))
          end
        end
      end
      assert(first[2]:sum() > 0, "nobody spiked")
    end

    """

  @Test(arguments: [
    ("ExponentialCurrent", "I_syn"), ("AlphaCurrent", "I_syn"),
    ("BiexponentialCurrent", "I_syn"), ("ExponentialConductance", "g_syn"),
    ("AlphaConductance", "g_syn"), ("BiexponentialConductance", "g_syn"),
    ("NMDA", "g_NMDA"),
  ])
  func currents(model: String, target: String) throws {
    try run(
      Self.setup + """
        run_all("target", "\(model)", {}, "\(target)", { "dense", "sparse" })
        """)
  }

  @Test(arguments: [
    (4, "Transmission", "to = \"voltage\", delay = 3"),
    (4, "TsodyksMarkram", "to = \"voltage\", delay = 3, tau_facil = 100"),
    (4, "SaturatingNMDA", "delay = 1"),
    (5, "STDP", ""), (5, "STDP", "bounds = \"soft\", pairs = \"nearest\""),
    (5, "STDP", "bounds = \"none\""), (5, "TripletSTDP", ""),
    (5, "TripletSTDP", "fit = \"hippocampus, full\", bounds = \"soft\""),
    (5, "VogelsSTDP", "eta = 0.01"), (5, "RewardSTDP", ""),
    (5, "RewardSTDP", "bounds = \"none\", baseline = 0.5"),
    (5, "ClopathSTDP", "peak = \"20 mV\""), (5, "Oja", "eta = 1e-7"),
    (5, "BCM", "eta = 1e-7, w_max = 2"), (5, "SynapticScaling", ""),
    (5, "SynapticScaling", "run_every = \"10 ms\""),
    (5, "Pruning", "threshold = 0.3"), (5, "WeightDecay", "tau = \"1 s\""),
  ])
  func synapses(place: Int, model: String, options: String) throws {
    try run(
      Self.setup + """
        run_all(\(place), "\(model)", { \(options) }, "voltage",
          { "dense", "sparse" })
        """)
  }

  @Test(arguments: ["STDP", "TripletSTDP"])
  func powersOfDenseWeights(model: String) throws {
    try run(
      Self.setup + """
        run_all(5, "\(model)", { bounds = "power" }, "voltage", { "dense" })
        """)
  }

  /// The sums over sources are made in another order.
  @Test func gapJunctions() throws {
    try run(
      Self.setup + """
        run_all(1, "GapJunction", {}, "voltage", { "dense" }, 1e-3)
        run_all(1, "GapJunction", {}, "voltage", { "sparse" }, 1e-3)
        """)
  }
}
