/// The type of a tensor's elements.
///
/// A raw value is the type's name in Lua and in error messages. The order of
/// the first four cases is the order of promotion: of two types, the later one
/// can hold what the earlier one holds, but for `int64` and `float32`, which
/// promote to `float64` as in NumPy. The types of 16 bits only store: whatever
/// is computed with their elements is computed in `float32`.
public enum ElementType: String, CaseIterable, Sendable {
  /// A truth value, one byte. In arithmetic it counts as 0 or 1.
  case bool
  /// A whole number of 64 bits; overflow wraps around.
  case int64
  /// A real number of 32 bits: the default.
  case float32
  /// A real number of 64 bits.
  case float64
  /// A real number of 16 bits, 11 of them for the digits: 65,504 is the
  /// largest, 2⁻²⁴ the smallest.
  case float16
  /// A real number of 16 bits, 8 of them for the digits, with the range of
  /// `float32`.
  case bfloat16

  /// The size of one element in bytes.
  public var byteCount: Int {
    switch self {
    case .bool: 1
    case .float16, .bfloat16: 2
    case .float32: 4
    case .int64, .float64: 8
    }
  }

  /// The method of tensors that converts to this type, by PyTorch's name.
  public var methodName: String {
    switch self {
    case .bool: "bool"
    case .int64: "long"
    case .float32: "float"
    case .float64: "double"
    case .float16: "half"
    case .bfloat16: "bfloat16"
    }
  }

  /// Whether the type holds real numbers.
  public var isFloat: Bool { self != .bool && self != .int64 }

  /// Whether the type holds real numbers and is computed with as it is.
  public var isComputedFloat: Bool { isFloat && !isStorage }

  /// Whether elements are only stored as this type and computed with as
  /// another one.
  public var isStorage: Bool { self == .float16 || self == .bfloat16 }

  /// The type that elements of this type are computed with.
  public var computed: ElementType { isStorage ? .float32 : self }

  /// The type that what is computed from both types has.
  public func promoted(with other: ElementType) -> ElementType {
    let (left, right) = (computed, other.computed)
    if left == right { return left }
    if left == .bool { return right }
    if right == .bool { return left }
    return .float64
  }

  /// The type that a real number takes on beside elements of this type.
  ///
  /// A bool takes the default type, a whole number the one that is exact for
  /// it.
  public var floating: ElementType {
    switch self {
    case .bool, .float32, .float16, .bfloat16: .float32
    case .int64, .float64: .float64
    }
  }

  /// The type that arithmetic on two tensors of this type gives.
  package var arithmetic: ElementType { self == .bool ? .int64 : computed }

  /// The type of a sum of elements of this type.
  public var sum: ElementType { arithmetic }

  /// The type as one that there are kernels for.
  ///
  /// Ends the program for a type that only stores: whoever works on elements
  /// converts those first.
  package var kernel: KernelType {
    switch self {
    case .bool: .bool
    case .int64: .int64
    case .float32: .float32
    case .float64: .float64
    case .float16, .bfloat16: fatalError("there are no kernels for \(rawValue)")
    }
  }
}

/// An element type that there are kernels for.
package enum KernelType { case bool, int64, float32, float64 }

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
