import LuaRuntime
import Tensors

/// Sizes, views and copies of stand-ins.
extension Binding {
  static var tracedShapes: [Binding] {
    Binding.shapes.filter { viewMethods.contains($0.name) }.map(tracedView)
      + [tracedSize, tracedRank, tracedCount]
  }

  static var tracedCopies: [Binding] {
    [tracedClone, tracedConversion]
      + ElementType.allCases.map(tracedConversion)
  }

  /// The methods that give the same elements in another layout.
  private static let viewMethods: Set = [
    "select", "narrow", "transpose", "t", "squeeze", "unsqueeze", "expand",
    "reshape", "flatten", "contiguous",
  ]

  /// Those that copy if the elements don't lie in order.
  private static let orderMethods: Set = ["reshape", "flatten", "contiguous"]

  /// A method of tensors that looks at no element, on what stands for one: it
  /// is called for a tensor that has the layout and no elements.
  private static func tracedView(_ binding: Binding) -> Binding {
    Binding(
      owner: .prelude, name: binding.name, aliases: binding.aliases,
      summary: "", product: .tensor
    ) { engine in
      let body = binding.body?(engine)
      return { frame throws(LuaRaise) in
        let builder = try engine.tracer().builder
        var source = try engine.tracedTensor(frame, 1)
        if orderMethods.contains(binding.name), !source.isContiguous {
          source = try raising { () throws(TensorError) in
            try builder.copied(source)
          }
        }
        try frame.pushNewObject(engine.tensorType, source.layout)
        frame.replace(at: 1)
        _ = try body?(frame)
        guard let view = frame.payload(at: -1, of: engine.tensorType) else {
          throw .message(
            "\(binding.name): an element isn't known when a function is"
              + " compiled")
        }
        let layout = view.pointee
        return try engine.push(
          frame,
          .tensor(
            try raising { () throws(TensorError) in
              try builder.viewed(source) { _ throws(TensorError) in layout }
            }))
      }
    }
  }

  // MARK: Sizes

  private static var tracedSize: Binding {
    tracing("size") { engine, frame, _ throws(LuaRaise) in
      let shape = try engine.tracedTensor(frame, 1).shape
      if frame.isNoneOrNil(at: 2) {
        try frame.newTable(arrayCount: shape.rank)
        for axis in 0..<shape.rank {
          frame.push(shape[axis])
          try frame.rawSet(at: -2, index: axis + 1)
        }
      } else {
        frame.push(shape[try engine.axis(frame, 2, rank: shape.rank)])
      }
      return 1
    }
  }

  private static var tracedRank: Binding {
    tracing("dim") { engine, frame, _ throws(LuaRaise) in
      frame.push(try engine.tracedTensor(frame, 1).shape.rank)
      return 1
    }
  }

  private static var tracedCount: Binding {
    tracing("numel") { engine, frame, _ throws(LuaRaise) in
      frame.push(try engine.tracedTensor(frame, 1).shape.count)
      return 1
    }
  }

  /// `#tensor`.
  static var tracedLength: Binding {
    tracing("length") { engine, frame, _ throws(LuaRaise) in
      let shape = try engine.tracedTensor(frame, 1).shape
      frame.push(shape.rank == 0 ? 1 : shape[0])
      return 1
    }
  }

  // MARK: Copies

  private static var tracedClone: Binding {
    tracing("clone", aliases: ["copy"]) {
      engine, frame, builder throws(LuaRaise) in
      if let elements = try engine.tracedElements(frame, 1) {
        return try engine.pushElements(frame) { () throws(TensorError) in
          try builder.converted(elements, to: elements.type)
        }
      }
      let tensor = try engine.tracedTensor(frame, 1)
      return try engine.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in try builder.copied(tensor) }))
    }
  }

  private static func tracedConversion(_ type: ElementType) -> Binding {
    tracing(type.methodName) { engine, frame, builder throws(LuaRaise) in
      if let elements = try engine.tracedElements(frame, 1) {
        return try engine.pushElements(frame) { () throws(TensorError) in
          try builder.converted(elements, to: type)
        }
      }
      let tensor = try engine.tracedTensor(frame, 1)
      return try engine.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in
            try builder.converted(tensor, to: type)
          }))
    }
  }

  private static var tracedConversion: Binding {
    tracing("to", aliases: ["type_as"]) {
      engine, frame, builder throws(LuaRaise) in
      let type =
        frame.kind(at: 2) == .userdata
        ? try engine.tracedTensor(frame, 2).type
        : try engine.elementType(frame, 2)
      guard let type else {
        throw frame.typeError(at: 2, expected: "element type")
      }
      if let elements = try engine.tracedElements(frame, 1) {
        return try engine.pushElements(frame) { () throws(TensorError) in
          try builder.converted(elements, to: type)
        }
      }
      let tensor = try engine.tracedTensor(frame, 1)
      return try engine.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in
            try builder.converted(tensor, to: type)
          }))
    }
  }
}
