enum Negative<T: NumericElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { T.difference(.zero, x) }
}
enum RealNegative<T: RealElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { -x }
}
enum AbsoluteValue<T: NumericElement>: UnaryKernel {
  @inline(__always)
  static func apply(_ x: T) -> T { x < .zero ? T.difference(.zero, x) : x }
}
enum RealAbsoluteValue<T: RealElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { x.magnitude }
}
enum Sign<T: NumericElement>: UnaryKernel {
  @inline(__always)
  static func apply(_ x: T) -> T {
    x > .zero ? T(.integer(1)) : x < .zero ? T(.integer(-1)) : x
  }
}
enum Floor<T: RealElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { x.rounded(.down) }
}
enum Ceiling<T: RealElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { x.rounded(.up) }
}
enum Round<T: RealElement>: UnaryKernel {
  @inline(__always)
  static func apply(_ x: T) -> T { x.rounded(.toNearestOrEven) }
}
enum Truncate<T: RealElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { x.rounded(.towardZero) }
}
enum Rectified<T: NumericElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { x < .zero ? .zero : x }
}
enum Identity<T: Element>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { x }
}
enum Square<T: NumericElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { T.product(x, x) }
}
enum SquareRoot<T: RealElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { T.root(x) }
}
enum Exponential<T: RealElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { T.exponential(x) }
}
enum Logarithm<T: RealElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { T.logarithm(x) }
}
enum Sine<T: RealElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { T.sine(x) }
}
enum Cosine<T: RealElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { T.cosine(x) }
}
enum HyperbolicTangent<T: RealElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { T.hyperbolicTangent(x) }
}
enum Sigmoid<T: RealElement>: UnaryKernel {
  @inline(__always)
  static func apply(_ x: T) -> T { T.sigmoid(x) }
}
enum Reciprocal<T: RealElement>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> T { 1 / x }
}
enum IsZero<T: Element>: UnaryKernel {
  @inline(__always)
  static func apply(_ x: T) -> UInt8 { x == T(.integer(0)) ? 1 : 0 }
}
enum IsNaN<T: Element>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> UInt8 { x != x ? 1 : 0 }
}
enum IsFinite<T: RealElement>: UnaryKernel {
  @inline(__always)
  static func apply(_ x: T) -> UInt8 { x.magnitude < .infinity ? 1 : 0 }
}
enum IsAlways<T: Element>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> UInt8 { 1 }
}

extension UnaryOperation {
  /// The loops over real numbers that give real numbers; nil for the tests.
  func rows<T: RealElement>(real: T.Type) -> UnaryRows<T, T>? {
    switch self {
    case .negative: UnaryRows(updating: RealNegative<T>.self)
    case .absoluteValue: UnaryRows(updating: RealAbsoluteValue<T>.self)
    case .sign: UnaryRows(updating: Sign<T>.self)
    case .floor: UnaryRows(updating: Floor<T>.self)
    case .ceiling: UnaryRows(updating: Ceiling<T>.self)
    case .round: UnaryRows(updating: Round<T>.self)
    case .truncate: UnaryRows(updating: Truncate<T>.self)
    case .rectified: UnaryRows(updating: Rectified<T>.self)
    case .square: UnaryRows(updating: Square<T>.self)
    case .squareRoot: UnaryRows(updating: SquareRoot<T>.self)
    case .exponential: UnaryRows(buffering: Exponential<T>.self)
    case .logarithm: UnaryRows(buffering: Logarithm<T>.self)
    case .sine: T.sineRows
    case .cosine: T.cosineRows
    case .hyperbolicTangent: UnaryRows(buffering: HyperbolicTangent<T>.self)
    case .sigmoid: UnaryRows(buffering: Sigmoid<T>.self)
    case .reciprocal: UnaryRows(updating: Reciprocal<T>.self)
    default: libraryFunction.map { UnaryRows(rounding: $0) }
    }
  }

  /// The loops over whole numbers that give whole numbers.
  func rows(integer: Int.Type) -> UnaryRows<Int, Int>? {
    switch self {
    case .negative: UnaryRows(updating: Negative<Int>.self)
    case .absoluteValue: UnaryRows(updating: AbsoluteValue<Int>.self)
    case .sign: UnaryRows(updating: Sign<Int>.self)
    case .floor, .ceiling, .round, .truncate:
      UnaryRows(updating: Identity<Int>.self)
    case .rectified: UnaryRows(updating: Rectified<Int>.self)
    case .square: UnaryRows(updating: Square<Int>.self)
    default: nil
    }
  }

  /// The loops that give truth values.
  func tests<T: Element>(_: T.Type) -> UnaryRows<T, UInt8>? {
    switch self {
    case .logicalNot: UnaryRows(IsZero<T>.self)
    case .isNaN: UnaryRows(IsNaN<T>.self)
    default: nil
    }
  }

  /// As `tests(_:)`, with those that only real numbers can fail.
  func tests<T: RealElement>(real: T.Type) -> UnaryRows<T, UInt8>? {
    self == .isFinite ? UnaryRows(IsFinite<T>.self) : tests(T.self)
  }

  /// As `tests(_:)`, for types whose values are all finite.
  func tests<T: Element>(finite: T.Type) -> UnaryRows<T, UInt8>? {
    self == .isFinite ? UnaryRows(IsAlways<T>.self) : tests(T.self)
  }
}
