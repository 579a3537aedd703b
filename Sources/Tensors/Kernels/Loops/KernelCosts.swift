// What kernels cost, in picoseconds for an element: whether their work is
// worth waking threads for follows from it. Rough figures do.

/// What a function costs that takes a polynomial.
private let functionCost = 600

/// What a function costs that the C library computes.
let libraryFunctionCost = 10_000

extension UnaryOperation {
  /// What an element costs, in picoseconds.
  package var cost: Int {
    switch self {
    case .exponential, .logarithm, .sine, .cosine, .hyperbolicTangent,
      .sigmoid:
      functionCost
    default: libraryFunction == nil ? elementCost : libraryFunctionCost
    }
  }
}

extension BinaryOperation {
  /// What an element costs, in picoseconds.
  package var cost: Int {
    switch self {
    case .modulo, .power: 3 * functionCost
    case .angle, .hypotenuse: libraryFunctionCost
    default: elementCost
    }
  }
}

extension UnaryKernel {
  static var cost: Int { elementCost }
}

extension BinaryKernel {
  static var cost: Int { elementCost }
}

extension Exponential {
  static var cost: Int { UnaryOperation.exponential.cost }
}
extension Logarithm {
  static var cost: Int { UnaryOperation.logarithm.cost }
}
extension Sine {
  static var cost: Int { UnaryOperation.sine.cost }
}
extension Cosine {
  static var cost: Int { UnaryOperation.cosine.cost }
}
extension HyperbolicTangent {
  static var cost: Int { UnaryOperation.hyperbolicTangent.cost }
}
extension Sigmoid {
  static var cost: Int { UnaryOperation.sigmoid.cost }
}
extension Modulo {
  static var cost: Int { BinaryOperation.modulo.cost }
}
extension Angle {
  static var cost: Int { BinaryOperation.angle.cost }
}
extension Hypotenuse {
  static var cost: Int { BinaryOperation.hypotenuse.cost }
}
extension Power {
  static var cost: Int { BinaryOperation.power.cost }
}
