import Tensors

/// An expression of selected elements that says what they become: `w * 2 + x`
/// for each element `w`.
///
/// Its values are numbered: the elements are 0, and each operation makes the
/// next one.
final class ElementUpdate {
  /// What is selected; nil if that is given when the program runs.
  let selection: ProgramSelection?

  /// The type of the elements.
  let type: ElementType

  /// What operands must broadcast to: the size of the selection, with 1 along
  /// the axes that are picked from.
  let shape: Shape

  /// Whether columns are picked, one by one.
  let picksColumns: Bool

  /// The operations, in order.
  private(set) var body: [ElementOperation] = []

  /// Which value the elements become.
  private(set) var result = 0

  init(_ selection: ProgramSelection) {
    self.selection = selection
    type = selection.base.type
    shape = selection.operandShape
    picksColumns = selection.mask(1) != nil
  }

  /// An update of selections with the layout of `selection`.
  ///
  /// - Precondition: It can be a block.
  init(like selection: Selection) {
    self.selection = nil
    type = selection.type
    var shape = selection.shape
    for axis in 0..<shape.rank where selection.lists[axis] != nil {
      shape[axis] = 1
    }
    self.shape = shape
    picksColumns = selection.lists[shape.rank - 1] != nil
  }

  /// The same expression of other selected elements, with other operands.
  func replacing(
    _ selection: (ProgramSelection) -> ProgramSelection,
    _ operand: (ProgramOperand) -> ProgramOperand
  ) -> ElementUpdate {
    let new = ElementUpdate(
      self.selection.map(selection), type: type, shape: shape,
      picksColumns: picksColumns)
    new.result = result
    new.body = body.map { operation in
      ElementOperation(
        operation: operation.operation,
        operands: operation.operands.map {
          switch $0 {
          case .value: $0
          case .operand(let old): .operand(operand(old))
          case .elements(let old):
            if case .tensor(let new) = operand(.tensor(old)) {
              .elements(new)
            } else {
              $0
            }
          }
        }, type: operation.type, position: operation.position)
    }
    return new
  }

  private init(
    _ selection: ProgramSelection?, type: ElementType, shape: Shape,
    picksColumns: Bool
  ) {
    self.selection = selection
    self.type = type
    self.shape = shape
    self.picksColumns = picksColumns
  }

  /// Adds an operation; returns the number of its value.
  func append(_ operation: ElementOperation) -> Int {
    body.append(operation)
    return body.count
  }

  /// The type of the value with this number.
  func type(of value: Int) -> ElementType {
    value == 0 ? type : body[value - 1].type
  }

  /// Makes a value what the elements become.
  func end(with value: Int) { result = value }

  /// Whether the last operation makes what the elements become, and can write it
  /// where they are: it reads them at most as its first operand.
  var isDirect: Bool {
    guard let last = body.last, result == body.count, last.type == type else {
      return false
    }
    let own = last.operands.indices.filter {
      if case .value(0) = last.operands[$0] { return true }
      return false
    }
    if own.isEmpty { return true }
    if case .binary = last.operation { return own == [0] }
    return false
  }

  /// What the operations read besides the elements.
  var operands: [ProgramOperand] {
    body.flatMap(\.operands).compactMap { operand in
      switch operand {
      case .value: nil
      case .operand(let operand): operand
      case .elements(let tensor): .tensor(tensor)
      }
    }
  }
}

/// An operation of an expression of selected elements.
struct ElementOperation {
  let operation: LoopOperation
  let operands: [Operand]

  /// The type of the value.
  let type: ElementType

  /// Where it is written, if that is known.
  let position: String?

  /// What an operation of an expression works on.
  enum Operand {
    /// A value of the expression.
    case value(Int)
    /// What is the same for all elements, or for those of a row or a column.
    case operand(ProgramOperand)
    /// The elements of another tensor that are picked in the same way.
    case elements(ProgramTensor)
  }
}
