import LuaBindings
import TestSupport
import Testing

/// What spike counts, ridge regression and population vectors make of spikes.
@Suite struct ReadoutTests {
  /// `group(size, behavior)` makes neurons whose spikes are the rows of the global
  /// `spikes` one after the other, from the first again after the last.
  static let setup = """
    local models = snn.models
    local Rows = snn.Behavior("Rows", { compiled = true })
    function Rows:initialize(neurons)
      self.count, self.step = spikes:size(1), 0
      neurons.spike = neurons:vector { dtype = "bool" }
    end
    function Rows:forward(neurons)
      neurons.spike = spikes[self.step % self.count + 1]
      self.step = self.step + 1
    end
    local function group(behavior)
      local net = snn.Network { seed = 1, dt = 1 }
      behavior[1] = Rows {}
      return net, snn.NeuronGroup {
        net = net, size = spikes:size(2), tag = "n", behavior = behavior,
      }
    end
    local function near(a, b, tolerance)
      local difference = (a - b):abs():max()
      assert(difference <= tolerance, difference)
    end
    """

  private func check(_ script: String, spikes: String) throws {
    try run("spikes = \(spikes) " + ReadoutTests.setup + "\n" + script)
  }

  @Test func countsBeginAnewWithEachSample() throws {
    try check(
      """
      local net, n = group {}
      net:add_behavior(0, models.DataSet {
        samples = snn.zeros(3, 2), duration = 2, silence = 1,
      })
      n:add_behavior(2, models.SpikeCounts { data = net })
      net:initialize()
      local wanted, current = snn.zeros(3, 4), nil
      for t = 1, 18 do
        net:simulate_iteration()
        local sample = (t - 1) // 3 % 3 + 1
        if (t - 1) % 3 == 0 then current = snn.zeros(4) end
        current = current + spikes[(t - 1) % 7 + 1]
        wanted[sample] = current
        assert(n.spike_count:eq(current):all(), t)
        assert(n.spike_counts:eq(wanted):all(), t)
      end
      """, spikes: #"snn.Network { seed = 3 }:tensor("uniform", 7, 4):lt(0.5)"#)
  }

  @Test func aRidgeReadoutIsTheSolutionOfTheNormalEquations() throws {
    try check(
      """
      local Target = snn.Behavior("Target", { compiled = true })
      function Target:initialize(n) n.x, n.target = n:vector(), snn.zeros(2) end
      function Target:forward(n)
        n.x:mul_(0.8):add_(n.spike)
        n.target = n.x[{ { 1, 2 } }] * 2 - n.x[{ { 3, 4 } }] + 1
      end
      local net, n = group {
        [2] = Target {},
        [3] = models.RidgeReadout { "x", penalty = 0.5 },
        [4] = snn.Recorder { "x", "target", "readout" },
      }
      net:initialize()
      net:simulate_iterations(40)
      assert(n.Recorder:data("readout"):eq(0):all())
      local W = n.RidgeReadout:fit()
      -- The recorded iterations of `rows`, as inputs with a 1, and targets.
      local function examples(rows)
        local x, y = n.Recorder:data "x", n.Recorder:data "target"
        x = snn.cat({ x, snn.ones(x:size(1), 1) }, 2)
        return x[rows]:to "float64", y[rows]:to "float64"
      end
      -- Raises unless the gradient of |X W - Y|^2 + 0.5 |W|^2 is 0.
      local function check(X, Y, W)
        local gradient = X.T:matmul(X:matmul(W) - Y) + W * 0.5
        near(gradient, gradient * 0, 1e-9)
      end
      local X, Y = examples(snn.arange(1, 40))
      check(X, Y, W)
      near(models.RidgeReadout.solve(n.Recorder:data "x", Y, 0.5), W, 1e-9)
      net:simulate_iterations(10)
      local later = snn.arange(41, 50)
      near(n.Recorder:data "readout"[later], examples(later):matmul(W), 1e-6)
      n.RidgeReadout:learn()
      net:simulate_iterations(10)
      X, Y = examples(snn.cat { snn.arange(1, 40), snn.arange(51, 60) })
      check(X, Y, n.RidgeReadout:fit())
      """, spikes: #"snn.Network { seed = 4 }:tensor("uniform", 61, 4):lt(0.3)"#
    )
  }

  @Test func aRidgeReadoutSaysWhatItLacks() throws {
    let found = try message(
      of: "spikes = snn.zeros(2, 3):bool() " + ReadoutTests.setup + "\n"
        + """
        local net = group { [2] = models.RidgeReadout { "spike" } }
        net:initialize()
        """)
    #expect(
      found?.contains(
        "RidgeReadout needs the variable 'target': n has none; set it before"
          + " initialize, or add a behavior that makes it") == true,
      "\(found ?? "")")
  }

  @Test func aPopulationVectorPointsWhereItsNeuronsDo() throws {
    try check(
      """
      local net, n = group {
        [2] = models.PopulationVector { tau = 10 },
      }
      net:initialize()
      net:simulate_iteration()
      -- Only the second of four spikes, which prefers pi / 2.
      near(n.rate_trace, snn.tensor { 0, 100, 0, 0 }, 1e-4)
      assert(math.abs(n.direction:item() - math.pi / 2) < 1e-6)
      assert(math.abs(n.coherence:item() - 1) < 1e-6)
      net:simulate_iteration()
      -- The second and the third, of which the trace of the second has faded.
      local left = math.exp(-0.1)
      assert(math.abs(n.direction:item() - math.atan(left, -1)) < 1e-6)
      local length = math.sqrt(1 + left * left)
      assert(math.abs(n.coherence:item() - length / (1 + left)) < 1e-6)
      """,
      spikes:
        #"snn.tensor({ { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 0 } }, "bool")"#
    )
  }
}
