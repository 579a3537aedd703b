import Files
import Glibc
import Processes
import Tensors
import Terminal

/// The folder of a sweep, with a folder for each run:
///
///     runs/sweep.csv          one row for each run
///     runs/0001/run.lua       what is run
///     runs/0001/stdout.txt    what the model printed
///     runs/0001/stderr.txt    and its errors
///     runs/0001/results.csv   what it gave to snn.result
///     runs/0001/record.npz    what its recorders recorded, if asked for
///     runs/0001/finished      as run.lua, written last
///     runs/0001/lock          locked while the run goes on
struct SweepFolder {
  /// How far a run is.
  enum Status: String {
    case finished
    case failed
    case unfinished

    /// It has finished, and its results are missing or damaged since.
    case damaged
  }

  /// Where it is.
  let path: String
  let plan: SweepPlan

  /// Makes the folder, if it isn't there.
  ///
  /// - Throws: `TensorError.file` if files can't be made in it.
  func prepare() throws(TensorError) {
    try makeFolders(path)
    try checkFileCanBeReplaced(at: table)
  }

  /// The table of the sweep.
  var table: String { "\(path)/sweep.csv" }

  /// The folder of a run.
  func folder(of run: SweepRun) -> String {
    let digits = "\(run.number)"
    let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
    return "\(path)/\(zeros)\(digits)"
  }

  /// A file of a run.
  func file(_ name: String, of run: SweepRun) -> String {
    "\(folder(of: run))/\(name)"
  }

  /// How far a run is.
  ///
  /// - Throws: `TensorError.file` if another run has finished in its folder.
  func status(of run: SweepRun) throws(TensorError) -> Status {
    guard let finished = contents(of: file("finished", of: run)) else {
      let hasFailed = contents(of: file("failed", of: run)) != nil
      return hasFailed ? .failed : .unfinished
    }
    guard finished == run.description(of: plan) else {
      throw .file(
        path: folder(of: run),
        reason: "a run with other parameters has finished here; give the"
          + " changed sweep another folder, or remove this one")
    }
    return results(of: run) == nil ? .damaged : .finished
  }

  /// The names and the values of the results of a run that has finished; nil if
  /// they aren't what it wrote.
  private func results(of run: SweepRun) -> [[String]]? {
    guard let text = contents(of: file("results.csv", of: run)) else {
      return nil
    }
    if text.isEmpty { return [[], []] }
    let rows = CommaSeparatedValues.rows(text)
    guard text.hasSuffix("\n"), rows.count == 2, rows[0].count == rows[1].count
    else { return nil }
    return rows
  }

  /// Makes the folder of a run, and keeps others from running it; nil if
  /// somebody runs it already.
  ///
  /// - Throws: `TensorError.file`.
  func lock(_ run: SweepRun, waits: Bool) throws(TensorError) -> RunLock? {
    try makeFolders(folder(of: run))
    return try RunLock(file("lock", of: run), waits: waits)
  }

  /// Prepares the folder of a run that is to begin.
  func begin(_ run: SweepRun) throws(TensorError) {
    for name in ["finished", "failed", "results.csv", "record.npz"] {
      unlink(file(name, of: run))
    }
    try replaceFile(
      at: file("run.lua", of: run),
      with: Array(run.description(of: plan).utf8))
  }

  /// Records how a run has ended.
  func end(
    _ run: SweepRun, _ ending: ChildProcess.Ending
  ) throws(TensorError) {
    if ending == .exit(0) {
      try replaceFile(
        at: file("finished", of: run),
        with: Array(run.description(of: plan).utf8))
    } else {
      try replaceFile(
        at: file("failed", of: run), with: Array("\(ending)\n".utf8))
    }
  }

  /// Whether a run has written to its standard error.
  func hasRemarks(_ run: SweepRun) -> Bool {
    contents(of: file("stderr.txt", of: run)).map { !$0.isEmpty } ?? false
  }

  /// Writes the table: run, seed, parameters, results, status.
  ///
  /// A result with the name of another column has `_result` after it, and a
  /// number if there is such a result too. Only runs that have finished have
  /// results.
  func collect() throws(TensorError) {
    let before = ["run", "seed"] + plan.names
    var names: [String] = []
    var rows: [(run: SweepRun, status: Status, results: [String: String])] = []
    for run in plan.runs {
      let status = try status(of: run)
      let lines = status == .finished ? self.results(of: run) : nil
      var results: [String: String] = [:]
      for (name, value) in zip(lines?[0] ?? [], lines?[1] ?? []) {
        if !names.contains(name) { names.append(name) }
        results[name] = value
      }
      rows.append((run, status, results))
    }
    let columns = columns(of: names, beside: before + ["status"])
    var text = CommaSeparatedValues.line(before + columns + ["status"])
    for row in rows {
      text += CommaSeparatedValues.line(
        ["\(row.run.number)", "\(row.run.seed)"]
          + plan.names.map { row.run.value(of: $0)?.field ?? "" }
          + names.map { row.results[$0] ?? "" } + [row.status.rawValue])
    }
    try replaceFile(at: table, with: Array(text.utf8))
  }
}

/// The columns of results, each with a name that no other column has. Those whose
/// name is free keep it.
private func columns(of names: [String], beside others: [String]) -> [String] {
  var taken = Set(others)
  let free = Set(names.filter { !taken.contains($0) })
  taken.formUnion(free)
  return names.map { name in
    if free.contains(name) { return name }
    var (column, number) = ("\(name)_result", 1)
    while !taken.insert(column).inserted {
      number += 1
      column = "\(name)_result_\(number)"
    }
    return column
  }
}
