/// What a quantity measures, as exponents of the SI's meter, kilogram, second and
/// ampere: a volt is kg m^2 s^-3 A^-1.
struct Dimensions: Equatable {
  /// The exponents of m, kg, s and A; halves come of square roots.
  private var exponents: SIMD4<Double>

  /// A plain number.
  static let none = Dimensions(0, 0, 0, 0)

  private init(_ m: Double, _ kg: Double, _ s: Double, _ a: Double) {
    exponents = [m, kg, s, a]
  }

  init(_ dimension: Quantity.Dimension) {
    switch dimension {
    case .time: self.init(0, 0, 1, 0)
    case .frequency: self.init(0, 0, -1, 0)
    case .voltage: self.init(2, 1, -3, -1)
    case .current: self.init(0, 0, 0, 1)
    case .resistance: self.init(2, 1, -3, -2)
    case .conductance: self.init(-2, -1, 3, 2)
    case .capacitance: self.init(-2, -1, 4, 2)
    case .charge: self.init(0, 0, 1, 1)
    case .length: self.init(1, 0, 0, 0)
    }
  }

  static let time = Dimensions(.time)

  static func * (a: Dimensions, b: Dimensions) -> Dimensions {
    var result = a
    result.exponents += b.exponents
    return result
  }

  static func / (a: Dimensions, b: Dimensions) -> Dimensions {
    var result = a
    result.exponents -= b.exponents
    return result
  }

  /// The dimensions of a power. What is a whole number but for rounding, as of
  /// the cube of a third, is one.
  func power(_ exponent: Double) -> Dimensions {
    var result = self
    for base in exponents.indices {
      let product = exponents[base] * exponent
      let nearest = product.rounded()
      result.exponents[base] =
        (product - nearest).magnitude < 1e-9 ? nearest : product
    }
    return result
  }

  /// The units of equations are 10 to this power of the SI's: um, kg, s, nA, and
  /// so mV, Mohm, uS, uF and nC.
  var modelPowerOfTen: Double { -6 * exponents[0] - 9 * exponents[3] }
}

extension Dimensions: CustomStringConvertible {
  /// A unit of these dimensions, as short as it gets: `mV`, `mV/s`, `uS/mV`, or
  /// else the exponents: `kg m^2`. A plain number is `1`.
  var description: String {
    if self == .none { return "1" }
    if let name = Self.name(of: self) { return name }
    if let name = Self.name(of: self * .time) { return "\(name)/s" }
    if let name = Self.name(of: self / .time) { return "\(name)*s" }
    if let name = Self.name(of: power(0.5)) { return "\(name)^2" }
    // White noise and what is beside it have a root of time.
    for exponent in [-2, -1.5, -0.5, 0.5, 1.5, 2] {
      guard let name = Self.name(of: self / Dimensions.time.power(exponent))
      else { continue }
      let whole = Int(exactly: exponent).map(String.init)
      return "\(name)*s^\(whole ?? "\(exponent)")"
    }
    for (dimensions, name) in Self.names {
      if let first = Self.name(of: self * dimensions) {
        return "\(first)/\(name)"
      }
      if let first = Self.name(of: self / dimensions) {
        return "\(first)*\(name)"
      }
    }
    return zip(["m", "kg", "s", "A"], exponents.indices).compactMap {
      let exponent = exponents[$1]
      if exponent == 0 { return nil }
      if exponent == 1 { return $0 }
      return "\($0)^"
        + (Int(exactly: exponent).map(String.init) ?? "\(exponent)")
    }.joined(separator: " ")
  }

  /// As part of a sentence: `in mV`, or `a plain number`.
  var phrase: String { self == .none ? "a plain number" : "in \(self)" }

  private static func name(of dimensions: Dimensions) -> String? {
    names.first { $0.0 == dimensions }?.1
  }

  /// The units of numbers in equations.
  private static let names: [(Dimensions, String)] = [
    (Dimensions(.voltage), "mV"), (Dimensions(.current), "nA"),
    (Dimensions(.resistance), "Mohm"), (Dimensions(.conductance), "uS"),
    (Dimensions(.capacitance), "uF"), (Dimensions(.charge), "nC"),
    (Dimensions(.length), "um"), (.time, "s"), (Dimensions(.frequency), "Hz"),
  ]
}
