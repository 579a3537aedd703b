// What kernels cost, in picoseconds for an element: whether their work is
// worth waking threads for follows from it. Rough figures do.

extension UnaryKernel {
  static var cost: Int { elementCost }
}

extension BinaryKernel {
  static var cost: Int { elementCost }
}

/// What a function that no instruction computes costs.
private let functionCost = 2_000

extension Exponential {
  static var cost: Int { functionCost }
}
extension Logarithm {
  static var cost: Int { functionCost }
}
extension Sine {
  static var cost: Int { functionCost }
}
extension Cosine {
  static var cost: Int { functionCost }
}
extension HyperbolicTangent {
  static var cost: Int { functionCost }
}
extension Sigmoid {
  static var cost: Int { functionCost }
}
extension Modulo {
  static var cost: Int { functionCost }
}
extension Power {
  static var cost: Int { 2 * functionCost }
}
