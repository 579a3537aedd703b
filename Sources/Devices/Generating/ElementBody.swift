import Programs
import Tensors

/// The statements that do operations on an element: each operand is a variable, which
/// is loaded at its first use and stored at the end if it was changed.
struct ElementBody {
  private let operands: [WorkOperand]
  private let program: KernelProgram

  /// Where an operand's element is behind its first one.
  private let place: (WorkOperand, ElementType) -> String

  /// The types of the operands that have a variable.
  private var types: [Int: ElementType] = [:]
  private var changed: [Int] = []

  /// The statements.
  private(set) var lines: [String] = []

  init(
    _ operands: [WorkOperand], _ program: KernelProgram,
    place: @escaping (WorkOperand, ElementType) -> String
  ) {
    self.operands = operands
    self.program = program
    self.place = place
  }

  /// Adds an operation.
  ///
  /// - Throws: `DeviceError.noDeviceForm`, `.noFloat64`.
  mutating func append(
    _ work: WorkOperation, in writer: inout KernelWriter
  ) throws(DeviceError) {
    let operation = work.operation
    let refusal = DeviceError.noDeviceForm(
      what: work.text, position: work.position)
    guard !operation.type.isStorage else { throw refusal }
    var values: [String] = []
    for (index, operand) in work.operands.enumerated() {
      values.append(
        value(operand, operation.operandType(index), in: &writer))
    }
    let old =
      operation.readsTarget ? value(work.out, operation.type, in: &writer) : ""
    guard let text = OperationText(operation, values, old: old),
      let type = text.type.kernelName
    else { throw refusal }
    if text.needsFloat64 {
      try program.checkFloat64(work.text, work.position)
    }
    let isNew = types[work.out] == nil
    types[work.out] = text.type
    lines.append("\(isNew ? "\(type) " : "")x\(work.out) = \(text.expression);")
    if !changed.contains(work.out) { changed.append(work.out) }
  }

  /// The element of an operand.
  private mutating func value(
    _ index: Int, _ type: ElementType, in writer: inout KernelWriter
  ) -> String {
    if types[index] != nil { return "x\(index)" }
    switch operands[index].origin {
    case .cell(let number):
      if case .constant(let scalar)? = program.program.numbers[number]?.source {
        return type.kernelLiteral(scalar)
      }
      let numbers = writer.parameter(.numbers, "u64")
      return type.kernelElement(ofBits: "\(numbers)[\(number)]")
    case .buffer:
      types[index] = type
      let element = element(index, type, in: &writer)
      lines.append("\(type.kernelName ?? "") x\(index) = \(element);")
    case .block: preconditionFailure("a block is written before it is read")
    }
    return "x\(index)"
  }

  private func element(
    _ index: Int, _ type: ElementType, in writer: inout KernelWriter
  ) -> String {
    let operand = operands[index]
    let start = program.address(operand, type, in: &writer)
    return "(\(start))[\(place(operand, type))]"
  }

  /// Adds what stores the operands that were changed.
  mutating func finish(in writer: inout KernelWriter) {
    for index in changed {
      guard case .buffer = operands[index].origin, let type = types[index]
      else {
        continue
      }
      lines.append("\(element(index, type, in: &writer)) = x\(index);")
    }
  }
}
