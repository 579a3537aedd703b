import Glibc

/// `digits` times ten to the power of `exponent`.
struct DecimalNumber {
  let digits: Int
  let exponent: Int

  private var sign: String { digits < 0 ? "\u{2212}" : "" }

  /// With a decimal point where one is needed: −0.25, 3000.
  var plain: String {
    let text = String(digits.magnitude)
    if digits == 0 { return "0" }
    if exponent >= 0 {
      return sign + text + String(repeating: "0", count: exponent)
    }
    let padded =
      String(repeating: "0", count: max(0, 1 - exponent - text.count)) + text
    return sign + padded.dropLast(-exponent) + "." + padded.suffix(-exponent)
  }

  /// As a number from 1 to 10 times a power of ten: 2.5×10⁶.
  var power: String {
    if digits == 0 { return "0" }
    var text = String(digits.magnitude)
    let order = text.count - 1 + exponent
    while text.count > 1, text.last == "0" { text.removeLast() }
    if text.count > 1 {
      text.insert(".", at: text.index(after: text.startIndex))
    }
    return sign + text + "×10" + superscript(order)
  }
}

/// A whole number in small raised digits.
func superscript(_ number: Int) -> String {
  let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
  return (number < 0 ? "⁻" : "")
    + String(
      String(number.magnitude).compactMap(\.wholeNumberValue).map { digits[$0] }
    )
}

/// A number with up to four significant digits.
func shortText(_ value: Double) -> String {
  guard value != 0, value.isFinite else { return "0" }
  let exponent = Int(log10(value.magnitude).rounded(.down)) - 3
  var digits = Int((value / pow(10, Double(exponent))).rounded())
  var power = exponent
  while digits % 10 == 0, digits != 0 {
    (digits, power) = (digits / 10, power + 1)
  }
  let number = DecimalNumber(digits: digits, exponent: power)
  return (-4...5).contains(exponent + 3) ? number.plain : number.power
}
