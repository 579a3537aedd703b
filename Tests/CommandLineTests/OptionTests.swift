import Testing

@testable import snn_lua

@Suite struct OptionTests {
  @Test(arguments: ["--help", "-h"])
  func helpNamesEveryOption(option: String) throws {
    #expect(
      try Workplace().snnLua(option)
        == Transcript(
          output: """
            OVERVIEW: Runs Lua scripts that simulate spiking neural networks.

            What follows the script belongs to it: it finds its arguments in '...' and in
            the table 'arg'. The script '-' is the standard input, which also runs if there
            is neither a script nor a statement and it is no terminal.

            Ends with 0, with 1 after an error in Lua, with 2 if the command line is wrong.

            USAGE: snn-lua [options] [script [args]]

            ARGUMENTS:
              <script>                A file of Lua, and its arguments.

            OPTIONS:
              -e <statement>          Run a statement before the script; may be given
                                      several times.
              --seed <n>              What all random numbers follow from; drawn if there
                                      is none.
              --threads <n>           How many threads work at a time; one per core if not
                                      given.
              -h, --help              Show this help and end.
              -v, --version           Show the releases and end.
              --annotations           Print the library's declarations for editors and end.


            """))
  }

  @Test func withNothingToRunAtATerminalTheHelpAppears() throws {
    let place = try Workplace()
    #expect(try place.snnLuaAtTerminal() == place.snnLua("--help"))
    #expect(
      try place.snnLuaAtTerminal("-e", "print(1)") == Transcript(output: "1\n"))
  }

  @Test func theAnnotationsAreLua() throws {
    let place = try Workplace()
    let annotations = try place.snnLua("--annotations")
    #expect(annotations.output.hasPrefix("---@meta snn\n"))
    #expect(annotations.status == 0)
  }

  @Test(arguments: ["--version", "-v"])
  func theVersionNamesBothReleases(option: String) throws {
    let transcript = try Workplace().snnLua(option)
    #expect(transcript.output.hasPrefix("snn-lua 0.1.0, Lua 5.4."))
    #expect(transcript.error == "" && transcript.status == 0)
  }

  @Test(arguments: [
    (["--sed", "3"], "unknown option '--sed'; did you mean '--seed'?"),
    (["--thread=3"], "unknown option '--thread'; did you mean '--threads'?"),
    (["--Help"], "unknown option '--Help'; did you mean '--help'?"),
    (["-x", "model.lua"], "unknown option '-x'"),
    (["-e", "x = 1", "--what"], "unknown option '--what'"),
    (["-e"], "Missing value for '-e <statement>'"),
    (["--seed"], "Missing value for '--seed <n>'"),
  ])
  func aWrongCommandLineSaysWhatIsWrong(
    arguments: [String], message: String
  ) throws {
    let error = try #require(throws: (any Error).self) {
      try Invocation.parse(arguments)
    }
    #expect(Invocation.message(for: error) == message)
  }

  @Test func aWrongCommandLineEndsWithStatus2() throws {
    #expect(
      try Workplace().snnLua("--sed", "3", "model.lua")
        == Transcript(
          error: """
            snn-lua: unknown option '--sed'; did you mean '--seed'?
            Try 'snn-lua --help'.

            """, status: 2))
  }

  @Test(arguments: ["0", "257", "-1", "1.5", "two", "99999999999999999999"])
  func aNumberOfThreadsIsFrom1To256(text: String) throws {
    let error = try #require(throws: (any Error).self) {
      try Invocation.parse(["--threads=\(text)"])
    }
    #expect(
      Invocation.message(for: error)
        == "The value '\(text)' is invalid for '--threads <n>': "
        + "expected a whole number from 1 to 256")
  }

  @Test(arguments: ["-1", "1.5", "x", "9007199254740992"])
  func aSeedHas53Bits(text: String) throws {
    let error = try #require(throws: (any Error).self) {
      try Invocation.parse(["--seed=\(text)"])
    }
    #expect(
      Invocation.message(for: error)
        == "The value '\(text)' is invalid for '--seed <n>': "
        + "expected a whole number from 0 to 2^53 - 1")
  }

  @Test func theLimitsOfOptionsAreAccepted() throws {
    #expect(try Invocation.parse(["--threads", "1"]).threads == 1)
    #expect(try Invocation.parse(["--threads", "256"]).threads == 256)
    #expect(try Invocation.parse(["--seed", "0"]).seed == 0)
    #expect(
      try Invocation.parse(["--seed", "9007199254740991"]).seed == 1 << 53 - 1)
  }

  @Test func aSeedRepeatsAllRandomNumbers() throws {
    let place = try Workplace([
      "model.lua": """
      print(snn.rand(3), math.random(1e9), snn.Network().seed)
      """
    ])
    let first = try place.snnLua("--seed", "42", "model.lua")
    let second = try place.snnLua("--seed", "42", "model.lua")
    let other = try place.snnLua("--seed", "43", "model.lua")
    #expect(first == second)
    #expect(first.status == 0 && first.output.hasSuffix("\t42\n"))
    #expect(first.output != other.output)
  }

  @Test(arguments: [1, 3, 256])
  func threadsNeverChangeAResult(count: Int) throws {
    let sum = "print(snn.rand(300, 1000):sum())"
    let place = try Workplace()
    #expect(
      try place.snnLua("--seed=1", "--threads=\(count)", "-e", sum)
        == place.snnLua("--seed=1", "-e", sum))
  }
}
