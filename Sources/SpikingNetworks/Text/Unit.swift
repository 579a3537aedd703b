import Tensors

/// A unit of a quantity: an SI unit, perhaps with a prefix, or a minute, an
/// hour or a day.
public struct Unit: Equatable, Sendable {
  /// What it measures.
  public let dimension: Quantity.Dimension

  /// The unit is 10 to this power of the SI unit, times `factor`.
  public let powerOfTen: Int

  /// 1, but for units of time such as minutes.
  public let factor: Double

  /// How large the unit is, in SI units.
  public var scale: Double {
    Quantity(number: 1, unit: self).value
  }

  /// Finds a unit: `ms`, `msecond`, `milliseconds`; `mV`, `nS`, `Mohm`, `Hz`.
  /// Nil if there is none of this name.
  public init?(named name: String) {
    if let found = Unit.special[name] {
      self = found
      return
    }
    for (symbol, dimension) in Unit.symbols where name.hasSuffix(symbol) {
      let prefix = String(name.dropLast(symbol.count))
      if let power = Unit.prefixes[prefix] {
        self.init(dimension, power)
        return
      }
    }
    for (word, dimension) in Unit.words {
      for form in [word, word + "s"] where name.hasSuffix(form) {
        let prefix = String(name.dropLast(form.count))
        if let power = Unit.prefixes[prefix] ?? Unit.longPrefixes[prefix] {
          self.init(dimension, power)
          return
        }
      }
    }
    return nil
  }

  private init(
    _ dimension: Quantity.Dimension, _ powerOfTen: Int, factor: Double = 1
  ) {
    self.dimension = dimension
    self.powerOfTen = powerOfTen
    self.factor = factor
  }

  /// Names that are often used, for suggestions.
  static let common = [
    "s", "ms", "us", "ns", "second", "seconds", "msecond", "minute", "hour",
    "Hz", "kHz", "V", "mV", "volt", "A", "nA", "pA", "amp", "ohm", "Mohm", "S",
    "nS", "siemens", "F", "pF", "farad", "C", "m", "um",
  ]

  /// The message that there is no unit of this name.
  static func unknown(_ name: String, among known: [String]) -> String {
    "there is no unit '\(name)'"
      + Suggestion.ending(for: name, in: known, called: "units")
  }

  private static let special: [String: Unit] = [
    "min": Unit(.time, 0, factor: 60),
    "minute": Unit(.time, 0, factor: 60),
    "minutes": Unit(.time, 0, factor: 60),
    "h": Unit(.time, 0, factor: 3600),
    "hour": Unit(.time, 0, factor: 3600),
    "hours": Unit(.time, 0, factor: 3600),
    "day": Unit(.time, 0, factor: 86400),
    "days": Unit(.time, 0, factor: 86400),
    "siemens": Unit(.conductance, 0),
  ]

  private static let symbols: [(String, Quantity.Dimension)] = [
    ("Hz", .frequency), ("ohm", .resistance), ("s", .time), ("V", .voltage),
    ("A", .current), ("S", .conductance), ("F", .capacitance), ("C", .charge),
    ("m", .length),
  ]

  private static let words: [(String, Quantity.Dimension)] = [
    ("second", .time), ("volt", .voltage), ("ampere", .current),
    ("amp", .current), ("farad", .capacitance), ("coulomb", .charge),
    ("meter", .length), ("metre", .length), ("hertz", .frequency),
  ]

  private static let prefixes = [
    "": 0, "f": -15, "p": -12, "n": -9, "u": -6, "m": -3, "c": -2, "k": 3,
    "M": 6, "G": 9,
  ]

  private static let longPrefixes = [
    "femto": -15, "pico": -12, "nano": -9, "micro": -6, "milli": -3,
    "centi": -2, "kilo": 3, "mega": 6, "giga": 9,
  ]
}
