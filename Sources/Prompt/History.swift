import Glibc

/// The entries of earlier sessions, in a file with one to a line.
struct History {
  /// How many entries are kept.
  static let limit = 5_000

  /// The file, or nil if there is no place for one.
  let path: String?

  /// The file of the user: `$XDG_STATE_HOME/snn-lua/history`, by default in
  /// `~/.local/state`.
  init(environment: (String) -> String?) {
    if let folder = environment("XDG_STATE_HOME"), folder.hasPrefix("/") {
      path = "\(folder)/snn-lua/history"
    } else if let home = environment("HOME"), home.hasPrefix("/") {
      path = "\(home)/.local/state/snn-lua/history"
    } else {
      path = nil
    }
  }

  init(path: String?) { self.path = path }

  /// All entries, the oldest first; none if the file can't be read.
  func entries() -> [String] {
    guard let path, let bytes = contents(of: path) else { return [] }
    return bytes.split(separator: UInt8(ascii: "\n")).suffix(History.limit)
      .map { History.decoded(String(decoding: $0, as: UTF8.self)) }
  }

  /// Appends an entry. A file that has grown to twice the limit is cut.
  ///
  /// - Returns: Why that failed; nil if it was done, or there is no place.
  func append(_ entry: String) -> String? {
    guard let path else { return nil }
    if let problem = makeFolders(of: path) { return problem }
    let line = Array((History.encoded(entry) + "\n").utf8)
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0, write(file, line, line.count) == line.count else {
      let problem = History.problem(with: path)
      if file >= 0 { close(file) }
      return problem
    }
    close(file)
    return nil
  }

  /// What the last call of the system has found wrong.
  private static func problem(with path: String) -> String {
    "\(path): \(String(cString: strerror(errno)))"
  }

  /// Cuts a file that has grown to twice the limit.
  func trim() {
    guard let path, let bytes = contents(of: path) else { return }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    guard lines.count > 2 * History.limit else { return }
    let kept = Array(lines.suffix(History.limit).joined(separator: [10]) + [10])
    let temporary = "\(path).\(getpid())"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    let isWhole = write(file, kept, kept.count) == kept.count
    close(file)
    if !isWhole || rename(temporary, path) != 0 { unlink(temporary) }
  }

  // MARK: Text

  /// An entry as a line: its ends of lines are `\n`, its backslashes two.
  static func encoded(_ entry: String) -> String {
    var line = ""
    for character in entry {
      switch character {
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      default: line.append(character)
      }
    }
    return line
  }

  static func decoded(_ line: String) -> String {
    var entry = ""
    var isEscaped = false
    for character in line {
      if isEscaped {
        entry += character == "n" ? "\n" : String(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        entry.append(character)
      }
    }
    return entry
  }

  // MARK: Files

  private func contents(of path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &buffer, buffer.count)
      if count <= 0 { return count == 0 ? bytes : nil }
      bytes += buffer.prefix(count)
    }
  }

  /// Makes the folders that a path leads through; returns which can't be made,
  /// and why.
  private func makeFolders(of path: String) -> String? {
    let path = Array(path.utf8)
    for (index, byte) in path.enumerated()
    where byte == UInt8(ascii: "/") && index > 0 {
      let folder = String(decoding: path[..<index], as: UTF8.self)
      if access(folder, F_OK) != 0, mkdir(folder, 0o700) != 0, errno != EEXIST {
        return History.problem(with: folder)
      }
    }
    return nil
  }
}
