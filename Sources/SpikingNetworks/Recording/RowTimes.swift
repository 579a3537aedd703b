/// In which iterations the rows of a recorder were recorded, as long as they are
/// evenly spaced.
public struct RowTimes {
  /// Evenly spaced iterations.
  public struct Spacing: Equatable, Sendable {
    /// The first iteration.
    public let first: Int
    /// How many iterations are from one to the next.
    public let step: Int
  }

  private var last = 0
  private var step: Int?
  private var isEven = true
  private var count = 0

  /// Notes that a row was recorded.
  mutating func append(_ iteration: Int) {
    if count > 0 {
      let step = iteration - last
      isEven = isEven && step > 0 && (self.step ?? step) == step
      self.step = step
    }
    last = iteration
    count += 1
  }

  /// Notes that only the last `length` rows are kept.
  mutating func trim(to length: Int) { count = min(count, length) }

  /// When the rows were recorded; nil if they are not evenly spaced, or if there
  /// are none.
  var spacing: Spacing? {
    guard isEven, count > 0 else { return nil }
    let step = step ?? 1
    return Spacing(first: last - (count - 1) * step, step: step)
  }
}

extension RowTimes {
  /// The times of `count` rows that were saved with `saved`; not even without.
  ///
  /// - Throws: `SavedStateMistake` for times that no network can have.
  init(_ saved: SavedValue?, count: Int) throws(SavedStateMistake) {
    self.count = count
    guard let saved else {
      isEven = count == 0
      return
    }
    let numbers = try ["times": saved].integers("times")
    guard numbers.count == 2 else {
      throw SavedStateMistake("its 'times' are of another kind")
    }
    let (first, step) = (numbers[0], numbers[1])
    let iterations = 0...Network.lastIteration
    let (span, overflow) = max(0, count - 1)
      .multipliedReportingOverflow(by: step)
    guard iterations.contains(first), step > 0, !overflow,
      span <= Network.lastIteration - first
    else { throw SavedStateMistake("its 'times' are out of range") }
    guard count > 0 else { return }
    last = first + span
    // One row has no step yet.
    self.step = count > 1 ? step : nil
  }

  /// First iteration and step, if rows are evenly spaced.
  var saved: SavedValue? {
    spacing.map { .list([.integer($0.first), .integer($0.step)]) }
  }
}
