/// A function that makes one number of many.
///
/// The only list of them; a raw value is the name in Lua, but for those that
/// are options of another one.
public enum ReductionOperation: String, CaseIterable, Sendable {
  case sum
  case product = "prod"
  case mean
  case variance = "var"
  case standardDeviation = "std"
  case sampleVariance = "unbiased var"
  case sampleDeviation = "unbiased std"
  case minimum = "min"
  case maximum = "max"
  case any
  case all
  case countNonzero = "count_nonzero"
  case argumentOfMinimum = "argmin"
  case argumentOfMaximum = "argmax"

  /// What the function does, in a line.
  public var summary: String {
    switch self {
    case .sum: "The sum; a bool counts as 0 or 1. 0 if there are no elements."
    case .product: "The product. 1 if there are no elements."
    case .mean: "The arithmetic mean; NaN if there are no elements."
    case .variance: "The variance, the squares' sum divided by the count."
    case .standardDeviation: "The square root of the variance."
    case .sampleVariance: "The squares' sum divided by the count less one."
    case .sampleDeviation: "The square root of that."
    case .minimum: "The smallest element; NaN if there is one."
    case .maximum: "The largest element; NaN if there is one."
    case .any: "Whether an element is not zero."
    case .all: "Whether no element is zero."
    case .countNonzero: "The number of elements that are not zero."
    case .argumentOfMinimum: "The index of the first smallest element."
    case .argumentOfMaximum: "The index of the first largest element."
    }
  }

  /// The same of a sample: divided by the count less one, as PyTorch does; nil
  /// if there is no such thing.
  public var unbiased: ReductionOperation? {
    switch self {
    case .variance: .sampleVariance
    case .standardDeviation: .sampleDeviation
    default: nil
    }
  }

  /// Those with a name of their own in Lua.
  public static let named = allCases.filter {
    $0 != .sampleVariance && $0 != .sampleDeviation
  }

  /// The type of the result for elements of `type`.
  package func resultType(_ type: ElementType) -> ElementType {
    switch self {
    case .sum, .product: type.arithmetic
    case .mean, .variance, .standardDeviation, .sampleVariance,
      .sampleDeviation:
      type.floating
    case .minimum, .maximum: type.computed
    case .any, .all: .bool
    case .countNonzero, .argumentOfMinimum, .argumentOfMaximum: .int64
    }
  }

  /// Whether the result is an index: from 0 here, from 1 in Lua and in
  /// expressions.
  public var givesIndex: Bool {
    self == .argumentOfMinimum || self == .argumentOfMaximum
  }

  /// Whether there is no result without elements.
  package var needsElements: Bool {
    switch self {
    case .minimum, .maximum, .argumentOfMinimum, .argumentOfMaximum: true
    default: false
    }
  }
}
