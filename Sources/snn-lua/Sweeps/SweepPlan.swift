import LuaRuntime

/// What a sweep runs, as its file says.
struct SweepPlan: Equatable {
  /// The path of the script, as the file has it.
  var model = ""

  /// The folder with a folder for each run, as the file has it.
  var folder = "runs"

  /// What the seeds of the runs follow from.
  var seed: UInt64 = 1

  /// How often each set of parameters is run, with another seed each time.
  var repeats = 1

  /// Whether each run keeps what its recorders recorded.
  var records = false

  /// The names of the parameters, in the order of the columns.
  var names: [String] = []

  /// The parameters of the runs without their repeats.
  var sets: [[Setting]] = [[]]

  /// The most runs of a sweep.
  static let maximumCount = 1_000_000

  /// The number of runs.
  var count: Int { sets.count * repeats }

  /// The runs: those of the first set of parameters, then of the next.
  var runs: [SweepRun] {
    (1...count).map { number in
      SweepRun(
        number: number, seed: SweepRun.seed(of: number, in: seed),
        parameters: sets[(number - 1) / repeats])
    }
  }

  /// All combinations of values, the last name's changing fastest.
  ///
  /// - Returns: Nil if there are more than the most runs of a sweep.
  static func combinations(
    _ axes: [(name: String, values: [LuaValue])]
  ) -> [[Setting]]? {
    var sets: [[Setting]] = [[]]
    for axis in axes {
      let (count, overflows) = sets.count.multipliedReportingOverflow(
        by: axis.values.count)
      guard !overflows, count <= maximumCount else { return nil }
      sets = sets.flatMap { set in
        axis.values.map { set + [Setting(key: axis.name, value: $0)] }
      }
    }
    return sets
  }
}
