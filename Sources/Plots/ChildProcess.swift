import Glibc

/// Another program, run without a shell.
enum ChildProcess {
  /// How a program ended.
  enum End: Equatable {
    case exited(Int32)
    case signaled(Int32)
  }

  /// Runs the program at `path` and waits for its end.
  ///
  /// It reads nothing; what it prints goes to the file at `messages`.
  ///
  /// - Throws: `PlotError.file` if it can't be started.
  static func run(
    _ path: String, _ arguments: [String], messages: String
  ) throws(PlotError) -> End {
    let child = try start(path, arguments, messages: messages)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw systemError(path) }
    }
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .signaled(signal)
  }

  /// Starts the program at `path`, in a process group of its own if
  /// `isIndependent`: then Ctrl-C doesn't reach it.
  static func start(
    _ path: String, _ arguments: [String], messages: String,
    isIndependent: Bool = false
  ) throws(PlotError) -> pid_t {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &files, 1, messages, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&files, 1, 2)

    // What this program ignores or blocks, the other must not.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (all, none) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    if isIndependent { flags |= POSIX_SPAWN_SETPGROUP }
    posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))

    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let failure = posix_spawn(
      &child, path, &files, &attributes, &words, environ)
    guard failure == 0 else {
      throw .file(path: path, reason: String(cString: strerror(failure)))
    }
    return child
  }
}
