/// A function that makes one number of many.
///
/// The only list of them; a raw value is the name in Lua.
public enum ReductionOperation: String, CaseIterable, Sendable {
  case sum
  case product = "prod"
  case mean
  case variance = "var"
  case standardDeviation = "std"
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
    case .minimum: "The smallest element; NaN if there is one."
    case .maximum: "The largest element; NaN if there is one."
    case .any: "Whether an element is not zero."
    case .all: "Whether no element is zero."
    case .countNonzero: "The number of elements that are not zero."
    case .argumentOfMinimum: "The index of the first smallest element."
    case .argumentOfMaximum: "The index of the first largest element."
    }
  }

  /// The type of the result for elements of `type`.
  func resultType(_ type: ElementType) -> ElementType {
    switch self {
    case .sum, .product: type.arithmetic
    case .mean, .variance, .standardDeviation: type.floating
    case .minimum, .maximum: type.computed
    case .any, .all: .bool
    case .countNonzero, .argumentOfMinimum, .argumentOfMaximum: .int64
    }
  }

  /// Whether there is no result without elements.
  var needsElements: Bool {
    switch self {
    case .minimum, .maximum, .argumentOfMinimum, .argumentOfMaximum: true
    default: false
    }
  }
}
