import Tensors

/// A parameter of a behavior: what its users should know, and what it may be.
public struct ParameterDescription {
  /// What numbers measure.
  public enum Measure {
    /// Nothing that has a unit.
    case plain
    /// This unit, whose name is as it was written.
    case unit(Unit, name: String)
    /// Iterations: a time becomes as many as it takes.
    case iterations
  }

  /// The name, as scripts spell it.
  public let name: String

  /// The value if none is given; nil if there is none.
  public let standard: ParameterValue?

  /// Whether it must be given.
  public let isRequired: Bool

  /// What it means.
  public let summary: String

  /// What numbers measure; texts may have other units of the same.
  public var measure = Measure.plain

  /// What numbers may be.
  public var range = ParameterRange()

  /// The texts that it may be; empty for any.
  public var choices: [String] = []

  /// What it may be, if neither the default nor what numbers may be says it; empty
  /// for anything. Numbers and tensors must be finite, as everywhere.
  public var kinds: [ParameterKind] = []

  /// Whether there is one number for all elements.
  public var isSingle = false

  /// Describes a parameter.
  public init(
    _ name: String, default standard: ParameterValue? = nil,
    isRequired: Bool = false, _ summary: String
  ) {
    self.name = name
    self.standard = standard
    self.isRequired = isRequired
    self.summary = summary
  }
}

/// What numbers may be.
public struct ParameterRange {
  /// Numbers must be more than this.
  public var above: Double?
  /// Numbers must be this or more.
  public var least: Double?
  /// Numbers must be less than this.
  public var below: Double?
  /// Numbers must be this or less.
  public var most: Double?
  /// Whether numbers must be whole.
  public var isWhole = false

  /// Any number.
  public init() {}

  /// Whether all numbers from `low` to `high` are allowed, but for being whole.
  func contains(_ low: Double, _ high: Double) -> Bool {
    (above.map { low > $0 } ?? true) && (least.map { low >= $0 } ?? true)
      && (below.map { high < $0 } ?? true) && (most.map { high <= $0 } ?? true)
  }

  /// The range in words, such as "more than 0 ms"; empty for any number.
  public func words(in unit: String = "") -> String {
    func limit(_ word: String, _ value: Double?) -> String? {
      value.map { word + RealText.short($0) + (unit.isEmpty ? "" : " \(unit)") }
    }
    let parts: [String?] = [
      isWhole ? "whole" : nil, limit("more than ", above),
      limit("at least ", least), limit("less than ", below),
      limit("at most ", most),
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }
}

/// Real numbers in messages.
enum RealText {
  /// A number as short as it can be written: whole ones without a point.
  static func short(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension ParameterDescription {
  /// The texts that it may be, as they are written.
  public func choiceList(_ separator: String) -> String {
    choices.map { "'\($0)'" }.joined(separator: separator)
  }

  /// The unit of numbers; empty if they have none.
  public var unitName: String {
    switch measure {
    case .plain: ""
    case .unit(_, let name): name
    case .iterations: "iterations"
    }
  }
}
