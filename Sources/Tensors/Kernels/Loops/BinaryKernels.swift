import Glibc

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
enum Angle<T: RealElement>: BinaryKernel {
  @inline(__always)
  static func apply(_ a: T, _ b: T) -> T { T(atan2(Double(a), Double(b))) }
}
enum Hypotenuse<T: RealElement>: BinaryKernel {
  @inline(__always)
  static func apply(_ a: T, _ b: T) -> T { T(hypot(Double(a), Double(b))) }
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

/// An element type that operations of two operands compute in.
protocol OperatedElement: Element {
  /// The loops of `operation`, or nil if it never computes in this type.
  static func rows(
    of operation: BinaryOperation
  ) -> (BinaryRows<Self, Self>, UpdateRows<Self>)?
}

extension RealElement {
  /// Real numbers have no bits to operate on.
  static func rows(
    of operation: BinaryOperation
  ) -> (BinaryRows<Self, Self>, UpdateRows<Self>)? {
    switch operation {
    case .divide: pair(Divide<Self>.self)
    case .angle: pair(Angle<Self>.self)
    case .hypotenuse: pair(Hypotenuse<Self>.self)
    default: numericRows(of: operation)
    }
  }
}

extension Float: OperatedElement {}
extension Double: OperatedElement {}

extension Int: OperatedElement {
  static func rows(
    of operation: BinaryOperation
  ) -> (BinaryRows<Int, Int>, UpdateRows<Int>)? {
    switch operation {
    case .and: pair(And<Int>.self)
    case .or: pair(Or<Int>.self)
    case .exclusiveOr: pair(ExclusiveOr<Int>.self)
    default: numericRows(of: operation)
    }
  }
}

extension UInt8: OperatedElement {
  /// Arithmetic on truth values computes in whole numbers.
  static func rows(
    of operation: BinaryOperation
  ) -> (BinaryRows<UInt8, UInt8>, UpdateRows<UInt8>)? {
    switch operation {
    case .and, .minimum: pair(And<UInt8>.self)
    case .or, .maximum: pair(Or<UInt8>.self)
    case .exclusiveOr: pair(ExclusiveOr<UInt8>.self)
    default: nil
    }
  }
}

extension NumericElement {
  fileprivate static func numericRows(
    of operation: BinaryOperation
  ) -> (BinaryRows<Self, Self>, UpdateRows<Self>)? {
    switch operation {
    case .add: pair(Add<Self>.self)
    case .subtract: pair(Subtract<Self>.self)
    case .multiply: pair(Multiply<Self>.self)
    case .floorDivide: pair(FloorDivide<Self>.self)
    case .modulo: pair(Modulo<Self>.self)
    case .power:
      (
        BinaryRows(buffering: Power<Self>.self),
        UpdateRows(buffering: Power<Self>.self)
      )
    case .minimum: pair(Minimum<Self>.self)
    case .maximum: pair(Maximum<Self>.self)
    case .divide, .angle, .hypotenuse, .and, .or, .exclusiveOr: nil
    }
  }
}

private func pair<K: BinaryKernel>(
  _ kernel: K.Type
) -> (BinaryRows<K.T, K.T>, UpdateRows<K.T>) where K.T == K.R {
  (BinaryRows(kernel), UpdateRows(kernel))
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
