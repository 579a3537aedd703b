/// Writes down operations on tensors, to be run again and again as a plan.
///
/// Each operation checks types and shapes as the tensors' own does, with the
/// same errors, and computes nothing. Elementwise operations on the same shape
/// are put into one loop, where the order of the others allows it.
///
/// ```swift
/// let builder = PlanBuilder(pool: pool)
/// let voltage = try builder.input(like: tensor)
/// try builder.apply(.multiply, to: voltage, .scalar(0.9))
/// let spike = try builder.comparing(.greater, voltage, .scalar(1))
/// let plan = try builder.makePlan(outputs: [spike])
/// try plan.bind([tensor])
/// try plan.run()
/// let result = plan.output(0)
/// ```
public final class PlanBuilder {
  /// Where the plan's memory comes from.
  let pool: MemoryPool

  private(set) var buffers: [PlanBuffer] = []
  private(set) var inputs: [PlanTensor] = []
  private(set) var steps: [PlanStep] = []
  private(set) var constants: [(cell: Int, value: Scalar, type: ElementType)] =
    []
  private(set) var sizes = PlanSizes()

  /// What the text of the plan calls numbers, by their places.
  private(set) var numberNames: [Int: String] = [:]

  /// How often each buffer is written so far.
  private(set) var revisions: [Int: Int] = [:]

  /// The dependency that stands for the order of random draws.
  static let randomness = -1

  /// It takes time that grows with the square of the number of buffers to make
  /// a plan, and nobody can break it off.
  static let mostBuffers = 5_000

  /// Numbers get dependencies below this.
  private static let firstNumber = -2

  /// Where the operations that follow are written, such as "model.lua:14".
  public var position: String?

  /// Creates a plan without operations.
  public init(pool: MemoryPool) { self.pool = pool }

  // MARK: Tensors

  /// A tensor that the plan will be given, with the layout of `tensor`.
  ///
  /// Tensors that share memory now must share it in each run.
  ///
  /// - Parameters:
  ///   - tensor: A tensor with the layout.
  ///   - name: What the text of the plan calls it.
  /// - Returns: What stands for it.
  /// - Throws: `TensorError.outOfMemory`, `.planTooLong`.
  public func input(
    like tensor: Tensor, named name: String? = nil
  ) throws(TensorError) -> PlanTensor {
    let buffer: PlanBuffer
    if let known = sharing[ObjectIdentifier(tensor.storage)] {
      buffer = known
    } else {
      buffer = try newBuffer(byteCount: 0, source: .input, name: name)
      sharing[ObjectIdentifier(tensor.storage)] = buffer
    }
    let value = PlanTensor(
      view: Tensor(
        storage: buffer.phantom, type: tensor.type, shape: tensor.shape,
        strides: tensor.strides, offset: tensor.offset), buffer: buffer)
    inputs.append(value)
    return value
  }

  /// The buffers of inputs, by the storage of the tensors that they are like.
  private var sharing: [ObjectIdentifier: PlanBuffer] = [:]

  /// A tensor of the plan's own, whose elements are undefined.
  func temporary(
    _ shape: Shape, _ type: ElementType
  ) throws(TensorError) -> PlanTensor {
    guard shape.isAllowed else { throw .tooManyElements(shape.list) }
    let bytes = shape.count &* type.byteCount
    let buffer = try newBuffer(byteCount: bytes, source: .own)
    return PlanTensor(
      view: Tensor(
        storage: buffer.phantom, type: type, shape: shape,
        strides: shape.contiguousStrides, offset: 0), buffer: buffer)
  }

  private func newBuffer(
    byteCount: Int, source: PlanBuffer.Source, name: String? = nil
  ) throws(TensorError) -> PlanBuffer {
    guard buffers.count < PlanBuilder.mostBuffers else {
      throw .planTooLong(limit: PlanBuilder.mostBuffers)
    }
    let buffer = try PlanBuffer(
      index: buffers.count, byteCount: byteCount, source: source, name: name,
      pool: pool)
    buffers.append(buffer)
    sizes.buffers += 1
    return buffer
  }

  // MARK: Numbers

  /// A number that the plan will compute.
  func newNumber(_ kind: PlanNumber.Kind) -> PlanNumber {
    defer { sizes.numbers += 1 }
    return PlanNumber(
      place: sizes.numbers,
      dependency: PlanBuilder.firstNumber - sizes.numbers, kind: kind)
  }

  /// A number that the plan is given before each run.
  ///
  /// - Parameters:
  ///   - kind: What kind of number it is.
  ///   - name: What the text of the plan calls it.
  /// - Returns: What stands for it.
  public func numberInput(
    _ kind: PlanNumber.Kind, named name: String? = nil
  ) -> PlanNumber {
    let number = newNumber(kind)
    numberNames[number.place] = name
    return number
  }

  /// A cell that holds `value` as an element of `type`.
  func cell(_ value: Scalar, _ type: ElementType) -> Int {
    let known = constants.first {
      $0.type == type && $0.value.isSame(as: value)
    }
    if let known { return known.cell }
    let cell = newCell()
    constants.append((cell, value, type))
    return cell
  }

  /// A cell for a number that the plan computes.
  func newCell() -> Int {
    defer { sizes.cells += 1 }
    return sizes.cells
  }

  // MARK: Steps

  /// Adds a step behind all others.
  func append(_ step: PlanStep, reads: Set<Int>, writes: Set<Int>) {
    step.position = position
    step.note(reads: reads, writes: writes)
    for buffer in writes { revisions[buffer, default: 0] += 1 }
    steps.append(step)
  }

  /// Takes down that an operation was added to `step`.
  func extend(_ step: PlanStep, reads: Set<Int>, writes: Set<Int>) {
    if step.position != position { step.position = nil }
    step.note(reads: reads, writes: writes)
    for buffer in writes { revisions[buffer, default: 0] += 1 }
  }

  /// The last step that `isWanted` takes and behind which nothing is that an
  /// operation with these reads and writes must wait for.
  func reachable<Step: PlanStep>(
    _: Step.Type, reads: Set<Int>, writes: Set<Int>,
    where isWanted: (Step) -> Bool
  ) -> Step? {
    for step in steps.reversed() {
      if let step = step as? Step, isWanted(step) { return step }
      if step.blocks(reads: reads, writes: writes) { return nil }
    }
    return nil
  }

  /// How often the memory of `tensor` has been written so far.
  func revision(of tensor: PlanTensor) -> Int {
    revisions[tensor.buffer.index, default: 0]
  }

  /// Takes down the largest loop.
  func noteLoop(slots: Int, blocks: Int) {
    sizes.pointers = max(sizes.pointers, slots)
    sizes.blocks = max(sizes.blocks, blocks)
  }
}

extension PlanOperand {
  /// What orders the uses of the operand, or nil for a known number.
  var dependency: Int? {
    switch self {
    case .tensor(let tensor): tensor.buffer.index
    case .number(let number): number.dependency
    case .scalar: nil
    }
  }
}

extension Scalar {
  /// Whether both are one value with one sign, NaN included.
  func isSame(as other: Scalar) -> Bool {
    switch (self, other) {
    case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
    case (.float, _), (_, .float): false
    default: self == other
    }
  }
}
