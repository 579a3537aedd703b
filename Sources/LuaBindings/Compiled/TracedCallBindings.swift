import LuaRuntime
import SpikingNetworks
import Tensors

/// Methods of stand-ins that are others than those of tensors: what `nonzero`
/// gives, random numbers.
extension Binding {
  /// `mask:nonzero()`, as what it selects.
  static var tracedNonzero: Binding {
    tracing("nonzero") { engine, frame, builder throws(LuaRaise) in
      let tensor = try engine.tracedTensor(frame, 1)
      guard tensor.shape.rank == 1 else {
        throw .message(
          "nonzero of a tensor of shape \(tensor.shape) has no compiled form: how"
            + " many indices it gives isn't known; select by the mask itself, as"
            + " in W[mask]")
      }
      return try engine.push(
        frame,
        .places(
          try raising { () throws(TensorError) in
            try builder.places(of: tensor)
          }))
    }
  }

  // MARK: Random numbers

  static var tracedDraws: [Binding] {
    Distribution.allCases.map(tracedDraw)
  }

  /// A method that overwrites its receiver with random numbers.
  private static func tracedDraw(_ distribution: Distribution) -> Binding {
    let name = distribution.rawValue
    return tracing(name) { engine, frame, builder throws(LuaRaise) in
      guard case .tensor(let target) = try engine.tracedTarget(frame, 1) else {
        throw .message(
          "\(name): random numbers for selected elements can't be compiled;"
            + " draw for all of them")
      }
      var operands: [ProgramOperand] = []
      for (index, value) in distribution.standard.enumerated() {
        if let value, frame.isNoneOrNil(at: index + 2) {
          operands.append(.scalar(value))
        } else {
          let operand = try engine.tracedOperand(frame, index + 2)
          try engine.check(operand, for: distribution, frame, index + 2)
          operands.append(operand)
        }
      }
      try raising { () throws(TensorError) in
        try builder.draw(distribution, operands, into: target)
      }
      return engine.giveSelf(frame)
    }
  }
}

extension Engine {
  /// Throws unless an argument of a draw is of the kind that it takes.
  fileprivate func check(
    _ operand: ProgramOperand, for distribution: Distribution,
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) {
    let isWhole: Bool
    switch operand {
    case .tensor where distribution.takesTensors: return
    case .tensor: throw frame.typeError(at: index, expected: "number")
    case .scalar(let scalar): isWhole = scalar.kind == .integer
    case .number(let number): isWhole = number.kind == .integer
    }
    if distribution.isOfWholeNumbers, !isWhole {
      throw frame.typeError(at: index, expected: "whole number")
    }
  }
}
