import Tensors

/// An expression of selected elements that says what they become: `w * 2 + x`
/// for each element `w`.
///
/// Its values are numbered: the elements are 0, and each operation makes the
/// next one.
final class ElementUpdate {
  /// What has the elements.
  enum Target {
    /// Rows, columns or a block of a matrix.
    case selection(ProgramSelection)
    /// Entries of a sparse matrix.
    case entries(ProgramSparseSelection)
    /// A selection of elements of a type that is given when the program runs.
    case given(ElementType)
    /// Nothing: the expression has no value 0, and becomes a part of others.
    case nothing
  }

  let target: Target

  /// What is picked; nil if that is given when the program runs.
  let block: PickedBlock?

  /// What operands must broadcast to: the size of what is picked, with 1 along
  /// the axes that are picked from.
  let shape: Shape

  /// Whether columns are picked, one by one.
  let picksColumns: Bool

  /// The operations, in order.
  private(set) var body: [ElementOperation] = []

  /// Which value the elements become.
  private(set) var result = 0

  /// An update of rows, columns or a block of a matrix.
  convenience init(_ selection: ProgramSelection) {
    self.init(.selection(selection), PickedBlock(selection))
  }

  /// An update of entries of a sparse matrix.
  convenience init(_ selection: ProgramSparseSelection) {
    self.init(.entries(selection), PickedBlock(selection))
  }

  /// An expression of what is picked from operands.
  convenience init(_ block: PickedBlock) { self.init(.nothing, block) }

  private init(_ target: Target, _ block: PickedBlock) {
    self.target = target
    self.block = block
    shape = block.operandShape
    picksColumns = block.masks[1] != nil
  }

  /// An update of selections with the layout of `selection`.
  ///
  /// - Precondition: It can be a block.
  init(like selection: Selection) {
    target = .given(selection.type)
    block = nil
    var shape = selection.shape
    for axis in 0..<shape.rank where selection.lists[axis] != nil {
      shape[axis] = 1
    }
    self.shape = shape
    picksColumns = selection.lists[shape.rank - 1] != nil
  }

  /// The same expression of what `target` has.
  private init(_ other: ElementUpdate, of target: Target) {
    self.target = target
    block =
      switch target {
      case .selection(let selection): PickedBlock(selection)
      case .entries(let selection): PickedBlock(selection)
      case .given, .nothing: other.block
      }
    shape = other.shape
    picksColumns = other.picksColumns
    body = other.body
    result = other.result
  }

  /// The rows, columns or block that it changes; nil if these are none of a dense
  /// matrix.
  var selection: ProgramSelection? {
    if case .selection(let selection) = target { return selection }
    return nil
  }

  /// The type of the elements.
  ///
  /// - Precondition: There are some.
  var type: ElementType {
    switch target {
    case .selection(let selection): selection.base.type
    case .entries(let selection): selection.base.matrix.type
    case .given(let type): type
    case .nothing: preconditionFailure("an expression of nothing's elements")
    }
  }

  /// The elements before the update; nil if they are given.
  var base: ProgramTensor? {
    switch target {
    case .selection(let selection): selection.base
    case .entries(let selection): selection.base.values
    case .given, .nothing: nil
    }
  }

  /// The same expression of other selected elements, with other operands.
  func replacing(
    _ selection: (ProgramSelection) -> ProgramSelection,
    _ entries: (ProgramSparseSelection) -> ProgramSparseSelection,
    _ tensor: (ProgramTensor) -> ProgramTensor
  ) -> ElementUpdate {
    let new =
      switch target {
      case .selection(let old):
        ElementUpdate(self, of: .selection(selection(old)))
      case .entries(let old): ElementUpdate(self, of: .entries(entries(old)))
      case .given, .nothing: ElementUpdate(self, of: target)
      }
    new.replaceOperands(tensor)
    return new
  }

  /// Puts other tensors in the place of those that operations read.
  func replaceOperands<E: Error>(
    _ new: (ProgramTensor) throws(E) -> ProgramTensor
  ) throws(E) {
    body = try body.map { (operation) throws(E) in
      ElementOperation(
        operation: operation.operation,
        operands: try operation.operands.map { (operand) throws(E) in
          switch operand {
          case .operand(.tensor(let tensor)): .operand(.tensor(try new(tensor)))
          case .elements(let tensor): .elements(try new(tensor))
          case .value, .operand: operand
          }
        }, type: operation.type, position: operation.position)
    }
  }

  /// Adds an operation; returns the number of its value.
  func append(_ operation: ElementOperation) -> Int {
    body.append(operation)
    return body.count
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
    /// The elements of another tensor that are picked in the same way, after it is
    /// broadcast to the shape of the whole.
    case elements(ProgramTensor)
  }
}
