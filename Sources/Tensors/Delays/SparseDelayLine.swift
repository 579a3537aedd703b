/// The currents that spikes give their targets through the entries of a sparse
/// matrix, each entry's after a delay of its own.
///
/// A step costs what the entries of the sources that spike are, and a row of
/// targets. A delay takes a byte, or two if one is above 255. An entry passes on
/// the weight that it has when the spike leaves.
///
/// ```swift
/// let line = try SparseDelayLine(
///   of: weights.structure, delays: delays, sourceAxis: 0)
/// let current = try line.step(spike, weights)
/// ```
///
/// Weights are the values of the entries in their order, of the type of the line;
/// what arrives is a vector of the targets' currents.
public final class SparseDelayLine: DelayLine {
  /// Where the entries are.
  public let structure: SparseStructure

  /// The axis of the matrix that stands for the sources: 0 or 1.
  public let sourceAxis: Int

  /// The longest delay that there may be.
  public static let limit = Int(UInt16.max)

  private let delays: EntryDelays

  /// The same by the numbers of entries, if that is another order.
  private var numbered: EntryDelays?

  /// Another structure that was found to have entries in the same places.
  private var sameStructure: SparseStructure?

  /// Creates a line on which nothing is on its way.
  ///
  /// - Parameters:
  ///   - structure: Where the entries are.
  ///   - delays: A whole number of steps for each entry, in their order: a
  ///     vector. It is copied.
  ///   - sourceAxis: The axis that stands for the sources: 0 or 1.
  ///   - type: The type of weights and currents.
  /// - Throws: `TensorError.invalidArgument` for a delay that isn't a whole
  ///   number from 0 to `limit`, `.shapeMismatch` unless there is one for each
  ///   entry; `.wrongType` for a type that isn't of real numbers,
  ///   `.outOfMemory`.
  /// - Precondition: `sourceAxis` is 0 or 1.
  public init(
    of structure: SparseStructure, delays: Tensor, sourceAxis: Int,
    type: ElementType = .float32
  ) throws(TensorError) {
    precondition(sourceAxis == 0 || sourceAxis == 1, "a matrix has two axes")
    let wanted = Shape(vector: structure.entryCount)
    guard delays.shape == wanted else {
      throw .shapeMismatch(
        operation: "delay", left: delays.shape, right: wanted)
    }
    guard type.isComputedFloat else {
      throw .wrongType(
        operation: "delay", expected: "currents of real numbers", found: type)
    }
    self.structure = structure
    self.sourceAxis = sourceAxis
    self.delays = try EntryDelays(
      delays,
      order: sourceAxis == 0 ? nil : try structure.columnIndex().positions)
    try super.init(
      delays: self.delays.range, width: structure.shape[1 - sourceAxis],
      type: type, in: delays.pool)
  }

  /// The bytes that the delays take.
  public var delayByteCount: Int { delays.byteCount }

  /// The delay of each entry, in the order of entries, and how many bytes it takes;
  /// valid as long as the line lives.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  package func delaysByEntry() throws(TensorError) -> (
    address: UnsafeRawPointer, byteCount: Int
  ) {
    if sourceAxis == 1, numbered == nil {
      numbered = try delays.ordered(
        by: try structure.columnIndex().positions, structure.entryCount)
    }
    return switch numbered ?? delays {
    case .narrow(let memory, _): (UnsafeRawPointer(memory.pointer), 1)
    case .wide(let memory, _): (UnsafeRawPointer(memory.pointer), 2)
    }
  }

  /// Whether `matrix` has entries in the places of the line's.
  public func fits(_ matrix: SparseMatrix) -> Bool {
    let other = matrix.structure
    if other === structure || other === sameStructure { return true }
    guard structure.isSame(as: other) else { return false }
    sameStructure = other
    return true
  }

  /// As `step(_:_:)` with the values of the weights.
  ///
  /// - Throws: `TensorError.invalidArgument` for weights with entries in other
  ///   places; `.wrongType`, `.shapeMismatch`, `.outOfMemory`.
  public func step(
    _ spike: Tensor, _ weights: SparseMatrix
  ) throws(TensorError) -> Tensor {
    guard fits(weights) else {
      throw .invalidArgument(
        operation: "step",
        reason: "the weights have entries in other places than the delays")
    }
    return try step(spike, weights.values)
  }

  package override var sourceCount: Int { structure.shape[sourceAxis] }

  override func check(weights: Tensor?) throws(TensorError) {
    guard let weights else {
      throw .invalidArgument(operation: "step", reason: "weights are missing")
    }
    guard weights.type == ring.type else {
      throw .wrongType(
        operation: "step", expected: "\(ring.type) weights",
        found: weights.type)
    }
    let wanted = Shape(vector: structure.entryCount)
    guard weights.shape == wanted else {
      throw .shapeMismatch(
        operation: "step", left: weights.shape, right: wanted)
    }
  }

  override func weights(_ weights: Tensor) throws(TensorError) -> Tensor {
    weights.isContiguous ? weights : try weights.copied()
  }

  override func send(
    _ sources: UnsafePointer<Int>, _ count: Int, _ weights: WeightPlace?
  ) throws(TensorError) {
    guard let weights else { return }
    switch ring.type.kernel {
    case .float64: try scatter(Double.self, sources, count, weights)
    default: try scatter(Float.self, sources, count, weights)
    }
  }

  private func scatter<T: NumericElement>(
    _: T.Type, _ sources: UnsafePointer<Int>, _ count: Int,
    _ weights: WeightPlace
  ) throws(TensorError) {
    let values = weights.address.assumingMemoryBound(to: T.self)
    switch delays {
    case .narrow(let memory, _): try scatter(sources, count, values, memory)
    case .wide(let memory, _): try scatter(sources, count, values, memory)
    }
  }

  private func scatter<T: NumericElement, Delay: FixedWidthInteger>(
    _ sources: UnsafePointer<Int>, _ sourceCount: Int,
    _ values: UnsafePointer<T>, _ delays: Scratch<Delay>
  ) throws(TensorError) {
    let index = sourceAxis == 0 ? nil : try structure.columnIndex()
    let starts = index.map { UnsafePointer($0.starts.pointer) }
    let rows = index.map { UnsafePointer($0.rows.pointer) }
    let entries = DelayedEntries(
      values: values,
      starts: starts ?? structure.rowStarts,
      targets: rows ?? structure.columns,
      positions: index.map { UnsafePointer($0.positions.pointer) },
      delays: UnsafePointer(delays.pointer))
    var count = 0
    for i in 0..<sourceCount {
      count &+= entries.starts[sources[i] &+ 1] &- entries.starts[sources[i]]
    }
    // Each piece looks for its entries of each source.
    let pieces = min(16, max(1, count / sparseGrain))
    let out = ring.pointer(T.self)
    forEachChunkToEnd(
      of: size, grain: max(1, (size &+ pieces &- 1) / pieces),
      cost: count / max(1, size) &* pickedCost
    ) { targets in
      scatterEntries(
        entries, sources, sourceCount, targets: targets, ring: out,
        position: position, length: maximumDelay &+ 1, width: size)
    }
  }
}

/// Whole delays of entries, in as few bytes as they need.
private enum EntryDelays {
  case narrow(Scratch<UInt8>, ClosedRange<Int>)
  case wide(Scratch<UInt16>, ClosedRange<Int>)

  /// The shortest and the longest; 0 if there are none.
  var range: ClosedRange<Int> {
    switch self {
    case .narrow(_, let range), .wide(_, let range): range
    }
  }

  var byteCount: Int {
    switch self {
    case .narrow(let memory, _): memory.byteCount
    case .wide(let memory, _): memory.byteCount
    }
  }

  /// The elements of `tensor`, a vector; with an `order`, at each place the one
  /// whose number it has.
  ///
  /// - Throws: `TensorError.invalidArgument` for a delay that isn't a whole
  ///   number from 0 to `SparseDelayLine.limit`, `.outOfMemory`.
  init(_ tensor: Tensor, order: Scratch<UInt32>?) throws(TensorError) {
    let table = try DelayTable(tensor, limit: SparseDelayLine.limit)
    if table.range.upperBound <= Int(UInt8.max) {
      self = .narrow(
        try EntryDelays.pack(table.delays, tensor, order),
        table.range)
    } else {
      self = .wide(
        try EntryDelays.pack(table.delays, tensor, order),
        table.range)
    }
  }

  /// The delay at each place as that of the number which `order` has there.
  func ordered(
    by order: Scratch<UInt32>, _ count: Int
  ) throws(TensorError) -> EntryDelays {
    @inline(__always)
    func place<Delay: FixedWidthInteger>(
      _ delays: Scratch<Delay>
    ) throws(TensorError) -> Scratch<Delay> {
      let placed = try Scratch<Delay>(count: count, in: order.storage.pool)
      for i in 0..<count {
        placed.pointer[Int(order.pointer[i])] = delays.pointer[i]
      }
      return placed
    }
    return switch self {
    case .narrow(let memory, let range): .narrow(try place(memory), range)
    case .wide(let memory, let range): .wide(try place(memory), range)
    }
  }

  private static func pack<Delay: FixedWidthInteger>(
    _ delays: Scratch<Int32>, _ tensor: Tensor, _ order: Scratch<UInt32>?
  ) throws(TensorError) -> Scratch<Delay> {
    let packed = try Scratch<Delay>(count: tensor.count, in: tensor.pool)
    for i in 0..<tensor.count {
      let number = order.map { Int($0.pointer[i]) } ?? i
      packed.pointer[i] = Delay(truncatingIfNeeded: delays.pointer[number])
    }
    return packed
  }
}
