import LuaBindings
import LuaRuntime
import SpikingNetworks
import TestSupport
import Testing

/// Classes of scripts extend behaviors of the library.
@Suite struct ExtendedLibraryTests {
  /// A function that builds a network of library behaviors, each of the class
  /// that `make(name)` gives, and one that compares the variables of two.
  private static let model = """
    local function build(make, seed)
      local class = setmetatable({}, { __index = function(_, name)
        return make(name)
      end })
      local net = snn.Network {
        seed = seed or 3, dt = 1, behavior = { [-1] = class.Clock "1 ms" } }
      local size = class.NeuronDimension { 4, 2 }
      local n = snn.NeuronGroup {
        net = net, size = size, tag = "n", behavior = {
          [1] = class.Variable { "v = uniform(0, 1)" },
          [2] = class.Equation { "dv/dt = (1 - v) / tau", tau = "uniform(5 ms, 9 ms)" },
          [5] = class.RefractoryPeriod { period = 3, held = "v" },
          [6] = class.AxonalDelay { delay = "randint(1, 4)" },
          [7] = class.TimeIntegratedHomeostasis {
            adjustment_param = "gain", measurement_param = "spike",
            threshold = 0.3, inc = 0.1, dec = 0.1, integration_length = "3 ms" },
          [8] = class.SynapticNormalization { synapse_type = "S", norm_factor = 2 },
          [9] = class.InstantHomeostasis {
            adjustment_param = "gain", measurement_param = "v", min_th = 0.2,
            max_th = 0.4 },
          [10] = class.Refractory { output = "spike", activity = "gain" },
        },
      }
      n.gain, n.spike = n:vector(1), n:vector("zeros", "bool")
      local s = snn.SynapseGroup {
        net = net, src = n, dst = n, tag = "S", behavior = {
          [0] = class.RemoveAutapses {},
          [0.1] = class.BoxReceptiveFields { 2 },
          [0.2] = class.CircleReceptiveFields { 3 },
          [0.5] = class.CreateWeights { density = 0.8 },
          [3] = class.SynapticDelay { delay = "randint(1, 3)" },
          [11] = class.WeightClip { 0, 0.5 },
          [12] = class.SynapseVariable { "w = uniform(0, 1)" },
        },
      }
      local Spikes = snn.Behavior "Spikes"
      function Spikes:forward(n) n.spike = n.v:gt(0.5) end
      n:add_behavior(4, Spikes {})
      net:initialize()
      return net, n, s
    end
    local function library(name) return snn[name] end
    local function extended(name) return snn[name]:extend(name) end
    local function check_same(a, b)
      local count = 0
      for place, object in ipairs(a) do
        for name, value in pairs(object) do
          if type(value) == "userdata" then
            local other = b[place][name]
            assert(value.dtype == other.dtype, name)
            assert(value:eq(other):all(), name)
            count = count + 1
          end
        end
      end
      assert(count >= 19, count)
    end

    """

  private func run(_ source: String, in host: LuaHost? = nil) throws {
    try LuaBindingsTests.run(Self.model + source, in: host)
  }

  /// The message of an error of a class `Clip` that extends `WeightClip`.
  private func message(of source: String) throws -> String? {
    try LuaBindingsTests.message(
      of: """
        local Clip = snn.WeightClip:extend "Clip"
        local function simulated(behavior)
          local net = snn.Network { seed = 1 }
          local n = snn.NeuronGroup { net = net, size = 2, tag = "n" }
          local s = snn.SynapseGroup { net = net, src = n, dst = n, tag = "s" }
          s.W = s:matrix "uniform(-1, 2)"
          s:add_behavior(1, behavior)
          net:initialize()
          net:simulate_iterations(1)
          return s
        end
        \(source)
        """)?.replacing(#/^model\.lua:\d+: /#, with: "")
  }

  @Test func theModelHasAllBehaviorsOfTheLibrary() {
    for kind in BehaviorLibrary.all {
      #expect(Self.model.contains("class.\(kind.name) "), "\(kind.name)")
    }
  }

  @Test func aClassDoesWhatTheOneOfTheLibraryDoes() throws {
    try run(
      """
      local one, n, s = build(library)
      local two, m, t = build(extended)
      one:simulate_iterations(20)
      two:simulate_iterations(20)
      check_same({ n, s }, { m, t })
      assert(t.WeightClip.parameters.w_max == 0.5)
      """)
  }

  @Test func aCompiledClassDoesWhatTheOneOfTheLibraryDoes() throws {
    try run(
      """
      local function compiled(name)
        return snn[name]:extend(name, { compiled = "auto" })
      end
      local one, n, s = build(library)
      local two, m, t = build(compiled)
      one:simulate_iterations(20)
      two:simulate_iterations(20)
      check_same({ n, s }, { m, t })
      local program = two:program()
      assert(program:find(", 0.0, 0.5)  -- WeightClip (key 11)", 1, true))
      local _, count = program:gsub("runs in Lua", "")
      assert(count == 1 and program:find(
        "SynapticNormalization.forward has no compiled form", 1, true))
      """)
  }

  @Test func aMethodCallsTheOneOfTheLibraryEagerAndCompiled() throws {
    try run(
      """
      local function soft(compiled)
        return function(name)
          if name ~= "WeightClip" then return snn[name] end
          local Soft = snn.WeightClip:extend("Soft", { compiled = compiled })
          function Soft:initialize(s)
            snn.WeightClip.initialize(self, s)
            self.rate = self:parameter("rate", 0.25)
          end
          function Soft:forward(s)
            s.W:mul_(1 + self.rate)
            snn.WeightClip.forward(self, s)
            s.total = s.W:sum(1)
          end
          return Soft
        end
      end
      local one, n, s = build(soft(false))
      local two, m, t = build(soft(true))
      one:simulate_iterations(20)
      two:simulate_iterations(20)
      check_same({ n, s }, { m, t })
      assert(s.W:max() == 0.5 and s.total[1] > 0)
      """)
  }

  @Test func whatTheLibraryKeepsToItselfIsResumedToTheBit() throws {
    try run(
      """
      local path = os.tmpname()
      local one, n, s = build(extended)
      one:simulate_iterations(9)
      one:save(path)
      one:simulate_iterations(9)
      local two, m, t = build(extended, 8) -- which draws other delays
      two:simulate_iterations(4)
      two:load(path)
      os.remove(path)
      two:simulate_iterations(9)
      check_same({ n, s }, { m, t })
      """)
  }

  @Test func aParameterCountsWhenTheBehaviorIsInitializedAgain() throws {
    #expect(
      try message(
        of: """
          local s = simulated(Clip { w_max = 0.5 })
          assert(s.W:max() == 0.5)
          s.Clip.parameters.w_max = 0.25
          s.Clip:reinitialize()
          s.network:simulate_iterations(1)
          assert(s.W:max() == 0.25)
          s.Clip.w_max = 3
          """)
        == "Clip: 'w_max' is a parameter, no field: set parameters.w_max = 3, and"
        + " reinitialize() lets it count")
  }

  @Test func aParameterOfTheLibraryHasItsDefault() throws {
    #expect(
      try message(
        of: """
          function Clip:initialize(s)
            self.limit = self:parameter "w_max"
            snn.WeightClip.initialize(self, s)
            self.gain = self:parameter("gain", 2)
          end
          local s = simulated(Clip { gain = 3 })
          assert(s.Clip.limit == 1 and s.Clip.gain == 3)
          function Clip:initialize(s) self:parameter("w_max", 5) end
          simulated(Clip {})
          """)
        == "in Clip:initialize (key 1) of SynapseGroup 's': Clip: parameter"
        + " 'w_max' has two meanings: if it isn't given, it is 1.0 to WeightClip,"
        + " which Clip extends, and 5 here; leave this default away, use another"
        + " name, or set self.parameters.w_max first")
    #expect(
      try message(
        of: """
          local Mine = snn.Variable:extend "Mine"
          function Mine:initialize(s) self:parameter("eq", "w = 1") end
          simulated(Mine {})
          """)
        == "in Mine:initialize (key 1) of SynapseGroup 's': Mine: parameter 'eq'"
        + " has two meanings: if it isn't given, Variable, which Mine extends,"
        + " must be given it, and 'w = 1' here; leave this default away, use"
        + " another name, or set self.parameters.eq first")
  }

  /// What is done, and the message.
  static let mistakes = [
    (
      "simulated(Clip { wmax = 1 })",
      "in Clip:initialize (key 1) of SynapseGroup 's': Clip has no parameter"
        + " 'wmax'; did you mean 'w_max'?"
    ),
    (
      "simulated(Clip { w_max = -1 })",
      "in Clip:initialize (key 1) of SynapseGroup 's': WeightClip: parameter"
        + " 'w_min' = 0.0: it must be at most w_max, -1.0"
    ),
    (
      "function Clip.initialize() end simulated(Clip {})",
      "in Clip:forward (key 1) of SynapseGroup 's', iteration 1:"
        + " WeightClip.forward: it isn't initialized for SynapseGroup 's': call"
        + " WeightClip.initialize(self, object) in Clip:initialize(object)"
    ),
    (
      "function Clip:forward(s) snn.WeightClip:forward(s) end simulated(Clip {})",
      "in Clip:forward (key 1) of SynapseGroup 's', iteration 1:"
        + " WeightClip.forward: expected a behavior, got the class WeightClip;"
        + " did you mean WeightClip.forward(self, object)?"
    ),
    (
      "function Clip.forward(s) snn.WeightClip.forward(3, s) end"
        + " simulated(Clip {})",
      "in Clip:forward (key 1) of SynapseGroup 's', iteration 1:"
        + " WeightClip.forward: expected a behavior, got number"
    ),
    (
      "function Clip:forward(s) snn.WeightClip.forward(self, s.src) end"
        + " simulated(Clip {})",
      "in Clip:forward (key 1) of SynapseGroup 's', iteration 1:"
        + " WeightClip.forward: expected SynapseGroup 's', on which Clip works,"
        + " got NeuronGroup 'n'"
    ),
    (
      "function Clip:forward(s) snn.WeightClip.forward(self) end"
        + " simulated(Clip {})",
      "in Clip:forward (key 1) of SynapseGroup 's', iteration 1:"
        + " WeightClip.forward: expected SynapseGroup 's', on which Clip works,"
        + " got nil"
    ),
    (
      "function Clip:forward(s) snn.WeightClip.initialize(self, s) end"
        + " simulated(Clip {})",
      "in Clip:forward (key 1) of SynapseGroup 's', iteration 1:"
        + " WeightClip.initialize: what it settles stays for all iterations, so"
        + " call it in initialize; reinitialize() does that again"
    ),
    (
      "function Clip:forward(s) snn.Clock.forward(self, s) end"
        + " simulated(Clip {})",
      "in Clip:forward (key 1) of SynapseGroup 's', iteration 1: Clock.forward:"
        + " expected a behavior of a class that extends Clock, got a behavior of"
        + " Clip"
    ),
    (
      "local s = simulated(Clip {}) snn.WeightClip.forward(s.Clip, s)",
      "WeightClip.forward: call it in initialize or forward of Clip, which the"
        + " network calls"
    ),
    (
      "local s = simulated(snn.WeightClip {}) s.WeightClip:forward(s)",
      "WeightClip.forward: expected a behavior of a class that extends"
        + " WeightClip, got a behavior of WeightClip, which the network runs by"
        + " itself"
    ),
    (
      "local Other = snn.SynapticNormalization:extend('Other', { compiled = true"
        + " }) local s = simulated(Clip {}) local o = Other { 's' }"
        + " s.dst:add_behavior(2, o) s.network:simulate_iterations(1)",
      "in Other:forward (key 2) of NeuronGroup 'n', iteration 2:"
        + " SynapticNormalization.forward has no compiled form"
    ),
    (
      "Clip.compiled = true function Clip:forward(s)"
        + " snn.WeightClip.initialize(self, s) end simulated(Clip {})",
      "in Clip:forward (key 1) of SynapseGroup 's', iteration 1:"
        + " snn.WeightClip.initialize has no compiled form"
    ),
  ]

  @Test(arguments: mistakes)
  func aMistakeIsTold(source: String, expected: String) throws {
    #expect(try message(of: source) == expected)
  }

  @Test func anObjectMayOnlyBeWorkedOnByWhatWasInitializedForIt() throws {
    #expect(
      try message(
        of: """
          local Delay = snn.AxonalDelay:extend "Delay"
          local first = true
          function Delay:initialize(n)
            if first then snn.AxonalDelay.initialize(self, n) end
            first = false
          end
          local delay = Delay { 2 }
          for size = 9, 3, -6 do
            local net = snn.Network { seed = 1 }
            local n = snn.NeuronGroup { net = net, size = size, tag = "n" .. size }
            n.spike = n:vector("zeros", "bool")
            n:add_behavior(1, delay)
            net:initialize()
            net:simulate_iterations(1)
            n:remove_behavior(delay)
          end
          """)
        == "in Delay:forward (key 1) of NeuronGroup 'n3', iteration 1:"
        + " AxonalDelay.forward: it isn't initialized for NeuronGroup 'n3': call"
        + " AxonalDelay.initialize(self, object) in Delay:initialize(object)")
  }
}
