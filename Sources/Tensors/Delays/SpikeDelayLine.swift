/// Spikes that arrive some iterations after they left, each neuron's after a
/// delay of its own: the conduction along axons.
///
/// ```swift
/// let line = try SpikeDelayLine(delays: Tensor([0, 1, 2], in: pool))
/// let arrived = try line.step(spike)
/// ```
public final class SpikeDelayLine: DelayLine {
  private let table: DelayTable

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

  /// The spikes that arrive in this step, those that leave now with delay 0
  /// among them, as a new bool tensor.
  ///
  /// `spike` says which neurons' spikes leave: bool, of shape `[size]`.
  ///
  /// - Throws: `TensorError.wrongType`, `.shapeMismatch`, `.outOfMemory`.
  public func step(_ spike: Tensor) throws(TensorError) -> Tensor {
    let sources = try spikingNeurons(spike, count: size)
    let result = try newRow()
    let (list, delays) = (sources.pointer(Int.self), table.delays.pointer)
    let (rows, length) = (ring.pointer(UInt8.self), maximumDelay &+ 1)
    for i in 0..<sources.count {
      var row = position &+ Int(delays[list[i]])
      if row >= length { row &-= length }
      rows[row &* size &+ list[i]] = 1
    }
    try advance(into: result)
    withExtendedLifetime(sources) {}
    return result
  }
}

/// The indices of the neurons that spike.
///
/// - Throws: `TensorError.wrongType`, `.shapeMismatch`, `.outOfMemory`.
func spikingNeurons(
  _ spike: Tensor, count: Int
) throws(TensorError) -> Tensor {
  guard spike.type == .bool else {
    throw .wrongType(
      operation: "step", expected: "bool spikes", found: spike.type)
  }
  guard spike.rank == 1, spike.count == count else {
    throw .shapeMismatch(
      operation: "step", left: spike.shape, right: try Shape([count]))
  }
  return try spike.nonzeroPositions()
}
