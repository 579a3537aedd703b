import Foundation

extension Benchmark {
  /// The time from the start of `snn-lua` with an empty script to its end, as a
  /// multiple of that of `lua5.4`, both in turn.
  static var startup: Benchmark {
    Benchmark(name: "start of snn-lua / start of lua5.4", unit: .ratio) {
      sampler in
      let folder = Bundle.main.executableURL?.deletingLastPathComponent()
      guard let own = folder?.appendingPathComponent("snn-lua").path,
        FileManager.default.isExecutableFile(atPath: own),
        let lua = path(of: "lua5.4")
      else { return nil }
      let script = NSTemporaryDirectory() + "snn-bench-\(getpid()).lua"
      try "".write(toFile: script, atomically: true, encoding: .utf8)
      defer { try? FileManager.default.removeItem(atPath: script) }
      var (owns, luas): ([Double], [Double]) = ([], [])
      for _ in 0..<max(25, sampler.batches) {
        owns.append(try Clock.measure { try start(own, script) })
        luas.append(try Clock.measure { try start(lua, script) })
      }
      return Measurement(owns) / Measurement(luas)
    }
  }

  private static func path(of program: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return folders.split(separator: ":").map { "\($0)/\(program)" }
      .first(where: FileManager.default.isExecutableFile)
  }

  /// Runs a program with one argument to its end.
  private static func start(_ program: String, _ argument: String) throws {
    var process = pid_t()
    var arguments = [strdup(program), strdup(argument), nil]
    defer { for text in arguments { free(text) } }
    var status: Int32 = -1
    guard posix_spawn(&process, program, nil, nil, &arguments, environ) == 0,
      waitpid(process, &status, 0) == process, status == 0
    else { throw CheckFailure(description: "\(program) failed") }
  }
}
