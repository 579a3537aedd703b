/// The type of a tensor's elements.
///
/// A raw value is the type's name in Lua and in error messages. The order of
/// the cases is the order of promotion: of two types, the later one can hold
/// what the earlier one holds, but for `int64` and `float32`, which promote to
/// `float64` as in NumPy.
public enum ElementType: String, CaseIterable, Sendable {
  /// A truth value, one byte. In arithmetic it counts as 0 or 1.
  case bool
  /// A whole number of 64 bits; overflow wraps around.
  case int64
  /// A real number of 32 bits: the default.
  case float32
  /// A real number of 64 bits.
  case float64

  /// The size of one element in bytes.
  public var byteCount: Int {
    switch self {
    case .bool: 1
    case .float32: 4
    case .int64, .float64: 8
    }
  }

  /// Whether the type holds real numbers.
  public var isFloat: Bool { self == .float32 || self == .float64 }

  /// The type that holds the values of both types.
  public func promoted(with other: ElementType) -> ElementType {
    if self == other { return self }
    if self == .bool { return other }
    if other == .bool { return self }
    return .float64
  }

  /// The type that a real number takes on beside elements of this type.
  ///
  /// A bool takes the default type, a whole number the one that is exact for
  /// it.
  public var floating: ElementType {
    switch self {
    case .bool, .float32: .float32
    case .int64, .float64: .float64
    }
  }

  /// The type that arithmetic on two tensors of this type gives.
  var arithmetic: ElementType { self == .bool ? .int64 : self }
}

/// A Swift type that tensors hold.
///
/// A bool is held as a `UInt8` that is 0 or 1, so that kernels can compute
/// with it.
public protocol Element: BitwiseCopyable, Comparable, Sendable {
  /// The element type that this Swift type stands for.
  static var elementType: ElementType { get }
  /// The value nearest to `scalar`.
  init(_ scalar: Scalar)
  /// The value as a `Scalar`.
  var scalar: Scalar { get }
}

extension Float: Element {
  /// The element type that this type stands for.
  public static var elementType: ElementType { .float32 }
  /// The value nearest to `scalar`.
  @inline(__always) public init(_ scalar: Scalar) {
    self = Float(scalar.double)
  }
  /// The value as a `Scalar`.
  @inline(__always) public var scalar: Scalar { .float(Double(self)) }
}

extension Double: Element {
  /// The element type that this type stands for.
  public static var elementType: ElementType { .float64 }
  /// The value nearest to `scalar`.
  @inline(__always) public init(_ scalar: Scalar) { self = scalar.double }
  /// The value as a `Scalar`.
  @inline(__always) public var scalar: Scalar { .float(self) }
}

extension Int: Element {
  /// The element type that this type stands for.
  public static var elementType: ElementType { .int64 }
  /// The value nearest to `scalar`.
  @inline(__always) public init(_ scalar: Scalar) { self = scalar.integer }
  /// The value as a `Scalar`.
  @inline(__always) public var scalar: Scalar { .integer(self) }
}

extension UInt8: Element {
  /// The element type that this type stands for.
  public static var elementType: ElementType { .bool }
  /// The value nearest to `scalar`.
  @inline(__always) public init(_ scalar: Scalar) {
    self = scalar.isTrue ? 1 : 0
  }
  /// The value as a `Scalar`.
  @inline(__always) public var scalar: Scalar { .bool(self != 0) }
}
