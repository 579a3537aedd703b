import Tensors

/// Writes down operations on tensors as a program.
///
/// Each operation checks types and shapes as the tensors' own does, with the
/// same errors, and computes nothing.
///
/// ```swift
/// let builder = ProgramBuilder(pool: pool)
/// let voltage = try builder.input(like: tensor)
/// try builder.apply(.multiply, to: voltage, .scalar(0.9))
/// let spike = try builder.comparing(.greater, voltage, .scalar(1))
/// let plan = try builder.finish(outputs: [spike]).makePlan(in: pool)
/// try plan.bind([tensor])
/// try plan.run()
/// let result = plan.output(0)
/// ```
public final class ProgramBuilder {
  /// What tensors that are made for their layout alone belong to.
  let pool: MemoryPool

  private var cells: [Program.Cell] = []
  private var inputs: [ProgramTensor] = []
  private var instructions: [Instruction] = []
  private var numberCount = 0
  private var numberNames: [Int: String] = [:]

  /// Which value each cell has so far.
  private var versions: [Int] = []

  /// The cells of inputs, by the storage of the tensors that they are like, and
  /// what stands for each.
  private var sharing: [ObjectIdentifier: ProgramTensor] = [:]

  /// The instructions that make the first values of cells, by those.
  private var makers: [Int: Int] = [:]

  /// What was computed for masks, each once.
  private var masks: [ElementwiseKey: ProgramTensor] = [:]

  /// The sizes of the memory that inputs are in, in bytes, by their cells.
  private var inputBytes: [Int: Int] = [:]

  /// Of copies of parts, by their cells: what each is a part of.
  var origins: [Int: ProgramTensor] = [:]

  /// It takes time that grows with the square of the number of cells to make a
  /// plan, and nobody can break it off.
  static let mostCells = 5_000

  /// Where the operations that follow are written, such as "model.lua:14".
  public var position: String?

  /// The part of the program that the operations that follow belong to, from 0:
  /// each part has its random numbers, and what fails in one leaves what those
  /// before it did.
  public private(set) var part = 0

  /// Begins the next part.
  public func beginPart() { part += 1 }

  /// The number of pieces of memory so far.
  public var cellCount: Int { cells.count }

  /// Creates a program without operations.
  public init(pool: MemoryPool) { self.pool = pool }

  // MARK: Tensors

  /// A tensor that the program will be given, with the layout of `tensor`.
  ///
  /// Tensors that share memory now must share it in each run.
  ///
  /// - Parameters:
  ///   - tensor: A tensor with the layout.
  ///   - name: What the text of the program calls it.
  /// - Returns: What stands for it.
  /// - Throws: `TensorError.planTooLong`.
  public func input(
    like tensor: Tensor, named name: String? = nil
  ) throws(TensorError) -> ProgramTensor {
    let key = ObjectIdentifier(tensor.storage)
    let value: ProgramTensor
    if let known = sharing[key] {
      value = known.with(Tensor(layoutOf: tensor, storage: known.view.storage))
    } else {
      value = try newCell(
        Program.Cell(
          name: name, shape: tensor.shape, byteCount: 0, isInput: true),
        like: tensor)
      sharing[key] = value
      inputBytes[value.cell] = tensor.storage.byteCount
    }
    inputs.append(value)
    return value
  }

  /// A tensor of the program's own, whose elements are undefined; with `isMade`,
  /// an instruction makes the memory along with them.
  func temporary(
    _ shape: Shape, _ type: ElementType, isMade: Bool = false
  ) throws(TensorError) -> ProgramTensor {
    guard shape.isAllowed else { throw .tooManyElements(shape.list) }
    let bytes = shape.count &* type.byteCount
    let layout = Tensor(
      storage: ProgramBuilder.nowhere(pool), type: type, shape: shape,
      strides: shape.contiguousStrides, offset: 0)
    return try newCell(
      Program.Cell(
        name: nil, shape: shape, byteCount: bytes, isInput: false,
        isMade: isMade),
      like: layout)
  }

  private func newCell(
    _ cell: Program.Cell, like tensor: Tensor
  ) throws(TensorError) -> ProgramTensor {
    guard cells.count < ProgramBuilder.mostCells else {
      throw .planTooLong(limit: ProgramBuilder.mostCells)
    }
    defer {
      cells.append(cell)
      versions.append(0)
    }
    return ProgramTensor(
      view: Tensor(layoutOf: tensor, storage: ProgramBuilder.nowhere(pool)),
      cell: cells.count, isInput: cell.isInput)
  }

  /// What stands for the memory of a cell, and has no bytes.
  private static func nowhere(_ pool: MemoryPool) -> Storage {
    Storage(address: place.address, byteCount: 0, pool: pool, keeping: place)
  }

  private static let place = Nowhere()

  // MARK: Numbers

  /// A number that the program will compute.
  func newNumber(_ kind: Scalar.Kind) -> ProgramNumber {
    defer { numberCount += 1 }
    return ProgramNumber(place: numberCount, kind: kind)
  }

  /// A number that the program is given before each run.
  ///
  /// - Parameters:
  ///   - kind: What kind of number it is.
  ///   - name: What the text of the program calls it.
  /// - Returns: What stands for it.
  public func numberInput(
    _ kind: Scalar.Kind, named name: String? = nil
  ) -> ProgramNumber {
    let number = newNumber(kind)
    numberNames[number.place] = name
    return number
  }

  // MARK: Instructions

  /// Adds an instruction behind all others, on the values that the operands have
  /// now.
  func append(
    _ operation: Instruction.Operation, _ operands: [ProgramOperand],
    into result: Instruction.Result
  ) {
    let operands = operands.map(current)
    var result = result
    if case .tensor(var target) = result {
      versions[target.cell] += 1
      target.version = versions[target.cell]
      result = .tensor(target)
      if target.version == 1 { makers[target.cell] = instructions.count }
    }
    instructions.append(
      Instruction(
        operation: operation, operands: operands, result: result,
        position: position, part: part))
  }

  /// As that, of each element of `target`.
  func append(
    _ operation: LoopOperation, _ operands: [ProgramOperand],
    into target: ProgramTensor
  ) {
    if target.shape.count == 0 { return }
    append(.elementwise(operation), operands, into: .tensor(target))
  }

  /// A tensor that has the value that `tensor` has now, the same one for all that
  /// are computed in the same way: masks that are written twice are one mask.
  func canonical(_ tensor: ProgramTensor) -> ProgramTensor {
    let tensor = current(tensor)
    guard tensor.version == 1, !tensor.isInput, tensor.isContiguous,
      let maker = makers[tensor.cell],
      case .elementwise(let operation) = instructions[maker].operation,
      !operation.isUpdate, case .tensor(let made) = instructions[maker].result,
      made.isSameView(as: tensor)
    else { return tensor }
    let operands = instructions[maker].operands.map {
      operand -> ProgramOperand in
      guard case .tensor(let operand) = operand, isCurrent(operand) else {
        return operand
      }
      return .tensor(canonical(operand))
    }
    let key = ElementwiseKey(operation, operands, shape: tensor.shape)
    if let known = masks[key], isCurrent(known) { return known }
    masks[key] = tensor
    return tensor
  }

  /// The tensor with the value that it has now.
  public func current(_ tensor: ProgramTensor) -> ProgramTensor {
    var tensor = tensor
    tensor.version = versions[tensor.cell]
    return tensor
  }

  /// The operand with the value that it has now.
  func current(_ operand: ProgramOperand) -> ProgramOperand {
    guard case .tensor(let tensor) = operand else { return operand }
    return .tensor(current(tensor))
  }

  /// Whether the memory of `tensor`, which is from `current`, still has the value
  /// that it had then.
  public func isCurrent(_ tensor: ProgramTensor) -> Bool {
    versions[tensor.cell] == tensor.version
  }

  /// Whether a tensor is all that is in its memory; of an input, in that of the
  /// tensor that it is like.
  public func isWhole(_ tensor: ProgramTensor) -> Bool {
    let bytes = inputBytes[tensor.cell] ?? cells[tensor.cell].byteCount
    return tensor.isContiguous && tensor.view.offset == 0
      && tensor.shape.count * tensor.type.byteCount == bytes
  }

  /// Whether something may fail, for the values that it finds, that belongs to
  /// one of `parts`.
  public func mayFail(in parts: ClosedRange<Int>) -> Bool {
    instructions.contains { parts.contains($0.part) && $0.mayFail }
  }

  /// The program, which gives `outputs` after each run.
  public func finish(outputs: [ProgramTensor]) -> Program {
    Program(
      cells: cells, inputs: inputs, outputs: outputs.map(current),
      instructions: instructions, partCount: part + 1,
      numberCount: numberCount,
      numberNames: numberNames)
  }
}

/// An address at which there is nothing to read.
private final class Nowhere: Sendable {
  nonisolated(unsafe) let address = UnsafeMutableRawPointer.allocate(
    byteCount: 64, alignment: 64)
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
