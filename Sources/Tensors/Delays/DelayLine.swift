/// What is on its way and arrives some iterations later.
///
/// A line is a ring with a row for each iteration up to the longest delay, so a
/// step costs what enters and the row that arrives, however long the delays
/// are. What it keeps between steps is `pending`.
public class DelayLine {
  /// The longest delay, in steps.
  public let maximumDelay: Int

  /// The shortest delay, in steps.
  public let minimumDelay: Int

  /// A row for each of the next `maximumDelay + 1` steps, in a ring.
  package private(set) var ring: Tensor

  /// The row that arrives in the next step.
  package private(set) var position = 0

  init(
    delays: ClosedRange<Int>, width: Int, type: ElementType,
    in pool: MemoryPool
  ) throws(TensorError) {
    minimumDelay = delays.lowerBound
    maximumDelay = delays.upperBound
    ring = try Tensor.zeros(
      try Shape([maximumDelay + 1, width]), type: type, in: pool)
  }

  /// The number of elements of a row: neurons.
  public var size: Int { ring.shape[1] }

  /// The type of what is on its way.
  public var type: ElementType { ring.type }

  /// Whether `restore(_:)` can make `pending` be what is on its way.
  public func takes(_ pending: Tensor) -> Bool {
    pending.shape == ring.shape && pending.type == type
  }

  /// What is on its way, of shape `[maximumDelay + 1, size]`: the first row
  /// arrives in the next step, the second in the one after it. A copy.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func pending() throws(TensorError) -> Tensor {
    try ring.rolled(by: -position, axis: 0)
  }

  /// Makes `pending`, as `pending()` gave it, be what is on its way.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.outOfMemory`.
  public func restore(_ pending: Tensor) throws(TensorError) {
    try check(pending: pending)
    ring = try pending.converted(to: ring.type).copied()
    position = 0
  }

  /// Takes note that somebody else has moved its ring on by some steps.
  package func advance(by steps: Int) {
    position = (position + steps) % (maximumDelay + 1)
  }

  /// Whether it can be restored; only its layout counts.
  ///
  /// - Throws: `TensorError.shapeMismatch`.
  package func check(pending: Tensor) throws(TensorError) {
    guard pending.shape == ring.shape else {
      throw .shapeMismatch(
        operation: "restore", left: ring.shape, right: pending.shape)
    }
  }

  /// Forgets what is on its way.
  public func reset() throws(TensorError) {
    try ring.fill(0)
    position = 0
  }

  // MARK: Steps

  /// Lets spikes leave, and moves on by a step.
  ///
  /// The bits don't depend on the number of threads.
  ///
  /// - Parameters:
  ///   - spike: Whose spikes leave: bool, one for each source.
  ///   - weights: What they pass on, of lines of currents.
  /// - Returns: What arrives in this step, what leaves now with delay 0 among it:
  ///   a new tensor of `size` elements and of the line's type.
  /// - Throws: `TensorError.wrongType`, `.shapeMismatch`, `.outOfMemory`;
  ///   `.invalidArgument` for weights that are missing, or that the line hasn't.
  public final func step(
    _ spike: Tensor, _ weights: Tensor? = nil
  ) throws(TensorError) -> Tensor {
    try check(spike, weights)
    let sources = try spike.nonzeroPositions()
    let weights =
      if let weights { try self.weights(weights) } else { Tensor?.none }
    let row = try Tensor(
      uninitialized: try Shape([size]), type: type, in: ring.pool)
    try step(
      sources.pointer(Int.self), sources.count, weights.map(WeightPlace.init),
      into: row.storage.address)
    withExtendedLifetime((sources, weights, row)) {}
    return row
  }

  /// As that, of `count` spikes of `sources` in ascending order, into memory for a
  /// row; `weights` are as `weights(_:)` gives them.
  ///
  /// - Precondition: `check` and `weights(_:)` take what is given.
  /// - Throws: `TensorError.outOfMemory`.
  package final func step(
    _ sources: UnsafePointer<Int>, _ count: Int, _ weights: WeightPlace?,
    into row: UnsafeMutableRawPointer
  ) throws(TensorError) {
    if count > 0 { try send(sources, count, weights) }
    let byteCount = size * type.byteCount
    let arriving = ring.storage.address + position * byteCount
    row.copyMemory(from: arriving, byteCount: byteCount)
    arriving.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    position = position == maximumDelay ? 0 : position + 1
  }

  /// Whether these can be given to a step; only their layouts count.
  ///
  /// - Throws: `TensorError.wrongType`, `.shapeMismatch`, `.invalidArgument`.
  package final func check(
    _ spike: Tensor, _ weights: Tensor?
  ) throws(TensorError) {
    try check(weights: weights)
    guard spike.type == .bool else {
      throw .wrongType(
        operation: "step", expected: "bool spikes", found: spike.type)
    }
    guard spike.rank == 1, spike.count == sourceCount else {
      throw .shapeMismatch(
        operation: "step", left: spike.shape, right: try Shape([sourceCount]))
    }
  }

  // MARK: What kinds of lines differ in

  /// The number of sources.
  package var sourceCount: Int { size }

  /// Throws unless these are weights that the line passes on.
  func check(weights: Tensor?) throws(TensorError) {
    preconditionFailure("each kind of line knows its weights")
  }

  /// The weights as `send` can read them, copied if they must be.
  func weights(_ weights: Tensor) throws(TensorError) -> Tensor { weights }

  /// Puts the spikes of sources on their way.
  func send(
    _ sources: UnsafePointer<Int>, _ count: Int, _ weights: WeightPlace?
  ) throws(TensorError) {
    preconditionFailure("each kind of line has a way")
  }
}

/// Where weights are in memory.
package struct WeightPlace {
  let address: UnsafeRawPointer

  /// The elements from one to the next along each axis.
  let strides: AxisValues

  package init(_ address: UnsafeRawPointer, strides: AxisValues) {
    self.address = address
    self.strides = strides
  }

  /// The place of a tensor, which the caller keeps alive.
  init(_ weights: Tensor) {
    address =
      UnsafeRawPointer(weights.storage.address)
      + weights.offset * weights.type.byteCount
    strides = weights.strides
  }
}

/// Whole delays, checked and packed.
struct DelayTable {
  let delays: Scratch<Int32>

  /// The shortest and the longest; 0 if there are none.
  let range: ClosedRange<Int>

  /// The elements of `tensor`, row by row.
  ///
  /// - Throws: `TensorError.invalidArgument` for a delay that isn't a whole
  ///   number from 0 to `limit`, `.outOfMemory`.
  init(
    _ tensor: Tensor, limit: Int = Int(Int32.max) - 1
  ) throws(TensorError) {
    guard tensor.type != .bool else {
      throw .wrongType(
        operation: "delay", expected: "whole numbers", found: .bool)
    }
    let wide = try tensor.converted(to: tensor.type.computed)
    let rows = wide.isContiguous ? wide : try wide.copied()
    delays = try Scratch(count: rows.count, in: tensor.pool)
    switch rows.type.kernel {
    case .float32:
      range = try pack(rows, Float.self, into: delays.pointer, limit)
    case .float64:
      range = try pack(rows, Double.self, into: delays.pointer, limit)
    default:
      range = try pack(rows, Int.self, into: delays.pointer, limit)
    }
  }
}

/// Writes the delays in `rows` to `out`; returns the shortest and the longest.
private func pack<T: Element>(
  _ rows: Tensor, _: T.Type, into out: UnsafeMutablePointer<Int32>,
  _ limit: Int
) throws(TensorError) -> ClosedRange<Int> {
  let x = rows.pointer(T.self)
  var (shortest, longest): (Int32, Int32) = (rows.count > 0 ? .max : 0, 0)
  for i in 0..<rows.count {
    let scalar = x[i].scalar
    guard let delay = Int32(exactly: scalar.double), delay >= 0,
      Int(delay) <= limit
    else {
      throw .invalidArgument(
        operation: "delay",
        reason: "a delay must be a whole number from 0 to \(limit),"
          + " not \(scalar.double.isNaN ? "nan" : "\(scalar)")")
    }
    shortest = min(shortest, delay)
    longest = max(longest, delay)
    out[i] = delay
  }
  return Int(shortest)...Int(longest)
}
