/// An elementwise function of two tensors, or of a tensor and a number.
///
/// This is the only list of these functions: kernels, Lua methods, the
/// reference and tests are made from it. A raw value is the function's name in
/// Lua.
public enum BinaryOperation: String, CaseIterable, Sendable {
  case add
  case subtract = "sub"
  case multiply = "mul"
  case divide = "div"
  case floorDivide = "floordiv"
  case modulo = "mod"
  case power = "pow"
  case minimum
  case maximum
  case angle = "atan2"
  case hypotenuse = "hypot"
  case and = "bitand"
  case or = "bitor"
  case exclusiveOr = "bitxor"

  /// The operator in Lua, as the name of its metamethod, if there is one.
  public var metamethod: String? {
    switch self {
    case .add: "__add"
    case .subtract: "__sub"
    case .multiply: "__mul"
    case .divide: "__div"
    case .floorDivide: "__idiv"
    case .modulo: "__mod"
    case .power: "__pow"
    case .minimum, .maximum, .angle, .hypotenuse: nil
    case .and: "__band"
    case .or: "__bor"
    case .exclusiveOr: "__bxor"
    }
  }

  /// What the function does, in a line.
  public var summary: String {
    switch self {
    case .add: "The sum of the two."
    case .subtract: "The first less the second."
    case .multiply: "The product of the two, element by element."
    case .divide: "The first over the second, always a real number."
    case .floorDivide:
      "The quotient rounded down; a whole number over 0 is 0. It is that of the"
        + " numbers as they are stored: 1 over 0.1 gives 9, for 0.1 is stored"
        + " as a little more than a tenth."
    case .modulo:
      "The rest after `floordiv`, with the sign of the second; modulo 0 it is"
        + " 0 for whole numbers and NaN for real ones."
    case .power:
      "The first to the power of the second. Whole numbers stay whole, and wrap"
        + " around; a negative number as the second makes real ones of them. With"
        + " a tensor as the second they are whole always, for types don't depend"
        + " on elements: to a negative power 0, but 1 and -1, as in PyTorch."
    case .minimum: "The smaller of the two; NaN if one is NaN."
    case .maximum: "The larger of the two; NaN if one is NaN."
    case .angle:
      "The angle of the point whose height is the first and whose distance along"
        + " the axis is the second, in radians, from -pi to pi."
    case .hypotenuse: "The root of the sum of both squares."
    case .and: "Both, for bool; the bits that both have, for int64."
    case .or: "One or the other, for bool; the bits that either has, for int64."
    case .exclusiveOr:
      "One but not both, for bool; the bits that differ, for int64."
    }
  }

  /// Whether it works on bits, and so on bool and int64 only.
  public var isBitwise: Bool {
    switch self {
    case .and, .or, .exclusiveOr: true
    default: false
    }
  }

  /// The type that elements of `type` and a number promote to. A whole number
  /// to a negative power is a real number.
  package func promoted(
    _ type: ElementType, with scalar: Scalar, isReversed: Bool = false
  ) -> ElementType {
    if self == .power, !isReversed, !type.isFloat,
      case .integer(let exponent) = scalar, exponent < 0
    {
      return type.floating
    }
    return scalar.promoted(with: type)
  }

  /// The type of the result for operands that promote to `type`.
  package func resultType(_ type: ElementType) -> ElementType {
    switch self {
    case .and, .or, .exclusiveOr, .minimum, .maximum: type.computed
    case .divide, .angle, .hypotenuse: type.floating
    default: type.arithmetic
    }
  }
}
