/// The iterations that a recorder has seen, in the order in which it saw them.
///
/// Rates and intervals follow from it: of an iteration that no recorder saw
/// nobody knows whether a neuron was silent. Iterations that are evenly spaced
/// take the memory of one, however many there are.
public struct Coverage: Equatable, Sendable {
  /// Evenly spaced iterations.
  public struct Run: Equatable, Sendable {
    /// The first iteration.
    public let first: Int

    /// How many iterations are from one to the next; 1, if there is only one.
    public let step: Int

    /// How many there are, 1 or more.
    public let count: Int

    /// The last iteration.
    public var last: Int { first + (count - 1) * step }

    /// The first iteration that it stands for: those before each that was seen
    /// were left out.
    var start: Int { first - (step - 1) }

    init(first: Int, step: Int, count: Int) {
      self.first = first
      self.step = count == 1 ? 1 : step
      self.count = count
    }
  }

  /// The iterations.
  public private(set) var runs: [Run] = []

  /// How many iterations were seen.
  public private(set) var count = 0

  /// What `rewind()` has to know.
  private var marked = Mark()

  private struct Mark {
    var count = 0
    /// How many runs there were, and the last of them.
    var runCount = 0
    var last: Run?
    /// The runs at the front that are not there any more, and what the first
    /// one was.
    var removed: [Run] = []
    var first: Run?
  }

  /// Creates a list of iterations that were seen.
  public init(_ iterations: some Sequence<Int> = EmptyCollection<Int>()) {
    for iteration in iterations { append(iteration) }
  }

  /// The first iteration that was seen, or that a gap left out before it; nil
  /// if none was seen.
  public var first: Int? {
    runs.map { max($0.start, min(1, $0.first)) }.min()
  }

  /// The last iteration that was seen; nil if none was.
  public var last: Int? { runs.map(\.last).max() }

  /// From the first to the last iteration of each pause between what was seen.
  public var pauses: [ClosedRange<Int>] {
    var pauses: [ClosedRange<Int>] = []
    var end: Int?
    for run in runs.sorted(by: { $0.first < $1.first }) {
      if let end, end + 1 < run.start { pauses.append(end + 1...run.start - 1) }
      end = max(end ?? run.last, run.last)
    }
    return pauses
  }

  /// Adds an iteration that was seen.
  mutating func append(_ iteration: Int) {
    defer { count += 1 }
    let single = Run(first: iteration, step: 1, count: 1)
    let last = runs.count - 1
    guard last >= 0 else {
      runs = [single]
      return
    }
    let run = runs[last]
    // A network can be told to count from another iteration.
    let (step, overflow) = iteration.subtractingReportingOverflow(run.last)
    if overflow {
      runs.append(single)
    } else if step > 0, run.count == 1 || step == run.step {
      runs[last] = Run(first: run.first, step: step, count: run.count + 1)
    } else if step > 0, step < run.step {
      // The last one belongs to those that follow closely.
      runs[last] = Run(first: run.first, step: run.step, count: run.count - 1)
      runs.append(Run(first: run.last, step: step, count: 2))
    } else {
      runs.append(single)
    }
  }

  /// Keeps only the last `length` iterations.
  mutating func trim(to length: Int) {
    while count > length, let run = runs.first {
      let excess = min(count - length, run.count)
      count -= excess
      removeFirst(excess, of: run)
    }
  }

  /// Keeps only what was seen after an iteration.
  mutating func trim(after iteration: Int) {
    let place = runs.firstIndex {
      $0.first <= iteration && iteration <= $0.last
    }
    guard let place else { return }
    for _ in 0..<place {
      count -= runs[0].count
      removeFirst(runs[0].count, of: runs[0])
    }
    let excess = (iteration - runs[0].first) / runs[0].step + 1
    count -= excess
    removeFirst(excess, of: runs[0])
  }

  /// Makes what was seen be what `rewind()` goes back to.
  mutating func mark() {
    (marked.count, marked.runCount) = (count, runs.count)
    (marked.last, marked.first) = (runs.last, nil)
    if !marked.removed.isEmpty { marked.removed = [] }
  }

  /// Takes back the iteration that was added since `mark()`, and brings those
  /// back that were left out.
  mutating func rewind() {
    var before = marked.removed
    if let first = marked.first { before.append(first) }
    before += runs.dropFirst(marked.first == nil ? 0 : 1)
    // Another iteration changes no run but the last.
    runs = Array(before.prefix(max(0, marked.runCount - 1)))
    if let last = marked.last { runs.append(last) }
    count = marked.count
    mark()
  }

  /// Removes iterations from the first run.
  private mutating func removeFirst(_ excess: Int, of run: Run) {
    if excess == run.count {
      marked.removed.append(marked.first ?? run)
      marked.first = nil
      runs.removeFirst()
    } else {
      if marked.first == nil { marked.first = run }
      runs[0] = Run(
        first: run.first + excess * run.step, step: run.step,
        count: run.count - excess)
    }
  }

  /// When every `step`-th of the rows that were recorded, `count` of them from
  /// `start` on, were recorded: the first iteration, and how many are from one
  /// row to the next. Nil if they are not evenly spaced, or not there.
  public func times(
    ofRows start: Int, step: Int = 1, count: Int
  ) -> (first: Int, step: Int)? {
    guard count > 0, let last = row(start + (count - 1) * step) else {
      return nil
    }
    guard let first = row(start), first.run == last.run else { return nil }
    return (first.iteration, step * runs[first.run].step)
  }

  /// The iterations of every `step`-th of the rows, `count` of them from `start`
  /// on; nil if one of them isn't there.
  public func iterations(
    ofRows start: Int, step: Int = 1, count: Int
  ) -> [Int]? {
    var (iterations, before): ([Int], Int) = ([], 0)
    for run in runs {
      var place = start + iterations.count * step - before
      while iterations.count < count, place < run.count {
        iterations.append(run.first + place * run.step)
        place += step
      }
      before += run.count
    }
    return iterations.count == count ? iterations : nil
  }

  /// The run that a row was recorded in, and its iteration; nil if it isn't
  /// there.
  private func row(_ row: Int) -> (run: Int, iteration: Int)? {
    var place = row
    for (index, run) in runs.enumerated() {
      if place < run.count {
        return (index, run.first + place * run.step)
      }
      place -= run.count
    }
    return nil
  }
}

extension Coverage {
  /// Whether the same was seen.
  public static func == (a: Coverage, b: Coverage) -> Bool { a.runs == b.runs }
}

/// How what was seen is saved: first iteration, step and count of each run.
extension Coverage {
  /// Creates what `saved` gave, which stands in `record` under `name`; nil
  /// without.
  ///
  /// Networks that were saved before there were runs have only the first
  /// iteration and the step of `rows` rows, if they were evenly spaced.
  ///
  /// - Throws: `SavedStateMistake` for what no recorder can have seen.
  init?(
    _ record: [String: SavedValue], _ name: String, rows: Int
  ) throws(SavedStateMistake) {
    guard record[name] != nil else { return nil }
    var numbers = try record.integers(name)
    if numbers.count == 2 { numbers.append(rows) }
    guard numbers.count % 3 == 0 else {
      throw SavedStateMistake("its '\(name)' are of another kind")
    }
    let iterations = 0...Network.lastIteration
    for place in stride(from: 0, to: numbers.count, by: 3) {
      let (first, step) = (numbers[place], numbers[place + 1])
      let count = numbers[place + 2]
      let (span, overflow) = (max(1, count) - 1)
        .multipliedReportingOverflow(by: step)
      guard iterations.contains(first), step > 0, count >= 0, !overflow,
        span <= Network.lastIteration - first,
        count <= Network.lastIteration - self.count
      else { throw SavedStateMistake("its '\(name)' are out of range") }
      guard count > 0 else { continue }
      runs.append(Run(first: first, step: step, count: count))
      self.count += count
    }
  }

  /// First iteration, step and count of each run.
  var saved: SavedValue {
    .list(
      runs.flatMap { run in
        [run.first, run.step, run.count].map { .integer($0) }
      })
  }
}
