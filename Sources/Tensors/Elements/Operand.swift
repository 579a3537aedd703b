/// The second operand of an operation: a tensor or a number.
public enum Operand {
  /// A tensor, broadcast to the other operand's shape where needed.
  case tensor(Tensor)
  /// A number, the same for every element.
  case scalar(Scalar)

  /// The element type that this operand and one of `type` give together.
  func promoted(with type: ElementType) -> ElementType {
    switch self {
    case .tensor(let tensor): tensor.type.promoted(with: type)
    case .scalar(let scalar): scalar.promoted(with: type)
    }
  }

  /// As that, for `operation`, of which this is the second operand.
  func promoted(
    with type: ElementType, for operation: BinaryOperation
  ) -> ElementType {
    switch self {
    case .tensor: promoted(with: type)
    case .scalar(let scalar): operation.promoted(type, with: scalar)
    }
  }
}

extension Operand: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  /// A real number.
  public init(floatLiteral value: Double) { self = .scalar(.float(value)) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .scalar(.integer(value)) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .scalar(.bool(value)) }
}

extension Operand {
  /// The tensor.
  ///
  /// - Precondition: It is one.
  public var tensor: Tensor {
    guard case .tensor(let tensor) = self else {
      preconditionFailure("a tensor stays a tensor")
    }
    return tensor
  }

  /// The number.
  ///
  /// - Precondition: It is one.
  public var number: Scalar {
    guard case .scalar(let scalar) = self else {
      preconditionFailure("a number stays a number")
    }
    return scalar
  }
}
