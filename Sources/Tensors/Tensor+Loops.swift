/// From an operation and an element type to the loops that do the work.
extension Tensor {
  /// Both operands are of the type that the operation computes in.
  func run(_ operation: BinaryOperation, _ operand: Tensor, into out: Tensor) {
    switch type.kernel {
    case .float32: run(Float.self, operation, operand, into: out)
    case .float64: run(Double.self, operation, operand, into: out)
    case .int64: run(Int.self, operation, operand, into: out)
    case .bool: run(UInt8.self, operation, operand, into: out)
    }
  }

  private func run<T: OperatedElement>(
    _: T.Type, _ operation: BinaryOperation, _ operand: Tensor,
    into out: Tensor
  ) {
    guard let (rows, _) = T.rows(of: operation) else { return }
    walk(rows, self, operand, into: out)
  }

  func run(
    _ operation: BinaryOperation, _ scalar: Scalar, isReversed: Bool,
    into out: Tensor
  ) {
    switch type.kernel {
    case .float32: run(Float.self, operation, scalar, isReversed, into: out)
    case .float64: run(Double.self, operation, scalar, isReversed, into: out)
    case .int64: run(Int.self, operation, scalar, isReversed, into: out)
    case .bool: run(UInt8.self, operation, scalar, isReversed, into: out)
    }
  }

  private func run<T: OperatedElement>(
    _: T.Type, _ operation: BinaryOperation, _ scalar: Scalar,
    _ isReversed: Bool, into out: Tensor
  ) {
    guard let (rows, _) = T.rows(of: operation) else { return }
    walk(rows, self, T(scalar), isReversed: isReversed, into: out)
  }

  /// The operand is of this tensor's type.
  func run(_ operation: BinaryOperation, _ operand: Tensor) {
    switch type.kernel {
    case .float32: run(Float.self, operation, operand)
    case .float64: run(Double.self, operation, operand)
    case .int64: run(Int.self, operation, operand)
    case .bool: run(UInt8.self, operation, operand)
    }
  }

  private func run<T: OperatedElement>(
    _: T.Type, _ operation: BinaryOperation, _ operand: Tensor
  ) {
    guard let (_, rows) = T.rows(of: operation) else { return }
    walk(rows, self, operand)
  }

  func run(_ operation: BinaryOperation, _ scalar: Scalar) {
    switch type.kernel {
    case .float32: run(Float.self, operation, scalar)
    case .float64: run(Double.self, operation, scalar)
    case .int64: run(Int.self, operation, scalar)
    case .bool: run(UInt8.self, operation, scalar)
    }
  }

  private func run<T: OperatedElement>(
    _: T.Type, _ operation: BinaryOperation, _ scalar: Scalar
  ) {
    guard let (_, rows) = T.rows(of: operation) else { return }
    walk(rows, self, T(scalar))
  }

  func compare<T: Element>(
    _ comparison: ComparisonOperation, _ operand: Operand, _: T.Type,
    into result: Tensor
  ) {
    let rows = comparison.rows(T.self)
    switch operand {
    case .tensor(let tensor): walk(rows, self, tensor, into: result)
    case .scalar(let scalar): walk(rows, self, T(scalar), into: result)
    }
  }

  func run(_ operation: UnaryOperation, into result: Tensor) {
    switch type.kernel {
    case .float32:
      runRows(
        operation.rows(real: Float.self), operation.tests(real: Float.self),
        into: result)
    case .float64:
      runRows(
        operation.rows(real: Double.self), operation.tests(real: Double.self),
        into: result)
    case .int64:
      runRows(
        operation.rows(integer: Int.self), operation.tests(finite: Int.self),
        into: result)
    case .bool:
      runRows(
        UnaryRows<UInt8, UInt8>?.none, operation.tests(finite: UInt8.self),
        into: result)
    }
  }

  private func runRows<T: Element>(
    _ rows: UnaryRows<T, T>?, _ tests: UnaryRows<T, UInt8>?,
    into result: Tensor
  ) {
    if let rows {
      if let update = rows.update, isContiguous, isSameView(as: result) {
        let x: UnsafeMutablePointer<T> = pointer()
        forEachChunk(of: count, grain: elementGrain, cost: rows.cost) {
          range in
          update(x + range.lowerBound, range.count)
        }
      } else {
        walk(rows, self, into: result)
      }
    } else if let tests {
      walk(tests, self, into: result)
    }
  }
}
