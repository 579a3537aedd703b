import Tensors

/// What is done with the entries of a sparse matrix that masks pick out.
enum SparseOperation {
  /// Their sums along an axis.
  case sum(axis: Int, into: ProgramTensor)
  /// Makes each the result for what it is and an operand.
  case update(BinaryOperation, ProgramOperand)
  /// Makes each the result for what it is.
  case unary(UnaryOperation)
  /// Brings each between limits.
  case clamp(ClampLimits)
  /// Makes each the operand.
  case assign(ProgramOperand)
  /// Makes each what an expression makes of it.
  case expression(EntryExpression)
}

/// Operations on the entries of a sparse matrix that masks pick out.
final class SparseStep: PlanStep {
  let selection: ProgramSparseSelection

  /// Whether the step changes entries.
  let isUpdate: Bool

  /// Its buffers are used again in each run.
  private let picked: SparseSelection

  let rows: PlaceScan?
  let columns: PlaceScan?

  /// The operations, in order.
  private(set) var operations: [SparseOperation] = []

  /// Where each is written.
  private(set) var positions: [String?] = []

  override var conversions: [CellConversion] {
    operations.flatMap { operation -> [CellConversion] in
      guard case .expression(let expression) = operation else { return [] }
      return expression.conversions
    }
  }

  /// - Precondition: The scans have found the places of the selection's masks.
  init(
    _ selection: ProgramSparseSelection, rows: PlaceScan?,
    columns: PlaceScan?, isUpdate: Bool = false
  ) {
    self.selection = selection
    self.isUpdate = isUpdate
    picked = SparseSelection(selection.base.matrix)
    self.rows = rows
    self.columns = columns
  }

  func append(_ operation: SparseOperation, _ position: String?) {
    operations.append(operation)
    positions.append(position)
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    picked.select(rows: rows, columns: columns)
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
      case .expression(let expression): try expression.run(picked, memory)
      }
    }
  }

  override func work(_ context: WorkContext) -> StepWork {
    entryWork(context)
  }

  override func lines(_ names: PlanNames) -> [String] {
    let target = names.selection(selection)
    return ["w in sparse \(target):"]
      + zip(operations, positions).flatMap { $0.lines(names, $1) }
      .map { "  \($0)" }
  }
}
