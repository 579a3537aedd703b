import Tensors

/// Why a picture can't be made.
public enum PlotError: Error, Equatable {
  /// There is no program gnuplot in the folders of `PATH`.
  case gnuplotMissing
  /// Gnuplot ended otherwise than it should; `output` is the end of what it
  /// said.
  case gnuplotFailed(how: String, output: String)
  /// There are no numbers.
  case empty(what: String)
  /// There are numbers, but none that can be drawn.
  case noFiniteNumbers(what: String, count: Int)
  /// Two lists that belong together are of different lengths.
  case lengthMismatch(what: String, x: Int, y: Int)
  /// A tensor has another number of axes than the picture needs.
  case wrongShape(what: String, expected: String, found: Shape)
  /// A number outside of its range.
  case outOfRange(what: String, found: String, expected: String)
  /// The name of a file ends in no format that there is.
  case unknownFormat(path: String)
  /// A file or folder can't be read or written.
  case file(path: String, reason: String)
  /// A tensor can't be read.
  case tensor(TensorError)
}

extension PlotError: CustomStringConvertible {
  /// What was asked, what was found and what was meant.
  public var description: String {
    switch self {
    case .gnuplotMissing:
      "pictures are drawn by the program gnuplot, and no folder of PATH has"
        + " it; install Debian's package gnuplot-nox, as scripts/setup does"
    case .gnuplotFailed(let how, let output):
      "gnuplot \(how)" + (output.isEmpty ? "" : ": \(output)")
    case .empty(let what): "\(what): there are no numbers to draw"
    case .noFiniteNumbers(let what, let count):
      count == 1
        ? "\(what): the only number is not finite"
        : "\(what): none of the \(grouped(count)) numbers is finite"
    case .lengthMismatch(let what, let x, let y):
      "\(what): there are \(grouped(x)) x and \(grouped(y)) y"
    case .wrongShape(let what, let expected, let found):
      "\(what): expected \(expected), got shape \(found)"
    case .outOfRange(let what, let found, let expected):
      "\(what) must be \(expected), not \(found)"
    case .unknownFormat(let path):
      "can't save '\(path)': the name must end in .png, .svg or .pdf"
    case .file(let path, let reason): "\(path): \(reason)"
    case .tensor(let error): "\(error)"
    }
  }
}

/// A number with its digits in groups of three: 1,000,000.
func grouped(_ number: Int) -> String {
  var text = ""
  let digits = String(number.magnitude)
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return (number < 0 ? "-" : "") + text
}
