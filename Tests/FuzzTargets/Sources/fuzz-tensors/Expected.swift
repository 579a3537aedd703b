import Tensors

/// A number that an operation should give, and how far off it may be.
struct Expected {
  let value: Scalar

  /// The largest distance; 0 for what is exact.
  let tolerance: Double

  /// A number that is exact.
  init(_ value: Scalar) {
    self.value = value
    tolerance = 0
  }

  /// A number that may be rounded otherwise in its last places.
  init(_ value: Double, _ type: ElementType, ulps: Double) {
    self.value = Scalar.float(value).rounded(to: type)
    tolerance = ulps * type.ulp(of: self.value.double)
  }

  /// A number that may be off by `tolerance`.
  init(_ value: Double, _ type: ElementType, within tolerance: Double) {
    self.value = Scalar.float(value).rounded(to: type)
    self.tolerance = max(tolerance, type.ulp(of: value))
  }

  /// This number as elements of `type` hold it.
  func stored(as type: ElementType) -> Expected {
    if tolerance == 0 { return Expected(value.rounded(to: type)) }
    return Expected(
      value.double, type, within: max(tolerance, type.ulp(of: value.double)))
  }

  /// Whether `found` is right.
  func allows(_ found: Scalar) -> Bool {
    if found == value { return true }
    let (x, y) = (found.double, value.double)
    if x == y, case .float = found { return true }
    if x.isNaN && y.isNaN || tolerance == .infinity { return true }
    return tolerance > 0 && (x - y).magnitude <= tolerance
  }
}

extension Scalar {
  /// The nearest number that elements of `type` can be.
  func rounded(to type: ElementType) -> Scalar {
    switch type {
    case .bool: .bool(isTrue)
    case .int64: .integer(integer)
    case .float32: .float(Double(Float(double)))
    case .float64: .float(double)
    case .float16: .float(Double(Float16(double)))
    case .bfloat16: BFloat16(self).scalar
    }
  }
}

extension ElementType {
  /// The distance of neighboring numbers at `value`.
  func ulp(of value: Double) -> Double {
    if !value.isFinite { return 0 }
    return switch self {
    case .bool, .int64: 0
    case .float32: Double(Float(value).ulp)
    case .float64: value.ulp
    case .float16: Double(Float16(value).ulp)
    case .bfloat16: Double(Float(value).ulp) * 65_536
    }
  }
}
