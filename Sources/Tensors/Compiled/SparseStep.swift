/// What is done with the entries of a sparse matrix that masks pick out.
enum SparseOperation {
  /// Their sums along an axis.
  case sum(axis: Int, into: PlanTensor)
  /// Makes each the result for what it is and an operand.
  case update(BinaryOperation, PlanOperand)
  /// Makes each the result for what it is.
  case unary(UnaryOperation)
  /// Brings each between limits.
  case clamp(ClampLimits)
  /// Makes each the operand.
  case assign(PlanOperand)
}

/// Operations on the entries of a sparse matrix that masks pick out.
final class SparseStep: PlanStep {
  let selection: PlanSparseSelection

  /// Whether the step changes entries.
  let isUpdate: Bool

  /// Its buffers are used again in each run.
  private let picked: SparseSelection

  private let rows: PlanPlace?
  private let columns: PlanPlace?

  /// The operations, in order.
  private(set) var operations: [SparseOperation] = []

  init(_ selection: PlanSparseSelection, isUpdate: Bool = false) {
    self.selection = selection
    self.isUpdate = isUpdate
    picked = SparseSelection(selection.base.matrix)
    rows = selection.rows.map { PlanPlace($0) }
    columns = selection.columns.map { PlanPlace($0) }
  }

  func append(_ operation: SparseOperation) { operations.append(operation) }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    try picked.select(
      rows: rows.map { UnsafePointer(memory.pointer($0)) },
      columns: columns.map { UnsafePointer(memory.pointer($0)) })
    for operation in operations {
      switch operation {
      case .sum(let axis, let result):
        try picked.sum(axis: axis, into: memory.tensor(result))
      case .update(let operation, let operand):
        try picked.apply(operation, memory.operand(operand))
      case .unary(let operation): try picked.apply(operation)
      case .clamp(let limits):
        try picked.clamp(minimum: limits.minimum, maximum: limits.maximum)
      case .assign(let operand): try picked.assign(memory.operand(operand))
      }
    }
  }

  override func lines(_ names: PlanNames) -> [String] {
    let target = names.selection(selection)
    return ["w in sparse \(target):"]
      + operations.map { "  " + $0.text(names) }
  }
}
