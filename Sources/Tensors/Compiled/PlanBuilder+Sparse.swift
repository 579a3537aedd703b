/// A sparse matrix that a plan works on: one and the same in each run.
public struct PlanSparse {
  /// The matrix.
  public let matrix: SparseMatrix

  /// What stands for the values of its entries.
  public let values: PlanTensor

  /// A sparse matrix whose values the plan is given as `values`.
  public init(_ matrix: SparseMatrix, values: PlanTensor) {
    self.matrix = matrix
    self.values = values
  }
}

/// What masks will pick out of a sparse matrix.
public struct PlanSparseSelection {
  /// The matrix that is selected from.
  public let base: PlanSparse

  /// The masks of rows and of columns; nil where all are taken.
  let rows: PlanTensor?
  let columns: PlanTensor?

  /// How often the masks were written before.
  let revisions: [Int]

  func isSame(as other: PlanSparseSelection) -> Bool {
    func isSame(_ a: PlanTensor?, _ b: PlanTensor?) -> Bool {
      guard let a, let b else { return a == nil && b == nil }
      return a.isSameView(as: b)
    }
    return base.matrix === other.base.matrix && isSame(rows, other.rows)
      && isSame(columns, other.columns)
  }
}

/// Operations on sparse matrices in plans; each is the counterpart of the
/// matrices' own with the same name.
extension PlanBuilder {
  /// The entries where the masks of rows and of columns are true; all, for nil.
  ///
  /// - Throws: `TensorError.wrongType`, `.wrongMask`.
  public func selection(
    of base: PlanSparse, rows: PlanTensor?, columns: PlanTensor?
  ) throws(TensorError) -> PlanSparseSelection {
    for (axis, mask) in [rows, columns].enumerated() {
      guard let mask else { continue }
      guard mask.type == .bool else {
        throw .wrongType(
          operation: "index", expected: "a bool mask", found: mask.type)
      }
      guard mask.shape == Shape(vector: base.matrix.shape[axis]) else {
        throw .wrongMask(length: mask.shape, expected: base.matrix.shape)
      }
    }
    let whole = { (mask: PlanTensor?) throws(TensorError) -> PlanTensor? in
      guard let mask, !mask.isContiguous else { return mask }
      return try self.copied(mask)
    }
    let (rows, columns) = (try whole(rows), try whole(columns))
    return PlanSparseSelection(
      base: base, rows: rows, columns: columns,
      revisions: [rows, columns].map { $0.map(revision(of:)) ?? 0 })
  }

  /// As `SparseSelection.sum(axis:)`, where the size of the result is known.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made, or decides about the size of the result.
  public func sum(
    _ selection: PlanSparseSelection, axis: Int
  ) throws(TensorError) -> PlanTensor {
    guard axis == 0 || axis == 1 else {
      throw .axisOutOfRange(operation: "sum", axis: axis, rank: 2)
    }
    try check(selection, "sum")
    guard (axis == 0 ? selection.columns : selection.rows) == nil else {
      throw .invalidArgument(
        operation: "sum", reason: "the size of the result depends on a mask")
    }
    let matrix = selection.base.matrix
    let result = try temporary(
      Shape(vector: matrix.shape[1 - axis]), matrix.type)
    let step = SparseStep(selection)
    step.append(.sum(axis: axis, into: result))
    append(
      step, reads: dependencies(selection), writes: [result.buffer.index])
    return result
  }

  /// As `SparseSelection.apply(_:_:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func apply(
    _ operation: BinaryOperation, to selection: PlanSparseSelection,
    _ operand: PlanOperand
  ) throws(TensorError) {
    let type = selection.base.matrix.type
    try operation.checkUpdate(of: type, with: operand.promoted(with: type))
    try change(
      selection, operation.rawValue, operand, .update(operation, operand))
  }

  /// As `SparseSelection.apply(_:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func apply(
    _ operation: UnaryOperation, to selection: PlanSparseSelection
  ) throws(TensorError) {
    try change(selection, operation.rawValue, nil, .unary(operation))
  }

  /// As `SparseSelection.clamp(minimum:maximum:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func clamp(
    _ selection: PlanSparseSelection, minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) {
    let limits = try ClampLimits(
      minimum, maximum, for: selection.base.matrix.type)
    try change(selection, "clamp", nil, .clamp(limits))
  }

  /// As `SparseSelection.assign(_:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func assign(
    _ operand: PlanOperand, to selection: PlanSparseSelection
  ) throws(TensorError) {
    try change(selection, "assign", operand, .assign(operand))
  }

  // MARK: Support

  private func change(
    _ selection: PlanSparseSelection, _ name: String,
    _ operand: PlanOperand?, _ operation: SparseOperation
  ) throws(TensorError) {
    try check(selection, name)
    if case .tensor(let tensor)? = operand {
      let matrix = selection.base.matrix
      let shape: Shape = [
        selection.rows == nil ? matrix.shape[0] : 1,
        selection.columns == nil ? matrix.shape[1] : 1,
      ]
      guard shape.broadcast(with: tensor.shape) == shape else {
        throw .shapeMismatch(operation: name, left: shape, right: tensor.shape)
      }
    }
    var reads = dependencies(selection)
    if let dependency = operand?.dependency { reads.insert(dependency) }
    let writes: Set = [selection.base.values.buffer.index]
    let known = reachable(SparseStep.self, reads: reads, writes: writes) {
      $0.isUpdate && $0.selection.isSame(as: selection)
    }
    let step = known ?? SparseStep(selection, isUpdate: true)
    step.append(operation)
    if known == nil {
      append(step, reads: reads, writes: writes)
    } else {
      extend(step, reads: reads, writes: writes)
    }
  }

  private func dependencies(_ selection: PlanSparseSelection) -> Set<Int> {
    Set(
      [selection.base.values, selection.rows, selection.columns]
        .compactMap { $0?.buffer.index })
  }

  private func check(
    _ selection: PlanSparseSelection, _ operation: String
  ) throws(TensorError) {
    for (mask, revision) in zip(
      [selection.rows, selection.columns], selection.revisions)
    {
      guard let mask, self.revision(of: mask) != revision else { continue }
      throw .invalidArgument(
        operation: operation,
        reason: "the mask was changed after the selection was made")
    }
  }
}
