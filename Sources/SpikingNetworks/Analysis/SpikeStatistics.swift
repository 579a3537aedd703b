import Tensors

/// Statistics of recorded spikes.
///
/// ```swift
/// let recording = recorder.recording(under: "spike")
/// let spikes = try SpikeStatistics(
///   of: recorder.rows(of: "spike"), size: 100, last: 1000,
///   seen: recording?.coverage)
/// let rates = try spikes.rates(timeStep: 0.1)  // in Hz
/// ```
///
/// Spikes count from iteration `first` to iteration `last`, both included, in
/// iterations that the recorder has seen. Without a time step, times are in
/// iterations.
public struct SpikeStatistics {
  /// The number of neurons.
  public let size: Int

  /// The first iteration that counts.
  public let first: Int

  /// The last iteration that counts.
  public let last: Int

  /// What was seen from the first iteration to the last, by time, nothing
  /// twice.
  let spans: [Span]

  /// As `spans`, but iterations that were recorded twice are there twice.
  let seen: [Span]

  /// The spikes that count, by neuron and then by time.
  let spikes: [Spike]

  let pool: MemoryPool

  /// A spike of a neuron, counted from 0.
  struct Spike: Comparable {
    let neuron: Int
    let iteration: Int

    /// The place of its span.
    let span: Int

    static func < (a: Spike, b: Spike) -> Bool {
      (a.neuron, a.iteration) < (b.neuron, b.iteration)
    }
  }

  /// Creates statistics of the spikes in `events`.
  ///
  /// - Parameters:
  ///   - events: Rows `[iteration, neuron]` of whole numbers, in any order, as
  ///     an `EventRecorder` gives them for a vector.
  ///   - size: The number of neurons; if nil, as many as the events need.
  ///   - first: The first iteration that counts; if nil, the first that was
  ///     seen, or 1 if that isn't known.
  ///   - last: The last iteration that counts; if nil, the last that was seen,
  ///     or that of the last event if that isn't known.
  ///   - coverage: The iterations that the recorder has seen; all, if nil.
  ///   - base: What neurons count from: 0 or 1.
  /// - Throws: `NetworkError.wrongKind` for events of another kind,
  ///   `.negativeCount` for the size, `.outOfRange` for a neuron that isn't
  ///   there or a time that ends before it begins, `TensorError`.
  public init(
    of events: Tensor, size: Int? = nil, first: Int? = nil, last: Int? = nil,
    seen coverage: Coverage? = nil, countingFrom base: Int = 0
  ) throws {
    guard events.type == .int64, events.rank == 2, events.shape[1] == 2 else {
      throw NetworkError.wrongKind(
        what: "events", expected: "int64 rows [t, i]",
        found: "\(events.type) of shape \(events.shape)")
    }
    if let size, size < 0 {
      throw NetworkError.negativeCount(what: "size", found: size)
    }
    pool = events.pool
    let numbers = events.values(Int.self)
    let latest =
      coverage != nil
      ? coverage?.last
      : stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] }.max()
    let first = first ?? coverage?.first ?? 1
    self.first = first
    self.last = last ?? max(latest ?? first, first)
    let (length, overflow) = self.last.subtractingReportingOverflow(first)
    guard self.last >= first || length == -1 else {
      throw NetworkError.outOfRange(
        what: "last", found: "\(self.last)",
        expected: "\(first), the first iteration, or more")
    }
    guard !overflow, length < Int.max else {
      throw NetworkError.outOfRange(
        what: "last", found: "\(self.last)",
        expected: "less than 2^63 - 1 iterations after first, \(first)")
    }
    let spans = SpikeStatistics.spans(
      of: coverage, from: first, to: self.last)
    (seen, self.spans) = (spans.seen, spans.apart)
    var spikes: [Spike] = []
    var needed = 0
    let limit = size ?? Int.max - base
    for place in stride(from: 0, to: numbers.count, by: 2) {
      let (t, number) = (numbers[place], numbers[place + 1])
      guard number >= base, number - base < limit else {
        throw NetworkError.outOfRange(
          what: "the number of a neuron", found: "\(number)",
          expected: "from \(base) to \(limit - 1 + base)")
      }
      needed = max(needed, number - base + 1)
      if let span = self.spans.place(of: t) {
        spikes.append(Spike(neuron: number - base, iteration: t, span: span))
      }
    }
    spikes.sort()
    self.spikes = spikes
    self.size = size ?? needed
  }

  /// Whether any neuron spikes.
  public var hasSpikes: Bool { !spikes.isEmpty }

  /// How many iterations count: those that were seen.
  public var duration: Int { seen.reduce(0) { $0 + $1.count } }
}
