import LuaRuntime
import Programs
import SpikingNetworks
import TensorBindings
import Tensors

/// What stand-ins have beside the methods of tensors.
extension Binding {
  static var traced: [Binding] {
    elementwise(of: TracedReceiver.self) + reductions(of: TracedReceiver.self)
      + shapes(of: TracedReceiver.self) + draws(of: TracedReceiver.self)
      + ordering(of: TracedReceiver.self) + indexing(of: TracedReceiver.self)
      + alongAxes(of: TracedReceiver.self) + counting(of: TracedReceiver.self)
      + matrices(of: TracedReceiver.self) + windows(of: TracedReceiver.self)
      + linearAlgebra(of: TracedReceiver.self)
      + fourierTransforms(of: TracedReceiver.self)
      + [tracedNonzero, tracedValues]
  }

  /// The metamethods of operators, by name.
  static var tracedOperators: [(String, Binding)] {
    operators(of: TracedReceiver.self)
      .filter { !["__eq", "__lt", "__le"].contains($0.0) } + [
        ("__eq", tracedBranch), ("__lt", tracedOrder), ("__le", tracedOrder),
        ("__concat", tracedText), ("__tostring", tracedText),
      ]
  }

  /// A method of stand-ins.
  static func tracing(
    _ name: String, aliases: [String] = [],
    _ body:
      @escaping (ScriptContext, LuaFrame, ProgramBuilder) throws(LuaRaise) ->
      Int
  ) -> Binding {
    Binding(owner: .prelude, name: name, aliases: aliases, summary: "") {
      context in
      { frame throws(LuaRaise) in
        let call = try TracedReceiver(context, frame)
        return try body(context, frame, call.builder)
      }
    }
  }

  /// `mask:nonzero()`, as what it selects.
  private static var tracedNonzero: Binding {
    tracing("nonzero") { context, frame, builder throws(LuaRaise) in
      let tensor = try context.tracedTensor(frame, 1)
      guard tensor.shape.rank == 1 else {
        throw .message(
          "nonzero of a tensor of shape \(tensor.shape) has no compiled form: how"
            + " many indices it gives isn't known; select by the mask itself, as"
            + " in W[mask]")
      }
      return try context.push(
        frame,
        .places(
          try raising { () throws(TensorError) in
            try builder.places(of: tensor)
          }))
    }
  }

  /// `matrix:values()`, the values of all entries of a sparse matrix, which are
  /// the matrix's own.
  private static var tracedValues: Binding {
    tracing("values") { context, frame, _ throws(LuaRaise) in
      guard case .sparse(let matrix)? = try context.traced(frame, 1) else {
        throw .message(
          "only the values of a whole sparse matrix have a compiled form")
      }
      return try context.push(frame, .tensor(matrix.values))
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
    tracing("compare") { context, frame, _ throws(LuaRaise) in
      for index in 1...2 {
        switch try context.traced(frame, index) {
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

extension ScriptContext {
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
      if case .sparseSelection(let selection) = target {
        return try raising { () throws(TensorError) in
          try builder.assign(elements, to: selection)
        }
      }
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
