import Glibc

/// What can go wrong with another program, each with the system's `errno`.
///
/// Whoever runs the program knows what it is for, and names the paths.
package enum ProcessError: Error, Equatable {
  /// The folder that it is to run in can't be entered.
  case folder(code: Int32)
  /// It can't be started, or the files for what it writes can't be opened.
  case start(code: Int32)
  /// How it ended can't be found out; so it is after it has been waited for.
  case wait(code: Int32)

  /// What the system says about it, for messages.
  package var reason: String {
    switch self {
    case .folder(let code), .start(let code), .wait(let code):
      String(cString: strerror(code))
    }
  }
}
