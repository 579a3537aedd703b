/// The currents that spikes give their targets, each synapse's after a delay of
/// its own.
///
/// A synapse passes on the weight that it has when the spike leaves.
///
/// ```swift
/// let line = try CurrentDelayLine(delays: delays, sourceAxis: 0)
/// let current = try line.step(spike, weights)
/// ```
public final class CurrentDelayLine: DelayLine {
  /// The axis of matrices that stands for the sources: 0 or 1.
  public let sourceAxis: Int

  private let table: DelayTable
  private let shape: Shape

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

  /// The currents that arrive in this step, those of spikes that leave now
  /// with delay 0 among them, as a new tensor of shape `[destinations]`.
  ///
  /// `spike` says which sources' spikes leave: bool, of shape `[sources]`.
  /// `weights` are of the shape of the delays and the type of the line. The
  /// bits don't depend on the number of threads.
  ///
  /// - Throws: `TensorError.wrongType`, `.shapeMismatch`, `.outOfMemory`.
  public func step(
    _ spike: Tensor, _ weights: Tensor
  ) throws(TensorError) -> Tensor {
    guard weights.type == ring.type else {
      throw .wrongType(
        operation: "step", expected: "\(ring.type) weights",
        found: weights.type)
    }
    guard weights.shape == shape else {
      throw .shapeMismatch(
        operation: "step", left: weights.shape, right: shape)
    }
    let sources = try spikingNeurons(spike, count: shape[sourceAxis])
    let result = try newRow()
    switch ring.type.kernel {
    case .float64: scatter(Double.self, sources, weights)
    default: scatter(Float.self, sources, weights)
    }
    try advance(into: result)
    return result
  }

  private func scatter<T: NumericElement>(
    _: T.Type, _ sources: Tensor, _ weights: Tensor
  ) {
    let targets = 1 - sourceAxis
    let synapses = DelayedSynapses(
      weights: weights.pointer(T.self),
      weightSteps: (weights.strides[sourceAxis], weights.strides[targets]),
      delays: table.delays.pointer)
    let list = sources.pointer(Int.self)
    let out = ring.pointer(T.self)
    forEachChunkToEnd(
      of: size, grain: gatherSumColumns(T.self),
      cost: sources.count &* pickedCost
    ) { columns in
      scatterCurrents(
        synapses, list, sources.count, targets: columns,
        ring: out, position: position, length: maximumDelay &+ 1, width: size)
    }
    withExtendedLifetime(sources) {}
  }
}
