/// Spikes that arrive some iterations after they left, each neuron's after a
/// delay of its own: the conduction along axons.
///
/// ```swift
/// let line = try SpikeDelayLine(delays: Tensor([0, 1, 2], in: pool))
/// let arrived = try line.step(spike)
/// ```
///
/// What arrives is a bool vector; there are no weights.
public final class SpikeDelayLine: DelayLine {
  private let table: DelayTable

  /// The delay of each neuron; valid as long as the line lives.
  package var delays: UnsafePointer<Int32> {
    UnsafePointer(table.delays.pointer)
  }

  /// Creates a line on which nothing is on its way.
  ///
  /// - Parameter delays: A whole number of steps for each neuron. It is
  ///   copied.
  /// - Throws: `TensorError.invalidArgument` for a delay that isn't a whole
  ///   number of 0 or more, or for another number of axes than one;
  ///   `.outOfMemory`.
  public init(delays: Tensor) throws(TensorError) {
    guard delays.rank == 1 else {
      throw .invalidArgument(
        operation: "delay",
        reason: "expected a delay for each neuron, found shape"
          + " \(delays.shape)")
    }
    table = try DelayTable(delays)
    try super.init(
      delays: table.range, width: delays.count, type: .bool,
      in: delays.pool)
  }

  override func check(weights: Tensor?) throws(TensorError) {
    guard weights == nil else {
      throw .invalidArgument(
        operation: "step",
        reason: "the delays are of neurons, so there are no weights to pass on")
    }
  }

  override func send(
    _ sources: UnsafePointer<Int>, _ count: Int, _: WeightPlace?
  ) {
    let (delays, length) = (table.delays.pointer, maximumDelay &+ 1)
    let rows = ring.pointer(UInt8.self)
    for i in 0..<count {
      var row = position &+ Int(delays[sources[i]])
      if row >= length { row &-= length }
      rows[row &* size &+ sources[i]] = 1
    }
  }
}
