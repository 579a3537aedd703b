import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Rules of plasticity against Brian2 and NEST, whose values
/// `Synapses/plasticity.py` has written, and against loops over single synapses.
@Suite struct ModelPlasticityTests {
  /// `learned(rule, w, pre, post, size, iterations, layout)` gives the weights
  /// after given spikes, which were `w`; `stdp(options)` is a rule with the time
  /// constants of the stored values.
  static let setup =
    ModelSupport.script + """
      values = stored "Synapses/plasticity.txt"

      function learned(rule, w, pre, post, size, iterations, layout)
        local net = snn.Network { seed = 1, dt = 1, dtype = "float64" }
        local a, b = given(net, "a", size, pre), given(net, "b", size, post)
        local s = snn.SynapseGroup {
          net = net, src = a, dst = b, tag = "s", behavior = { [2] = rule },
        }
        s.W = s:matrix { w, layout = layout }
        net:initialize()
        net:simulate_iterations(iterations)
        return layout and s.W:to_dense() or s.W, s
      end

      function stdp(options)
        options.tau_plus, options.tau_minus = "17 ms", "34 ms"
        return snn.models.STDP(options)
      end

      pre, post = of_one(values["nest pre"]), of_one(values["nest post"])

      """

  @Test(arguments: [
    ("hard", ""), ("nearest", "pairs = \"nearest\""),
    ("soft", "bounds = \"soft\""),
    ("power", "bounds = \"power\", mu_plus = 0.6, mu_minus = 0.3"),
  ])
  func pairsChangeWeightsAsInBrian2(name: String, options: String) throws {
    try run(
      Self.setup + """
        local function rule()
          return stdp { A_plus = 0.02, A_minus = 0.03, \(options) }
        end
        local wanted = values["brian \(name)"]
        near(learned(rule(), 0.5, values.pre, values.post, 6, 400), wanted, 1e-11)
        if "\(name)" ~= "power" then
          near(learned(rule(), 0.5, values.pre, values.post, 6, 400, "sparse"),
            wanted, 1e-11)
        end
        """)
  }

  /// NEST's lambda is a part of the largest weight.
  @Test(arguments: [
    ("additive", 2.0, ""), ("nearest", 2.0, "pairs = \"nearest\""),
    ("multiplicative", 1.0, "bounds = \"soft\""),
    ("power", 1.0, "bounds = \"power\", mu_plus = 0.6, mu_minus = 0.3"),
  ])
  func pairsChangeWeightsAsInNEST(
    name: String, scale: Double, options: String
  ) throws {
    try run(
      Self.setup + """
        local rule = stdp {
          A_plus = 0.02 * \(scale), A_minus = 0.02 * 0.45 * \(scale), w_max = 2,
          \(options)
        }
        near(learned(rule, 0.4, pre, post, 1, 602), values["nest \(name)"], 1e-11)
        """)
  }

  @Test func tripletsAndInhibitionChangeWeightsAsInNEST() throws {
    try run(
      Self.setup + """
        local function triplet()
          return snn.models.TripletSTDP {
            fit = "visual cortex, full", A2_plus = 5e-4, A2_minus = 7e-3,
            A3_minus = 2.3e-3, w_max = 2,
          }
        end
        local function vogels()
          return snn.models.VogelsSTDP { eta = 0.01, rate = 5, w_max = 2 }
        end
        for _, layout in ipairs { false, "sparse" } do
          near(learned(triplet(), 0.4, pre, post, 1, 602, layout or nil),
            values["nest triplet"], 1e-11)
          near(learned(vogels(), 0.4, pre, post, 1, 602, layout or nil),
            values["nest vogels"], 1e-11)
        end
        local negative = snn.models.VogelsSTDP {
          eta = 0.01, rate = 5, w_min = -2, w_max = 0,
        }
        near(-learned(negative, -0.4, pre, post, 1, 602), values["nest vogels"],
          1e-11)
        """)
  }

  /// NEST solves the product of eligibility and dopamine exactly, where the rule
  /// takes both for constant during an iteration.
  @Test func rewardedWeightsComeNearNESTs() throws {
    try run(
      Self.setup + """
        local function after(dt)
          local net = snn.Network {
            seed = 1, dt = dt, dtype = "float64",
            behavior = { [2] = snn.models.Dopamine {} },
          }
          local function times(name)
            local list = {}
            for k, time in ipairs(values[name]) do
              list[k] = math.floor(time / dt + 0.5)
            end
            return of_one(list)
          end
          local a = given(net, "a", 1, times "nest pre")
          local b = given(net, "b", 1, times "nest post")
          local s = snn.SynapseGroup {
            net = net, src = a, dst = b, tag = "s", behavior = {
              [3] = snn.models.RewardSTDP {
                A_plus = 0.5, A_minus = 0.4, tau_plus = "17 ms",
                tau_minus = "34 ms", w_max = 200,
              },
            },
          }
          s.W = s:matrix(50)
          net:initialize()
          local now = 0
          for _, time in ipairs { 201, 351, 650 } do
            net:simulate_iterations(math.floor((time - now) / dt + 0.5))
            if time < 650 then
              net.dopamine = net.dopamine + 1000 / 200
            end
            now = time
          end
          return s.W[{ 1, 1 }]
        end
        local wanted = values["nest dopamine"][1]
        local coarse, fine = after(1) - wanted, after(0.25) - wanted
        local change = math.abs(wanted - 50)
        assert(math.abs(coarse) < 0.002 * change)
        assert(math.abs(fine) < 0.3 * math.abs(coarse), coarse / fine)
        """)
  }

  /// Dopamine is a number of the network or of the synapses, which a behavior lets
  /// fade, or a script sets.
  @Test func dopamineIsThatOfTheSynapsesOrOfTheNetwork() throws {
    try run(
      Self.setup + """
        local function weights(owner, layout)
          local function dopamine(name)
            return owner == name and snn.models.Dopamine { initial = 3 } or nil
          end
          local net = snn.Network {
            seed = 1, dt = 1, behavior = { [2] = dopamine "network" },
          }
          local a = given(net, "a", 6, values.pre)
          local b = given(net, "b", 6, values.post)
          local s = snn.SynapseGroup {
            net = net, src = a, dst = b, tag = "s", behavior = {
              [2] = dopamine "synapses", [3] = snn.models.RewardSTDP {},
            },
          }
          s.W = s:matrix { 0.5, layout = layout }
          if owner == "script" then net.dopamine = 3 end
          net:initialize()
          for _ = 1, 40 do
            net:simulate_iterations(1)
            if owner == "script" then
              net.dopamine = net.dopamine * math.exp(-1 / 200)
            end
          end
          return layout and s.W:to_dense() or s.W
        end
        local first = weights "network"
        assert(first:min() < 0.5 and first:max() > 0.5)
        assert(weights "synapses":eq(first):all())
        assert(weights("network", "sparse"):eq(first):all())
        -- Here dopamine fades after the rule, and there before it.
        local script = weights "script"
        near((script - 0.5) * math.exp(-1 / 200) + 0.5, first:reshape(36):tolist(),
          1e-6)
        """)
  }

  /// Brian2's neurons spike by what their synapses have learned.
  @Test func neuronsLearnToSpikeAsInBrian2() throws {
    try run(
      Self.setup + """
        local net = snn.Network { seed = 1, dt = 0.5, dtype = "float64" }
        local a = given(net, "a", 20, values.inputs)
        local b = snn.NeuronGroup {
          net = net, size = 3, tag = "b", behavior = {
            [2] = snn.models.ExponentialCurrent {},
            [3] = snn.models.LIF { R = 50, threshold = "-55 mV" },
            [6] = snn.EventRecorder "spike",
          },
        }
        local s = snn.SynapseGroup {
          net = net, src = a, dst = b, tag = "s", behavior = {
            [4] = snn.models.Transmission { to = "I_syn", delay = "1.5 ms" },
            [5] = snn.models.STDP {
              A_plus = 0.002, A_minus = 0.0021, w_max = 0.2,
            },
          },
        }
        local i = snn.arange(0, 19):to "float64":unsqueeze(2)
        s.W = i * 0.005 + 0.05 + snn.arange(0, 2):to "float64" * 0.01
        net:initialize()
        net:simulate_iterations(2000)
        local spikes = snn.stack({ net("spike.t", 1), net("spike.i", 1) }, 2)
        assert(#values.learner > 400)
        near(spikes, values.learner, 0)
        near(s.W, values["learner weights"], 1e-11)
        """)
  }

  /// The rule of triplets as a loop over the spikes of one synapse, for all sets of
  /// parameters of the paper.
  @Test(arguments: ["all", "nearest"], ["soft", "hard"])
  func tripletsAreThoseOfALoop(kind: String, bounds: String) throws {
    try run(
      Self.setup + """
        local fits = snn.models.TripletSTDP.fits.\(kind)
        for fit, p in pairs(fits) do
          local r1, r2, o1, o2, w = 0, 0, 0, 0, 0.4
          local is = { pre = {}, post = {} }
          -- Spikes of both in the same iteration too.
          for _, t in ipairs(values["nest pre"]) do is.pre[t] = true end
          for _, t in ipairs(values["nest post"]) do
            is.post[t % 3 == 0 and t - 1 or t] = true
          end
          local function spiked(trace)
            return "\(kind)" == "all" and trace + 1 or 1
          end
          local function up(change)
            w = "\(bounds)" == "soft" and w + change * (1 - w)
              or math.min(1, w + change)
          end
          local function down(change)
            w = "\(bounds)" == "soft" and w - change * w
              or math.max(0, w - change)
          end
          local posts = {}
          for t = 1, 602 do
            r1, r2 = r1 * math.exp(-1 / 16.8), r2 * math.exp(-1 / p[5])
            o1, o2 = o1 * math.exp(-1 / 33.7), o2 * math.exp(-1 / p[6])
            if is.pre[t] then
              down(o1 * (p[3] + p[4] * r2))
              r1, r2 = spiked(r1), spiked(r2)
            end
            if is.post[t] then
              posts[#posts + 1] = t
              up(r1 * (p[1] + p[2] * o2))
              o1, o2 = spiked(o1), spiked(o2)
            end
          end
          local rule = snn.models.TripletSTDP {
            fit = fit, pairs = "\(kind)", bounds = "\(bounds)",
          }
          near(learned(rule, 0.4, pre, of_one(posts), 1, 602), { w }, 1e-12)
        end
        """)
  }

  /// NEST averages the voltage between its iterations too.
  @Test func voltagesChangeWeightsNearlyAsInNEST() throws {
    try run(
      Self.setup + """
        local Voltage = snn.Behavior "Voltage"
        function Voltage:initialize(n)
          self.list = self:parameter "list"
          n.voltage = n:vector(-70.6)
        end
        function Voltage:forward(n)
          n.voltage:fill_(self.list[n.iteration])
        end
        local times = {}
        for k, time in ipairs(values["clopath spikes"]) do
          times[k] = time * 10
        end
        local function weight(name, options)
          local list = values[name .. " voltage"]
          local net = snn.Network { seed = 1, dt = 0.1, dtype = "float64" }
          local a = given(net, "a", 1, of_one(times))
          local b = given(net, "b", 1, {}, { [2] = Voltage { list = list } })
          local s = snn.SynapseGroup {
            net = net, src = a, dst = b, tag = "s",
            behavior = { [3] = snn.models.ClopathSTDP(options) },
          }
          s.W = s:matrix(0.5)
          net:initialize()
          net:simulate_iterations(2900)
          return s.W[{ 1, 1 }]
        end
        for name, options in pairs {
          ["clopath weakening"] = { A_minus = 14e-4, A_plus = 0 },
          ["clopath strengthening"] = { A_minus = 0 },
        } do
          local wanted = values[name][1]
          local found = weight(name, options)
          assert(math.abs(found - wanted) < 0.01 * math.abs(wanted - 0.5),
            ("%s: %g instead of %g"):format(name, found, wanted))
        end
        """)
  }

  /// The rule of Clopath and others as a loop, for a voltage that is given.
  @Test(arguments: ["", "sparse"])
  func voltagesChangeWeightsAsInALoop(layout: String) throws {
    try run(
      Self.setup + """
        local Voltage = snn.Behavior "Voltage"
        local function voltage(t)
          return -65 + 12 * math.sin(t / 7) + (t % 50 < 2 and 60 or 0)
        end
        function Voltage:initialize(n) n.voltage = n:vector(-65) end
        function Voltage:forward(n) n.voltage:fill_(voltage(n.iteration)) end
        local net = snn.Network { seed = 1, dt = 1, dtype = "float64" }
        local a = given(net, "a", 1, pre)
        local b = given(net, "b", 1, {}, { [2] = Voltage {} })
        local s = snn.SynapseGroup {
          net = net, src = a, dst = b, tag = "s",
          behavior = {
            [3] = snn.models.ClopathSTDP { A_minus = 5e-4, A_plus = 3e-4 },
          },
        }
        s.W = s:matrix {
          0.4, layout = "\(layout)" == "sparse" and "sparse" or nil,
        }
        net:initialize()
        net:simulate_iterations(602)
        local is = {}
        for _, t in ipairs(values["nest pre"]) do is[t] = true end
        local w, x, minus, plus = 0.4, 0, -65, -65
        for t = 1, 602 do
          local u = voltage(t)
          if is[t] then
            w = math.max(0, w - 5e-4 * math.max(0, minus + 70.6))
          end
          x = x * math.exp(-1 / 15)
          w = math.min(1, w + 3e-4 * x * math.max(0, u + 45.3)
            * math.max(0, plus + 70.6))
          x = x + (is[t] and 1 / 15 or 0)
          minus = u + (minus - u) * math.exp(-1 / 10)
          plus = u + (plus - u) * math.exp(-1 / 7)
        end
        assert(math.abs(w - 0.4) > 0.01 and w > 0 and w < 1, w)
        near("\(layout)" == "sparse" and s.W:values() or s.W, { w }, 1e-12)
        """)
  }

  /// A linear neuron learns the first principal component of its inputs, and with
  /// BCM comes to the activity that is wanted.
  @Test(arguments: ["", "sparse"])
  func ratesChangeWeights(layout: String) throws {
    try run(
      Self.setup + """
        local Linear = snn.Behavior "Linear"
        function Linear:initialize(n) n.activity = n:vector() end
        function Linear:forward(n)
          local s = n.afferent_synapses.s[1]
          n.activity = s.src.activity:matmul(s.W)
        end
        -- Two directions at a right angle, the first of which varies more.
        local Inputs = snn.Behavior "Inputs"
        function Inputs:initialize(n)
          self.still = self:parameter("still", false)
          n.activity = snn.tensor({ 0.5, 1, 0.25 }, "float64")
        end
        function Inputs:forward(n)
          if self.still then return end
          local t = n.iteration
          n.activity = snn.tensor({ 0.6, 0.8, 0 }, "float64")
              * (2 * math.sin(t)) + snn.tensor({ 0.8, -0.6, 0 }, "float64")
              * math.cos(t * 1.7)
        end
        local function weights(rule, still)
          local net = snn.Network { seed = 1, dt = 1, dtype = "float64" }
          local a = given(net, "a", 3, {}, { [2] = Inputs { still = still } })
          local b = given(net, "b", 2, {}, { [3] = Linear {} })
          local s = snn.SynapseGroup {
            net = net, src = a, dst = b, tag = "s", behavior = { [4] = rule },
          }
          s.W = s:matrix {
            0.3, layout = "\(layout)" == "sparse" and "sparse" or nil,
          }
          net:initialize()
          net:simulate_iterations(5000)
          return "\(layout)" == "sparse" and s.W:to_dense() or s.W, b
        end
        near(weights(snn.models.Oja { eta = 0.01 }),
          { 0.6, 0.6, 0.8, 0.8, 0, 0 }, 0.02)
        local _, b = weights(
          snn.models.BCM { eta = 0.01, tau = "20 ms", scale = 2 }, true)
        near(b.activity, { 2, 2 }, 1e-6)
        """)
  }

  @Test(arguments: ["", "sparse"])
  func wholeMatricesChange(layout: String) throws {
    try run(
      Self.setup + """
        local function weights(rule)
          local net = snn.Network { seed = 1, dt = 0.5, dtype = "float64" }
          local a = given(net, "a", 2, {})
          local b = given(net, "b", 2, {})
          b.activity = snn.tensor({ 3, 8 }, "float64")
          local s = snn.SynapseGroup {
            net = net, src = a, dst = b, tag = "s", behavior = { [2] = rule },
          }
          local W = snn.tensor({ { 0.2, 0.4 }, { -0.6, 0.005 } }, "float64")
          s.W = "\(layout)" == "sparse" and W:to_sparse() or W
          net:initialize()
          net:simulate_iterations(200)
          return "\(layout)" == "sparse" and s.W:to_dense() or s.W, s
        end
        for _, every in ipairs { 1, 10 } do
          local up, down = math.exp(0.1 * 2 * 0.1), math.exp(-0.1 * 3 * 0.1)
          near(weights(snn.models.SynapticScaling {
            beta = 0.1, goal = "5 Hz", run_every = every,
          }), { 0.2 * up, 0.4 * down, -0.6 * up, 0.005 * down }, 1e-12)
          local left = math.exp(-0.5)
          near(weights(snn.models.WeightDecay {
            tau = "200 ms", rest = 0.1, run_every = every,
          }), { 0.1 + 0.1 * left, 0.1 + 0.3 * left, 0.1 - 0.7 * left,
            0.1 - 0.095 * left }, 1e-12)
        end
        local W, s = weights(snn.models.Pruning { threshold = 0.3 })
        near(W, { 0, 0.4, -0.6, 0 }, 0)
        local V = "\(layout)" == "sparse" and s.W:values() or s.W
        V:fill_(1) -- a weight that was pruned stays 0
        s.network:simulate_iterations(1)
        near("\(layout)" == "sparse" and s.W:to_dense() or s.W, { 0, 1, 1, 0 }, 0)
        """)
  }
}
