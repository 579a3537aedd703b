import LuaRuntime
import SpikingNetworks
import Tensors

/// Methods of stand-ins that a plan calls as they are: reductions, products,
/// random numbers.
extension Binding {
  // MARK: Reductions

  static func tracedReduction(_ operation: ReductionOperation) -> Binding {
    tracing(operation.rawValue) { engine, frame, builder throws(LuaRaise) in
      if frame.isNoneOrNil(at: 2) {
        return try engine.reduceTraced(frame, operation, builder)
      }
      if engine.hasReductionOptions(frame, operation) {
        return try engine.reduceTracedByOptions(frame, operation, builder)
      }
      if operation == .sum, frame.isNoneOrNil(at: 3),
        let selection = try engine.tracedSelection(frame, 1)
      {
        let axis = try engine.axis(frame, 2, rank: selection.rank)
        return try engine.push(
          frame,
          .tensor(
            try raising { () throws(TensorError) in
              try builder.sum(selection, axis: axis)
            }))
      }
      if operation == .sum, frame.isNoneOrNil(at: 3),
        let selection = try engine.sparseSelection(frame, builder)
      {
        let axis = try engine.axis(frame, 2, rank: 2)
        return try engine.push(
          frame,
          .tensor(
            try raising { () throws(TensorError) in
              try builder.sum(selection, axis: axis)
            }))
      }
      let tensor = try engine.tracedTensor(frame, 1)
      let axis = try engine.axis(frame, 2, rank: tensor.shape.rank)
      let keepsAxis =
        frame.isNoneOrNil(at: 3) ? false : try frame.boolean(at: 3)
      return try engine.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in
            let result = try builder.reducing(
              operation, tensor, axis: axis, keepsAxis: keepsAxis)
            if operation.givesIndex {
              try builder.apply(.add, to: result, .scalar(.integer(1)))
            }
            return result
          }))
    }
  }

  // MARK: Products

  static var tracedProducts: [Binding] {
    ProductOperation.allCases.map(tracedProduct) + [
      tracedRoll, tracedSum, tracedNonzero,
    ]
  }

  private static func tracedProduct(_ operation: ProductOperation) -> Binding {
    tracing(operation.rawValue) { engine, frame, builder throws(LuaRaise) in
      if operation == .matrix,
        let product = try engine.sparseProduct(frame, builder)
      {
        return try engine.push(frame, .tensor(product))
      }
      let left = try engine.tracedTensor(frame, 1)
      let right = try engine.tracedTensor(frame, 2)
      return try engine.push(
        frame,
        try raising { () throws(TensorError) -> Traced in
          switch try builder.product(operation, left, right) {
          case .tensor(let tensor): return .tensor(tensor)
          case .number(let number): return .number(number)
          case .scalar(let scalar): return .constant(scalar)
          }
        })
    }
  }

  private static var tracedRoll: Binding {
    tracing("roll") { engine, frame, builder throws(LuaRaise) in
      let tensor = try engine.tracedTensor(frame, 1)
      let shift = try frame.integer(at: 2)
      let axis =
        frame.isNoneOrNil(at: 3)
        ? nil : try engine.axis(frame, 3, rank: tensor.shape.rank)
      return try engine.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in
            try builder.rolled(tensor, by: shift, axis: axis)
          }))
    }
  }

  private static var tracedSum: Binding {
    tracing("cumsum") { engine, frame, builder throws(LuaRaise) in
      let tensor = try engine.tracedTensor(frame, 1)
      let rank = tensor.shape.rank
      let axis =
        frame.isNoneOrNil(at: 2) && rank == 1
        ? 0 : try engine.axis(frame, 2, rank: rank)
      return try engine.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in
            try builder.cumulativeSum(tensor, axis: axis)
          }))
    }
  }

  /// `mask:nonzero()`, as what it selects.
  private static var tracedNonzero: Binding {
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

  /// The selection at `index`, or that from what was computed for the whole of
  /// which elements are selected; nil if there is none.
  fileprivate func tracedSelection(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> ProgramSelection? {
    switch try traced(frame, index) {
    case .selection(let selection)?: selection
    case .elements(.dense(let tensor, let picked))?: picked.moved(to: tensor)
    default: nil
    }
  }

  fileprivate func reduceTracedByOptions(
    _ frame: LuaFrame, _ operation: ReductionOperation,
    _ builder: ProgramBuilder
  ) throws(LuaRaise) -> Int {
    let options = try reductionOptions(frame, operation)
    guard let given = options.axis else {
      return try reduceTraced(frame, options.operation, builder)
    }
    let tensor = try tracedTensor(frame, 1)
    let axis = try axis(given, of: options, rank: tensor.shape.rank)
    return try push(
      frame,
      .tensor(
        try raising { () throws(TensorError) in
          try builder.reducing(
            options.operation, tensor, axis: axis,
            keepsAxis: options.keepsAxis)
        }))
  }

  /// Returns `operation` of all elements, as a number.
  fileprivate func reduceTraced(
    _ frame: LuaFrame, _ operation: ReductionOperation,
    _ builder: ProgramBuilder
  ) throws(LuaRaise) -> Int {
    guard operation != .any, operation != .all else {
      throw .message(
        "\(operation.rawValue): a truth value for a branch isn't known when a"
          + " function is compiled; \(operation.rawValue)(axis) gives a tensor")
    }
    let number: ProgramNumber
    if let selection = try tracedSelection(frame, 1) {
      number = try raising { () throws(TensorError) in
        try builder.reduced(operation, selection)
      }
    } else {
      let tensor = try tracedTensor(frame, 1)
      number = try raising { () throws(TensorError) in
        try builder.reduced(operation, tensor)
      }
    }
    guard operation.givesIndex else {
      return try push(frame, .number(number))
    }
    return try push(
      frame,
      .number(
        try builder.combining(.add, .number(number), .scalar(.integer(1)))))
  }
}
