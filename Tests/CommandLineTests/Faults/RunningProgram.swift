import Foundation

/// A run of the program that a test breaks off.
final class RunningProgram {
  private let process = Process()
  private let errors = Pipe()
  private let output = Pipe()

  /// Starts the program in a folder.
  init(
    _ arguments: [String], in place: Workplace,
    environment: [String: String] = [:]
  ) throws {
    process.environment = ProcessInfo.processInfo.environment
      .merging(environment) { $1 }
    process.executableURL = URL(fileURLWithPath: Workplace.program)
    process.arguments = arguments
    process.currentDirectoryURL = place.folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  /// Waits until the program has printed a line.
  func waitForLine() {
    while let byte = try? output.fileHandleForReading.read(upToCount: 1),
      byte.first.map({ $0 != UInt8(ascii: "\n") }) ?? false
    {}
  }

  /// Waits until a condition holds, or the program has ended.
  func wait(until condition: () -> Bool) {
    while process.isRunning, !condition() { sched_yield() }
  }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the end; gives how it ended and what it said about errors. The
  /// status is the number of the signal that has ended it, below 0, if one has.
  func end() -> Transcript {
    let error = (try? errors.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    let status = process.terminationStatus
    return Transcript(
      error: String(decoding: error, as: UTF8.self),
      status: process.terminationReason == .exit ? status : -status)
  }
}

/// How many bytes a file has; nil if it isn't there.
func size(of name: String, in place: Workplace) -> Int? {
  var status = stat()
  let path = place.folder.appending(path: name).path
  return stat(path, &status) == 0 ? Int(status.st_size) : nil
}
