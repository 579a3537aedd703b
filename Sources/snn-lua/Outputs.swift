import Files
import LuaBindings
import SpikingNetworks
import Tensors
import Terminal

/// What a run leaves behind: what was recorded, results, and times.
///
/// It is written when the script ends, in whatever way: also after an error,
/// and when the script calls `os.exit`. The host, which calls it then, must
/// outlive it.
final class Outputs {
  private let invocation: Invocation
  private unowned let host: LuaHost
  private let diagnostics: Diagnostics
  private var profilers: [(network: Network, profiler: BehaviorProfiler)] = []

  init(_ invocation: Invocation, of host: LuaHost, _ diagnostics: Diagnostics) {
    self.invocation = invocation
    self.host = host
    self.diagnostics = diagnostics
  }

  /// Checks that files can be written, before hours are spent on what goes into
  /// them.
  ///
  /// - Throws: `TensorError.file`.
  static func check(_ invocation: Invocation) throws(TensorError) {
    let files = [
      ("--record", invocation.record), ("--results", invocation.results),
      ("--profile-json", invocation.profileFile),
    ]
    for case (let option, let path?) in files where path != "-" {
      do throws(TensorError) { try checkFileCanBeReplaced(at: path) } catch {
        guard case .file(let path, let reason) = error else { throw error }
        throw .file(path: "\(option) \(path)", reason: reason)
      }
    }
  }

  /// Measures the behaviors of a network from now on, if that is asked for.
  func follow(_ network: Network) {
    guard invocation.profile || invocation.profileFile != nil else { return }
    let profiler = BehaviorProfiler()
    network.addObserver(profiler)
    profilers.append((network, profiler))
  }

  /// Writes everything that is asked for.
  ///
  /// Call it where no behavior is at work but one that has called a script. It
  /// can be called again: files are written anew then.
  ///
  /// - Returns: Whether all went well; if not, the user has been told.
  func write() -> Bool {
    if invocation.isCheck { return true }
    var isDone = true
    isDone = attempt { () throws(TensorError) in try writeRecord() } && isDone
    isDone = attempt { () throws(TensorError) in try writeResults() } && isDone
    isDone = attempt { () throws(TensorError) in try writeProfile() } && isDone
    return isDone
  }

  private func attempt(_ body: () throws(TensorError) -> Void) -> Bool {
    do {
      try body()
      return true
    } catch {
      diagnostics.error(error.description)
      return false
    }
  }

  private func writeRecord() throws(TensorError) {
    guard let path = invocation.record else { return }
    let arrays = RecordedArrays(of: host.networks)
    try arrays.save(path: path)
    if arrays.entries.isEmpty {
      diagnostics.note("\(path) is empty: no recorder has recorded")
    }
  }

  private func writeResults() throws(TensorError) {
    guard let path = invocation.results else { return }
    let results = host.results
    let text =
      results.isEmpty
      ? ""
      : CommaSeparatedValues.line(results.map(\.name))
        + CommaSeparatedValues.line(results.map(\.value.field))
    try replaceFile(at: path, with: Array(text.utf8))
  }

  private func writeProfile() throws(TensorError) {
    let report = ProfileReport(
      networks: profilers.map { ($0.network, $0.profiler.times) })
    if invocation.profile { Terminal.write(report.text, to: .error) }
    switch invocation.profileFile {
    case nil: break
    case "-"?: Terminal.write(report.json, to: .output)
    case let path?: try replaceFile(at: path, with: Array(report.json.utf8))
    }
  }
}
