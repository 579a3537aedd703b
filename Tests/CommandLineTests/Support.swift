import Foundation

/// What one run of the program left behind.
struct Transcript: Equatable {
  var output = ""
  var error = ""
  var status: Int32 = 0
}

/// The folder in which the tests and the program are built.
private let products = URL(fileURLWithPath: CommandLine.arguments[0])
  .deletingLastPathComponent()

/// A folder with scripts, removed together with this object.
final class Workplace {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "snn-lua-\(UUID().uuidString)")

  /// Creates a folder with files: their text by name.
  init(_ files: [String: String] = [:]) throws {
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Runs the program in this folder and returns what it printed.
  func snnLua(
    _ arguments: String..., input: String = "",
    environment: [String: String] = [:]
  ) throws -> Transcript {
    try snnLua(arguments, input: input, environment: environment)
  }

  /// Runs the program in this folder and returns what it printed.
  func snnLua(
    _ arguments: [String], input: String = "",
    environment: [String: String] = [:]
  ) throws -> Transcript {
    try run(arguments, input: pipe(input), environment: environment)
  }

  /// Runs Lua's own program in this folder.
  func lua(
    _ arguments: [String], input: String = "",
    environment: [String: String] = [:]
  ) throws -> Transcript {
    try run(
      arguments, input: pipe(input), environment: environment,
      program: URL(fileURLWithPath: "/usr/bin/lua5.4"))
  }

  /// The text of a file in this folder; nil if there is none.
  func text(_ name: String) -> String? {
    try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  private func pipe(_ input: String) throws -> Pipe {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try pipe.fileHandleForWriting.close()
    return pipe
  }

  /// Runs the program with a terminal as its standard input.
  func snnLuaAtTerminal(_ arguments: String...) throws -> Transcript {
    // As `posix_openpt`, `unlockpt` and `ptsname` do, which Swift doesn't see.
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    defer { close(terminal) }
    var (isLocked, number): (Int32, Int32) = (0, 0)
    guard terminal >= 0, ioctl(terminal, 0x4004_5431, &isLocked) == 0,
      ioctl(terminal, 0x8004_5430, &number) == 0
    else { throw CocoaError(.fileReadUnknown) }
    let descriptor = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    defer { close(descriptor) }
    return try run(
      arguments, input: FileHandle(fileDescriptor: descriptor))
  }

  /// Runs a command of the shell in this folder, with the program as `$1`.
  func shell(_ command: String) throws -> Transcript {
    let program = products.appending(path: "snn-lua").path
    return try run(
      ["-c", command, "sh", program], input: FileHandle.nullDevice,
      program: URL(fileURLWithPath: "/bin/sh"))
  }

  private func run(
    _ arguments: [String], input: Any, environment: [String: String] = [:],
    program: URL = products.appending(path: "snn-lua")
  ) throws -> Transcript {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment
      .filter { !$0.key.hasPrefix("LUA_") && !$0.key.hasPrefix("SLURM_") }
      .merging(environment) { $1 }
    let (stdout, stderr) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    // No test writes so much to one that it waits while the other is read.
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    let error = try stderr.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Transcript(
      output: String(decoding: output, as: UTF8.self),
      error: String(decoding: error, as: UTF8.self),
      status: process.terminationStatus)
  }
}

/// The top folder of the repository.
let repository = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
