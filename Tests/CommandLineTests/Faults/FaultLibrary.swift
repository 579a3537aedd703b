import Foundation
import Testing

/// A library that makes one call of the system's fail.
enum FaultLibrary {
  /// Its path; it is built when it is first used.
  static func path() throws -> String { try built.get() }

  private static let built = Result { try build() }

  private static func build() throws -> String {
    let source = repository.appending(
      path: "Tests/CommandLineTests/Faults/failing.c")
    let library = FileManager.default.temporaryDirectory
      .appending(path: "snn-lua-failing-\(getpid()).so")
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = [
      "cc", "-shared", "-fPIC", "-o", library.path, source.path, "-ldl",
    ]
    try compiler.run()
    compiler.waitUntilExit()
    guard compiler.terminationStatus == 0 else {
      throw CocoaError(.executableLoad)
    }
    return library.path
  }
}

/// A call of the system's that fails.
struct Fault: Sendable, CustomTestStringConvertible {
  /// Which call; `short` is a write of half of what it is given.
  let call: String
  /// What it leaves in `errno`.
  let error: Int32

  static let all = [
    Fault(call: "open", error: EACCES), Fault(call: "open", error: EMFILE),
    Fault(call: "flock", error: ENOLCK), Fault(call: "write", error: ENOSPC),
    Fault(call: "write", error: EINTR), Fault(call: "short", error: 0),
    Fault(call: "fsync", error: EIO), Fault(call: "fsync", error: EINTR),
    Fault(call: "rename", error: EXDEV), Fault(call: "close", error: EIO),
  ]

  var testDescription: String { "\(call) \(reason)" }

  /// What the system says about the error.
  var reason: String { String(cString: strerror(error)) }

  /// What makes the `number`-th of these calls fail.
  func environment(number: Int, mark: String) throws -> [String: String] {
    [
      "LD_PRELOAD": try FaultLibrary.path(), "FAULT_CALL": call,
      "FAULT_NUMBER": "\(number)", "FAULT_ERROR": "\(error)",
      "FAULT_MARK": mark,
    ]
  }
}
