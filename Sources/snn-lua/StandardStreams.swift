import Glibc

/// A stream that every process has.
enum StandardStream: Int32 {
  case input = 0
  case output = 1
  case error = 2

  /// Whether someone sits in front of it.
  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// How wide the terminal is at this moment; 80 if that isn't known.
  var columns: Int {
    var size = winsize()
    let isKnown = ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0
    return isKnown && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}

/// Writes all of `text`, after what scripts have printed so far.
func write(_ text: String, to stream: StandardStream) {
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
func silenceStandardOutput() {
  fflush(nil)
  let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
  guard nowhere >= 0 else { return }
  dup2(nowhere, StandardStream.output.rawValue)
  close(nowhere)
}

/// The whole standard input.
func readStandardInput() -> [UInt8] {
  readAll(StandardStream.input.rawValue)
}

/// What is left to read of an open file.
func readAll(_ descriptor: Int32) -> [UInt8] {
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
