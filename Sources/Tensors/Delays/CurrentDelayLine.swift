/// The currents that spikes give their targets, each synapse's after a delay of
/// its own.
///
/// A synapse passes on the weight that it has when the spike leaves.
///
/// ```swift
/// let line = try CurrentDelayLine(delays: delays, sourceAxis: 0)
/// let current = try line.step(spike, weights)
/// ```
///
/// Weights are of the shape of the delays and the type of the line; what arrives
/// is a vector of the targets' currents.
public final class CurrentDelayLine: DelayLine {
  /// The axis of matrices that stands for the sources: 0 or 1.
  public let sourceAxis: Int

  private let table: DelayTable
  private let shape: Shape

  /// The delay of each synapse, a row for each source; valid as long as the line
  /// lives.
  package var delays: UnsafePointer<Int32> {
    UnsafePointer(table.delays.pointer)
  }

  /// Creates a line on which nothing is on its way.
  ///
  /// - Parameters:
  ///   - delays: A whole number of steps for each synapse: a matrix. It is
  ///     copied.
  ///   - sourceAxis: The axis that stands for the sources: 0 or 1.
  ///   - type: The type of weights and currents.
  /// - Throws: `TensorError.invalidArgument` for a delay that isn't a whole
  ///   number of 0 or more, or for another number of axes than two;
  ///   `.wrongType` for a type that isn't of real numbers, `.outOfMemory`.
  /// - Precondition: `sourceAxis` is 0 or 1.
  public init(
    delays: Tensor, sourceAxis: Int, type: ElementType = .float32
  ) throws(TensorError) {
    precondition(sourceAxis == 0 || sourceAxis == 1, "a matrix has two axes")
    guard delays.rank == 2 else {
      throw .invalidArgument(
        operation: "delay",
        reason: "expected a delay for each synapse, found shape"
          + " \(delays.shape)")
    }
    guard type.isFloat, !type.isStorage else {
      throw .wrongType(
        operation: "delay", expected: "currents of real numbers", found: type)
    }
    // A row for each source, in which its spikes find all delays together.
    table = try DelayTable(
      sourceAxis == 0 ? delays : try delays.transposed())
    shape = delays.shape
    self.sourceAxis = sourceAxis
    try super.init(
      delays: table.range, width: shape[1 - sourceAxis], type: type,
      in: delays.pool)
  }

  package override var sourceCount: Int { shape[sourceAxis] }

  override func check(weights: Tensor?) throws(TensorError) {
    guard let weights else {
      throw .invalidArgument(operation: "step", reason: "weights are missing")
    }
    guard weights.type == ring.type else {
      throw .wrongType(
        operation: "step", expected: "\(ring.type) weights",
        found: weights.type)
    }
    guard weights.shape == shape else {
      throw .shapeMismatch(
        operation: "step", left: weights.shape, right: shape)
    }
  }

  override func send(
    _ sources: UnsafePointer<Int>, _ count: Int, _ weights: WeightPlace?
  ) {
    guard let weights else { return }
    switch ring.type.kernel {
    case .float64: scatter(Double.self, sources, count, weights)
    default: scatter(Float.self, sources, count, weights)
    }
  }

  private func scatter<T: NumericElement>(
    _: T.Type, _ sources: UnsafePointer<Int>, _ count: Int,
    _ weights: WeightPlace
  ) {
    let synapses = DelayedSynapses(
      weights: weights.address.assumingMemoryBound(to: T.self),
      weightSteps: (
        weights.strides[sourceAxis], weights.strides[1 - sourceAxis]
      ),
      delays: table.delays.pointer)
    let out = ring.pointer(T.self)
    forEachChunkToEnd(
      of: size, grain: gatherSumColumns(T.self), cost: count &* pickedCost
    ) { columns in
      scatterCurrents(
        synapses, sources, count, targets: columns, ring: out,
        position: position, length: maximumDelay &+ 1, width: size)
    }
  }
}
