/// A single number or truth value, on its way into or out of a tensor.
public enum Scalar: Hashable, Sendable {
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A real number.
  case float(Double)

  /// The kinds of scalars.
  public enum Kind: BitwiseCopyable, Sendable { case bool, integer, float }

  /// What kind of scalar it is.
  public var kind: Kind {
    switch self {
    case .bool: .bool
    case .integer: .integer
    case .float: .float
    }
  }

  /// The value as a real number; true is 1.
  @inlinable @inline(__always)
  public var double: Double {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .integer(let value): Double(value)
    case .float(let value): value
    }
  }

  /// The value as a whole number: a real number is cut off towards zero, and
  /// one that no `Int` can hold gives the nearest `Int`, NaN 0.
  @inlinable @inline(__always)
  public var integer: Int {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .integer(let value): value
    case .float(let value): saturatingInteger(value)
    }
  }

  /// The value as a whole number, or nil if it is none or no `Int` can hold it.
  public var exactInteger: Int? {
    if case .float(let value) = self { Int(exactly: value) } else { integer }
  }

  /// Whether the value is not zero.
  @inlinable @inline(__always)
  public var isTrue: Bool {
    switch self {
    case .bool(let value): value
    case .integer(let value): value != 0
    case .float(let value): value != 0
    }
  }

  /// The element type that a tensor of `type` and this scalar give together.
  ///
  /// A scalar is weak: a real number turns no `float32` into `float64`, and a
  /// whole number fits beside any number.
  package func promoted(with type: ElementType) -> ElementType {
    switch self {
    case .bool: type.computed
    case .integer: type == .bool ? .int64 : type.computed
    case .float: type.floating
    }
  }
}

/// `value` cut off towards zero, or the nearest `Int`; NaN gives 0.
@inlinable @inline(__always)
func saturatingInteger(_ value: Double) -> Int {
  if let exact = Int(exactly: value.rounded(.towardZero)) { return exact }
  if value.isNaN { return 0 }
  return value < 0 ? Int.min : Int.max
}

extension Scalar: CustomStringConvertible {
  /// The value as text.
  public var description: String {
    switch self {
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .float(let value): "\(value)"
    }
  }
}

extension Scalar: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  /// A real number.
  public init(floatLiteral value: Double) { self = .float(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}
