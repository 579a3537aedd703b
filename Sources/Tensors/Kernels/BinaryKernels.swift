enum Add<T: NumericElement>: BinaryKernel {
  @inline(__always) static func apply(_ a: T, _ b: T) -> T { T.sum(a, b) }
}
enum Subtract<T: NumericElement>: BinaryKernel {
  @inline(__always)
  static func apply(_ a: T, _ b: T) -> T { T.difference(a, b) }
}
enum Multiply<T: NumericElement>: BinaryKernel {
  @inline(__always) static func apply(_ a: T, _ b: T) -> T { T.product(a, b) }
}
enum Divide<T: RealElement>: BinaryKernel {
  @inline(__always) static func apply(_ a: T, _ b: T) -> T { a / b }
}
enum FloorDivide<T: NumericElement>: BinaryKernel {
  @inline(__always)
  static func apply(_ a: T, _ b: T) -> T { T.floorQuotient(a, b) }
}
enum Modulo<T: NumericElement>: BinaryKernel {
  @inline(__always) static func apply(_ a: T, _ b: T) -> T { T.modulus(a, b) }
}
enum Power<T: NumericElement>: BinaryKernel {
  @inline(__always) static func apply(_ a: T, _ b: T) -> T { T.power(a, b) }
}
enum Minimum<T: NumericElement>: BinaryKernel {
  @inline(__always) static func apply(_ a: T, _ b: T) -> T { T.smaller(a, b) }
}
enum Maximum<T: NumericElement>: BinaryKernel {
  @inline(__always) static func apply(_ a: T, _ b: T) -> T { T.larger(a, b) }
}
enum And<T: Element & FixedWidthInteger>: BinaryKernel {
  @inline(__always) static func apply(_ a: T, _ b: T) -> T { a & b }
}
enum Or<T: Element & FixedWidthInteger>: BinaryKernel {
  @inline(__always) static func apply(_ a: T, _ b: T) -> T { a | b }
}
enum ExclusiveOr<T: Element & FixedWidthInteger>: BinaryKernel {
  @inline(__always) static func apply(_ a: T, _ b: T) -> T { a ^ b }
}

enum Equal<T: Element>: BinaryKernel {
  @inline(__always)
  static func apply(_ a: T, _ b: T) -> UInt8 { a == b ? 1 : 0 }
}
enum NotEqual<T: Element>: BinaryKernel {
  @inline(__always)
  static func apply(_ a: T, _ b: T) -> UInt8 { a != b ? 1 : 0 }
}
enum Less<T: Element>: BinaryKernel {
  @inline(__always)
  static func apply(_ a: T, _ b: T) -> UInt8 { a < b ? 1 : 0 }
}
enum LessOrEqual<T: Element>: BinaryKernel {
  @inline(__always)
  static func apply(_ a: T, _ b: T) -> UInt8 { a <= b ? 1 : 0 }
}
enum Greater<T: Element>: BinaryKernel {
  @inline(__always)
  static func apply(_ a: T, _ b: T) -> UInt8 { a > b ? 1 : 0 }
}
enum GreaterOrEqual<T: Element>: BinaryKernel {
  @inline(__always)
  static func apply(_ a: T, _ b: T) -> UInt8 { a >= b ? 1 : 0 }
}

extension BinaryOperation {
  /// The loops over real numbers; nil for the operations on bits.
  func rows<T: RealElement>(real: T.Type) -> (
    BinaryRows<T, T>, UpdateRows<T>
  )? {
    switch self {
    case .divide: pair(Divide<T>.self)
    default: rows(numeric: T.self)
    }
  }

  /// The loops over whole numbers; nil for `divide`.
  func rows(integer: Int.Type) -> (BinaryRows<Int, Int>, UpdateRows<Int>)? {
    switch self {
    case .and: pair(And<Int>.self)
    case .or: pair(Or<Int>.self)
    case .exclusiveOr: pair(ExclusiveOr<Int>.self)
    default: rows(numeric: Int.self)
    }
  }

  /// The loops over truth values; nil for arithmetic.
  func rows(
    bool: UInt8.Type
  ) -> (BinaryRows<UInt8, UInt8>, UpdateRows<UInt8>)? {
    switch self {
    case .and, .minimum: pair(And<UInt8>.self)
    case .or, .maximum: pair(Or<UInt8>.self)
    case .exclusiveOr: pair(ExclusiveOr<UInt8>.self)
    default: nil
    }
  }

  private func rows<T: NumericElement>(numeric: T.Type) -> (
    BinaryRows<T, T>, UpdateRows<T>
  )? {
    switch self {
    case .add: pair(Add<T>.self)
    case .subtract: pair(Subtract<T>.self)
    case .multiply: pair(Multiply<T>.self)
    case .floorDivide: pair(FloorDivide<T>.self)
    case .modulo: pair(Modulo<T>.self)
    case .power: pair(Power<T>.self)
    case .minimum: pair(Minimum<T>.self)
    case .maximum: pair(Maximum<T>.self)
    case .divide, .and, .or, .exclusiveOr: nil
    }
  }

  private func pair<K: BinaryKernel>(
    _ kernel: K.Type
  ) -> (BinaryRows<K.T, K.T>, UpdateRows<K.T>)? where K.T == K.R {
    (BinaryRows(kernel), UpdateRows(kernel))
  }
}

extension ComparisonOperation {
  /// The loops over elements of type `T`.
  func rows<T: Element>(_: T.Type) -> BinaryRows<T, UInt8> {
    switch self {
    case .equal: BinaryRows(Equal<T>.self)
    case .notEqual: BinaryRows(NotEqual<T>.self)
    case .less: BinaryRows(Less<T>.self)
    case .lessOrEqual: BinaryRows(LessOrEqual<T>.self)
    case .greater: BinaryRows(Greater<T>.self)
    case .greaterOrEqual: BinaryRows(GreaterOrEqual<T>.self)
    }
  }
}
