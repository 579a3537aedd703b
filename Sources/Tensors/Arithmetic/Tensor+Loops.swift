/// From an operation and an element type to the loops that do the work.
extension Tensor {
  /// Both operands are of the type that the operation computes in.
  func run(_ operation: BinaryOperation, _ operand: Tensor, into out: Tensor)
    throws(TensorError)
  {
    switch type.kernel {
    case .float32: try run(Float.self, operation, operand, into: out)
    case .float64: try run(Double.self, operation, operand, into: out)
    case .int64: try run(Int.self, operation, operand, into: out)
    case .bool: try run(UInt8.self, operation, operand, into: out)
    }
  }

  private func run<T: OperatedElement>(
    _: T.Type, _ operation: BinaryOperation, _ operand: Tensor,
    into out: Tensor
  ) throws(TensorError) {
    guard let (rows, _) = T.rows(of: operation) else { return }
    try walk(rows, self, operand, into: out)
  }

  func run(
    _ operation: BinaryOperation, _ scalar: Scalar, isReversed: Bool,
    into out: Tensor
  ) throws(TensorError) {
    switch type.kernel {
    case .float32: try run(Float.self, operation, scalar, isReversed, into: out)
    case .float64:
      try run(Double.self, operation, scalar, isReversed, into: out)
    case .int64: try run(Int.self, operation, scalar, isReversed, into: out)
    case .bool: try run(UInt8.self, operation, scalar, isReversed, into: out)
    }
  }

  private func run<T: OperatedElement>(
    _: T.Type, _ operation: BinaryOperation, _ scalar: Scalar,
    _ isReversed: Bool, into out: Tensor
  ) throws(TensorError) {
    guard let (rows, _) = T.rows(of: operation) else { return }
    try walk(rows, self, T(scalar), isReversed: isReversed, into: out)
  }

  /// The operand is of this tensor's type.
  func run(_ operation: BinaryOperation, _ operand: Tensor) throws(TensorError)
  {
    switch type.kernel {
    case .float32: try run(Float.self, operation, operand)
    case .float64: try run(Double.self, operation, operand)
    case .int64: try run(Int.self, operation, operand)
    case .bool: try run(UInt8.self, operation, operand)
    }
  }

  private func run<T: OperatedElement>(
    _: T.Type, _ operation: BinaryOperation, _ operand: Tensor
  ) throws(TensorError) {
    guard let (_, rows) = T.rows(of: operation) else { return }
    try walk(rows, self, operand)
  }

  func run(_ operation: BinaryOperation, _ scalar: Scalar) throws(TensorError) {
    switch type.kernel {
    case .float32: try run(Float.self, operation, scalar)
    case .float64: try run(Double.self, operation, scalar)
    case .int64: try run(Int.self, operation, scalar)
    case .bool: try run(UInt8.self, operation, scalar)
    }
  }

  private func run<T: OperatedElement>(
    _: T.Type, _ operation: BinaryOperation, _ scalar: Scalar
  ) throws(TensorError) {
    guard let (_, rows) = T.rows(of: operation) else { return }
    try walk(rows, self, T(scalar))
  }

  func compare<T: Element>(
    _ comparison: ComparisonOperation, _ operand: Operand, _: T.Type,
    into result: Tensor
  ) throws(TensorError) {
    let rows = comparison.rows(T.self)
    switch operand {
    case .tensor(let tensor): try walk(rows, self, tensor, into: result)
    case .scalar(let scalar): try walk(rows, self, T(scalar), into: result)
    }
  }

  func run(_ operation: UnaryOperation, into result: Tensor) throws(TensorError)
  {
    switch type.kernel {
    case .float32:
      try runRows(
        operation.rows(real: Float.self), operation.tests(real: Float.self),
        into: result)
    case .float64:
      try runRows(
        operation.rows(real: Double.self), operation.tests(real: Double.self),
        into: result)
    case .int64:
      try runRows(
        operation.rows(integer: Int.self), operation.tests(finite: Int.self),
        into: result)
    case .bool:
      try runRows(
        UnaryRows<UInt8, UInt8>?.none, operation.tests(finite: UInt8.self),
        into: result)
    }
  }

  private func runRows<T: Element>(
    _ rows: UnaryRows<T, T>?, _ tests: UnaryRows<T, UInt8>?,
    into result: Tensor
  ) throws(TensorError) {
    if let rows {
      if let update = rows.update, isContiguous, isSameView(as: result) {
        let x: UnsafeMutablePointer<T> = pointer()
        try forEachChunk(of: count, grain: elementGrain, cost: rows.cost) {
          range in
          update(x + range.lowerBound, range.count)
        }
      } else {
        try walk(rows, self, into: result)
      }
    } else if let tests {
      try walk(tests, self, into: result)
    }
  }
}
