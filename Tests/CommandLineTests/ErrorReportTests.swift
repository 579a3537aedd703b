import Testing

/// What an error looks like that nothing in the script catches.
@Suite struct ErrorReportTests {
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
