/// What a recorder has seen.
extension SpikeStatistics {
  /// Iterations that were seen without a pause, cut to those that count.
  ///
  /// A recorder with a gap stands for the iterations that it leaves out, though
  /// only those that it has seen are counted.
  struct Span {
    /// From the first iteration to the last, seen or not.
    let range: ClosedRange<Int>

    /// The first iteration that was seen.
    let seen: Int

    /// How many iterations are from one that was seen to the next.
    let step: Int

    /// How many were seen.
    let count: Int

    /// The part of a run in `range`; nil, if nothing was seen there.
    init?(_ run: Coverage.Run, in range: ClosedRange<Int>) {
      let low = max(run.start, range.lowerBound)
      let high = min(run.last, range.upperBound)
      let seen =
        low <= run.first
        ? run.first
        : run.first + ((low - run.first - 1) / run.step + 1) * run.step
      guard seen <= high else { return nil }
      self.range = low...high
      self.seen = seen
      step = run.step
      count = (high - seen) / run.step + 1
    }

    /// A span of which every iteration was seen.
    init(all range: ClosedRange<Int>) {
      self.range = range
      (seen, step) = (range.lowerBound, 1)
      count = range.upperBound - range.lowerBound + 1
    }

    /// How many iterations up to `iteration`, which lies in it, were seen.
    func count(through iteration: Int) -> Int {
      iteration < seen ? 0 : (iteration - seen) / step + 1
    }
  }

  /// What was seen from `first` to `last`: each iteration as often as it was
  /// recorded, since a network can be told to count from another one; and
  /// without what is there twice. Both by time.
  static func spans(
    of coverage: Coverage?, from first: Int, to last: Int
  ) -> (seen: [Span], apart: [Span]) {
    guard first <= last else { return ([], []) }
    guard let coverage else {
      let span = Span(all: first...last)
      return ([span], [span])
    }
    let runs = coverage.runs.sorted { $0.first < $1.first }
    var apart: [Span] = []
    for run in runs {
      let low = apart.last.map { $0.range.upperBound + 1 } ?? first
      guard low <= last, let span = Span(run, in: low...last) else { continue }
      apart.append(span)
    }
    return (runs.compactMap { Span($0, in: first...last) }, apart)
  }

  /// The places of bins of `bin` iterations, counted from the first iteration,
  /// that each span has seen as a whole.
  func wholeBins(_ bin: Int) -> [Range<Int>] {
    spans.map { span in
      let start = span.range.lowerBound - first
      let low = start / bin + (start % bin == 0 ? 0 : 1)
      let high = (span.range.upperBound - first + 1) / bin
      return bin < span.step || high < low ? 0..<0 : low..<high
    }
  }
}

extension [SpikeStatistics.Span] {
  /// The place of the span in which an iteration lies, or nil.
  func place(of iteration: Int) -> Int? {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle].range.upperBound < iteration {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < endIndex && self[low].range.contains(iteration) ? low : nil
  }
}
