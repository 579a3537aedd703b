/// An elementwise comparison of two tensors, or of a tensor and a number.
///
/// The only list of them; a raw value is the name in Lua.
public enum ComparisonOperation: String, CaseIterable, Sendable {
  case equal = "eq"
  case notEqual = "ne"
  case less = "lt"
  case lessOrEqual = "le"
  case greater = "gt"
  case greaterOrEqual = "ge"

  /// What the function does, in a line.
  public var summary: String {
    switch self {
    case .equal:
      "Where the two are equal, as a bool tensor. In Lua v == 1 is false,"
        + " whatever v is, and a == b of two tensors an error."
    case .notEqual:
      "Where the two differ, as a bool tensor; NaN differs. In Lua v ~= 1 is"
        + " true, whatever v is."
    case .less: "Where the first is less, as a bool tensor."
    case .lessOrEqual: "Where the first is less or equal, as a bool tensor."
    case .greater: "Where the first is greater, as a bool tensor."
    case .greaterOrEqual:
      "Where the first is greater or equal, as a bool tensor."
    }
  }

  /// The comparison with its sides exchanged.
  public var flipped: ComparisonOperation {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
