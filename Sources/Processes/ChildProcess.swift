import Glibc

/// Another program that runs beside this one, started without a shell.
///
///     let child = try ChildProcess(
///       program: "/usr/bin/gnuplot", arguments: ["script"],
///       output: .append("messages"), errors: .append("messages"))
///     let ending = try child.wait()  // as .exit(0)
package struct ChildProcess {
  /// How a program has ended.
  package enum Ending: Equatable, CustomStringConvertible {
    /// It ended by itself, with this status.
    case exit(Int32)
    /// A signal of this number ended it.
    case signal(Int32)

    /// As messages have it.
    package var description: String {
      switch self {
      case .exit(let status): "exit status \(status)"
      case .signal(let number): "signal \(number)"
      }
    }

    /// As WIFSIGNALED, WTERMSIG and WEXITSTATUS, which Swift doesn't see.
    fileprivate init(status: Int32) {
      let signal = status & 0x7F
      self = signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
    }
  }

  /// The system's number of the process.
  package let id: pid_t

  /// Starts a program, which reads nothing and has the environment of this
  /// one.
  ///
  /// A signal does to it what the system has it do, and none is blocked,
  /// whatever this process does with them. Only SIGHUP, SIGINT and SIGQUIT stay
  /// ignored if they are: so `nohup` reaches it too.
  ///
  /// - Parameters:
  ///   - program: The path of the program.
  ///   - arguments: Its arguments, without its name.
  ///   - folder: Where it runs, and where the other paths start; where this
  ///     process is, if nil. This process changes its own folder for a moment:
  ///     no other thread may be looking for files then.
  ///   - output: The file for its output.
  ///   - errors: The file for its errors; both may append to the same one.
  ///   - isIndependent: Whether it has a process group of its own: then Ctrl-C
  ///     doesn't reach it.
  /// - Throws: `ProcessError.folder`, `.start`.
  package init(
    program: String, arguments: [String], folder: String? = nil,
    output: OutputFile, errors: OutputFile, isIndependent: Bool = false
  ) throws(ProcessError) {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, file) in [(Int32(1), output), (2, errors)] {
      posix_spawn_file_actions_addopen(
        &files, descriptor, file.path, file.flags, 0o666)
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (reset, blocked) = (sigset_t(), sigset_t())
    sigfillset(&reset)
    for signal in [SIGHUP, SIGINT, SIGQUIT] { sigdelset(&reset, signal) }
    sigemptyset(&blocked)
    posix_spawnattr_setsigdefault(&attributes, &reset)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    if isIndependent { flags |= POSIX_SPAWN_SETPGROUP }
    posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))

    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var id = pid_t()
    let code = try inside(folder) {
      posix_spawn(&id, program, &files, &attributes, &words, environ)
    }
    guard code == 0 else { throw .start(code: code) }
    self.id = id
  }

  // MARK: Waiting

  /// Waits until the process ends. Once only: then the system forgets it.
  ///
  /// - Throws: `ProcessError.wait`.
  package func wait() throws(ProcessError) -> Ending {
    guard let (_, ending) = waitForEnd(of: id) else {
      throw .wait(code: errno)
    }
    return ending
  }

  /// Waits until any child of this process ends; nil if there is none.
  package static func waitForAny() -> (id: pid_t, ending: Ending)? {
    waitForEnd(of: -1)
  }

  /// Whether the process has ended, without waiting. Once it has, the system
  /// forgets it.
  package func hasEnded() -> Bool { waitpid(id, nil, WNOHANG) != 0 }
}

/// Waits until a child ends, any if `id` is -1; nil after an error, which is in
/// `errno`.
private func waitForEnd(
  of id: pid_t
) -> (id: pid_t, ending: ChildProcess.Ending)? {
  var status: Int32 = 0
  var ended = pid_t()
  repeat { ended = waitpid(id, &status, 0) } while ended < 0 && errno == EINTR
  return ended > 0 ? (ended, ChildProcess.Ending(status: status)) : nil
}

/// Does something while this process is in a folder, if there is one.
///
/// The action of `posix_spawn` that changes the folder of the child alone is
/// one that Swift doesn't see.
private func inside(
  _ folder: String?, _ body: () -> Int32
) throws(ProcessError) -> Int32 {
  guard let folder else { return body() }
  let here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard here >= 0 else { throw .folder(code: errno) }
  defer { close(here) }
  guard chdir(folder) == 0 else { throw .folder(code: errno) }
  defer { fchdir(here) }
  return body()
}
