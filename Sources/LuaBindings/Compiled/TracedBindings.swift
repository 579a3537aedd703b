import LuaRuntime
import SpikingNetworks
import Tensors

/// The methods of stand-ins, made from the tables of operations: each writes
/// down what the tensors' own method of the same name does.
extension Binding {
  static var traced: [Binding] {
    BinaryOperation.allCases.flatMap { [tracedBinary($0), tracedUpdate($0)] }
      + ComparisonOperation.allCases.map(tracedComparison)
      + UnaryOperation.allCases.flatMap { [tracedUnary($0), tracedUpdate($0)] }
      + ReductionOperation.named.map(tracedReduction)
      + [tracedClamp, tracedClampInPlace, tracedWhere, tracedAssign("fill_")]
      + [tracedAssign("copy_"), tracedZero]
      + tracedShapes + tracedCopies + tracedDraws + tracedProducts
  }

  /// The metamethods of operators, by name.
  static var tracedOperators: [(String, Binding)] {
    BinaryOperation.allCases.compactMap { operation in
      operation.metamethod.map { ($0, tracedBinary(operation)) }
    } + [
      ("__unm", tracedUnary(.negative)), ("__bnot", tracedNot),
      ("__eq", tracedBranch), ("__lt", tracedOrder), ("__le", tracedOrder),
      ("__concat", tracedText), ("__tostring", tracedText),
    ]
  }

  /// A method of stand-ins.
  static func tracing(
    _ name: String, aliases: [String] = [],
    _ body: @escaping (Engine, LuaFrame, ProgramBuilder) throws(LuaRaise) -> Int
  ) -> Binding {
    Binding(owner: .prelude, name: name, aliases: aliases, summary: "") {
      engine in
      { frame throws(LuaRaise) in
        let builder = try engine.tracer().builder
        builder.position = frame.callerPosition
        if case .number? = try engine.traced(frame, 1), frame.isMethodCall {
          throw .message("attempt to index a number value")
        }
        return try body(engine, frame, builder)
      }
    }
  }

  // MARK: Two operands

  private static func tracedBinary(_ operation: BinaryOperation) -> Binding {
    tracing(operation.rawValue) { engine, frame, builder throws(LuaRaise) in
      if let elements = try engine.tracedElements(frame, 1) {
        let operand = try engine.elementsOperand(frame, 2)
        return try engine.pushElements(frame) { () throws(TensorError) in
          try builder.applying(operation, elements, operand)
        }
      }
      if let elements = try engine.tracedElements(frame, 2) {
        let operand = try engine.elementsOperand(frame, 1)
        return try engine.pushElements(frame) { () throws(TensorError) in
          try builder.applying(operation, elements, operand, isReversed: true)
        }
      }
      let left = try engine.tracedOperand(frame, 1)
      let right = try engine.tracedOperand(frame, 2)
      switch (left, right) {
      case (.tensor(let tensor), _):
        return try engine.push(
          frame,
          .tensor(
            try raising { () throws(TensorError) in
              try builder.applying(operation, tensor, right)
            }))
      case (_, .tensor(let tensor)):
        return try engine.push(
          frame,
          .tensor(
            try raising { () throws(TensorError) in
              try builder.applying(operation, tensor, left, isReversed: true)
            }))
      default:
        return try engine.push(
          frame, .number(try builder.combining(operation, left, right)))
      }
    }
  }

  private static func tracedUpdate(_ operation: BinaryOperation) -> Binding {
    tracing(operation.rawValue + "_") {
      engine, frame, builder throws(LuaRaise) in
      let target = try engine.tracedTarget(frame, 1)
      if case .selection(let selection) = target,
        let elements = try engine.tracedElements(frame, 2)
      {
        try raising { () throws(TensorError) in
          try builder.apply(operation, to: selection, elements)
        }
        return engine.giveSelf(frame)
      }
      let operand: ProgramOperand
      if case .sparse(let matrix) = target {
        operand = try engine.sparseOperand(frame, 2, beside: matrix)
      } else {
        operand = try engine.tracedOperand(frame, 2)
      }
      try raising { () throws(TensorError) in
        switch target {
        case .selection(let selection):
          try builder.apply(operation, to: selection, operand)
        case .tensor(let tensor):
          try builder.apply(operation, to: tensor, operand)
        case .sparse(let matrix):
          try builder.apply(operation, to: matrix.values, operand)
        case .sparseSelection(let selection):
          try builder.apply(operation, to: selection, operand)
        case .number, .constant, .elements, .places: break
        }
      }
      return engine.giveSelf(frame)
    }
  }

  private static func tracedComparison(
    _ operation: ComparisonOperation
  ) -> Binding {
    tracing(operation.rawValue) { engine, frame, builder throws(LuaRaise) in
      if let elements = try engine.tracedElements(frame, 1) {
        let operand = try engine.elementsOperand(frame, 2)
        return try engine.pushElements(frame) { () throws(TensorError) in
          try builder.comparing(operation, elements, operand)
        }
      }
      let left = try engine.tracedTensor(frame, 1)
      let right = try engine.tracedOperand(frame, 2)
      return try engine.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in
            try builder.comparing(operation, left, right)
          }))
    }
  }

  // MARK: One operand

  private static func tracedUnary(_ operation: UnaryOperation) -> Binding {
    tracing(operation.rawValue) { engine, frame, builder throws(LuaRaise) in
      if let elements = try engine.tracedElements(frame, 1) {
        return try engine.pushElements(frame) { () throws(TensorError) in
          try builder.applying(operation, elements)
        }
      }
      switch try engine.tracedOperand(frame, 1) {
      case .tensor(let tensor):
        return try engine.push(
          frame,
          .tensor(
            try raising { () throws(TensorError) in
              try builder.applying(operation, tensor)
            }))
      case let operand where operation == .negative:
        return try engine.push(
          frame,
          .number(
            try builder.combining(
              .multiply, operand, .scalar(.integer(-1)))))
      default: throw frame.typeError(at: 1, expected: "Tensor")
      }
    }
  }

  private static func tracedUpdate(_ operation: UnaryOperation) -> Binding {
    tracing(operation.rawValue + "_") {
      engine, frame, builder throws(LuaRaise) in
      let target = try engine.tracedTarget(frame, 1)
      try raising { () throws(TensorError) in
        switch target {
        case .selection(let selection):
          try builder.apply(operation, to: selection)
        case .tensor(let tensor): try builder.apply(operation, to: tensor)
        case .sparse(let matrix):
          try builder.apply(operation, to: matrix.values)
        case .sparseSelection(let selection):
          try builder.apply(operation, to: selection)
        case .number, .constant, .elements, .places: break
        }
      }
      return engine.giveSelf(frame)
    }
  }

  private static var tracedNot: Binding {
    tracing("bitnot") { engine, frame, builder throws(LuaRaise) in
      if let elements = try engine.tracedElements(frame, 1) {
        return try engine.pushElements(frame) { () throws(TensorError) in
          elements.type == .bool
            ? try builder.applying(.logicalNot, elements)
            : try builder.applying(
              .exclusiveOr, elements, .operand(.scalar(.integer(-1))))
        }
      }
      let tensor = try engine.tracedTensor(frame, 1)
      return try engine.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in
            tensor.type == .bool
              ? try builder.applying(.logicalNot, tensor)
              : try builder.applying(
                .exclusiveOr, tensor, .scalar(.integer(-1)))
          }))
    }
  }

  // MARK: Limits, choices, writing

  private static var tracedClamp: Binding {
    tracing("clamp", aliases: ["clip"]) {
      engine, frame, builder throws(LuaRaise) in
      let (low, high) = try engine.limits(frame)
      if let elements = try engine.tracedElements(frame, 1) {
        return try engine.pushElements(frame) { () throws(TensorError) in
          try builder.clamping(elements, minimum: low, maximum: high)
        }
      }
      let tensor = try engine.tracedTensor(frame, 1)
      return try engine.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in
            try builder.clamping(tensor, minimum: low, maximum: high)
          }))
    }
  }

  private static var tracedClampInPlace: Binding {
    tracing("clamp_", aliases: ["clip_"]) {
      engine, frame, builder throws(LuaRaise) in
      let target = try engine.tracedTarget(frame, 1)
      let (low, high) = try engine.limits(frame)
      try raising { () throws(TensorError) in
        switch target {
        case .selection(let selection):
          try builder.clamp(selection, minimum: low, maximum: high)
        case .tensor(let tensor):
          try builder.clamp(tensor, minimum: low, maximum: high)
        case .sparse(let matrix):
          try builder.clamp(matrix.values, minimum: low, maximum: high)
        case .sparseSelection(let selection):
          try builder.clamp(selection, minimum: low, maximum: high)
        case .number, .constant, .elements, .places: break
        }
      }
      return engine.giveSelf(frame)
    }
  }

  private static var tracedWhere: Binding {
    tracing("where") { engine, frame, builder throws(LuaRaise) in
      if let elements = try engine.tracedElements(frame, 1) {
        let first = try engine.elementsOperand(frame, 2)
        let second = try engine.elementsOperand(frame, 3)
        return try engine.pushElements(frame) { () throws(TensorError) in
          try builder.choosing(elements, first, else: second)
        }
      }
      let mask = try engine.tracedTensor(frame, 1)
      let first = try engine.tracedOperand(frame, 2)
      let second = try engine.tracedOperand(frame, 3)
      return try engine.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in
            try builder.choosing(mask, first, else: second)
          }))
    }
  }

  private static func tracedAssign(_ name: String) -> Binding {
    tracing(name) { engine, frame, builder throws(LuaRaise) in
      try engine.assign(
        frame, builder, try engine.tracedTarget(frame, 1),
        try engine.elementsOperand(frame, 2))
      return engine.giveSelf(frame)
    }
  }

  private static var tracedZero: Binding {
    tracing("zero_") { engine, frame, builder throws(LuaRaise) in
      try engine.assign(
        frame, builder, try engine.tracedTarget(frame, 1),
        .operand(.scalar(.integer(0))))
      return engine.giveSelf(frame)
    }
  }

  // MARK: What has no native form

  private static var tracedBranch: Binding {
    tracing("compare") { _, _, _ throws(LuaRaise) in
      throw .branchOnTraced
    }
  }

  /// A comparison of tensors is none of Lua's anywhere; one of numbers is a
  /// branch.
  private static var tracedOrder: Binding {
    tracing("compare") { engine, frame, _ throws(LuaRaise) in
      for index in 1...2 {
        switch try engine.traced(frame, index) {
        case .number?, nil: break
        default: throw .orderOfTensors
        }
      }
      throw .branchOnTraced
    }
  }

  private static var tracedText: Binding {
    tracing("concat") { _, _, _ throws(LuaRaise) in
      throw .message(
        "a value that isn't known when a function is compiled can't become"
          + " text")
    }
  }
}

extension LuaRaise {
  /// A comparison or a test of what isn't known while a function is traced.
  static var branchOnTraced: LuaRaise {
    .message(
      "a branch on a value that isn't known when a function is compiled: use"
        + " mask:where(a, b) or x[mask], or leave the behavior to Lua")
  }
}

extension Engine {
  /// Writes `value` to all elements of `target`, and of what follows it.
  func assign(
    _ frame: LuaFrame, _ builder: ProgramBuilder, _ target: Traced,
    _ value: ProgramElementsOperand
  ) throws(LuaRaise) {
    let followers = try followers(of: target)
    switch value {
    case .operand(let operand):
      for target in [target] + followers {
        try write(operand, to: target, builder)
      }
    case .elements(let elements):
      guard case .selection(let selection) = target else {
        throw .unknownSize
      }
      try raising { () throws(TensorError) in
        try builder.assign(elements, to: selection)
        for case .selection(let follower) in followers {
          try builder.assign(builder.elements(of: selection), to: follower)
        }
      }
    }
  }

  private func write(
    _ operand: ProgramOperand, to target: Traced, _ builder: ProgramBuilder
  ) throws(LuaRaise) {
    try raising { () throws(TensorError) in
      switch target {
      case .selection(let selection): try builder.assign(operand, to: selection)
      case .tensor(let tensor): try builder.assign(operand, to: tensor)
      case .sparse(let matrix): try builder.assign(operand, to: matrix.values)
      case .sparseSelection(let selection):
        try builder.assign(operand, to: selection)
      case .number, .constant, .elements, .places: break
      }
    }
  }
}
