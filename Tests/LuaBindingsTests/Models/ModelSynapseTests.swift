import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Synaptic currents and conductances against NEST, SciPy and closed forms, whose
/// values `Synapses/synapses.py` has written.
@Suite struct ModelSynapseTests {
  /// Three sources, each synapse with a delay of its own; NEST solves these
  /// neurons exactly too.
  @Test(arguments: [("ExponentialCurrent", 5.0), ("AlphaCurrent", 2.0)])
  func currentsWithDelaysAreThoseOfNEST(name: String, tau: Double) throws {
    try run(
      ModelSupport.script + """
        local values = stored "Synapses/synapses.txt"
        local name = "nest " .. ("\(name)"):gsub("Current", ""):lower()
        local list = {}
        for neuron, times in ipairs {
          { 3, 10, 11, 40 }, { 5, 20, 21.5 }, { 2, 7.7, 33.3, 50 },
        } do
          for _, time in ipairs(times) do
            list[#list + 1] = math.floor(time * 10 + 0.5)
            list[#list + 1] = neuron
          end
        end
        for _, layout in ipairs { "dense", "sparse" } do
          local net = snn.Network { seed = 1, dt = 0.1, dtype = "float64" }
          local a = given(net, "a", 3, list)
          local b = snn.NeuronGroup {
            net = net, size = 1, tag = "b", behavior = {
              [2] = snn.models.\(name) { tau = \(tau) },
              [3] = snn.models.LIF { threshold = "1 V" },
              [6] = snn.Recorder { "voltage", gap_width = 50 },
            },
          }
          local delay = snn.tensor({ 10, 30, 75 }, "int64")
          local W = snn.tensor({ { 0.05 }, { -0.08 }, { 0.12 } }, "float64")
          if layout == "dense" then
            delay = delay:unsqueeze(2)
          else
            W = W:to_sparse()
          end
          local s = snn.SynapseGroup {
            net = net, src = a, dst = b, tag = "s", behavior = {
              [4] = snn.SynapticDelay { delay = delay },
              [5] = snn.models.Transmission { to = "I_syn", from = "I" },
            },
          }
          s.W = W
          net:initialize()
          net:simulate_iterations(801)
          near(net("voltage", 1), values[name], 1e-9)
        end
        """)
  }

  @Test(arguments: ["facilitation", "depression"], ["dense", "sparse"])
  func releaseIsThatOfNEST(kind: String, layout: String) throws {
    try run(
      ModelSupport.script + """
        local values = stored "Synapses/synapses.txt"
        local options = ({
          facilitation = { U = 0.2, tau_rec = "300 ms", tau_facil = "200 ms" },
          depression = { U = 0.5, tau_rec = "800 ms" },
        }).\(kind)
        options.to, options.delay = "arrived", "3 ms"
        local net = snn.Network { seed = 1, dt = 1, dtype = "float64" }
        local a = given(net, "a", 1, of_one { 11, 31, 46, 51, 121, 401, 411 })
        local b = given(net, "b", 1, {}, { [3] = snn.Recorder { "arrived" } })
        b.arrived = b:vector()
        local s = snn.SynapseGroup {
          net = net, src = a, dst = b, tag = "s",
          behavior = { [2] = snn.models.TsodyksMarkram(options) },
        }
        s.W = s:matrix { 2,
          layout = "\(layout)" == "sparse" and "sparse" or nil }
        net:initialize()
        net:simulate_iterations(450)
        local v = net("arrived", 1):reshape(450)
        local jumps = v:narrow(1, 2, 449) - v:narrow(1, 1, 449)
        local at = jumps:gt(1e-3):nonzero():reshape(-1)
        near((at + 1):to "float64", values["nest \(kind) times"], 0)
        near(jumps[at], values["nest \(kind)"], 1e-8)
        """)
  }

  /// The error at half the time step is a half to the power of the order.
  @Test(arguments: [
    ("exponential", "ExponentialConductance", "g_syn", 2),
    ("alpha", "AlphaConductance", "g_syn", 2),
    ("biexponential", "BiexponentialConductance", "g_syn", 2),
    ("NMDA", "NMDA", "g_NMDA", 1),
    ("saturating NMDA", "SaturatingNMDA", "", 1),
  ])
  func conductancesConvergeToSciPys(
    name: String, model: String, target: String, order: Int
  ) throws {
    try run(
      ModelSupport.script + """
        local wanted = stored "Synapses/synapses.txt" ["scipy \(name)"][1]
        local function error_at(dt)
          local net = snn.Network { seed = 1, dt = dt, dtype = "float64" }
          local steps = {}
          for k, time in ipairs { 5, 12, 14, 30 } do
            steps[k] = math.floor(time / dt + 0.5)
          end
          local a = given(net, "a", 1, of_one(steps))
          local behavior = { [3] = snn.models.LIF { threshold = "1 V" } }
          local transmission
          if "\(target)" == "" then
            transmission = snn.models.\(model) {}
          else
            behavior[2] = snn.models.\(model) {}
            transmission = snn.models.Transmission { to = "\(target)" }
          end
          local b = snn.NeuronGroup {
            net = net, size = 1, tag = "b", behavior = behavior,
          }
          local s = snn.SynapseGroup {
            net = net, src = a, dst = b, tag = "s",
            behavior = { [4] = transmission },
          }
          s.W = s:matrix(0.01)
          net:initialize()
          net:simulate_iterations(math.floor(50 / dt + 0.5))
          return math.abs(b.voltage[1] - wanted)
        end
        local coarse, fine = error_at(0.1), error_at(0.05)
        local order = math.log(coarse / fine) / math.log(2)
        assert(coarse < (\(order) == 2 and 2e-4 or 0.05), coarse)
        assert(math.abs(order - \(order)) < 0.05, order)
        """)
  }

  /// Biexponential currents of one time constant each, drawn or given.
  @Test func currentsAreClosedForms() throws {
    try run(
      ModelSupport.script + """
        local tau, R, dt, exp = 10, 50, 0.1, math.exp
        -- The voltage after a current exp(-t / s) of t ms.
        local function answer(s, t)
          return R / tau * (exp(-t / s) - exp(-t / tau)) / (1 / tau - 1 / s)
        end
        -- The same after a current t / s exp(1 - t / s), by Simpson's rule.
        local function alpha(s, t)
          local sum, n = 0, 2000
          for k = 0, n do
            local u = t * k / n
            local weight = (k == 0 or k == n) and 1 or k % 2 == 0 and 2 or 4
            sum = sum + weight * u / s * exp(1 - u / s) * exp((u - t) / tau)
          end
          return R / tau * sum * t / n / 3
        end
        local peak_time = 5 * 2 / (5 - 2) * math.log(5 / 2)
        local peak = exp(-peak_time / 5) - exp(-peak_time / 2)
        local function check(model, options, iterations, wanted)
          local net = snn.Network { seed = 1, dt = dt, dtype = "float64" }
          local a = given(net, "a", 1, { 1, 1 })
          local b = snn.NeuronGroup {
            net = net, size = 2, tag = "b", behavior = {
              [2] = snn.models[model](options),
              [3] = snn.models.LIF {
                tau = tau, R = R, threshold = "1 V", rest = 0, initial = 0,
              },
            },
          }
          local s = snn.SynapseGroup {
            net = net, src = a, dst = b, tag = "s",
            behavior = { [4] = snn.models.Transmission { to = "I_syn" } },
          }
          s.W = s:matrix(1)
          net:initialize()
          net:simulate_iterations(iterations + 1)
          near(b.voltage, wanted, 1e-8 * wanted[1])
        end
        for _, n in ipairs { 1, 7, 200 } do
          local t = n * dt
          local function both(x, y) return { x, y or x } end
          local two = snn.tensor({ 5, 3 }, "float64")
          check("ExponentialCurrent", { tau = 5 }, n, both(answer(5, t)))
          check("ExponentialCurrent", { tau = two }, n,
            both(answer(5, t), answer(3, t)))
          check("BiexponentialCurrent", { rise = 2, decay = 5 }, n,
            both((answer(5, t) - answer(2, t)) / peak))
          check("AlphaCurrent", { tau = 10 }, n, both(alpha(10, t)))
          check("AlphaCurrent", { tau = 9.995 }, n, both(alpha(9.995, t)))
          check("AlphaCurrent", { tau = two }, n, both(alpha(5, t), alpha(3, t)))
        end
        """)
  }

  /// The difference of two neurons fades with the rate (1 + 2 R g) / tau.
  @Test func gapJunctionsAreClosedForms() throws {
    try run(
      ModelSupport.script + """
        local function errors(dt)
          local net = snn.Network { seed = 1, dt = dt, dtype = "float64" }
          local n = snn.NeuronGroup {
            net = net, size = 2, tag = "n",
            behavior = { [2] = snn.models.LIF { threshold = "1 V" } },
          }
          local s = snn.SynapseGroup {
            net = net, src = n, dst = n, tag = "s",
            behavior = { [1] = snn.models.GapJunction {} },
          }
          s.W = snn.tensor({ { 0, 0.004 }, { 0.004, 0 } }, "float64")
          net:initialize()
          n.voltage[1] = -45
          net:simulate_iterations(math.floor(20 / dt + 0.5))
          local sum, difference = 20 * math.exp(-1), 20 * math.exp(-1.8)
          return math.abs(n.voltage[1] + 65 - (sum + difference) / 2),
            math.abs(n.voltage[2] + 65 - (sum - difference) / 2)
        end
        local a, b = errors(0.1)
        local c, d = errors(0.05)
        assert(a < 1e-2 and b < 1e-2)
        assert(math.abs(a / c - 2) < 0.05 and math.abs(b / d - 2) < 0.05)
        """)
  }

  /// Spikes that leave in iteration t with a delay of d are in the target's
  /// variable from its turn in iteration t + d on.
  @Test func spikesArriveAfterTheirDelay() throws {
    try run(
      ModelSupport.script + """
        for _, delay in ipairs { 0, 1, 5 } do
          local net = snn.Network { seed = 1, dt = 1 }
          local a = given(net, "a", 1, { 10, 1 })
          local b = given(net, "b", 1, {}, { [5] = snn.Recorder { "v" } })
          b.v = b:vector()
          local s = snn.SynapseGroup {
            net = net, src = a, dst = b, tag = "s",
            behavior = {
              [4] = snn.models.Transmission { to = "v", delay = delay },
            },
          }
          s.W = s:matrix(1)
          net:initialize()
          net:simulate_iterations(20)
          local first = net("v", 1):reshape(20):gt(0):nonzero()
          assert(first:min() == 10 + delay)
        end
        """)
  }

  /// A weight that goes to the voltage makes its target spike in the iteration
  /// after that in which it arrives, as in Brian2; in NEST it is the same one.
  @Test func weightsOfVoltagesMakeSpikes() throws {
    try run(
      ModelSupport.script + """
        for _, delay in ipairs { 0, 1, 5 } do
          local net = snn.Network { seed = 1, dt = 0.1 }
          local a = given(net, "a", 1, { 10, 1 })
          local b = snn.NeuronGroup {
            net = net, size = 1, tag = "b", behavior = {
              [2] = snn.models.LIF {}, [5] = snn.EventRecorder "spike",
            },
          }
          local s = snn.SynapseGroup {
            net = net, src = a, dst = b, tag = "s",
            behavior = { [4] = snn.models.Transmission { delay = delay } },
          }
          s.W = s:matrix(20)
          net:initialize()
          net:simulate_iterations(30)
          local times = net("spike.t", 1)
          assert(#times == 1 and times[1] == 10 + delay + 1)
        end
        """)
  }
}
