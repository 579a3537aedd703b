import LuaRuntime
import Tensors

/// A call of a method of a sparse matrix, or of a selection of one.
package struct SparseReceiver: Receiver {
  package static let terms = ReceiverTerms(
    owner: .sparse, noun: "sparse matrix", valueType: "snn.SparseMatrix",
    product: .none,
    other: Binding.Parameter(
      "other", "snn.SparseMatrix|snn.Tensor|number",
      "a matrix with entries in the same places, a tensor that is broadcast, or"
        + " a number"),
    parts: "entries",
    note: " Of the entries; where there is none, nothing changes.",
    countNote: "; those without entry count as 0", isReal: true)

  /// What may stand beside a sparse matrix.
  package enum Other {
    /// A matrix with entries in the same places.
    case matrix(SparseMatrix)
    /// A tensor, which is broadcast, or a number.
    case operand(Operand)
  }

  package let context: TensorContext
  package let frame: LuaFrame

  package init(_ context: TensorContext, _ frame: LuaFrame) {
    self.context = context
    self.frame = frame
  }

  // MARK: From Lua and back

  package func shape() throws(LuaRaise) -> Shape { try target().shape }

  package func type() throws(LuaRaise) -> ElementType { try target().type }

  package func isValue(at index: Int) -> Bool { context.isSparse(frame, index) }

  package func value(at index: Int) throws(LuaRaise) -> SparseMatrix {
    try context.sparse(frame, index)
  }

  package func target() throws(LuaRaise) -> SparseSelection {
    try context.sparseTarget(frame, 1)
  }

  package func other(at index: Int) throws(LuaRaise) -> Other {
    context.isSparse(frame, index)
      ? .matrix(try context.sparse(frame, index))
      : .operand(try context.sparseOperand(frame, index))
  }

  package func number(at index: Int) throws(LuaRaise) -> Other {
    .operand(.scalar(try context.scalar(frame, index)))
  }

  package func number(_ scalar: Scalar) -> Other { .operand(.scalar(scalar)) }

  package func give(_ value: SparseMatrix) throws(LuaRaise) -> Int {
    try context.giveSparse(frame, value)
  }

  // MARK: Keys

  package func picks(at index: Int) throws(LuaRaise) -> Selector {
    let picks = try context.tensor(frame, index)
    return picks.type == .bool ? .mask(picks) : .indices(picks, base: 1)
  }

  package func place(at index: Int, size: Int) throws(LuaRaise) -> Selector {
    throw keyError(at: index)
  }

  package func keyError(at index: Int) -> LuaRaise {
    guard let number = frame.numberIfPresent(at: index) else {
      return .message(
        "index: expected a range {first, last}, {} for all, a bool mask or"
          + " int64 indices, got \(frame.typeName(at: index))")
    }
    let text = shown(number)
    return .message(
      "index: a sparse matrix has no views; take the range {\(text), \(text)}"
        + " instead of \(text), or {i, j} for one element")
  }

  // MARK: Operations

  package func applying(
    _ operation: BinaryOperation, _ value: SparseMatrix, _ other: Other,
    isReversed: Bool
  ) throws(LuaRaise) -> SparseMatrix {
    try raising { () throws(TensorError) in
      switch other {
      case .matrix(let other):
        try value.applying(operation, other, isReversed: isReversed)
      case .operand(let operand):
        try value.applying(operation, operand, isReversed: isReversed)
      }
    }
  }

  package func applying(
    _ operation: UnaryOperation, _ value: SparseMatrix
  ) throws(LuaRaise) -> SparseMatrix {
    try raising { () throws(TensorError) in try value.applying(operation) }
  }

  package func clamping(
    _ value: SparseMatrix, _ low: Scalar?, _ high: Scalar?
  ) throws(LuaRaise) -> SparseMatrix {
    try raising { () throws(TensorError) in
      try value.clamping(minimum: low, maximum: high)
    }
  }

  package func copied(_ value: SparseMatrix) throws(LuaRaise) -> SparseMatrix {
    try raising { () throws(TensorError) in try value.copied() }
  }

  package func converted(
    _ value: SparseMatrix, to type: ElementType
  ) throws(LuaRaise) -> SparseMatrix {
    try raising { () throws(TensorError) in try value.converted(to: type) }
  }

  package func elementType(at index: Int) throws(LuaRaise) -> ElementType? {
    context.isSparse(frame, index)
      ? try context.sparse(frame, index).type
      : try context.elementType(frame, index)
  }

  // MARK: Sums and products

  package func give(_ operation: ReductionOperation) throws(LuaRaise) -> Int {
    let value = try value(at: 1)
    context.push(
      frame,
      try raising { () throws(TensorError) in try value.reduced(operation) })
    return 1
  }

  package func give(
    _ operation: ReductionOperation, axes: [Int], keepsAxes: Bool
  ) throws(LuaRaise) -> Int {
    throw .message(
      "\(operation.rawValue): a sparse matrix has it along one axis, or of all"
        + " elements")
  }

  package func give(
    _ operation: ReductionOperation, axis: Int, keepsAxis: Bool
  ) throws(LuaRaise) -> Int {
    if operation == .sum, !keepsAxis {
      let target = try target()
      return try context.give(
        frame,
        try raising { () throws(TensorError) in try target.sum(axis: axis) })
    }
    let value = try value(at: 1)
    return try context.give(
      frame,
      try raising { () throws(TensorError) in
        try value.reducing(operation, axis: axis, keepsAxis: keepsAxis)
      })
  }

  package func giveMatrixProduct() throws(LuaRaise) -> Int {
    let value = try value(at: 1)
    guard !context.isSparse(frame, 2) else { throw .productOfSparseMatrices }
    let other = try context.tensor(frame, 2)
    return try context.give(
      frame,
      try raising { () throws(TensorError) in try value.matrixProduct(other) })
  }

  // MARK: Changes

  package func apply(
    _ operation: BinaryOperation, to target: SparseSelection, _ other: Other
  ) throws(LuaRaise) {
    switch other {
    case .matrix(let other):
      try checkWhole(operation.rawValue)
      try raising { () throws(TensorError) in
        try target.matrix.apply(operation, other)
      }
    case .operand(let operand):
      try raising { () throws(TensorError) in
        try target.apply(operation, operand)
      }
    }
  }

  package func apply(
    _ operation: UnaryOperation, to target: SparseSelection
  ) throws(LuaRaise) {
    try raising { () throws(TensorError) in try target.apply(operation) }
  }

  package func clamp(
    _ target: SparseSelection, _ low: Scalar?, _ high: Scalar?
  ) throws(LuaRaise) {
    try raising { () throws(TensorError) in
      try target.clamp(minimum: low, maximum: high)
    }
  }

  package func assign(_ other: Other, to target: SparseSelection)
    throws(LuaRaise)
  {
    switch other {
    case .matrix(let other):
      try checkWhole("copy")
      try raising { () throws(TensorError) in try target.matrix.assign(other) }
    case .operand(let operand):
      try raising { () throws(TensorError) in try target.assign(operand) }
    }
  }

  /// Throws if one of the operands, of which both are sparse, is a selection.
  private func checkWhole(_ operation: String) throws(LuaRaise) {
    let areWhole = (1...2).allSatisfy {
      frame.payload(at: $0, of: context.sparseType) != nil
    }
    if areWhole { return }
    throw .message(
      "\(operation): a sparse matrix and a selection can't be combined; both"
        + " must be matrices with entries in the same places")
  }
}

extension LuaRaise {
  /// A product of two sparse matrices.
  package static var productOfSparseMatrices: LuaRaise {
    .message(
      "matmul: the product of two sparse matrices isn't there; to_dense() makes a"
        + " tensor of one")
  }
}
