import Testing

/// What scripts find, and where they come from.
@Suite struct ScriptTests {
  @Test func aScriptRunsAndItsOutputAppears() throws {
    let place = try Workplace(["model.lua": "print(1 + 1)"])
    #expect(try place.snnLua("model.lua") == Transcript(output: "2\n"))
  }

  @Test func aFirstLineForTheShellIsSkipped() throws {
    let place = try Workplace(["model": "#!/usr/bin/env snn-lua\nprint(1)"])
    #expect(try place.snnLua("model") == Transcript(output: "1\n"))
  }

  @Test func argumentsAreInArgAndInDots() throws {
    let place = try Workplace(["model.lua": "print(arg[0], #arg, ...)"])
    #expect(
      try place.snnLua("--seed", "1", "model.lua", "a", "", "b c")
        == Transcript(output: "model.lua\t3\ta\t\tb c\n"))
  }

  @Test func argumentsBeforeTheScriptHaveNegativeIndices() throws {
    let place = try Workplace(["model.lua": "print(arg[-2], arg[-1], arg[-5])"])
    #expect(
      try place.snnLua("--seed=1", "--threads", "2", "model.lua").output
        == "--threads\t2\tnil\n")
    #expect(
      try place.snnLua("--", "model.lua", "a").output
        .hasSuffix("snn-lua\t--\tnil\n"))
  }

  @Test func whatFollowsTheScriptBelongsToIt() throws {
    let place = try Workplace(["model.lua": "print(...)"])
    #expect(
      try place.snnLua("model.lua", "--help", "-e", "x", "--", "--seed", "x")
        == Transcript(output: "--help\t-e\tx\t--\t--seed\tx\n"))
  }

  @Test func noArgumentOfAScriptIsTheParsers() throws {
    let place = try Workplace(["model.lua": "print(...)"])
    for argument in ["--generate-completion-script", "---completion", "-l"] {
      #expect(
        try place.snnLua("--seed", "1", "model.lua", argument, "bash")
          == Transcript(output: "\(argument)\tbash\n"))
    }
  }

  @Test func afterTwoDashesAScriptMayLookLikeAnOption() throws {
    let place = try Workplace(["-e.lua": "print(arg[0], ...)"])
    #expect(
      try place.snnLua("--", "-e.lua", "--", "-x")
        == Transcript(output: "-e.lua\t--\t-x\n"))
  }

  @Test func statementsRunInOrderBeforeTheScript() throws {
    let place = try Workplace(["model.lua": "print(x, ...)"])
    #expect(
      try place.snnLua("-e", "x = 1", "-e", "x = x + 1", "model.lua", "-e")
        == Transcript(output: "2\t-e\n"))
  }

  @Test func aStatementAloneLeavesTheInputUnread() throws {
    #expect(
      try Workplace().snnLua("-e", "print(arg[1], arg[0] ~= nil)", input: "x x")
        == Transcript(output: "-e\ttrue\n"))
  }

  @Test func aDashRunsTheStandardInput() throws {
    #expect(
      try Workplace().snnLua("-", "a", input: "print(arg[0], ...)")
        == Transcript(output: "-\ta\n"))
  }

  @Test(arguments: ["print(1)", "# x\nprint(1)", "# x\n\n  print(1)"])
  func withoutAScriptTheStandardInputRuns(input: String) throws {
    #expect(
      try Workplace().snnLua(input: input) == Transcript(output: "1\n"))
    #expect(
      try Workplace().snnLua("--threads", "1", input: input)
        == Transcript(output: "1\n"))
  }

  @Test(arguments: ["", "#", "# x", "\n"])
  func anInputWithNothingToRunPrintsNothing(input: String) throws {
    #expect(try Workplace().snnLua(input: input) == Transcript())
  }

  @Test(
    "D10: the library can be required in a sandbox, however a script comes",
    arguments: [["-"], ["-e", "@"], ["-l", "snn", "-e", "x = snn.version"]])
  func theLibraryCanBeRequiredInASandbox(arguments: [String]) throws {
    let source = "local snn = require 'snn' assert(snn.zeros(1))"
    let line = ["--sandbox"] + arguments.map { $0 == "@" ? source : $0 }
    #expect(try Workplace().snnLua(line, input: source) == Transcript())
  }

  @Test("D10: another module is refused by name where there is no folder")
  func anotherModuleIsRefusedByName() throws {
    let place = try Workplace(["lif.lua": "return 1", "model.lua": ""])
    let reason =
      "module 'lif' not found: the sandbox has no folder for modules\n"
    let lines = [["-l", "lif"], ["-e", "require 'lif'"], ["-"]]
    for arguments in lines {
      let transcript = try place.snnLua(
        ["--sandbox"] + arguments, input: "require 'lif'")
      #expect(transcript.status == 1 && transcript.error.contains(reason))
    }
    #expect(
      try place.snnLua("--sandbox", "-l", "lif", "model.lua") == Transcript())
  }

  @Test func requireFindsWhatLiesBesideTheScript() throws {
    let place = try Workplace([
      "models/model.lua": "print(require 'lif', require 'synapse')",
      "models/lif.lua": "return 'beside'",
      "models/synapse/init.lua": "return 'in a folder'",
      "lif.lua": "return 'where the program runs'",
    ])
    #expect(
      try place.snnLua("models/model.lua").output
        == "beside\tin a folder\tmodels/synapse/init.lua\n")
  }

  @Test func theLibraryIsLoaded() throws {
    #expect(
      try Workplace().snnLua("-e", "print(snn == require 'snn', snn.version)")
        == Transcript(output: "true\t0.1.0\n"))
  }

  @Test func longOutputIsComplete() throws {
    let output = try Workplace().snnLua("-e", "print(('x'):rep(1e6)) print(1)")
      .output
    #expect(output.utf8.count == 1_000_003)
  }
}
