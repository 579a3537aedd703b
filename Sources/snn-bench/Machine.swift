import Foundation
import LuaRuntime
import Tensors

/// Where and when the figures were measured.
struct Machine: CustomStringConvertible {
  let model: String
  let cores: Int
  let threads: Int
  let date = Clock.date
  let lua = LuaState.release

  init() {
    cores = ProcessInfo.processInfo.activeProcessorCount
    threads = WorkerPool.shared.threadCount
    let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    let line = text?.split(separator: "\n")
      .first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":").last
    model = name.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
  }

  var description: String {
    "\(model), \(cores) cores, \(threads) threads; \(lua); \(date)."
  }
}
