import ArgumentParser

/// What a command line of `snn-lua sweep` asks for.
struct SweepInvocation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Runs a model over a table of parameters.",
    usage: "snn-lua sweep [options] grid.lua",
    discussion: """
      The file returns a table, such as { model = "model.lua", repeats = 3, \
      parameters = { tau = { 10, 20 }, g = { 1, 2, 4 } } }. Each run has a seed \
      and a folder of its own; it finds its parameters in 'snn.args', and what \
      it gives to 'snn.result' becomes a column of sweep.csv. Runs that have \
      finished are not run again.

      In a job array of Slurm, SLURM_ARRAY_TASK_ID says which run is run, as \
      '--task' does; '--collect' then makes the table.

      Ends with 0, with 1 if a run has failed, with 2 if the command line is \
      wrong.
      """,
    helpNames: .shortAndLong)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many runs go on at a time; one for each core that there is for the"
        + " program if not given.",
      valueName: "n"),
    transform: parseThreadCount)
  var jobs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Run only this one, counting from 1.", valueName: "n"),
    transform: parseTask)
  var task: Int?

  @Flag(help: "Only collect the results of finished runs in sweep.csv.")
  var collect = false

  @Flag(help: "Only print the runs and how far they are.")
  var list = false

  @Flag(name: .customLong("quiet"), help: "Print only errors.")
  var isQuiet = false

  @Argument(
    help: ArgumentHelp(
      "A file of Lua that returns a table.", valueName: "grid.lua"),
    completion: .file(extensions: ["lua"]))
  var grid: String

  func validate() throws {
    if [task != nil, collect, list].filter({ $0 }).count > 1 {
      throw ValidationError("only one of --task, --collect and --list can be")
    }
  }
}

private func parseTask(_ text: String) throws -> Int {
  guard let number = Int(text), number >= 1 else {
    throw ValidationError("expected a whole number of 1 or more")
  }
  return number
}
