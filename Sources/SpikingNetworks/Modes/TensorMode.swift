import Tensors

/// What a new tensor is filled with.
///
/// A text is a word such as `zeros`, a distribution such as `normal(0.5, 0.1)`,
/// or arithmetic with numbers and these: `rand() * 2 + 1`.
public enum TensorMode: ExpressibleByStringLiteral, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral
{
  /// One number for all elements.
  case number(Scalar)
  /// A text in the language of modes.
  case text(String)

  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }

  /// A real number.
  public init(floatLiteral value: Double) { self = .number(.float(value)) }

  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(.integer(value)) }
}
