import LuaRuntime
import Tensors

/// A call of a method of a sparse matrix, or of a selection of one.
struct SparseReceiver: Receiver {
  static let terms = ReceiverTerms(
    owner: .sparse, valueType: "snn.SparseMatrix", product: .none,
    other: Binding.Parameter(
      "other", "snn.SparseMatrix|snn.Tensor|number",
      "a matrix with entries in the same places, a tensor that is broadcast, or"
        + " a number"),
    parts: "entries",
    note: " Of the entries; where there is none, nothing changes.",
    countNote: "; those without entry count as 0", isReal: true)

  /// What may stand beside a sparse matrix.
  enum Other {
    /// A matrix with entries in the same places.
    case matrix(SparseMatrix)
    /// A tensor, which is broadcast, or a number.
    case operand(Operand)
  }

  let engine: Engine
  let frame: LuaFrame

  init(_ engine: Engine, _ frame: LuaFrame) {
    self.engine = engine
    self.frame = frame
  }

  // MARK: From Lua and back

  func shape() throws(LuaRaise) -> Shape { try target().shape }

  func type() throws(LuaRaise) -> ElementType { try target().type }

  func isValue(at index: Int) -> Bool { engine.isSparse(frame, index) }

  func value(at index: Int) throws(LuaRaise) -> SparseMatrix {
    try engine.sparse(frame, index)
  }

  func target() throws(LuaRaise) -> SparseSelection {
    try engine.sparseTarget(frame, 1)
  }

  func other(at index: Int) throws(LuaRaise) -> Other {
    engine.isSparse(frame, index)
      ? .matrix(try engine.sparse(frame, index))
      : .operand(try engine.sparseOperand(frame, index))
  }

  func number(at index: Int) throws(LuaRaise) -> Other {
    .operand(.scalar(try engine.scalar(frame, index)))
  }

  func number(_ scalar: Scalar) -> Other { .operand(.scalar(scalar)) }

  func give(_ value: SparseMatrix) throws(LuaRaise) -> Int {
    try engine.giveSparse(frame, value)
  }

  // MARK: Operations

  func applying(
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

  func applying(
    _ operation: UnaryOperation, _ value: SparseMatrix
  ) throws(LuaRaise) -> SparseMatrix {
    try raising { () throws(TensorError) in try value.applying(operation) }
  }

  func clamping(
    _ value: SparseMatrix, _ low: Scalar?, _ high: Scalar?
  ) throws(LuaRaise) -> SparseMatrix {
    try raising { () throws(TensorError) in
      try value.clamping(minimum: low, maximum: high)
    }
  }

  func copied(_ value: SparseMatrix) throws(LuaRaise) -> SparseMatrix {
    try raising { () throws(TensorError) in try value.copied() }
  }

  func converted(
    _ value: SparseMatrix, to type: ElementType
  ) throws(LuaRaise) -> SparseMatrix {
    try raising { () throws(TensorError) in try value.converted(to: type) }
  }

  func elementType(at index: Int) throws(LuaRaise) -> ElementType? {
    engine.isSparse(frame, index)
      ? try engine.sparse(frame, index).type
      : try engine.elementType(frame, index)
  }

  // MARK: Sums and products

  func give(_ operation: ReductionOperation) throws(LuaRaise) -> Int {
    let value = try value(at: 1)
    engine.push(
      frame,
      try raising { () throws(TensorError) in try value.reduced(operation) })
    return 1
  }

  func give(
    _ operation: ReductionOperation, axis: Int, keepsAxis: Bool
  ) throws(LuaRaise) -> Int {
    if operation == .sum, !keepsAxis {
      let target = try target()
      return try engine.give(
        frame,
        try raising { () throws(TensorError) in try target.sum(axis: axis) })
    }
    let value = try value(at: 1)
    return try engine.give(
      frame,
      try raising { () throws(TensorError) in
        try value.reducing(operation, axis: axis, keepsAxis: keepsAxis)
      })
  }

  func giveMatrixProduct() throws(LuaRaise) -> Int {
    let value = try value(at: 1)
    guard !engine.isSparse(frame, 2) else { throw .productOfSparseMatrices }
    let other = try engine.tensor(frame, 2)
    return try engine.give(
      frame,
      try raising { () throws(TensorError) in try value.matrixProduct(other) })
  }

  // MARK: Changes

  func apply(
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

  func apply(
    _ operation: UnaryOperation, to target: SparseSelection
  ) throws(LuaRaise) {
    try raising { () throws(TensorError) in try target.apply(operation) }
  }

  func clamp(
    _ target: SparseSelection, _ low: Scalar?, _ high: Scalar?
  ) throws(LuaRaise) {
    try raising { () throws(TensorError) in
      try target.clamp(minimum: low, maximum: high)
    }
  }

  func assign(_ other: Other, to target: SparseSelection) throws(LuaRaise) {
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
      frame.payload(at: $0, of: engine.sparseType) != nil
    }
    if areWhole { return }
    throw .message(
      "\(operation): a sparse matrix and a selection can't be combined; both"
        + " must be matrices with entries in the same places")
  }
}

extension LuaRaise {
  /// A product of two sparse matrices.
  static var productOfSparseMatrices: LuaRaise {
    .message(
      "matmul: the product of two sparse matrices isn't there; to_dense() makes a"
        + " tensor of one")
  }
}
