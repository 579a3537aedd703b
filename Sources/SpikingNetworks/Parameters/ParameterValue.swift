import Tensors

/// A value that a behavior is given.
public enum ParameterValue {
  /// A number or truth value.
  case number(Scalar)
  /// A text.
  case text(String)
  /// A tensor.
  case tensor(Tensor)
  /// Something that only the language that gave it can read.
  case opaque(AnyObject)

  /// The value as error messages show it.
  public var shown: String {
    switch self {
    case .number(let number): "\(number)"
    case .text(let text): "'\(text)'"
    case .tensor(let tensor): "a tensor of shape \(tensor.shape)"
    case .opaque: "another value"
    }
  }
}

extension ParameterValue: ExpressibleByStringLiteral,
  ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }

  /// A real number.
  public init(floatLiteral value: Double) { self = .number(.float(value)) }

  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(.integer(value)) }

  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .number(.bool(value)) }
}
