import Glibc

/// A number with a unit, such as `0.1 ms` or `5*second`.
public struct Quantity: Equatable, Sendable {
  /// What is measured.
  public enum Dimension: String, Sendable {
    case time, frequency, voltage, current, resistance, conductance
    case capacitance, charge, length
  }

  /// The number as it was written.
  public let number: Double

  /// The unit of the number.
  public let unit: Unit

  /// The quantity in SI units: seconds, volts and so on.
  public var value: Double { value(inPowerOfTen: 0) }

  /// The quantity in SI units with a prefix: in milliseconds, if `power` is -3.
  ///
  /// A quantity in its own unit is exactly the number as it was written.
  public func value(inPowerOfTen power: Int) -> Double {
    let exponent = unit.powerOfTen - power
    let scaled = number * unit.factor
    return exponent < 0
      ? scaled / pow(10, Double(-exponent)) : scaled * pow(10, Double(exponent))
  }

  /// The quantity in another unit; nil for one of another dimension.
  public func value(in other: Unit) -> Double? {
    guard unit.dimension == other.dimension else { return nil }
    return unit == other
      ? number : value(inPowerOfTen: other.powerOfTen) / other.factor
  }

  /// A number of units.
  public init(number: Double, unit: Unit) {
    self.number = number
    self.unit = unit
  }

  /// Reads a text: a number, a unit, or a number and a unit after it with or
  /// without `*` between them.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - dimension: What the unit must measure.
  /// - Throws: `NetworkError.syntax` for a text that means nothing, is no
  ///   finite number, or has no unit of this dimension.
  public init(_ text: String, _ dimension: Dimension) throws(NetworkError) {
    let source = ExpressionText(subject: dimension.rawValue, text: text)
    var tokens = try Quantity.parts(of: source)[...]
    var sign = 1.0
    if tokens.first?.text == "-" {
      sign = -1
      tokens.removeFirst()
    }
    var number = 1.0
    if let first = tokens.first, case .number(let value, _) = first.kind {
      number = value
      tokens.removeFirst()
      if tokens.first?.text == "*" { tokens.removeFirst() }
    }
    guard let last = tokens.first, last.kind == .name else {
      throw source.error(
        at: tokens.first?.column ?? 1,
        "a \(dimension.rawValue) has a unit, such as \(dimension.example)")
    }
    guard let unit = Unit(named: last.text) else {
      let known = Unit.common.filter { Unit(named: $0)?.dimension == dimension }
      throw source.error(at: last.column, Unit.unknown(last.text, among: known))
    }
    guard unit.dimension == dimension else {
      throw source.error(
        at: last.column,
        "\(last.text) is a unit of \(unit.dimension.rawValue), not of"
          + " \(dimension.rawValue)")
    }
    if let extra = tokens.dropFirst().first, extra.kind != .end {
      throw source.error(at: extra.column, "\(extra.shown) is not expected")
    }
    guard number.isFinite else {
      throw source.error(at: 1, "the number is too large")
    }
    self.number = sign * number
    self.unit = unit
  }

  /// The tokens of a text, in which a unit may follow its number at once.
  private static func parts(
    of source: ExpressionText
  ) throws(NetworkError) -> [Token] {
    // `10ms` is a number and a name; in an expression it would be neither.
    let text = String(source.text.map { "µμ".contains($0) ? "u" : $0 })
    let end = text.firstIndex { $0.isLetter && $0 != "e" && $0 != "E" }
    guard let end, end > text.startIndex,
      text[text.index(before: end)].isNumber
    else {
      return try Lexer.tokens(
        of: ExpressionText(subject: source.subject, text: text))
    }
    return try Lexer.tokens(
      of: ExpressionText(
        subject: source.subject, text: "\(text[..<end]) \(text[end...])"))
  }
}

extension Quantity.Dimension {
  /// What a quantity looks like, for error messages.
  fileprivate var example: String {
    switch self {
    case .time: "'10 ms'"
    case .frequency: "'10 Hz'"
    case .voltage: "'10 mV'"
    case .current: "'10 nA'"
    case .resistance: "'10 Mohm'"
    case .conductance: "'10 nS'"
    case .capacitance: "'10 pF'"
    case .charge: "'10 nC'"
    case .length: "'10 um'"
    }
  }
}
