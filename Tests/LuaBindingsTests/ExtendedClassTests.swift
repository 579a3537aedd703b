import LuaBindings
import LuaRuntime
import Testing

/// Classes take over the methods and the parameters of others.
@Suite struct ExtendedClassTests {
  /// A class, one that extends it, and a function that makes a group with one
  /// behavior and runs iterations.
  private static let classes = """
    local LIF = snn.Behavior "LIF"
    function LIF:initialize(n)
      self.tau = self:parameter("tau", 20)
      n.v = n:vector(1)
    end
    function LIF:forward(n) n.v:mul_(1 - 1 / self.tau) end
    local ELIF = LIF:extend "ELIF"
    local function simulated(behavior, count)
      local net = snn.Network { seed = 1 }
      local n = snn.NeuronGroup {
        net = net, size = 2, tag = "n", behavior = { behavior } }
      net:initialize()
      net:simulate_iterations(count or 2)
      return n
    end

    """

  private func run(_ source: String) throws {
    try LuaBindingsTests.run(Self.classes + source)
  }

  private func message(of source: String) throws -> String? {
    try LuaBindingsTests.message(of: Self.classes + source)?
      .replacing(#/^model\.lua:\d+: /#, with: "")
  }

  // MARK: What a class takes over

  @Test func aClassHasTheMethodsAndParametersOfTheOneThatItExtends() throws {
    try run(
      """
      local n = simulated(ELIF { tau = 2 })
      assert(n.v[1] == 0.25 and n.ELIF.tau == 2 and n.ELIF.forward == LIF.forward)
      """)
  }

  @Test func bothSpellingsMakeTheSameClass() throws {
    try run(
      """
      assert(snn.Behavior("ELIF", { extends = LIF }) == ELIF)
      assert(LIF:extend "ELIF" == ELIF and snn.Behavior "ELIF" == ELIF)
      """)
  }

  @Test func aMethodCallsTheOneThatItStandsBefore() throws {
    try run(
      """
      function ELIF:initialize(n)
        LIF.initialize(self, n)
        n.w = n:vector(self:parameter("w", 3))
      end
      function ELIF:forward(n)
        LIF.forward(self, n)
        n.w:add_(n.v)
      end
      local n = simulated(ELIF { tau = 2, w = 1 })
      assert(n.v[1] == 0.25 and n.w[1] == 1.75)
      """)
  }

  @Test func aMethodThatIsCalledOfTheClassIsToldHow() throws {
    #expect(
      try message(
        of: """
          function ELIF:initialize(n) LIF:initialize(n) end
          simulated(ELIF {})
          """)
        == "in ELIF:initialize (key 1) of NeuronGroup 'n': parameter: expected a"
        + " behavior before the colon, got the class LIF, not a behavior of it;"
        + " in a class that extends it say LIF.initialize(self, object), with a"
        + " dot")
  }

  @Test func aChangeOfAClassReachesThoseThatExtendIt() throws {
    try run(
      """
      local Third = ELIF:extend "Third"
      local n = simulated(Third { tau = 2 }, 1)
      function LIF:forward(n) n.v:fill_(7) end
      n.network:simulate_iterations(1)
      assert(n.v[1] == 7)
      """)
  }

  @Test func aParameterThatNoneAsksForIsAnError() throws {
    #expect(
      try message(of: "simulated(ELIF { tua = 2 })")
        == "in ELIF:initialize (key 1) of NeuronGroup 'n': ELIF has no parameter"
        + " 'tua'; did you mean 'tau'?")
  }

  @Test func aClassInitializesWhenTheOneThatItExtendsDoes() throws {
    try run(
      """
      LIF.initialize_on_init = true
      local net = snn.Network {}
      local n = snn.NeuronGroup { net = net, size = 2, behavior = { ELIF {} } }
      assert(n.v[1] == 1)
      """)
  }

  // MARK: Parameters of both

  @Test func oneParameterHasOneDefault() throws {
    #expect(
      try message(
        of: """
          function ELIF:initialize(n)
            LIF.initialize(self, n)
            self.slow = self:parameter("tau", 30)
          end
          simulated(ELIF {})
          """)
        == "in ELIF:initialize (key 1) of NeuronGroup 'n': ELIF: parameter 'tau'"
        + " has two meanings: if it isn't given, it is 20 at model.lua:3, and 30"
        + " here; leave this default away, use another name, or set"
        + " self.parameters.tau first")
  }

  @Test func aParameterIsAskedForAgainWithoutItsDefault() throws {
    try run(
      """
      function ELIF:initialize(n)
        LIF.initialize(self, n)
        assert(self:parameter "tau" == 20 and self:parameter("tau", 20.0) == 20)
      end
      local n = simulated(ELIF {}, 1)
      n.ELIF:reinitialize()
      """)
  }

  @Test func aClassSettlesAnotherDefaultBeforehand() throws {
    try run(
      """
      function ELIF:initialize(n)
        self.parameters.tau = self.parameters.tau or 2
        LIF.initialize(self, n)
      end
      assert(simulated(ELIF {}).v[1] == 0.25)
      assert(simulated(ELIF { tau = 1 }).v[1] == 0)
      """)
  }

  @Test func aClassThatExtendsNoneMayAskTwice() throws {
    try run(
      """
      function LIF:initialize(n)
        n.v = n:vector(1)
        assert(self:parameter("x", 1) == 1 and self:parameter("x", 2) == 2)
        self.tau = 1
      end
      simulated(LIF {})
      """)
  }

  // MARK: What can't be extended

  /// What is extended, and how the error goes on.
  static let mistakes = [
    ("3", "number"), ("{}", "table"), ("snn.Network", "function"),
    (
      "\"LIF\"", "the text \"LIF\"; did you mean the class, extends = LIF?"
    ),
    ("\"LFI\"", "the text \"LFI\""),
    ("LIF {}", "a behavior of the class LIF; did you mean extends = LIF?"),
    (
      "snn.WeightClip {}",
      "a behavior of the class WeightClip; did you mean extends = WeightClip?"
    ),
    (
      "snn.AnalysisModule \"Rates\"", "Rates, a class of analysis modules"
    ),
  ]

  @Test(arguments: mistakes)
  func onlyAClassIsExtended(value: String, found: String) throws {
    #expect(
      try message(of: "snn.Behavior(\"B\", { extends = \(value) })")
        == "Behavior: extends must be a class of behaviors, such as local LIF ="
        + " snn.Behavior \"LIF\", got \(found)")
  }

  /// As many classes as one can extend: the method of the last one is found.
  @Test func aLongChainOfClassesHasItsMethods() throws {
    try run(
      """
      local C = LIF
      for i = 1, 200 do C = C:extend("C" .. i) end
      assert(simulated(C { tau = 2 }).v[1] == 0.25)
      """)
    #expect(
      try message(
        of: """
          local C = LIF
          for i = 1, 300 do C = C:extend("C" .. i) end
          """)
        == "Behavior: C202 can't extend C201, which extends 200 classes already,"
        + " one through the other")
  }

  @Test func noClassExtendsItself() throws {
    #expect(
      try message(of: "snn.Behavior(\"LIF\", { extends = LIF })")
        == "Behavior: LIF can't extend itself")
    #expect(
      try message(of: "LIF:extend 'LIF'")
        == "Behavior: LIF can't extend itself")
    #expect(
      try message(
        of: """
          local Third = ELIF:extend "Third"
          snn.Behavior("LIF", { extends = Third })
          """)
        == "Behavior: LIF can't extend Third: Third extends ELIF, ELIF extends"
        + " LIF")
  }

  @Test func recordersAreNotExtended() throws {
    for name in ["Recorder", "EventRecorder"] {
      #expect(
        try message(of: "snn.\(name):extend 'Mine'")
          == "Behavior: \(name) can't be extended: what it records lives in the"
          + " engine; write a behavior, and put a recorder beside it")
    }
  }

  @Test func extendIsCalledOfAClassWithOptionsThatItHas() throws {
    #expect(
      try message(of: "LIF {}:extend 'B'")
        == "extend: expected a class before the colon, got a behavior; did you"
        + " mean LIF:extend?")
    #expect(
      try message(of: "LIF.extend('B')")
        == "extend: expected a class before the colon, got string")
    #expect(
      try message(of: "LIF:extend('B', { extends = ELIF })")
        == "extend: it is LIF that is extended; leave the option extends away")
    #expect(
      try message(of: "LIF:extend('B', { compile = true })")
        == "extend has no option 'compile'; did you mean 'compiled'?")
    #expect(
      try message(of: "LIF:extend(3)")
        == "Behavior: expected a name such as \"LIF\", got number")
    #expect(
      try message(of: "snn.Behavior('B', { base = LIF })")
        == "Behavior has no option 'base'; its options are about, compiled,"
        + " extends, key, parameters, source, variables")
  }

  // MARK: All classes are alike

  @Test func analysisModulesExtendOthers() throws {
    try run(
      """
      local Rates = snn.AnalysisModule "Rates"
      Rates.execution_arguments = { scale = 2 }
      function Rates:initialize(n) self.size = n.size end
      function Rates:execute(n, options) return self.size * options.scale end
      local More = Rates:extend "More"
      function More:execute(n, options)
        return Rates.execute(self, n, options) + self:parameter("more", 1)
      end
      assert(snn.AnalysisModule("More", { extends = Rates }) == More)
      local net = snn.Network {}
      local n = snn.NeuronGroup { net = net, size = 3 }
      local more = n:add_analysis_module(More { more = 5 })
      assert(more() == 11 and more { scale = 3 } == 14)
      assert(snn.is_a(more, Rates) and n.More == more)
      """)
    #expect(
      try message(of: "snn.AnalysisModule('M', { extends = LIF })")
        == "AnalysisModule: extends must be a class of analysis modules, such as"
        + " local Rates = snn.AnalysisModule \"Rates\", got LIF, a class of"
        + " behaviors")
    #expect(
      try message(of: "snn.AnalysisModule('M', { compiled = true })")
        == "AnalysisModule has no option 'compiled'; its options are extends")
  }

  @Test func whatIsOfAClassIsAskedInOneWay() throws {
    try run(
      """
      local Rates, Clip = snn.AnalysisModule "Rates", snn.WeightClip:extend "Clip"
      local recorder = snn.Recorder "v"
      for _, case in ipairs {
        { LIF {}, LIF, true }, { ELIF {}, LIF, true }, { LIF {}, ELIF, false },
        { snn.WeightClip {}, snn.WeightClip, true },
        { Clip {}, snn.WeightClip, true }, { snn.WeightClip {}, Clip, false },
        { recorder, snn.Recorder, true }, { recorder, LIF, false },
        { recorder, snn.EventRecorder, false },
        { snn.EventRecorder "v", snn.EventRecorder, true },
        { Rates {}, Rates, true }, { Rates {}, LIF, false },
        { LIF, LIF, false }, { 3, LIF, false }, { nil, LIF, false },
        { snn.zeros(1), LIF, false }, { snn.Network {}, LIF, false },
      } do
        assert(snn.is_a(case[1], case[2]) == case[3], tostring(case[1]))
      end
      """)
    #expect(
      try message(of: "snn.is_a(LIF {}, 'LIF')")
        == "is_a: expected a class, such as snn.Recorder or local LIF ="
        + " snn.Behavior \"LIF\", got string")
  }

  @Test func classesOfRecordersAreShownAndRemovedAsOthers() throws {
    try run(
      """
      assert(tostring(snn.Recorder) == "Behavior Recorder")
      assert(tostring(snn.WeightClip) == "Behavior WeightClip")
      local n = simulated(LIF {})
      local recorder = snn.Recorder "v"
      n:add_behavior(2, recorder)
      assert(n:remove_behavior(snn.Recorder) == recorder)
      """)
    #expect(
      try message(of: "simulated(snn.Recorder)")
        == "NeuronGroup: expected a behavior at key 1, got the class Recorder;"
        + " did you mean Recorder {}?")
  }

  // MARK: Compiled, and saved

  @Test func aCompiledClassCallsWhatItExtendsToTheBit() throws {
    try run(
      """
      local function build(compiled)
        local A = snn.Behavior "A"
        function A:initialize(n)
          self.tau, n.v = self:parameter("tau", 20), n:vector "uniform"
        end
        function A:forward(n)
          n.v:add_((n:vector "uniform" - n.v) / self.tau)
        end
        local B = A:extend("B", { compiled = compiled })
        function B:forward(n)
          A.forward(self, n)
          n.spike = n.v:gt(0.6)
          n.v[n.spike] = 0
        end
        local C = B:extend "C"
        return simulated(C { tau = 3 }, 50)
      end
      local eager, compiled = build(false), build(true)
      assert(eager.v:eq(compiled.v):all() and eager.spike:eq(compiled.spike):all())
      assert(eager.network:program() == "no behavior is compiled")
      assert(compiled.network:program():find "loop over 2 elements")
      function snn.Behavior("A"):forward(n) n.v:fill_(9) end
      compiled.network:simulate_iterations(1)
      assert(compiled.v[1] == 0 and compiled.spike[1])
      """.replacing(
        "function snn.Behavior(\"A\"):forward",
        with: "local A = snn.Behavior \"A\"\nfunction A:forward"))
  }

  @Test func aBehaviorOfAClassThatExtendsAnotherIsResumedToTheBit() throws {
    try run(
      """
      function ELIF:forward(n)
        LIF.forward(self, n)
        self.count = (self.count or 0) + 1
        n.v:add_(n:vector "uniform")
      end
      local path = os.tmpname()
      local n = simulated(ELIF { tau = 3 }, 4)
      n.network:save(path)
      n.network:simulate_iterations(3)
      local other = simulated(ELIF { tau = 5 }, 0)
      other.network:load(path)
      os.remove(path)
      other.network:simulate_iterations(3)
      assert(other.v:eq(n.v):all() and other.ELIF.count == 7)
      """)
  }
}
