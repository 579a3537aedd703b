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
  case opaque(any ForeignValue)

  /// The value as error messages show it.
  public var shown: String {
    switch self {
    case .number(let number): number.double.isNaN ? "nan" : "\(number)"
    case .text(let text): "'\(text)'"
    case .tensor(let tensor): "a tensor of shape \(tensor.shape)"
    case .opaque(let value): value.shown
    }
  }

  /// What kind of value it is; nil for none that a parameter can be declared as.
  var kind: ParameterKind? {
    switch self {
    case .number(.bool): nil
    case .number: .number
    case .text: .text
    case .tensor: .tensor
    case .opaque(let value): value.kind
    }
  }
}

/// A value that only another language can read.
public protocol ForeignValue: AnyObject {
  /// What kind of value it is; nil for none that a parameter can be declared as.
  var kind: ParameterKind? { get }

  /// The value as error messages show it, such as "a table".
  var shown: String { get }
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
