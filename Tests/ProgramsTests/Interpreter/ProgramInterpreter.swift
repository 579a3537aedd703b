@testable import Programs
@testable import Tensors

/// Runs a program by its instructions alone, one element at a time: a second
/// opinion on what a plan computes.
///
/// Nothing of what makes plans is used, and nothing that works on several
/// elements, but for what `ElementRules` and the extensions say. Each value of a
/// cell is an array of its own, which is made once and never changes: a program
/// that needed an old value after the cell has a new one, read what nobody wrote
/// or wrote a value twice would be a `ProgramFault`.
final class ProgramInterpreter {
  let program: Program
  let rules = ElementRules()

  /// A value of a cell: the number of the cell, and that of the value.
  private struct Version: Hashable {
    let cell: Int
    let version: Int
  }

  /// The elements of all values of this run.
  private var values: [Version: [UInt64?]] = [:]

  /// What is in the memory of each cell between runs; nil for a cell that is not
  /// an input.
  private var kept: [[UInt64?]?]

  /// The number of elements of each cell.
  private var sizes: [Int]

  /// The value that each cell has at the end of a run.
  private var last: [Int]

  /// The numbers of this run, by their places.
  private(set) var numbers: [Int: Scalar] = [:]

  /// The numbers that the program is given.
  var given: [Int: Scalar] = [:]

  /// Where the random numbers of each part come from.
  var randoms: [RandomSource] = []

  /// The part whose instructions ran last.
  private(set) var part = 0

  /// What an update of selected elements works on that names none.
  var selected: InterpretedSelection?

  /// Keeps a copy of what is in the memory of `inputs`.
  init(_ program: Program, _ inputs: [Tensor]) {
    self.program = program
    let count = program.cells.count
    kept = Array(repeating: nil, count: count)
    last = Array(repeating: 0, count: count)
    sizes = Array(repeating: 0, count: count)
    for (stand, tensor) in zip(program.inputs, inputs) {
      kept[stand.cell] = tensor.storage.elements(tensor.type)
    }
    for instruction in program.instructions {
      guard case .tensor(let target) = instruction.result else { continue }
      let bytes = program.cells[target.cell].byteCount
      sizes[target.cell] = bytes / target.type.byteCount
    }
  }

  /// Runs all instructions.
  ///
  /// What instructions did stays done if a later one throws.
  ///
  /// - Throws: `TensorError` of the same case as a plan; `ProgramFault`.
  func run() throws {
    values = [:]
    numbers = given
    last = last.map { _ in 0 }
    for (cell, elements) in kept.enumerated() {
      values[Version(cell: cell, version: 0)] =
        elements ?? Array(repeating: nil, count: sizes[cell])
    }
    defer {
      for cell in kept.indices where kept[cell] != nil {
        kept[cell] = values[Version(cell: cell, version: last[cell])]
      }
    }
    for instruction in program.instructions {
      part = instruction.part
      try run(instruction)
    }
  }

  /// The bits of an output, row by row.
  func output(_ index: Int) throws -> [UInt64] {
    try tensor(program.outputs[index]).bits()
  }

  /// The bits of an output that the program makes, as far as the last run came;
  /// nil if it didn't come so far.
  func outputSoFar(_ index: Int) throws -> [UInt64]? {
    let output = program.outputs[index]
    let version = last[output.cell]
    guard version > 0, kept[output.cell] == nil else { return nil }
    return try InterpretedTensor(
      try elements(output.cell, version), layout: output.layout
    ).bits()
  }

  /// The bits of all that is in the memory of an input.
  func memory(ofInput index: Int) -> [UInt64] {
    let (cell, type) = (program.inputs[index].cell, program.inputs[index].type)
    return (kept[cell] ?? []).map {
      ElementValue(bits: $0 ?? 0, type).bits(type)
    }
  }

  private func run(_ instruction: Instruction) throws {
    let operands = instruction.operands
    switch (instruction.operation, instruction.result) {
    case (.elementwise(let operation), .tensor(let target)):
      try elementwise(operation, operands, into: target)
    case (.selected(let operation, let selection), .tensor(let target)):
      try change(operation, of: selection, operands.first, into: target)
    case (.update(let update), let result):
      try self.update(update, into: result)
    case (.selectionSum(let selection, let axis), .tensor(let target)):
      try write(
        try sum(selection, axis: axis), to: target)
    case (.sparseSum(let selection, let axis), .tensor(let target)):
      try write(try sum(selection, axis: axis), to: target)
    case (.sparseSelected(let operation, let selection), .tensor(let target)):
      try change(operation, of: selection, operands.first, into: target)
    case (.draw(let distribution), .tensor(let target)):
      try write(try draw(distribution, operands, like: target), to: target)
    case (.setPart, .tensor(let target)):
      try setPart(operands, of: target)
    case (.function(let function), .tensor(let target)):
      try make(target, try self.tensor(function, operands))
    case (.function(let function), .number(let number)):
      guard numbers[number.place] == nil else {
        throw ProgramFault("a number is made twice")
      }
      numbers[number.place] = try self.number(function, operands)
    default: throw ProgramFault("an instruction makes what it can't")
    }
  }

  // MARK: Values

  /// The elements that `value` stands for, of the value that it names.
  func tensor(_ value: ProgramTensor) throws -> InterpretedTensor {
    InterpretedTensor(
      try elements(value.cell, value.version), layout: value.layout)
  }

  /// What the tensor was before the instruction that makes it.
  func tensor(before value: ProgramTensor) throws -> InterpretedTensor {
    InterpretedTensor(
      try elements(value.cell, value.version - 1), layout: value.layout)
  }

  private func elements(_ cell: Int, _ version: Int) throws -> [UInt64?] {
    guard let found = values[Version(cell: cell, version: version)] else {
      throw ProgramFault("value \(version) of cell \(cell) isn't there yet")
    }
    return found
  }

  /// Makes the next value of a cell: the one before with these elements.
  func write(
    _ changes: [(place: Int, bits: UInt64)], to target: ProgramTensor
  ) throws {
    var elements = try elements(target.cell, target.version - 1)
    for (place, bits) in changes { elements[place] = bits }
    try define(target, elements)
  }

  /// Makes the next value of a cell: the one before, in which all elements of the
  /// target are these, row by row.
  func write(_ values: [ElementValue], to target: ProgramTensor) throws {
    let places = InterpretedTensor([], layout: target.layout).places
    guard places.count == values.count else {
      throw ProgramFault("\(values.count) elements for \(places.count)")
    }
    try write(
      zip(places, values).map { ($0, $1.bits(target.type)) }, to: target)
  }

  /// Makes a value of a cell whose memory is made along with it.
  private func make(
    _ target: ProgramTensor, _ result: InterpretedTensor
  ) throws {
    guard result.type == target.type, result.shape == target.shape.list else {
      throw ProgramFault("a function gives another type or shape")
    }
    try define(target, try result.bits())
  }

  private func define(_ target: ProgramTensor, _ elements: [UInt64?]) throws {
    let version = Version(cell: target.cell, version: target.version)
    guard values[version] == nil else {
      throw ProgramFault("a value of cell \(target.cell) is made twice")
    }
    values[version] = elements
    last[target.cell] = target.version
  }

  /// A number of the program.
  func number(_ number: ProgramNumber) throws -> Scalar {
    guard let value = numbers[number.place] else {
      throw ProgramFault("number \(number.place) isn't there yet")
    }
    return value
  }

  /// What an operand has for each element of `shape`, row by row, as one of
  /// `type` to compute with.
  func values(
    _ operand: ProgramOperand, over shape: [Int], as type: ElementType
  ) throws -> [ElementValue] {
    let count = shape.reduce(1, *)
    switch operand {
    case .tensor(let value):
      let tensor = try tensor(value)
      guard fits(tensor.shape, shape) else {
        throw TensorError.shapeMismatch(
          operation: "interpreter", left: try Shape(shape),
          right: value.shape)
      }
      return try tensor.places(over: shape).map {
        try tensor.value(at: $0).converted(to: type)
      }
    case .scalar(let scalar):
      return Array(repeating: ElementValue(scalar, type), count: count)
    case .number(let number):
      let value = ElementValue(try self.number(number), type)
      return Array(repeating: value, count: count)
    }
  }

  /// Whether a tensor of `shape` broadcasts to `whole`.
  private func fits(_ shape: [Int], _ whole: [Int]) -> Bool {
    shape.count <= whole.count
      && zip(shape.reversed(), whole.reversed()).allSatisfy {
        $0 == 1 || $0 == $1
      }
  }
}
