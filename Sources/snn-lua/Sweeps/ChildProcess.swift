import Glibc
import Tensors

/// A program that runs beside this one.
struct ChildProcess {
  /// How a program has ended.
  enum Ending: Equatable, CustomStringConvertible {
    case exit(Int32)
    case signal(Int32)

    /// As messages have it.
    var description: String {
      switch self {
      case .exit(let status): "exit status \(status)"
      case .signal(let number): "signal \(number)"
      }
    }
  }

  /// The system's number of the process.
  let id: pid_t

  /// Starts a program, without a shell. It reads nothing, and has the
  /// environment of this one, which changes its folder for a moment: no other
  /// thread may be looking for files then.
  ///
  /// - Parameters:
  ///   - program: The path of the program.
  ///   - arguments: Its arguments, without its name.
  ///   - folder: Where it runs.
  ///   - output: The file in that folder that its output replaces.
  ///   - error: The same for its errors.
  /// - Throws: `TensorError.file` if it can't be started.
  init(
    program: String, arguments: [String], folder: String, output: String,
    error: String
  ) throws(TensorError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 1, output, writing, 0o666)
    posix_spawn_file_actions_addopen(&actions, 2, error, writing, 0o666)

    // The action that changes the folder is one that Swift doesn't see.
    let here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(here) }
    guard here >= 0, chdir(folder) == 0 else {
      throw .file(path: folder, reason: String(cString: strerror(errno)))
    }
    defer { fchdir(here) }
    var strings = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for string in strings { free(string) } }
    var id = pid_t()
    let problem = posix_spawn(
      &id, program, &actions, nil, &strings, environ)
    guard problem == 0 else {
      throw .file(path: folder, reason: String(cString: strerror(problem)))
    }
    self.id = id
  }

  /// Waits until a child of this process ends; nil if there is none.
  static func waitForAny() -> (id: pid_t, ending: Ending)? {
    var status: Int32 = 0
    var id = pid_t()
    repeat { id = waitpid(-1, &status, 0) } while id < 0 && errno == EINTR
    guard id > 0 else { return nil }
    // As WIFSIGNALED, WTERMSIG and WEXITSTATUS, which Swift doesn't see.
    let signal = status & 0x7F
    return (id, signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal))
  }

  /// The path of this program.
  static var thisProgram: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
    guard count > 0 else { return "snn-lua" }
    return String(
      decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
