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
        case .selection(let selection)? = try engine.traced(frame, 1)
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
    [
      tracedProduct("matmul") { a, b throws(TensorError) in
        try a.matrixProduct(b)
      },
      tracedProduct("outer") { a, b throws(TensorError) in
        try a.outerProduct(b)
      },
      tracedDot, tracedRoll, tracedSum,
    ]
  }

  /// A product whose shape is that of the product of zeros.
  private static func tracedProduct(
    _ name: String,
    _ body: @escaping (Tensor, Tensor) throws(TensorError) -> Tensor
  ) -> Binding {
    tracing(name) { engine, frame, builder throws(LuaRaise) in
      let left = try engine.tracedTensor(frame, 1)
      let right = try engine.tracedTensor(frame, 2)
      let sample = try raising { () throws(TensorError) in
        try body(
          try .zeros(left.shape, type: left.type, in: engine.pool),
          try .zeros(right.shape, type: right.type, in: engine.pool))
      }
      if sample.rank == 0 {
        return try engine.push(
          frame,
          .number(
            builder.computedNumber(
              sample.type.numberKind, from: [.tensor(left), .tensor(right)]
            ) { operands throws(TensorError) in
              try body(operands[0].held, operands[1].held).element([])
            }))
      }
      return try engine.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in
            try builder.computed(
              sample.shape, sample.type,
              from: [.tensor(left), .tensor(right)]
            ) { operands throws(TensorError) in
              try body(operands[0].held, operands[1].held)
            }
          }))
    }
  }

  private static var tracedDot: Binding {
    tracing("dot") { engine, frame, builder throws(LuaRaise) in
      let left = try engine.tracedTensor(frame, 1)
      let right = try engine.tracedTensor(frame, 2)
      let sample = try raising { () throws(TensorError) in
        try Tensor.zeros(left.shape, type: left.type, in: engine.pool)
          .dotProduct(
            try .zeros(right.shape, type: right.type, in: engine.pool))
      }
      return try engine.push(
        frame,
        .number(
          builder.computedNumber(
            sample.kind, from: [.tensor(left), .tensor(right)]
          ) { operands throws(TensorError) in
            try operands[0].held.dotProduct(operands[1].held)
          }))
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
            try builder.computed(
              tensor.shape, tensor.type, from: [.tensor(tensor)]
            ) { operands throws(TensorError) in
              try operands[0].held.rolled(by: shift, axis: axis)
            }
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
            try builder.computed(
              tensor.shape, tensor.type.sum,
              from: [.tensor(tensor)]
            ) { operands throws(TensorError) in
              try operands[0].held.cumulativeSum(axis: axis)
            }
          }))
    }
  }

  // MARK: Random numbers

  static var tracedDraws: [Binding] {
    [
      tracedDraw("uniform_", [0, 1]) { source, tensor, v throws(TensorError) in
        try source.fillUniform(
          tensor, from: v[0].number.double, to: v[1].number.double)
      },
      tracedDraw("normal_", [0, 1]) { source, tensor, v throws(TensorError) in
        try source.fillNormal(
          tensor, mean: v[0].number.double, deviation: v[1].number.double)
      },
      tracedDraw("exponential_", [1]) { source, tensor, v throws(TensorError) in
        try source.fillExponential(tensor, rate: v[0].number.double)
      },
      tracedDraw("bernoulli_", [nil]) { source, tensor, v throws(TensorError) in
        try source.fillBernoulli(tensor, probability: v[0])
      },
      tracedDraw("poisson_", [nil]) { source, tensor, v throws(TensorError) in
        try source.fillPoisson(tensor, rate: v[0])
      },
      tracedDraw("random_", [nil, nil]) {
        source, tensor, v throws(TensorError) in
        try source.fillIntegers(
          tensor, from: v[0].number.integer, to: v[1].number.integer,
          operation: "random_")
      },
    ]
  }

  /// A method that overwrites its receiver with random numbers. `standard` has
  /// what stands for arguments that are not given; nil for one that must be.
  private static func tracedDraw(
    _ name: String, _ standard: [Scalar?],
    _ draw:
      @escaping (RandomSource, Tensor, [Operand]) throws(TensorError) -> Void
  ) -> Binding {
    tracing(name) { engine, frame, builder throws(LuaRaise) in
      guard case .tensor(let target) = try engine.tracedTarget(frame, 1) else {
        throw .message(
          "\(name): random numbers for selected elements can't be compiled;"
            + " draw for all of them")
      }
      var operands: [PlanOperand] = []
      for (index, value) in standard.enumerated() {
        if let value, frame.isNoneOrNil(at: index + 2) {
          operands.append(.scalar(value))
        } else {
          let operand = try engine.tracedOperand(frame, index + 2)
          try engine.check(operand, for: name, frame, index + 2)
          operands.append(operand)
        }
      }
      try raising { () throws(TensorError) in
        try builder.draw(target, with: operands, operation: name, draw)
      }
      return engine.giveSelf(frame)
    }
  }
}

extension Engine {
  /// Throws unless an argument of a draw is of the kind that it takes.
  fileprivate func check(
    _ operand: PlanOperand, for draw: String, _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) {
    let takesTensor = draw == "bernoulli_" || draw == "poisson_"
    let isWhole: Bool
    switch operand {
    case .tensor where takesTensor: return
    case .tensor: throw frame.typeError(at: index, expected: "number")
    case .scalar(let scalar): isWhole = scalar.kind == .integer
    case .number(let number): isWhole = number.kind == .integer
    }
    if draw == "random_", !isWhole {
      throw frame.typeError(at: index, expected: "whole number")
    }
  }

  fileprivate func reduceTracedByOptions(
    _ frame: LuaFrame, _ operation: ReductionOperation, _ builder: PlanBuilder
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
    _ frame: LuaFrame, _ operation: ReductionOperation, _ builder: PlanBuilder
  ) throws(LuaRaise) -> Int {
    guard operation != .any, operation != .all else {
      throw .message(
        "\(operation.rawValue): a truth value for a branch isn't known when a"
          + " function is compiled; \(operation.rawValue)(axis) gives a tensor")
    }
    let tensor = try tracedTensor(frame, 1)
    let number = try raising { () throws(TensorError) in
      try builder.reduced(operation, tensor)
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

extension Operand {
  /// The tensor.
  ///
  /// - Precondition: It is one.
  fileprivate var held: Tensor {
    guard case .tensor(let tensor) = self else {
      preconditionFailure("a tensor stays a tensor")
    }
    return tensor
  }

  /// The number; of a tensor, 0.
  fileprivate var number: Scalar {
    if case .scalar(let scalar) = self { return scalar }
    return .integer(0)
  }
}

extension ElementType {
  /// What kind of number an element is.
  var numberKind: PlanNumber.Kind {
    self == .bool ? .bool : self == .int64 ? .integer : .float
  }
}
