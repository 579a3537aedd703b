import Glibc

/// A file for what a program writes, made if it isn't there.
package enum OutputFile {
  /// What is in the file at this path stays in front.
  case append(String)
  /// What is in the file at this path goes.
  case replace(String)

  var path: String {
    switch self {
    case .append(let path), .replace(let path): path
    }
  }

  var flags: Int32 {
    switch self {
    case .append: O_WRONLY | O_CREAT | O_APPEND
    case .replace: O_WRONLY | O_CREAT | O_TRUNC
    }
  }
}
