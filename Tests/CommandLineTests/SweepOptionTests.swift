import Testing

@testable import snn_lua

/// The command line of sweeps.
@Suite struct SweepOptionTests {
  @Test(arguments: [
    (
      ["--job", "2", "grid.lua"],
      "Unknown option '--job'. Did you mean '--jobs'?"
    ),
    ([], "Missing expected argument '<grid.lua>'"),
    (["a.lua", "b.lua"], "Unexpected argument 'b.lua'"),
    (
      ["--list", "--collect", "grid.lua"],
      "only one of --task, --collect and --list can be"
    ),
    (
      ["--task", "0", "grid.lua"],
      "The value '0' is invalid for '--task <n>': expected a whole number of 1"
        + " or more"
    ),
    (
      ["--task", "-1", "grid.lua"],
      "The value '-1' is invalid for '--task <n>': expected a whole number of 1"
        + " or more"
    ),
    (
      ["--jobs", "0", "grid.lua"],
      "The value '0' is invalid for '--jobs <n>': expected a whole number from"
        + " 1 to 256"
    ),
  ])
  func aWrongCommandLineEndsWithStatus2(
    arguments: [String], message: String
  ) throws {
    #expect(
      try Workplace([
        "grid.lua": SweepTests.grid, "model.lua": SweepTests.model,
      ])
      .snnLua(["sweep"] + arguments)
        == Transcript(
          error: "snn-lua: \(message)\nTry 'snn-lua sweep --help'.\n",
          status: 2))
  }

  @Test func helpNamesEveryOption() throws {
    let transcript = try Workplace().snnLua("sweep", "--help")
    #expect(transcript.error == "" && transcript.status == 0)
    for option in ["--jobs", "--task", "--collect", "--list", "--quiet"] {
      #expect(transcript.output.contains("  \(option)"))
    }
  }
}
