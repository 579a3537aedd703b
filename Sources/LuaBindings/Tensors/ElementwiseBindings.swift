import LuaRuntime
import Tensors

extension Binding {
  /// Elementwise methods, made from the tables of operations.
  static var elementwise: [Binding] {
    BinaryOperation.allCases.flatMap { [binary($0), binaryInPlace($0)] }
      + ComparisonOperation.allCases.map(comparison)
      + UnaryOperation.allCases.map(unary)
      + UnaryOperation.allCases.filter(\.hasUpdate).map(unaryInPlace)
      + [clamp, clampInPlace, chooseMethod, fill, zero, copyInPlace]
  }

  /// The metamethods of operators, by name.
  static var operators: [(String, Binding)] {
    BinaryOperation.allCases.compactMap { operation in
      operation.metamethod.map { ($0, binaryOperator(operation)) }
    } + [("__unm", unary(.negative)), ("__bnot", bitNot), ("__eq", equality)]
      + ["__lt", "__le"].map { ($0, comparisonRefused) }
  }

  // MARK: Two operands

  private static func binary(_ operation: BinaryOperation) -> Binding {
    Binding(
      owner: .tensor, name: operation.rawValue, parameters: [.other],
      result: "snn.Tensor", summary: operation.summary, product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        try engine.giveResult(frame, operation, of: 1, 2)
      }
    }
  }

  /// As `binary`, but the tensor may be either side.
  private static func binaryOperator(_ operation: BinaryOperation) -> Binding {
    Binding(
      owner: .tensor, name: operation.rawValue, summary: operation.summary,
      product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        frame.kind(at: 1) == .userdata
          ? try engine.giveResult(frame, operation, of: 1, 2)
          : try engine.giveResult(frame, operation, of: 2, 1, isReversed: true)
      }
    }
  }

  private static func binaryInPlace(_ operation: BinaryOperation) -> Binding {
    Binding(
      owner: .tensor, name: operation.rawValue + "_", parameters: [.other],
      result: "self", summary: inPlace(operation.summary)
    ) { engine in
      { frame throws(LuaRaise) in
        if let tensor = frame.payload(at: 1, of: engine.tensorType) {
          try engine.apply(frame, operation, to: tensor)
        } else {
          let target = try engine.target(frame, 1)
          let operand = try engine.operand(frame, 2)
          try raising { () throws(TensorError) in
            switch target {
            case .tensor(let tensor): try tensor.apply(operation, operand)
            case .selection(let selection):
              try selection.apply(operation, operand)
            }
          }
        }
        return engine.giveSelf(frame)
      }
    }
  }

  private static func comparison(
    _ operation: ComparisonOperation
  ) -> Binding {
    Binding(
      owner: .tensor, name: operation.rawValue, parameters: [.other],
      result: "snn.Tensor", summary: operation.summary, product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        if frame.kind(at: 2) == .number,
          let left = frame.payload(at: 1, of: engine.tensorType)
        {
          let number = try engine.scalar(frame, 2)
          return try engine.give(
            frame,
            try raising { () throws(TensorError) in
              try left.pointee.comparing(operation, with: number)
            })
        }
        let left = try engine.tensor(frame, 1)
        let right = try engine.operand(frame, 2)
        return try engine.give(
          frame,
          try raising { () throws(TensorError) in
            try left.comparing(operation, right)
          })
      }
    }
  }

  private static var comparisonRefused: Binding {
    Binding(
      owner: .tensor, name: "<", summary: "Says what to write instead."
    ) { _ in
      { _ throws(LuaRaise) in
        throw .orderOfTensors
      }
    }
  }

  /// Lua asks for two objects that are not one and the same, of which one at
  /// least is a tensor.
  static var equality: Binding {
    Binding(
      owner: .tensor, name: "==", summary: "Says what to write instead."
    ) { engine in
      { frame throws(LuaRaise) in
        let isOfTraced = (1...2).contains {
          frame.payload(at: $0, of: engine.tracedType) != nil
        }
        if isOfTraced { throw .branchOnTraced }
        let areTensors = (1...2).allSatisfy {
          engine.isTensor(frame, $0) || engine.isSparse(frame, $0)
        }
        guard areTensors else {
          frame.push(false)
          return 1
        }
        throw .message(
          "tensors can't be compared with == or ~=, which give one boolean in"
            + " Lua; write a:eq(b) or a:ne(b), or rawequal(a, b) for one and"
            + " the same tensor")
      }
    }
  }

  // MARK: One operand

  private static func unary(_ operation: UnaryOperation) -> Binding {
    Binding(
      owner: .tensor, name: operation.rawValue, result: "snn.Tensor",
      summary: operation.summary, product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        let tensor = try engine.tensor(frame, 1)
        return try engine.give(
          frame,
          try raising { () throws(TensorError) in
            try tensor.applying(operation)
          })
      }
    }
  }

  private static func unaryInPlace(_ operation: UnaryOperation) -> Binding {
    Binding(
      owner: .tensor, name: operation.rawValue + "_", result: "self",
      summary: inPlace(operation.summary)
    ) { engine in
      { frame throws(LuaRaise) in
        if let tensor = frame.payload(at: 1, of: engine.tensorType) {
          try raising { () throws(TensorError) in
            try tensor.pointee.apply(operation)
          }
          return engine.giveSelf(frame)
        }
        let target = try engine.target(frame, 1)
        try raising { () throws(TensorError) in
          switch target {
          case .tensor(let tensor): try tensor.apply(operation)
          case .selection(let selection): try selection.apply(operation)
          }
        }
        return engine.giveSelf(frame)
      }
    }
  }

  private static var bitNot: Binding {
    Binding(
      owner: .tensor, name: "bitnot", result: "snn.Tensor",
      summary: "Not, for bool; all bits turned over, for int64.",
      product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        let tensor = try engine.tensor(frame, 1)
        return try engine.give(
          frame,
          try raising { () throws(TensorError) in
            try tensor.complemented()
          })
      }
    }
  }

  // MARK: More

  private static let limits: [Parameter] = [
    Parameter("min", "number|nil", "nil for no lower limit"),
    Parameter("max", "number", "nil for no upper limit", isOptional: true),
  ]

  private static var clamp: Binding {
    Binding(
      owner: .tensor, name: "clamp", aliases: ["clip"], parameters: limits,
      result: "snn.Tensor", summary: "The elements limited to min...max.",
      product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        let tensor = try engine.tensor(frame, 1)
        let (low, high) = try engine.limits(frame)
        return try engine.give(
          frame,
          try raising { () throws(TensorError) in
            try tensor.clamping(minimum: low, maximum: high)
          })
      }
    }
  }

  private static var clampInPlace: Binding {
    Binding(
      owner: .tensor, name: "clamp_", aliases: ["clip_"], parameters: limits,
      result: "self", summary: inPlace("The elements limited to min...max.")
    ) { engine in
      { frame throws(LuaRaise) in
        let target = try engine.target(frame, 1)
        let (low, high) = try engine.limits(frame)
        try raising { () throws(TensorError) in
          switch target {
          case .tensor(let tensor):
            try tensor.clamp(minimum: low, maximum: high)
          case .selection(let selection):
            try selection.clamp(minimum: low, maximum: high)
          }
        }
        return engine.giveSelf(frame)
      }
    }
  }

  private static var chooseMethod: Binding {
    Binding(
      owner: .tensor, name: "where",
      parameters: [
        Parameter("a", "snn.Tensor|number|boolean", "taken where true"),
        Parameter("b", "snn.Tensor|number|boolean", "taken where false"),
      ],
      result: "snn.Tensor",
      summary: "a where this mask is true, else b, with broadcasting.",
      product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        let mask = try engine.tensor(frame, 1)
        let first = try engine.operand(frame, 2)
        let second = try engine.operand(frame, 3)
        return try engine.give(
          frame,
          try raising { () throws(TensorError) in
            try mask.choosing(first, else: second)
          })
      }
    }
  }

  private static var fill: Binding {
    Binding(
      owner: .tensor, name: "fill_",
      parameters: [Parameter("value", "number|boolean")], result: "self",
      summary: "Writes one value to all elements, in place."
    ) { engine in
      { frame throws(LuaRaise) in
        try engine.assign(frame, .scalar(try engine.scalar(frame, 2)))
      }
    }
  }

  private static var zero: Binding {
    Binding(
      owner: .tensor, name: "zero_", result: "self",
      summary: "Writes zeros, in place."
    ) { engine in
      { frame throws(LuaRaise) in try engine.assign(frame, 0) }
    }
  }

  private static var copyInPlace: Binding {
    Binding(
      owner: .tensor, name: "copy_", parameters: [.other], result: "self",
      summary: "Writes the elements of another tensor, in place; they are"
        + " broadcast and converted."
    ) { engine in
      { frame throws(LuaRaise) in
        try engine.assign(frame, try engine.operand(frame, 2))
      }
    }
  }

  private static func inPlace(_ summary: String) -> String {
    "In place: \(summary.prefix(1).lowercased())\(summary.dropFirst())"
  }
}

extension UnaryOperation {
  /// Whether there is a form in place: the result has the operand's type.
  var hasUpdate: Bool {
    switch self {
    case .logicalNot, .isNaN, .isFinite: self == .logicalNot
    default: true
    }
  }
}

extension LuaRaise {
  /// A comparison of tensors by an operator of Lua's.
  static var orderOfTensors: LuaRaise {
    .message(
      "tensors can't be compared with <, <=, > or >=, which give one boolean in"
        + " Lua; write a:lt(b), a:le(b), a:gt(b) or a:ge(b)")
  }
}
