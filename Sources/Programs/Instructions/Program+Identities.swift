import Tensors

/// Operations that change nothing: they need not be done.
extension Program {
  /// The program without updates in place that leave every element as it is: a
  /// product with 1, a quotient by 1, a difference to 0.
  ///
  /// A sum with 0 isn't one: it makes 0 of -0.
  func withoutIdentities() -> Program {
    with(instructions.filter { !$0.isIdentity })
  }
}

extension Instruction {
  fileprivate var isIdentity: Bool {
    guard case .elementwise(.update(let operation, let type)) = self.operation,
      case .scalar(let scalar) = operands[0], !type.isStorage
    else { return false }
    switch operation {
    case .multiply, .divide: return scalar.double == 1
    case .subtract: return scalar.double == 0 && scalar.double.sign == .plus
    default: return false
    }
  }
}
