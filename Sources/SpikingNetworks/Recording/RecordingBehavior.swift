import Tensors

/// A behavior that keeps what it sees.
public protocol RecordingBehavior: TimedBehavior, SavableBehavior {
  /// The texts of the expressions that are recorded.
  var variables: [String] { get }

  /// Every how many iterations, or after which time each, it records.
  var gap: RunTiming.Span { get }

  /// How much is kept in memory of each expression; all, if nil.
  var maximumLength: Int? { get }

  /// The path of the file to which it is written, if there is one.
  var file: String? { get }

  /// Records another expression from the next iteration.
  func addVariable(_ variable: String) throws

  /// Keeps only the newest `length` rows or events of each expression.
  func cutLength(_ length: Int) throws

  /// Whether something was recorded since the last call.
  func takeNews() -> Bool

  /// Forgets what was recorded, but for what is in a file.
  func clear()

  /// Takes back what its last `forward` has recorded: what the network asks for
  /// if an error cuts the iteration short.
  func takeBack()

  /// Writes what isn't in its file yet and closes it: what a network that it is
  /// removed from asks for.
  func closeFile()

  /// Where the data come from that a search finds under `tag`; nil if there are
  /// none.
  func recording(under tag: String) -> Recording?

  /// The arrays that a file holds of an expression; none, if the recorder was
  /// not initialized.
  func arrays(of variable: String) -> [RecordedArray]
}

/// An array that a file holds of an expression.
public struct RecordedArray {
  /// What follows the text of the expression in the name of the array, such as
  /// `.t`.
  public let suffix: String

  /// Whether nothing is in it.
  public let isEmpty: Bool

  /// Makes the array, part by part.
  public let contents: () throws -> TensorParts
}

/// Which of the iterations that are counted is recorded.
struct RecordingGap {
  /// What was asked for: 0 and 1 record every iteration, 2 every other one.
  let span: RunTiming.Span

  /// Its number of iterations, known as soon as the network is.
  private(set) var width = 0

  /// How many iterations were counted since the last that was recorded.
  private(set) var counter = 0

  /// - Throws: `NetworkError.negativeCount`.
  init(_ span: RunTiming.Span) throws(NetworkError) {
    if case .iterations(let width) = span, width < 0 {
      throw .negativeCount(what: "the gap of a recorder", found: width)
    }
    self.span = span
  }

  /// Counts an iteration, and says whether it is recorded.
  mutating func isDue() -> Bool {
    counter += 1
    if counter < width { return false }
    counter = 0
    return true
  }

  /// Counts from the beginning, in steps of `network`.
  ///
  /// - Throws: `NetworkError.noTimeStep`, `.partOfIteration`, `.outOfRange` for
  ///   a time that can't be counted.
  mutating func restart(in network: Network?) throws(NetworkError) {
    width = try span.count(in: network, "gap_width")
    counter = 0
  }

  /// Goes on counting.
  mutating func restore(counter: Int) {
    self.counter = min(max(0, counter), width)
  }
}

/// An error while a variable was recorded.
public struct RecordingFailure: Error, CustomStringConvertible {
  /// The text of the recorded expression.
  public let variable: String

  /// The error itself.
  public let underlying: any Error

  /// Where the error was: `recording 'mean(voltage)'`.
  public var place: String { "recording '\(variable)'" }

  /// Where the error was, and what it says.
  public var description: String { "\(place): \(underlying)" }
}
