@testable import Programs
@testable import Tensors

/// An element as a number to compute with: what is stored in 16 bits is widened
/// to `single`.
enum ElementValue {
  case truth(Bool)
  case whole(Int)
  case single(Float)
  case double(Double)
}

extension ElementValue {
  /// The element of `type` that has these bits, the lowest ones of the word.
  init(bits: UInt64, _ type: ElementType) {
    switch type {
    case .bool: self = .truth(bits != 0)
    case .int64: self = .whole(Int(bitPattern: UInt(bits)))
    case .float32: self = .single(Float(bitPattern: UInt32(bits)))
    case .float64: self = .double(Double(bitPattern: bits))
    case .float16: self = .single(Float(Float16(bitPattern: UInt16(bits))))
    case .bfloat16: self = .single(Float(bitPattern: UInt32(bits) << 16))
    }
  }

  /// A number as one of the type that elements of `type` are computed with.
  init(_ scalar: Scalar, _ type: ElementType) {
    let exact: ElementValue =
      switch scalar {
      case .bool(let value): .truth(value)
      case .integer(let value): .whole(value)
      case .float(let value): .double(value)
      }
    self = exact.converted(to: type)
  }

  /// The value as a real number.
  var real: Double {
    switch self {
    case .truth(let value): value ? 1 : 0
    case .whole(let value): Double(value)
    case .single(let value): Double(value)
    case .double(let value): value
    }
  }

  /// The value as a whole number: a real one is cut off towards zero, one that is
  /// too large gives the nearest whole number, and NaN 0.
  var whole: Int {
    switch self {
    case .truth(let value): return value ? 1 : 0
    case .whole(let value): return value
    case .single, .double:
      if real.isNaN { return 0 }
      if real >= 0x1p63 { return .max }
      return real < -0x1p63 ? .min : Int(real)
    }
  }

  /// Whether the value is not zero.
  var isTrue: Bool {
    switch self {
    case .truth(let value): value
    case .whole(let value): value != 0
    case .single, .double: real != 0
    }
  }

  /// Whether the value is no number.
  var isNaN: Bool { real.isNaN }

  /// The value as one that elements of `type` are computed with.
  func converted(to type: ElementType) -> ElementValue {
    switch (self, type) {
    case (_, .bool): .truth(isTrue)
    case (_, .int64): .whole(whole)
    case (_, .float64): .double(real)
    case (.single, _): self
    case (_, .float32): .single(Float(real))
    case (_, .float16), (_, .bfloat16):
      ElementValue(bits: bits(type), type)
    }
  }

  /// The bits of the element of `type` that is nearest; NaN has always the same
  /// ones.
  func bits(_ type: ElementType) -> UInt64 {
    if isNaN, type.isFloat { return ElementValue.nanBits(type) }
    switch type {
    case .bool: return isTrue ? 1 : 0
    case .int64: return UInt64(UInt(bitPattern: whole))
    case .float32:
      if case .single(let value) = self { return UInt64(value.bitPattern) }
      return UInt64(Float(real).bitPattern)
    case .float64: return real.bitPattern
    case .float16:
      if case .single(let value) = self {
        return UInt64(Float16(value).bitPattern)
      }
      return UInt64(Float16(real).bitPattern)
    case .bfloat16: return UInt64(ElementValue.bfloat16(real))
    }
  }

  /// The element as a number of a program.
  var scalar: Scalar {
    switch self {
    case .truth(let value): .bool(value)
    case .whole(let value): .integer(value)
    case .single, .double: .float(real)
    }
  }

  /// The bits that stand for all that is no number.
  static func nanBits(_ type: ElementType) -> UInt64 {
    switch type {
    case .float32: UInt64(Float.nan.bitPattern)
    case .float64: Double.nan.bitPattern
    case .float16: UInt64(Float16.nan.bitPattern)
    case .bfloat16: 0x7FC0
    case .bool, .int64: 0
    }
  }

  /// The bits of the `bfloat16` nearest to a number; of two, the even one.
  ///
  /// Of the two neighbors of a number, the lower one is its `Float` cut off to
  /// the upper half, and halfway between them is exact as a `Double`.
  private static func bfloat16(_ number: Double) -> UInt16 {
    let size = number.magnitude
    var cut = Float(size)
    if Double(cut) > size { cut = cut.nextDown }
    let low = UInt16(cut.bitPattern >> 16)
    let sign: UInt16 = number.sign == .minus ? 0x8000 : 0
    if cut == .infinity { return sign | 0x7F80 }
    let value = { (bits: UInt16) in
      // The one above the largest would be 2¹²⁸.
      bits == 0x7F80
        ? 0x1p128 : Double(Float(bitPattern: UInt32(bits) << 16))
    }
    let middle = (value(low) + value(low + 1)) / 2
    let isUp = size > middle || size == middle && low & 1 == 1
    return sign | (isUp ? low + 1 : low)
  }
}
