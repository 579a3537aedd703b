import Glibc

/// A stream that every process has.
public enum StandardStream: Int32, Sendable {
  /// What is read.
  case input = 0
  /// What is written.
  case output = 1
  /// What a user should know.
  case error = 2

  /// Whether someone sits in front of it.
  public var isTerminal: Bool { isatty(rawValue) == 1 }

  /// How wide the terminal is at this moment; 80 if that isn't known.
  public var columns: Int {
    let columns = Int(size?.ws_col ?? 0)
    return columns > 0 ? columns : 80
  }

  /// How high the terminal is at this moment; 24 if that isn't known.
  public var rows: Int {
    let rows = Int(size?.ws_row ?? 0)
    return rows > 0 ? rows : 24
  }

  private var size: winsize? {
    var size = winsize()
    return ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
  }
}

/// Writes all of `text`, after what scripts have printed so far.
public func write(_ text: String, to stream: StandardStream) {
  fflush(nil)
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes {
      Glibc.write(stream.rawValue, $0.baseAddress, $0.count)
    }
    if count > 0 {
      rest = rest.dropFirst(count)
    } else if count < 0 && errno != EINTR {
      return
    }
  }
}

/// Lets nothing through to the standard output from now on.
public func silenceStandardOutput() {
  fflush(nil)
  let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
  guard nowhere >= 0 else { return }
  dup2(nowhere, StandardStream.output.rawValue)
  close(nowhere)
}

/// The whole standard input.
public func readStandardInput() -> [UInt8] {
  readAll(StandardStream.input.rawValue)
}

/// What is left to read of an open file.
public func readAll(_ descriptor: Int32) -> [UInt8] {
  var bytes: [UInt8] = []
  while true {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: 1 << 16))
    let count = bytes.withUnsafeMutableBytes {
      read(descriptor, $0.baseAddress?.advanced(by: start), 1 << 16)
    }
    bytes.removeLast((1 << 16) - max(0, count))
    if count == 0 || count < 0 && errno != EINTR { return bytes }
  }
}

/// The text of a file; nil if it can't be read.
public func contents(of path: String) -> String? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  return String(decoding: readAll(descriptor), as: UTF8.self)
}
