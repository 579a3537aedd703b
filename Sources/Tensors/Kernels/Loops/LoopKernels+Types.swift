/// From element types to the kernels for them.
///
/// Each type is named, so that the compiler makes loops for it; loops that
/// learn their type as they run are a hundred times slower.
extension LoopKernels {
  package static func binary(
    _ operation: BinaryOperation, _ type: ElementType, _ a: Place, _ b: Place,
    into out: Int
  ) -> LoopKernel? {
    switch type.kernel {
    case .float32: binary(operation, Float.self, a, b, into: out)
    case .float64: binary(operation, Double.self, a, b, into: out)
    case .int64: binary(operation, Int.self, a, b, into: out)
    case .bool: binary(operation, UInt8.self, a, b, into: out)
    }
  }

  package static func comparison(
    _ operation: ComparisonOperation, _ type: ElementType, _ a: Place,
    _ b: Place, into out: Int
  ) -> LoopKernel? {
    switch type.kernel {
    case .float32: comparison(operation, Float.self, a, b, into: out)
    case .float64: comparison(operation, Double.self, a, b, into: out)
    case .int64: comparison(operation, Int.self, a, b, into: out)
    case .bool: comparison(operation, UInt8.self, a, b, into: out)
    }
  }

  package static func update(
    _ operation: BinaryOperation, _ type: ElementType, _ target: Int,
    _ b: Place
  ) -> LoopKernel? {
    switch type.kernel {
    case .float32: update(operation, Float.self, target, b)
    case .float64: update(operation, Double.self, target, b)
    case .int64: update(operation, Int.self, target, b)
    case .bool: update(operation, UInt8.self, target, b)
    }
  }

  package static func clamp(
    _ limits: ClampLimits, _ type: ElementType, _ target: Int
  ) -> LoopKernel? {
    switch type.kernel {
    case .float32: clamp(limits, Float.self, target)
    case .float64: clamp(limits, Double.self, target)
    case .int64: clamp(limits, Int.self, target)
    case .bool: clamp(limits, UInt8.self, target)
    }
  }

  package static func choose(
    _ type: ElementType, mask: Place, _ a: Place, _ b: Place, into out: Int
  ) -> LoopKernel? {
    switch type.kernel {
    case .float32: choose(Float.self, mask: mask, a, b, into: out)
    case .float64: choose(Double.self, mask: mask, a, b, into: out)
    case .int64: choose(Int.self, mask: mask, a, b, into: out)
    case .bool: choose(UInt8.self, mask: mask, a, b, into: out)
    }
  }

  package static func copy(
    _ type: ElementType, _ source: Place, into out: Int
  ) -> LoopKernel? {
    switch type.kernel {
    case .float32: copy(Float.self, source, into: out)
    case .float64: copy(Double.self, source, into: out)
    case .int64: copy(Int.self, source, into: out)
    case .bool: copy(UInt8.self, source, into: out)
    }
  }

  package static func assign(
    _ type: ElementType, where mask: Int, _ source: Place, to target: Int
  ) -> LoopKernel? {
    switch type.kernel {
    case .float32: assign(Float.self, where: mask, source, to: target)
    case .float64: assign(Double.self, where: mask, source, to: target)
    case .int64: assign(Int.self, where: mask, source, to: target)
    case .bool: assign(UInt8.self, where: mask, source, to: target)
    }
  }

  package static func unary(
    _ operation: UnaryOperation, _ type: ElementType, _ a: Place, into out: Int
  ) -> LoopKernel? {
    switch type.kernel {
    case .float32:
      unary(
        operation.rows(real: Float.self), operation.tests(real: Float.self), a,
        into: out)
    case .float64:
      unary(
        operation.rows(real: Double.self), operation.tests(real: Double.self),
        a, into: out)
    case .int64:
      unary(
        operation.rows(integer: Int.self), operation.tests(finite: Int.self), a,
        into: out)
    case .bool:
      unary(
        UnaryRows<UInt8, UInt8>?.none, operation.tests(finite: UInt8.self), a,
        into: out)
    }
  }

  private static func unary<T: Element>(
    _ rows: UnaryRows<T, T>?, _ tests: UnaryRows<T, UInt8>?, _ a: Place,
    into out: Int
  ) -> LoopKernel? {
    if let rows { return unary(rows, a, into: out) }
    return tests.map { unary($0, a, into: out) }
  }

  package static func convert(
    _ type: ElementType, to target: ElementType, _ a: Place, into out: Int
  ) -> LoopKernel? {
    switch type.kernel {
    case .float32: convert(Float.self, to: target, a, into: out)
    case .float64: convert(Double.self, to: target, a, into: out)
    case .int64: convert(Int.self, to: target, a, into: out)
    case .bool: convert(UInt8.self, to: target, a, into: out)
    }
  }

  private static func convert<T: Element>(
    _: T.Type, to target: ElementType, _ a: Place, into out: Int
  ) -> LoopKernel? {
    switch target.kernel {
    case .float32: unary(UnaryRows(Convert<T, Float>.self), a, into: out)
    case .float64: unary(UnaryRows(Convert<T, Double>.self), a, into: out)
    case .int64: unary(UnaryRows(Convert<T, Int>.self), a, into: out)
    case .bool: unary(UnaryRows(Convert<T, UInt8>.self), a, into: out)
    }
  }
}
