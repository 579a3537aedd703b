import CMachine

/// A Swift type of 16 bits that real numbers are stored as.
protocol StoredElement: Element {
  /// The nearest number to `value`; of two, the one whose last digit is even.
  init(rounding value: Float)
  /// The value as a number to compute with.
  var float: Float { get }
}

extension Float16: StoredElement {
  /// The element type that this type stands for.
  public static var elementType: ElementType { .float16 }
  /// The value nearest to `scalar`.
  @inline(__always) public init(_ scalar: Scalar) {
    self = Float16(scalar.double)
  }
  /// The value as a `Scalar`.
  @inline(__always) public var scalar: Scalar { .float(Double(self)) }

  @inline(__always) init(rounding value: Float) {
    self = machine_converts_float16() ? Float16(value) : .narrowed(value)
  }
  @inline(__always) package var float: Float {
    machine_converts_float16() ? Float(self) : widened
  }

  /// The value as a number to compute with, by operations on bits that every
  /// machine does on vectors.
  @inline(__always) var widened: Float {
    let digits = UInt32(bitPattern & 0x7FFF) &<< 13
    // Exponents count from -14 here and from -126 there, also those of numbers
    // below the normal ones.
    let scaled = (Float(bitPattern: digits) * 0x1p112).bitPattern
    let magnitude = digits < 0x0F80_0000 ? scaled : digits | 0x7F80_0000
    return Float(bitPattern: magnitude | UInt32(bitPattern & 0x8000) &<< 16)
  }

  /// The nearest number to `value`; of two, the one whose last digit is even.
  @inline(__always) static func narrowed(_ value: Float) -> Float16 {
    let magnitude = value.magnitude.bitPattern
    // Adding 1/2 moves the last digit of what is below the normal numbers, 2⁻²⁴,
    // to the last one of a sum, which is rounded rightly.
    let small = (value.magnitude + 0.5).bitPattern &- 0x3F00_0000
    let normal =
      (magnitude &- 0x37FF_F001 &+ (magnitude &>> 13 & 1)) &>> 13
    let rounded = magnitude < 0x3880_0000 ? small : normal
    let large: UInt32 = value != value ? 0x7E00 : 0x7C00
    let result = magnitude < 0x4780_0000 ? rounded : large
    let sign = value.bitPattern &>> 16 & 0x8000
    return Float16(bitPattern: UInt16(truncatingIfNeeded: result | sign))
  }
}

/// The upper half of a `Float`: its range with 8 binary digits.
public struct BFloat16: StoredElement {
  /// The sign, eight bits of exponent and seven of the significand.
  public var bits: UInt16

  /// The number with these bits.
  @inline(__always) public init(bits: UInt16) { self.bits = bits }

  /// The element type that this type stands for.
  public static var elementType: ElementType { .bfloat16 }

  /// The value nearest to `scalar`.
  public init(_ scalar: Scalar) {
    // An inexact last digit is made odd, so that the second rounding goes the
    // way that a single one would (Boldo and Melquiond 2008, doi
    // 10.1109/TC.2007.70819).
    let value = scalar.double
    let near = Float(value)
    var pattern = near.bitPattern
    if !value.isNaN, Double(near) != value {
      if Double(near).magnitude > value.magnitude { pattern &-= 1 }
      pattern |= 1
    }
    self.init(rounding: Float(bitPattern: pattern))
  }

  /// The value as a `Scalar`.
  @inline(__always) public var scalar: Scalar { .float(Double(float)) }

  @inline(__always) init(rounding value: Float) {
    let pattern = value.bitPattern
    let rounded = pattern &+ 0x7FFF &+ (pattern &>> 16 & 1)
    // Rounding up must not make infinity of NaN, nor cutting off.
    let result = value != value ? pattern | 0x40_0000 : rounded
    bits = UInt16(truncatingIfNeeded: result &>> 16)
  }

  @inline(__always) package var float: Float {
    Float(bitPattern: UInt32(bits) &<< 16)
  }

  /// Whether the first number is less; false if one is NaN.
  @inline(__always)
  public static func < (left: BFloat16, right: BFloat16) -> Bool {
    left.float < right.float
  }

  /// Whether the numbers are equal; NaN equals nothing, and zeros each other.
  @inline(__always)
  public static func == (left: BFloat16, right: BFloat16) -> Bool {
    left.float == right.float
  }
}

/// From what is stored to what is computed with.
enum Widen<T: StoredElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> Float { x.float }
}

/// From what is computed with to what is stored.
enum Narrow<R: StoredElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: Float) -> R { R(rounding: x) }
}

extension Tensor {
  /// Calls `change` with the elements as a tensor of the type to compute with,
  /// and rounds what is there afterwards.
  ///
  /// - Throws: What `change` throws; `TensorError.sharedElements`,
  ///   `.outOfMemory`.
  func withComputedElements(
    _ operation: String, _ change: (Tensor) throws(TensorError) -> Void
  ) throws(TensorError) {
    try checkWritable(operation)
    let elements = try converted(to: type.computed)
    try change(elements)
    try elements.convert(into: self)
  }

  /// All elements as a selection, whose updates need no copy of them.
  ///
  /// - Precondition: There is an axis.
  var whole: Selection {
    let result = Selection(base: self)
    for axis in 0..<rank {
      result.append(size: shape[axis], stride: strides[axis])
    }
    return result
  }
}
