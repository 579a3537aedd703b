import Tensors

/// The sums of the entries of a sparse matrix over its rows, for each column, or over
/// its columns, for each row.
package struct EntrySumWork {
  /// Where the entries are.
  package let structure: SparseStructure
  /// The values of the entries, and their type.
  package let values: WorkOperand
  package let type: ElementType
  /// Whether rows are added up.
  package let addsRows: Bool
  /// The number of the list of rows or columns that are added; nil for all.
  package let list: Int?
  /// The sums, which lie side by side in memory.
  package let result: WorkOperand
}

/// Operations on the entries of a sparse matrix in listed rows and columns, as in a
/// loop.
package struct EntryWork {
  /// Where the entries are.
  package let structure: SparseStructure
  /// The numbers of the lists; nil where all are taken.
  package let rowList: Int?
  package let columnList: Int?
  /// The operands, of which the first is the values of the entries; the steps of the
  /// others are those from row to row and from column to column.
  package private(set) var operands: [WorkOperand]
  /// The operations, in order.
  package private(set) var operations: [WorkOperation] = []
}

/// The product of a sparse matrix with a vector or a dense matrix.
package struct EntryProductWork {
  /// Where the entries are.
  package let structure: SparseStructure
  /// The values of the entries, and their type.
  package let values: WorkOperand
  package let valueType: ElementType
  /// Whether the other one is on the left.
  package let isFromLeft: Bool
  /// The other one, and its type: the steps are those from a line to the next, and
  /// within a line along what both have. Lines are columns of a right one, and rows of
  /// a left one.
  package let other: WorkOperand
  package let otherType: ElementType
  /// The number of lines; of a vector one.
  package let lines: Int
  /// The result, its type, and the elements from one line of it to the next, and within
  /// a line.
  package let result: WorkOperand
  package let type: ElementType
  package let resultSteps: (line: Int, inner: Int)
}

extension EntryWork {
  /// Adds an operand; returns its number.
  fileprivate mutating func append(_ operand: WorkOperand) -> Int {
    operands.append(operand)
    return operands.count - 1
  }

  /// Adds an operand that is read as an element of `type`, and what converts it if it
  /// must be; returns its number, or nil if it only stores.
  fileprivate mutating func append(
    _ operand: ProgramOperand, as type: ElementType, over shape: Shape,
    _ text: String, _ position: String?, _ context: WorkContext
  ) -> Int? {
    let number = append(context.operand(operand, type, over: shape))
    guard case .tensor(let tensor) = operand, tensor.type != type else {
      return number
    }
    if tensor.type.isStorage { return nil }
    let converted = append(
      WorkOperand(origin: .block(operands.count), steps: []))
    operations.append(
      WorkOperation(
        operation: .convert(tensor.type, to: type), operands: [number],
        out: converted, text: text, position: position))
    return converted
  }

  /// Adds an operation that changes the entries.
  fileprivate mutating func append(
    _ operation: LoopOperation, _ operands: [Int], _ text: String,
    _ position: String?
  ) {
    operations.append(
      WorkOperation(
        operation: operation, operands: operands, out: 0, text: text,
        position: position))
  }
}

extension SparseStep {
  /// What the step does, as data.
  func entryWork(_ context: WorkContext) -> StepWork {
    let matrix = selection.base.matrix
    let values = WorkOperand(selection.base.values)
    if !isUpdate {
      guard operations.count == 1,
        case .sum(let axis, let result) = operations[0]
      else { return .other }
      if result.shape.count == 0 { return .nothing }
      return .entrySum(
        EntrySumWork(
          structure: matrix.structure, values: values, type: matrix.type,
          addsRows: axis == 0,
          list: (axis == 0 ? rows : columns).map { context[$0] },
          result: WorkOperand(result)))
    }
    if matrix.entryCount == 0 { return .nothing }
    var work = EntryWork(
      structure: matrix.structure, rowList: rows.map { context[$0] },
      columnList: columns.map { context[$0] }, operands: [values])
    for (operation, position) in zip(operations, positions) {
      guard append(operation, position, to: &work, context) else {
        return .other
      }
    }
    // What an entry is computed of must not be another one.
    let isApart = work.operands.dropFirst().allSatisfy {
      guard case .buffer(let cell, _) = $0.origin else { return true }
      return cell != selection.base.values.cell
    }
    return isApart ? .entries(work) : .other
  }

  /// Adds an operation to what is done; returns whether there is such work.
  private func append(
    _ operation: SparseOperation, _ position: String?, to work: inout EntryWork,
    _ context: WorkContext
  ) -> Bool {
    let type = selection.base.matrix.type
    let shape = PickedBlock(selection).operandShape
    let text = operation.lines(context.names, nil).joined(separator: ", ")
    switch operation {
    case .sum: return false
    case .update(let operation, let operand):
      guard
        let other = work.append(
          operand, as: type, over: shape, text, position, context)
      else { return false }
      work.append(.update(operation, type), [other], text, position)
    case .assign(let operand):
      guard
        let other = work.append(
          operand, as: type, over: shape, text, position, context)
      else { return false }
      work.append(.copy(type), [other], text, position)
    case .unary(let operation):
      work.append(.unary(operation, type), [0], text, position)
    case .clamp(let limits):
      work.append(.clamp(limits, type), [], text, position)
    case .expression(let expression):
      work.append(expression, context)
    }
    return true
  }
}

extension EntryWork {
  /// Adds the operations of an expression, whose first operand is the entries.
  fileprivate mutating func append(
    _ expression: EntryExpression, _ context: WorkContext
  ) {
    let shift = operands.count - 1
    let place = { (index: Int) in index == 0 ? 0 : index + shift }
    let names = expression.operandNames(context.names)
    operands += expression.workOperands
    for instruction in expression.instructions {
      let operands = instruction.operands.map(\.index)
      operations.append(
        WorkOperation(
          operation: instruction.operation, operands: operands.map(place),
          out: place(instruction.out),
          text: instruction.operation.text(
            operands.map { names[$0] }, into: names[instruction.out]),
          position: instruction.position))
    }
  }
}

extension EntryProductWork {
  /// The product of a sparse matrix, whose values are `values`, and `other`.
  init(
    _ structure: SparseStructure, _ values: ProgramTensor,
    _ other: ProgramTensor, isFromLeft: Bool, into result: ProgramTensor
  ) {
    self.structure = structure
    self.values = WorkOperand(values)
    valueType = values.type
    self.isFromLeft = isFromLeft
    otherType = other.type
    self.result = WorkOperand(result)
    type = result.type
    var steps = WorkOperand(other).steps
    if steps.count == 1 { steps.insert(0, at: isFromLeft ? 0 : 1) }
    let isMatrix = other.shape.rank == 2
    lines = isMatrix ? other.shape[isFromLeft ? 0 : 1] : 1
    self.other = WorkOperand(
      origin: WorkOperand(other).origin,
      steps: isFromLeft ? steps : [steps[1], steps[0]])
    resultSteps =
      isFromLeft ? (structure.columnCount, 1) : (1, isMatrix ? lines : 1)
  }
}
