@testable import ScriptReference
import LuaRuntime
import Testing

@testable import LuaBindings

/// What `snn.help` prints.
@Suite struct HelpTests {
  /// What a chunk prints.
  private func printed(_ source: String) throws -> String {
    let host = try makeHost()
    try run(
      """
      local help, lines = snn.help, {}
      function print(...) lines[#lines + 1] = table.concat({ ... }, "\\t") end
      do \(source)
      end
      text = table.concat(lines, "\\n")
      """, in: host)
    var text = ""
    try host.lua.perform { frame throws(LuaRaise) in
      frame.pushGlobals()
      try frame.rawGet(at: -1, key: "text")
      text = try frame.string(at: -1)
    }
    return text
  }

  @Test func aFunctionIsShownWithParametersResultAndOtherNames() throws {
    #expect(
      try printed("help 'Tensor:clamp'") == """
        Tensor:clamp(min, max?)

          The elements limited to min...max.

          min    number|nil  nil for no lower limit
          max?   number      nil for no upper limit
          gives  Tensor

          Also called clip. snn.clamp(tensor) is the same.
        """)
  }

  @Test("E3: help says what makes a variable of a sub-group")
  func helpSaysWhatMakesAVariableOfASubGroup() throws {
    let text = try printed("help 'sub_group'")
    #expect(
      text.split(separator: /\s+/).joined(separator: " ").contains(
        "If this group lacks a variable, a tensor with an axis of these neurons"
          + " makes it, with zeros for the others; a number doesn't."))
    try run(
      """
      local net = snn.Network { seed = 1 }
      local neurons = snn.NeuronGroup { net = net, size = 4 }
      local part = neurons:sub_group { 2, 3 }
      part.v, part.w = snn.ones(2), snn.ones(3, 2)
      assert(neurons.v:sum() == 2 and neurons.w.shape[2] == 4)
      local ok, message = pcall(function() part.u = 1 end)
      assert(not ok and message:find "has no variable 'u'")
      """)
  }

  @Test func aFunctionOfSeveralClassesIsShownForEach() throws {
    let text = try printed("help 'fill_'")
    #expect(text.hasPrefix("Tensor:fill_(value)\n"))
    #expect(text.contains("\n\nSparseMatrix:fill_(value)\n"))
  }

  @Test func aTableOfOptionsIsShownWithItsFields() throws {
    #expect(
      try printed("help(snn.NeuronGroup)") == """
        snn.NeuronGroup(options)

          A new group of neurons.

          options      NeuronGroupOptions
            net        Network
            size       integer|NeuronDimension  the number of neurons, or their grid
            tag?       string                   unique; several with commas
            behavior?  table<number, Behavior|Recorder>
                                                by key
          gives        NeuronGroup
        """)
  }

  @Test func aClassOfAScriptTellsWhereItsMethodsAre() throws {
    #expect(
      try printed(
        """
        local LIF = snn.Behavior "LIF"
        function LIF:initialize(neurons)
          self.tau = self:parameter("tau", 20)
        end
        function LIF:forward() end
        help(LIF)
        """) == """
          LIF: a class of behaviors

            LIF:forward     model.lua:7
            LIF:initialize  model.lua:4

          No behavior has asked for a parameter so far.
          What all behaviors have: help "Behavior".
          """)
  }

  @Test func aBehaviorTellsWhatItsClassHasAskedFor() throws {
    #expect(
      try printed(
        """
        local LIF = snn.Behavior "LIF"
        function LIF:initialize(neurons)
          self.tau = self:parameter("tau", 20)
          self.rest = self:parameter("rest", -65)
        end
        local net = snn.Network {}
        local lif = LIF { tau = 10 }
        snn.NeuronGroup { net = net, size = 1, behavior = { lif } }
        net:initialize()
        help(lif)
        """) == """
          LIF { tau = 10 }: a behavior of the class LIF

            LIF:initialize  model.lua:4

          Parameters asked for so far: rest, tau
          What all behaviors have: help "Behavior".
          """)
  }

  @Test func aClassWithoutFunctionsSaysWhatToWrite() throws {
    #expect(
      try printed("help(snn.Behavior 'Empty')").contains(
        "  Empty has no functions of its own: write Empty:forward(object)."))
  }

  @Test func aClassThatExtendsAnotherTellsWhereTheMethodsOfBothAre() throws {
    #expect(
      try printed(
        """
        local Clip = snn.WeightClip:extend "Clip"
        function Clip:forward() end
        local Hard = Clip:extend "Hard"
        help(Hard)
        """) == """
          Hard: a class of behaviors, which extends Clip

            Hard has no functions of its own: write Hard:forward(object).
            Clip:forward  model.lua:4
            WeightClip of the library: help "WeightClip"

          No behavior has asked for a parameter so far.
          What all behaviors have: help "Behavior".
          """)
    #expect(
      try printed("help(snn.WeightClip.forward)")
        == "WeightClip.forward(self, object): does that of a behavior of a class"
        + " that extends it.")
  }

  @Test func aBehaviorOfTheLibraryIsShownWithItsParameters() throws {
    let text = try printed("help(snn.WeightClip { w_max = 2 })")
    #expect(
      text.hasPrefix(
        "WeightClip { w_max = 2 }: a behavior of the class WeightClip\n\n"
          + "snn.WeightClip(parameters?)\n"))
  }

  @Test func anAnalysisModuleTellsWhereItsMethodsAre() throws {
    #expect(
      try printed(
        """
        local Rates = snn.AnalysisModule "Rates"
        function Rates:execute() end
        help(Rates { bins = 3 })
        """) == """
          Rates(bins = 3): an analysis module

            Rates:execute  model.lua:4

          What all modules have: help "AnalysisModule".
          """)
  }

  @Test(arguments: [
    ("snn", "snn: the library"), ("snn.stats", "snn.stats: statistics"),
    ("snn.zeros(2)", "Tensor: tensors"),
    ("snn.zeros(2)[snn.ones(2):gt(0)]", "Tensor: tensors"),
    ("snn.zeros(2, 2):to_sparse()", "SparseMatrix: sparse matrices"),
    ("snn.DelayLine(1, 1)", "DelayLine: delay lines"),
    ("net", "Network: networks, a kind of NetworkObject"),
    ("net.a", "NeuronGroup: neuron groups, a kind of NetworkObject"),
    (
      "net.a:sub_group { 1, 2 }", "NeuronSubGroup: sub-groups, a kind of Neuron"
    ),
    ("net.s", "SynapseGroup: synapse groups, a kind of NetworkObject"),
    ("snn.Recorder 'v'", "Recorder: recorders"),
  ])
  func aValueIsShownAsItsClass(value: String, start: String) throws {
    let text = try printed(
      """
      local net = snn.Network {}
      snn.NeuronGroup { net = net, size = 3, tag = "a" }
      snn.SynapseGroup { net = net, src = "a", dst = "a", tag = "s" }
      help(\(value))
      """)
    #expect(text.hasPrefix(start), "\(text)")
  }

  @Test func aFunctionOfAScriptTellsWhereItIs() throws {
    #expect(
      try printed("help(function() end)")
        == "A function that is written at model.lua:3.")
  }

  @Test(arguments: [
    ("'zeroes'", "nothing is called 'zeroes'; did you mean 'zeros'?"),
    (
      "'snn.plot.rastr'",
      "nothing is called 'snn.plot.rastr'; did you mean 'snn.plot.raster'?"
    ),
    (
      "'snn.plto.raster'",
      "nothing is called 'snn.plto.raster'; did you mean 'snn.plot.raster'?"
    ),
    (
      "'Tensor:maen'",
      "nothing is called 'Tensor:maen'; did you mean 'Tensor:mean'?"
    ),
    (
      "'snn.Recordr'",
      "nothing is called 'snn.Recordr'; did you mean 'snn.Recorder'?"
    ),
    ("'snn.maen'", "nothing is called 'snn.maen'; did you mean 'snn.mean'?"),
    (
      "'Network.mean'", "nothing is called 'Network.mean'; did you mean 'mean'?"
    ),
    ("'x.raster'", "nothing is called 'x.raster'; did you mean 'raster'?"),
    ("'x!'", "nothing is called 'x!'; help() lists what there is"),
    ("''", "nothing is called ''; help() lists what there is"),
    ("3", "there is nothing about a value of type number; help() lists what"),
    ("nil", "there is nothing about a value of type nil; help() lists what"),
    ("{}", "there is nothing about a value of type table; help() lists what"),
    ("0 / 0", "there is nothing about a value of type number; help() lists"),
  ])
  func whatIsUnknownIsAnError(argument: String, expected: String) throws {
    let found = try #require(try message(of: "snn.help(\(argument))"))
    #expect(found.hasPrefix("model.lua:1: help: \(expected)"))
  }

  @Test func theCaseOfLettersMattersOnlyWhereBothAreNames() throws {
    #expect(
      Help.scripts.text(for: "sparsematrix")
        == Help.scripts.text(for: "SparseMatrix"))
    #expect(
      Help.scripts.text(for: "Tensor") != Help.scripts.text(for: "tensor"))
  }

  @Test(arguments: [
    "sum", "sum()", "Tensor:sum", "Tensor.sum", "snn.Tensor:sum", "snn.sum",
  ])
  func aFunctionIsFoundByEveryFormOfItsName(name: String) throws {
    let text = try #require(Help.scripts.text(for: name))
    #expect(text.contains("Tensor:sum(axis?, keepdim?)"))
  }

  @Test func aMethodIsFoundWithAClassThatInheritsIt() throws {
    #expect(
      Help.scripts.text(for: "NeuronSubGroup:find")
        == Help.scripts.text(for: "NetworkObject:find"))
    #expect(Help.scripts.text(for: "Tensor:find") == nil)
  }

  @Test func aFieldIsFoundByItsName() {
    #expect(
      Help.scripts.text(for: "NeuronGroup.size") == """
        NeuronGroup.size

          integer  the number of neurons
        """)
  }

  @Test func theOverviewFitsOnAScreen() throws {
    let lines = Help.scripts.overview.split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 36)
    #expect(try printed("help()") == Help.scripts.overview)
  }
}
