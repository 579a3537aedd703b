import Glibc

/// A program with its arguments, run without a shell.
struct Command {
  let program: String
  let arguments: [String]
  /// Variables on top of those of this process.
  var environment: [String: String] = [:]

  /// What came of a run.
  struct Outcome {
    /// The exit status; nil if a signal ended the process.
    var status: Int32?
    var isLate = false
    /// The lines of its standard output.
    var lines: [String] = []
    /// The seconds from the start to the line "first step".
    var firstStep: Double?
  }

  /// The process group that is running, which Ctrl-C ends, too.
  nonisolated(unsafe) private static var running: pid_t = 0

  /// Lets Ctrl-C end what is running; a group of its own would go on.
  static func stopOnInterrupt() {
    signal(SIGINT) { _ in
      if Command.running > 0 { kill(-Command.running, SIGKILL) }
      _exit(130)
    }
  }

  /// Runs the program to its end, or to its limit in seconds; its standard
  /// error goes to the file `errors`.
  ///
  /// Throws a `CheckFailure` if it can't be started.
  func run(errors: String, limit: Double) throws -> Outcome {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
      throw CheckFailure(description: "no pipe")
    }
    // The process has the end that it writes to as its standard output only.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let start = Clock.now
    let process = try spawn(output: ends[1], errors: errors)
    close(ends[1])
    Command.running = process
    defer { Command.running = 0 }

    var outcome = Outcome()
    var reader = LineReader(descriptor: ends[0])
    while true {
      let passed = Double(Clock.now - start) / 1e9
      guard passed < limit else {
        outcome.isLate = true
        kill(-process, SIGKILL)
        break
      }
      guard let lines = reader.read(seconds: limit - passed) else { break }
      if outcome.firstStep == nil && lines.contains("first step") {
        outcome.firstStep = Double(Clock.now - start) / 1e9
      }
      outcome.lines += lines
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    if status & 0x7f == 0 { outcome.status = status >> 8 & 0xff }
    return outcome
  }

  private func spawn(output: Int32, errors: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(
      &actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))

    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var variables = mergedEnvironment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var process = pid_t()
    let code = posix_spawn(
      &process, program, &actions, &attributes, &words, &variables)
    guard code == 0 else {
      throw CheckFailure(
        description: "\(program): \(String(cString: strerror(code)))")
    }
    return process
  }

  private var mergedEnvironment: [String] {
    var result = environment.map { "\($0.key)=\($0.value)" }
    var next = environ
    while let text = next.pointee {
      let line = String(cString: text)
      let name = String(line.prefix { $0 != "=" })
      if environment[name] == nil { result.append(line) }
      next += 1
    }
    return result
  }
}

/// Cuts what comes from a file descriptor into lines.
struct LineReader {
  let descriptor: Int32
  private var rest: [UInt8] = []

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The lines that are complete after the next piece, which is waited for;
  /// nil at the end.
  mutating func read(seconds: Double) -> [String]? {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let milliseconds = Int32(min(max(seconds, 0) * 1_000, 1e6)) + 1
    guard poll(&request, 1, milliseconds) > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    if count <= 0 { return nil }
    rest += bytes[..<count]
    var lines: [String] = []
    while let end = rest.firstIndex(of: 10) {
      lines.append(String(decoding: rest[..<end], as: UTF8.self))
      rest.removeSubrange(...end)
    }
    return lines
  }
}
