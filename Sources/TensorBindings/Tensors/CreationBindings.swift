import LuaRuntime
import Tensors

/// Functions that make tensors of nothing, of numbers or of tables.
extension Binding {
  package static var creation: [Binding] {
    [
      filled("zeros", 0, "A tensor of zeros."),
      filled("ones", 1, "A tensor of ones."),
      filledLike("zeros_like", 0, "Zeros of the shape and type of a tensor."),
      filledLike("ones_like", 1, "Ones of the shape and type of a tensor."),
      full, fullLike, range, spaced, logSpaced, grid, identity, fromTable,
    ]
  }

  private static func filled(
    _ name: String, _ value: Scalar, _ summary: String
  ) -> Binding {
    Binding(
      owner: .library, name: name, parameters: [.shape, .elementType],
      result: "snn.Tensor",
      summary: summary + " The type follows the sizes: snn.\(name)(3, 4,"
        + " \"bool\").",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let (shape, next) = try context.shape(frame, 1)
        let type = try context.elementType(frame, next) ?? .float32
        return try context.give(
          frame,
          try raising { () throws(TensorError) in
            value == 0
              ? try .zeros(shape, type: type, in: context.pool)
              : try .full(shape, value, type: type, in: context.pool)
          })
      }
    }
  }

  private static func filledLike(
    _ name: String, _ value: Scalar, _ summary: String
  ) -> Binding {
    Binding(
      owner: .library, name: name,
      parameters: [Parameter("tensor", "snn.Tensor")], result: "snn.Tensor",
      summary: summary, product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let model = try context.tensor(frame, 1)
        return try context.give(
          frame,
          try raising { () throws(TensorError) in
            try .full(model.shape, value, type: model.type, in: context.pool)
          })
      }
    }
  }

  private static var full: Binding {
    Binding(
      owner: .library, name: "full",
      parameters: [
        Parameter("shape", "integer|integer[]", "sizes, in a table"),
        Parameter("value", "number|boolean"), .elementType,
      ],
      result: "snn.Tensor",
      summary: "A tensor with one value in all elements. A boolean value makes"
        + " a bool tensor.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let shape: Shape
        if frame.kind(at: 1) == .table {
          (shape, _) = try context.shape(frame, 1)
        } else {
          let size = try frame.integer(at: 1)
          shape = try raising { () throws(TensorError) in try Shape([size]) }
        }
        let value = try context.scalar(frame, 2)
        var natural = ElementType.float32
        if case .bool = value { natural = .bool }
        let type = try context.elementType(frame, 3) ?? natural
        return try context.give(
          frame,
          try raising { () throws(TensorError) in
            try .full(shape, value, type: type, in: context.pool)
          })
      }
    }
  }

  private static var fullLike: Binding {
    Binding(
      owner: .library, name: "full_like",
      parameters: [
        Parameter("tensor", "snn.Tensor"),
        Parameter("value", "number|boolean"),
      ],
      result: "snn.Tensor",
      summary: "One value in the shape and type of a tensor.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let model = try context.tensor(frame, 1)
        let value = try context.scalar(frame, 2)
        return try context.give(
          frame,
          try raising { () throws(TensorError) in
            try .full(model.shape, value, type: model.type, in: context.pool)
          })
      }
    }
  }

  private static var range: Binding {
    Binding(
      owner: .library, name: "arange",
      parameters: [
        Parameter("first", "number", "1 if only one number is given"),
        Parameter("last", "number", "included, as in Lua's for"),
        Parameter("step", "number", "1 if not given", isOptional: true),
      ],
      result: "snn.Tensor",
      summary: "The numbers from first to last, both included, as in Lua's for:"
        + " int64 if all are integers, else float32. arange(n) counts 1 to n.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let isShort = frame.count < 2
        let first = isShort ? 1 : try frame.number(at: 1)
        let last = try frame.number(at: isShort ? 1 : 2)
        let hasStep = !frame.isNoneOrNil(at: 3)
        let step = hasStep ? try frame.number(at: 3) : 1
        let isWhole = (1...max(1, min(frame.count, 3)))
          .allSatisfy { frame.isInteger(at: $0) || frame.isNoneOrNil(at: $0) }
        if isWhole {
          let first = isShort ? 1 : try frame.integer(at: 1)
          let last = try frame.integer(at: isShort ? 1 : 2)
          let step = hasStep ? try frame.integer(at: 3) : 1
          return try context.give(
            frame,
            try raising { () throws(TensorError) in
              try .range(
                from: first, through: last, step: step, in: context.pool)
            })
        }
        // The end is half a step past the last number, so that rounding can't
        // lose it.
        let steps = ((last - first) / step + 1e-9).rounded(.down)
        return try context.give(
          frame,
          try raising { () throws(TensorError) in
            try .range(
              from: first, to: first + (steps + 0.5) * step, step: step,
              in: context.pool)
          })
      }
    }
  }

  private static var spaced: Binding {
    Binding(
      owner: .library, name: "linspace",
      parameters: [
        Parameter("first", "number"), Parameter("last", "number", "included"),
        Parameter("count", "integer"),
      ],
      result: "snn.Tensor",
      summary: "`count` numbers from first to last, evenly spaced.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let line = try context.line(frame)
        return try context.give(
          frame,
          try raising { () throws(TensorError) in
            try line.converted(to: .float32)
          })
      }
    }
  }

  private static var logSpaced: Binding {
    Binding(
      owner: .library, name: "logspace",
      parameters: [
        Parameter("first", "number", "the exponent of the first number"),
        Parameter("last", "number", "that of the last, included"),
        Parameter("count", "integer"),
        Parameter("base", "number", "10 if not given", isOptional: true),
      ],
      result: "snn.Tensor",
      summary:
        "`count` numbers from base^first to base^last, whose logarithms are"
        + " evenly spaced.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let line = try context.line(frame)
        let base = frame.isNoneOrNil(at: 4) ? 10 : try frame.number(at: 4)
        return try context.give(
          frame,
          try raising { () throws(TensorError) in
            try Tensor.full([], .float(base), type: .float64, in: context.pool)
              .applying(.power, .tensor(line)).converted(to: .float32)
          })
      }
    }
  }

  private static var grid: Binding {
    Binding(
      owner: .library, name: "meshgrid",
      parameters: [Parameter("...", "snn.Tensor", "vectors")],
      result: "snn.Tensor ...",
      summary:
        "A tensor for each vector, with an axis for each of them, in which"
        + " its elements go along its own axis and repeat along the others."
    ) { context in
      { frame throws(LuaRaise) in
        var vectors: [Tensor] = []
        for index in 1...max(1, frame.count) {
          let vector = try context.tensor(frame, index)
          guard vector.rank == 1 else {
            throw .message(
              "meshgrid: expected vectors, found shape \(vector.shape)")
          }
          vectors.append(vector)
        }
        let shape = try raising { [vectors] () throws(TensorError) in
          try Shape(vectors.map(\.count))
        }
        for (axis, vector) in vectors.enumerated() {
          var sizes = Array(repeating: 1, count: vectors.count)
          sizes[axis] = vector.count
          try context.pushNew(
            frame,
            try raising { [sizes] () throws(TensorError) in
              try vector.reshaped(sizes).expanded(to: shape).copied()
            })
        }
        return vectors.count
      }
    }
  }

  private static var identity: Binding {
    Binding(
      owner: .library, name: "eye",
      parameters: [Parameter("size", "integer"), .elementType],
      result: "snn.Tensor", summary: "The unit matrix.", product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let size = try frame.integer(at: 1)
        let type = try context.elementType(frame, 2) ?? .float32
        return try context.give(
          frame,
          try raising { () throws(TensorError) in
            try .identity(size, type: type, in: context.pool)
          })
      }
    }
  }

  private static var fromTable: Binding {
    Binding(
      owner: .library, name: "tensor",
      parameters: [
        Parameter("values", "table", "numbers or booleans, nested for axes"),
        .elementType,
      ],
      result: "snn.Tensor",
      summary: "A tensor of the values in a table. Without a type, booleans"
        + " make bool, integers int64 and other numbers float32.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        if context.isTensor(frame, 1) {
          let tensor = try context.tensor(frame, 1)
          return try context.give(
            frame,
            try raising { () throws(TensorError) in try tensor.copied() })
        }
        guard frame.kind(at: 1) == .table else {
          throw frame.typeError(at: 1, expected: "table")
        }
        return try context.give(
          frame,
          try context.tensor(
            ofTable: 1, in: frame, type: try context.elementType(frame, 2)))
      }
    }
  }
}

extension TensorContext {
  /// As many numbers as the third argument says, evenly spaced from the first to
  /// the second, as a float64 vector.
  fileprivate func line(_ frame: LuaFrame) throws(LuaRaise) -> Tensor {
    let first = try frame.number(at: 1)
    let last = try frame.number(at: 2)
    let count = try frame.integer(at: 3, in: 0...Int.max)
    let step = count > 1 ? (last - first) / Double(count - 1) : 0
    return try raising { () throws(TensorError) in
      let result = try Tensor.zeros(
        try Shape([count]), type: .float64, in: pool)
      for index in 0..<count {
        let value =
          index == count - 1 && count > 1
          ? last : first + step * Double(index)
        try result.setElement([index], to: .float(value))
      }
      return result
    }
  }
}
