import Glibc
import LuaRuntime
import Processes
import SpikingNetworks
import Tensors
import Terminal

/// One run of `snn-lua sweep`.
struct Sweep {
  private let invocation: SweepInvocation
  private let plan: SweepPlan
  private let folder: SweepFolder
  private let diagnostics: Diagnostics

  /// Reads the file of the sweep.
  ///
  /// Paths in the file start where the file is.
  ///
  /// - Throws: `LuaError`.
  init(_ invocation: SweepInvocation) throws(LuaError) {
    self.invocation = invocation
    plan = try SweepReader.plan(at: invocation.grid)
    folder = SweepFolder(
      path: path(plan.folder, beside: invocation.grid), plan: plan)
    diagnostics = Diagnostics(isQuiet: invocation.isQuiet)
  }

  /// Does what the command line asks for; returns the exit status.
  ///
  /// - Throws: `TensorError.file`.
  func run() throws(TensorError) -> Int32 {
    if invocation.list { return try list() }
    if invocation.collect { return try collect() }
    guard access(model, R_OK) == 0 else {
      throw .file(path: model, reason: String(cString: strerror(errno)))
    }
    try folder.prepare()
    if let task = try task() {
      let run = plan.runs[task - 1]
      if try folder.status(of: run) == .finished {
        diagnostics.note("run \(task) of \(plan.count) has finished before")
        return 0
      }
      return try execute([run]) == 0 ? 0 : 1
    }
    let failures = try execute(plan.runs)
    _ = try collect()
    return failures == 0 ? 0 : 1
  }

  /// The path of the script that is run.
  private var model: String { path(plan.model, beside: invocation.grid) }

  /// The only run to run, if there is one.
  private func task() throws(TensorError) -> Int? {
    let variable = "SLURM_ARRAY_TASK_ID"
    let text = environment(variable)
    let name = invocation.task == nil ? variable : "--task"
    guard let shown = invocation.task.map({ "\($0)" }) ?? text else {
      return nil
    }
    guard let task = Int(shown), (1...plan.count).contains(task) else {
      throw .file(
        path: invocation.grid,
        reason: "\(name) is \(shown), and runs go from 1 to \(plan.count)")
    }
    return task
  }

  private func list() throws(TensorError) -> Int32 {
    var rows = [["run", "seed"] + plan.names + ["status"]]
    for run in plan.runs {
      rows.append(
        ["\(run.number)", "\(run.seed)"]
          + plan.names.map { run.value(of: $0)?.field ?? "" }
          + [try folder.status(of: run).rawValue])
    }
    write(alignedRows(rows).joined(separator: "\n") + "\n", to: .output)
    return 0
  }

  private func collect() throws(TensorError) -> Int32 {
    try folder.collect()
    var counts: [SweepFolder.Status: Int] = [:]
    for run in plan.runs { counts[try folder.status(of: run), default: 0] += 1 }
    let failed = [SweepFolder.Status.failed, .damaged].compactMap { status in
      counts[status].map { ", \($0) \(status.rawValue)" }
    }.joined()
    if !invocation.isQuiet {
      write(
        "\(counts[.finished] ?? 0) of \(plan.count) runs finished\(failed):"
          + " \(folder.table)\n", to: .output)
    }
    return 0
  }

  // MARK: Running

  /// Runs those runs that have not finished, several at a time; returns how many
  /// failed.
  ///
  /// Another sweep in the same folder may do so too: each run is run by one of
  /// them. What the other has begun comes last here, when it has ended there.
  private func execute(_ runs: [SweepRun]) throws(TensorError) -> Int {
    var waiting: ArraySlice<Waiting> = []
    for run in runs {
      let status = try folder.status(of: run)
      if status != .finished { waiting.append(Waiting(run: run, was: status)) }
    }
    let cores = WorkerPool.availableCores
    let jobs = max(1, min(invocation.jobs ?? cores, waiting.count))
    let threads = max(1, cores / jobs)
    var elsewhere: ArraySlice<Waiting> = []
    var running: [pid_t: (run: SweepRun, lock: RunLock)] = [:]
    var failures = 0
    var problem: TensorError?
    while !waiting.isEmpty || !elsewhere.isEmpty || !running.isEmpty {
      do throws(TensorError) {
        while running.count < jobs,
          let next = waiting.popFirst()
            ?? (running.isEmpty ? elsewhere.popFirst() : nil)
        {
          guard let lock = try lock(next) else {
            elsewhere.append(next.found)
            continue
          }
          switch try folder.status(of: next.run) {
          case .failed where next.was != .failed: failures += 1
          case .finished: break
          case .failed, .unfinished, .damaged:
            try folder.begin(next.run)
            let child = try lock.inherited { () throws(TensorError) in
              try start(next.run, threads: threads)
            }
            running[child.id] = (next.run, lock)
          }
        }
        if running.isEmpty { continue }
        guard let (id, ending) = ChildProcess.waitForAny() else { break }
        guard let (run, lock) = running.removeValue(forKey: id) else {
          continue
        }
        if ending != .exit(0) { failures += 1 }
        try withExtendedLifetime(lock) { () throws(TensorError) in
          try folder.end(run, ending)
        }
        report(run, ending)
      } catch {
        // Those that have begun may come to their end.
        problem = error
        (waiting, elsewhere) = ([], [])
      }
    }
    if let problem { throw problem }
    return failures
  }

  /// A run that is to be run.
  private struct Waiting {
    let run: SweepRun

    /// How far it was at the beginning.
    let was: SweepFolder.Status

    /// Whether another process was found to run it.
    var isElsewhere = false

    /// The same run, found elsewhere.
    var found: Waiting { Waiting(run: run, was: was, isElsewhere: true) }
  }

  /// Keeps others from running a run; nil if another process runs it. If it was
  /// so before, waits until that has ended.
  private func lock(_ next: Waiting) throws(TensorError) -> RunLock? {
    let run = "run \(next.run.number) of \(plan.count)"
    if next.isElsewhere {
      diagnostics.note("\(run) is run by another process; waiting for it")
    }
    let lock = try folder.lock(next.run, waits: next.isElsewhere)
    if let problem = lock?.problem {
      diagnostics.note("\(run) can't be kept from other sweeps: \(problem)")
    }
    return lock
  }

  private func start(
    _ run: SweepRun, threads: Int
  ) throws(TensorError) -> ChildProcess {
    var arguments = ["--seed", "\(run.seed)", "--threads", "\(threads)"]
    for parameter in run.parameters { arguments += ["--set", parameter.text] }
    arguments += ["--results", "results.csv"]
    if plan.records { arguments += ["--record", "record.npz"] }
    arguments += ["--", absolute(model)]
    let place = folder.folder(of: run)
    do throws(ProcessError) {
      return try ChildProcess(
        program: thisProgram, arguments: arguments, folder: place,
        output: .replace("stdout.txt"), errors: .replace("stderr.txt"))
    } catch {
      throw .file(path: place, reason: error.reason)
    }
  }

  private func report(_ run: SweepRun, _ ending: ChildProcess.Ending) {
    let what =
      "run \(run.number) of \(plan.count)"
      + (run.parameters.isEmpty ? "" : " (\(run.shownParameters))")
    let errors = folder.file("stderr.txt", of: run)
    if ending != .exit(0) {
      diagnostics.error("\(what) failed with \(ending): see \(errors)")
    } else if folder.hasRemarks(run) {
      diagnostics.note("\(what) finished, with remarks: see \(errors)")
    } else {
      diagnostics.note("\(what) finished")
    }
  }
}

/// The path of this program.
private var thisProgram: String {
  var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
  let count = readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
  guard count > 0 else { return "snn-lua" }
  return String(
    decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// A path that starts in the folder of a file.
private func path(_ path: String, beside file: String) -> String {
  guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else {
    return path
  }
  return file[...slash] + path
}

/// A path that means the same in any folder.
private func absolute(_ path: String) -> String {
  guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
  defer { free(here) }
  return "\(String(cString: here))/\(path)"
}

/// Runs a sweep as a command line says; returns the exit status.
func runSweep(_ arguments: [String]) -> Int32 {
  let invocation: SweepInvocation
  do {
    invocation = try SweepInvocation.parse(arguments)
  } catch {
    return report(error, of: SweepInvocation.self, named: "snn-lua sweep")
  }
  do {
    return try Sweep(invocation).run()
  } catch {
    Diagnostics().error("\(error)")
    return 1
  }
}
