import Testing

/// What an error looks like that nothing in the script catches.
@Suite struct ErrorReportTests {
  /// What a script does with a field that isn't there, and what the error says.
  static let missed = [
    (
      "n.voltge:add_(1)",
      "attempt to index a nil value (field 'voltge'); did you mean 'voltage'?"
    ),
    (
      "n:add_behavor(1)",
      "attempt to call a nil value (method 'add_behavor');"
        + " did you mean 'add_behavior'?"
    ),
    (
      "n.voltage:add_(n.rateing + 1)",
      "attempt to perform arithmetic on a nil value (field 'rateing'); did you"
        + " mean 'rating'?"
    ),
    ("net.exc:x()", "attempt to index a nil value (field 'exc')"),
    (
      "local t = {} t.voltge.x = 1",
      "attempt to index a nil value (field 'voltge')"
    ),
    (
      "n.A.treshold:x()",
      "attempt to index a nil value (field 'treshold'); did you mean"
        + " 'threshold'?"
    ),
    (
      "n.A:updat(n)",
      "attempt to call a nil value (method 'updat'); did you mean"
        + " 'update'?"
    ),
    (
      "n.A:parametr 'x'",
      "attempt to call a nil value (method 'parametr'); did"
        + " you mean 'parameter'?"
    ),
  ]

  @Test(
    "E4: a field that isn't there is told by the one that may be meant",
    arguments: missed)
  func aMissedFieldIsTold(body: String, message: String) throws {
    let place = try Workplace([
      "model.lua": """
      local A = snn.Behavior "A"
      function A:initialize(n) self.threshold = 1 end
      function A.update() end
      local B = A:extend "B"
      local net = snn.Network()
      local n = snn.NeuronGroup { net = net, size = 2, tag = "n",
        behavior = { A = nil, B { tag = "A" } } }
      n.voltage, n.rating = n:vector(), 1
      net:initialize()
      \(body)
      """
    ])
    let transcript = try place.snnLua("model.lua")
    #expect(
      transcript.error.split(separator: "\n").first
        == "snn-lua: model.lua:10: \(message)")
    #expect(transcript.status == 1)
  }

  @Test("E4: a field that isn't there is told in a behavior, too")
  func aMissedFieldIsToldInABehavior() throws {
    let place = try Workplace([
      "model.lua": """
      local B = snn.Behavior "B"
      function B:initialize(n) n.voltage = n:vector() end
      function B:forward(n) n.voltge:add_(1) end
      local net = snn.Network()
      snn.NeuronGroup { net = net, size = 2, tag = "n", behavior = { B {} } }
      net:initialize()
      net:simulate_iterations(1)
      """
    ])
    #expect(
      try place.snnLua("model.lua").error.split(separator: "\n").first
        == "snn-lua: model.lua:3: in B:forward (key 1) of NeuronGroup 'n',"
        + " iteration 1: attempt to index a nil value (field 'voltge'); did you"
        + " mean 'voltage'?")
  }

  @Test("E4: two files with a behavior of one name are told of it")
  func twoFilesWithABehaviorOfOneNameAreTold() throws {
    let lif = "local LIF = snn.Behavior 'LIF' return LIF"
    let place = try Workplace([
      "a.lua": lif, "b.lua": lif,
      "model.lua": "require 'a' require 'b' dofile 'a.lua' dofile './a.lua'",
      "alone.lua": "require 'a' dofile 'a.lua' dofile './a.lua'",
    ])
    let rest =
      " both have a behavior LIF, which is one class: methods of the same name"
      + " replace each other; if that isn't meant, give one of them another"
      + " name\n"
    #expect(
      try place.snnLua("model.lua")
        == Transcript(
          error: "snn-lua: a.lua and b.lua\(rest)"
            + "snn-lua: b.lua and a.lua\(rest)"))
    #expect(try place.snnLua("alone.lua") == Transcript())
    #expect(try place.snnLua("--quiet", "model.lua") == Transcript())
  }

  @Test func aMistakeHasItsLineAndTheCallsThatLedToIt() throws {
    let place = try Workplace([
      "model.lua": """
      local snn = require "snn"
      local function step(v)
        return v:add(snn.zeros(80))
      end
      print "begin"
      step(snn.zeros(100))
      """
    ])
    #expect(
      try place.snnLua("model.lua")
        == Transcript(
          output: "begin\n",
          error: """
            snn-lua: model.lua:3: add: shapes [100] and [80] don't match
            stack traceback:
            \t[C]: in function 'snn.add'
            \tmodel.lua:3: in local 'step'
            \tmodel.lua:6: in main chunk

            """, status: 1))
  }

  @Test func theCallsHaveNoneThatTheLibraryMakes() throws {
    let place = try Workplace(["model.lua": "require 'nope'"])
    #expect(
      try place.snnLua("--sandbox", "model.lua")
        == Transcript(
          error: """
            snn-lua: model.lua:1: module 'nope' not found below the script's folder
            stack traceback:
            \tmodel.lua:1: in main chunk

            """, status: 1))
  }

  @Test func aMistakeInABehaviorNamesIt() throws {
    let place = try Workplace([
      "model.lua": """
      local LIF = snn.Behavior "LIF"
      function LIF:forward()
        self.voltage = self.voltage + 1
      end
      local net = snn.Network()
      snn.NeuronGroup { net = net, size = 3, tag = "exc", behavior = { LIF() } }
      net:initialize()
      net:simulate_iterations(2)
      """
    ])
    let transcript = try place.snnLua("model.lua")
    #expect(transcript.status == 1)
    #expect(transcript.output == "")
    #expect(
      transcript.error.hasPrefix(
        """
        snn-lua: model.lua:3: in LIF:forward (key 1) of NeuronGroup 'exc', \
        iteration 1: attempt to perform arithmetic on a nil value (field \
        'voltage')
        stack traceback:

        """))
    #expect(transcript.error.contains("\tmodel.lua:8: in main chunk\n"))
  }

  @Test func aScriptThatDoesNotExistIsNamed() throws {
    #expect(
      try Workplace().snnLua("nosuch.lua")
        == Transcript(
          error: """
            snn-lua: cannot open nosuch.lua: No such file or directory

            """, status: 1))
  }

  @Test func aFolderIsNoScript() throws {
    #expect(
      try Workplace(["a/b": ""]).snnLua("a")
        == Transcript(
          error: "snn-lua: cannot read a: Is a directory\n", status: 1))
  }

  @Test func aScriptThatDoesNotParseNamesItsLine() throws {
    let place = try Workplace(["model.lua": "\nx = = 1"])
    #expect(
      try place.snnLua("model.lua")
        == Transcript(
          error: "snn-lua: model.lua:2: unexpected symbol near '='\n",
          status: 1))
  }

  @Test func linesOfTheStandardInputCountFrom1() throws {
    let place = try Workplace()
    let input = "# x\nx = = 1"
    let error = "snn-lua: stdin:2: unexpected symbol near '='\n"
    #expect(
      try place.snnLua(input: input) == Transcript(error: error, status: 1))
    #expect(
      try place.snnLua("-", input: input)
        == Transcript(error: error, status: 1))
  }

  @Test func whatComesAfterAnErrorDoesNotRun() throws {
    let place = try Workplace(["model.lua": "print 'script'"])
    #expect(
      try place.snnLua("-e", "print(1)", "-e", "error('no', 0)", "model.lua")
        == Transcript(
          output: "1\n",
          error: """
            snn-lua: no
            stack traceback:
            \t[C]: in function 'error'
            \t(command line):1: in main chunk

            """, status: 1))
  }

  @Test(arguments: [
    ("nil", "nil"), ("42", "42"), ("1.5", "1.5"), ("'text'", "text"),
    ("{}", "(error object is a table value)"),
    ("true", "(error object is a boolean value)"),
    (
      "setmetatable({}, { __tostring = function() return 'mine' end })",
      "mine"
    ),
    (
      "setmetatable({}, { __tostring = function() error(1) end })",
      "(error object is a table value whose __tostring failed)"
    ),
  ])
  func everyErrorValueIsReported(value: String, message: String) throws {
    #expect(
      try Workplace().snnLua("-e", "error(\(value), 0)")
        == Transcript(
          error: """
            snn-lua: \(message)
            stack traceback:
            \t[C]: in function 'error'
            \t(command line):1: in main chunk

            """, status: 1))
  }

  @Test(arguments: [
    ("os.exit(3)", 3), ("os.exit(true)", 0), ("os.exit(false)", 1),
    ("os.exit(4, true)", 4), ("os.exit()", 0),
  ])
  func aScriptMayChooseTheStatus(statement: String, status: Int32) throws {
    #expect(
      try Workplace().snnLua("-e", "io.write 'out' \(statement)")
        == Transcript(output: "out", status: status))
  }

  @Test func objectsAreFinalizedAtTheEnd() throws {
    #expect(
      try Workplace().snnLua(
        "-e",
        "x = setmetatable({}, { __gc = function() print 'closed' end })")
        == Transcript(output: "closed\n"))
  }
}
