import Glibc

/// How the real numbers of a tensor are written, so that they line up.
struct NumberFormat {
  /// Whether numbers are written with an exponent.
  private(set) var hasExponent = false

  /// How many decimals all numbers have.
  private(set) var decimals = 0

  /// The format for `values`.
  init(_ values: [Double]) {
    let finite = values.filter { $0.isFinite }
    let largest = finite.reduce(0) { max($0, $1.magnitude) }
    let smallest = finite.reduce(Double.infinity) {
      $1 == 0 ? $0 : min($0, $1.magnitude)
    }
    hasExponent =
      largest >= 1e8 || (smallest < 1e-4 && largest < 1e-3)
      || (smallest.isFinite && largest / smallest > 1e8)
    if hasExponent {
      decimals = 4
    } else {
      decimals = finite.reduce(0) { max($0, NumberFormat.decimals($1)) }
    }
  }

  /// How many decimals, up to four, `value` needs.
  private static func decimals(_ value: Double) -> Int {
    var scale = 1.0
    for count in 0..<4 {
      let scaled = value * scale
      if (scaled - scaled.rounded()).magnitude < 5e-5 * scale { return count }
      scale *= 10
    }
    return 4
  }

  /// `value` in this format.
  func text(_ value: Double) -> String {
    if !value.isFinite { return NumberFormat.short(value) }
    return hasExponent
      ? NumberFormat.print(value, "%.*e", decimals)
      : NumberFormat.print(value, "%.*f", decimals)
  }

  /// `value` with up to four significant digits.
  static func short(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    return print(value, "%.*g", 4)
  }

  /// `value` as C's `printf` writes it.
  private static func print(
    _ value: Double, _ format: String, _ precision: Int
  ) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      let count = withVaList([Int32(precision), value]) {
        vsnprintf(start, buffer.count, format, $0)
      }
      guard count >= 0, count < buffer.count else { return "" }
      return String(cString: start)
    }
  }
}
