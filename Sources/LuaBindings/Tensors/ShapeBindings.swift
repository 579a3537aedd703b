import LuaRuntime
import Tensors

/// Methods about shapes: views, copies and combinations.
extension Binding {
  static var shapes: [Binding] {
    [
      size, dimensions, count, select, narrow, transpose, turn, squeeze,
      unsqueeze, expand, reshape, flatten, contiguous, clone, convert, roll,
      tile,
    ] + ElementType.allCases.map(conversion)
  }

  /// A method that gives a tensor made of its receiver.
  private static func method(
    _ name: String, aliases: [String] = [], _ parameters: [Parameter],
    _ summary: String,
    _ body: @escaping (Engine, LuaFrame, Tensor) throws(LuaRaise) -> Tensor
  ) -> Binding {
    Binding(
      owner: .tensor, name: name, aliases: aliases, parameters: parameters,
      result: "snn.Tensor", summary: summary, product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        let tensor = try engine.tensor(frame, 1)
        return try engine.give(frame, try body(engine, frame, tensor))
      }
    }
  }

  // MARK: Sizes

  private static var size: Binding {
    Binding(
      owner: .tensor, name: "size", parameters: [.optionalAxis],
      result: "integer", bareResult: "integer[]",
      summary: "The size of an axis, or a table of all sizes."
    ) { engine in
      { frame throws(LuaRaise) in
        let tensor = try engine.tensor(frame, 1)
        if frame.isNoneOrNil(at: 2) {
          try frame.newTable(arrayCount: tensor.rank)
          for axis in 0..<tensor.rank {
            frame.push(tensor.shape[axis])
            try frame.rawSet(at: -2, index: axis + 1)
          }
        } else {
          frame.push(
            tensor.shape[try engine.axis(frame, 2, rank: tensor.rank)])
        }
        return 1
      }
    }
  }

  private static var dimensions: Binding {
    Binding(
      owner: .tensor, name: "dim", result: "integer",
      summary: "The number of axes."
    ) { engine in
      { frame throws(LuaRaise) in
        frame.push(try engine.tensor(frame, 1).rank)
        return 1
      }
    }
  }

  private static var count: Binding {
    Binding(
      owner: .tensor, name: "numel", result: "integer",
      summary: "The number of elements."
    ) { engine in
      { frame throws(LuaRaise) in
        frame.push(try engine.tensor(frame, 1).count)
        return 1
      }
    }
  }

  /// `#tensor`.
  static var length: Binding {
    Binding(
      owner: .tensor, name: "length", summary: "The size of the first axis."
    ) { engine in
      { frame throws(LuaRaise) in
        let tensor = try engine.tensor(frame, 1)
        frame.push(tensor.rank == 0 ? 1 : tensor.shape[0])
        return 1
      }
    }
  }

  // MARK: Views

  private static var select: Binding {
    method(
      "select",
      [.axis, Parameter("index", "integer", "counts from 1")],
      "The part at an index of an axis, without that axis: a view."
    ) { engine, frame, tensor throws(LuaRaise) in
      let axis = try engine.axis(frame, 2, rank: tensor.rank)
      let index = try frame.integer(at: 3, in: 1...max(1, tensor.shape[axis]))
      return try raising { () throws(TensorError) in
        try tensor.selected(axis: axis, index: index - 1)
      }
    }
  }

  private static var narrow: Binding {
    method(
      "narrow",
      [
        .axis, Parameter("first", "integer", "counts from 1"),
        Parameter("count", "integer"),
      ],
      "`count` elements along an axis, from `first`: a view."
    ) { engine, frame, tensor throws(LuaRaise) in
      let axis = try engine.axis(frame, 2, rank: tensor.rank)
      let first = try frame.integer(at: 3, in: 1...Int.max)
      let count = try frame.integer(at: 4, in: 0...Int.max)
      return try raising { () throws(TensorError) in
        try tensor.narrowed(axis: axis, start: first - 1, count: count)
      }
    }
  }

  private static var transpose: Binding {
    method(
      "transpose",
      [
        Parameter("axis1", "integer", "1 if not given", isOptional: true),
        Parameter("axis2", "integer", "2 if not given", isOptional: true),
      ],
      "The tensor with two axes exchanged: a view."
    ) { engine, frame, tensor throws(LuaRaise) in
      let isPlain = frame.isNoneOrNil(at: 2)
      let first = isPlain ? 0 : try engine.axis(frame, 2, rank: tensor.rank)
      let second = isPlain ? 1 : try engine.axis(frame, 3, rank: tensor.rank)
      return try raising { () throws(TensorError) in
        try tensor.transposed(first, second)
      }
    }
  }

  private static var turn: Binding {
    method("t", [], "The matrix with rows and columns exchanged: a view.") {
      _, _, tensor throws(LuaRaise) in
      if tensor.rank < 2 { return tensor }
      guard tensor.rank == 2 else {
        throw .message(
          "t: expected a matrix, found shape \(tensor.shape); use transpose")
      }
      return try raising { () throws(TensorError) in try tensor.transposed() }
    }
  }

  private static var squeeze: Binding {
    method(
      "squeeze", [.optionalAxis],
      "The tensor without an axis of size 1, or without all of them: a view."
    ) { engine, frame, tensor throws(LuaRaise) in
      let axis =
        frame.isNoneOrNil(at: 2)
        ? nil : try engine.axis(frame, 2, rank: tensor.rank)
      return try raising { () throws(TensorError) in
        try tensor.squeezed(axis: axis)
      }
    }
  }

  private static var unsqueeze: Binding {
    method(
      "unsqueeze", [.axis],
      "The tensor with an axis of size 1 put in: a view."
    ) { engine, frame, tensor throws(LuaRaise) in
      let axis = try engine.axis(frame, 2, rank: tensor.rank + 1)
      return try raising { () throws(TensorError) in
        try tensor.unsqueezed(axis: axis)
      }
    }
  }

  private static var expand: Binding {
    method(
      "expand", [.shape],
      "The tensor repeated along axes of size 1, without a copy: a view that"
        + " can't be written to."
    ) { engine, frame, tensor throws(LuaRaise) in
      let (shape, _) = try engine.shape(frame, 2)
      return try raising { () throws(TensorError) in
        try tensor.expanded(to: shape)
      }
    }
  }

  private static var reshape: Binding {
    method(
      "reshape", aliases: ["view"], [.shape],
      "The same elements, row by row, under another shape; one size may be -1."
        + " A view if the elements lie in order, else a copy."
    ) { engine, frame, tensor throws(LuaRaise) in
      let (sizes, _) = try engine.sizes(frame, 2)
      return try raising { () throws(TensorError) in
        try tensor.reshaped(sizes)
      }
    }
  }

  private static var flatten: Binding {
    method("flatten", [], "All elements, row by row, along one axis.") {
      _, _, tensor throws(LuaRaise) in
      try raising { () throws(TensorError) in
        try tensor.reshaped([tensor.count])
      }
    }
  }

  // MARK: Copies

  private static var contiguous: Binding {
    method(
      "contiguous", [],
      "The tensor itself if its elements lie in order, else a copy."
    ) { _, _, tensor throws(LuaRaise) in
      tensor.isContiguous
        ? tensor
        : try raising { () throws(TensorError) in try tensor.copied() }
    }
  }

  private static var clone: Binding {
    method("clone", aliases: ["copy"], [], "A copy.") {
      _, _, tensor throws(LuaRaise) in
      try raising { () throws(TensorError) in try tensor.copied() }
    }
  }

  private static var convert: Binding {
    method(
      "to", aliases: ["type_as"],
      [Parameter("type", "snn.ElementType|snn.Tensor")],
      "The elements as another type; the tensor itself if it has that type."
        + " Real numbers are cut off on their way to int64."
    ) { engine, frame, tensor throws(LuaRaise) in
      var type: ElementType?
      if engine.isTensor(frame, 2) {
        type = try engine.tensor(frame, 2).type
      } else {
        type = try engine.elementType(frame, 2)
      }
      guard let type else {
        throw frame.typeError(at: 2, expected: "element type")
      }
      return try raising { () throws(TensorError) in
        try tensor.converted(to: type)
      }
    }
  }

  /// `v:float()`, as PyTorch names it.
  private static func conversion(_ type: ElementType) -> Binding {
    method(
      type.methodName, [],
      "The elements as \(type.rawValue): to(\"\(type.rawValue)\")."
    ) { _, _, tensor throws(LuaRaise) in
      try raising { () throws(TensorError) in
        try tensor.converted(to: type)
      }
    }
  }

  private static var roll: Binding {
    method(
      "roll", [Parameter("shift", "integer"), .optionalAxis],
      "A copy with the elements moved along an axis; those pushed out come in"
        + " at the other end. Without an axis, of the flattened tensor."
    ) { engine, frame, tensor throws(LuaRaise) in
      let shift = try frame.integer(at: 2)
      let axis =
        frame.isNoneOrNil(at: 3)
        ? nil : try engine.axis(frame, 3, rank: tensor.rank)
      return try raising { () throws(TensorError) in
        try tensor.rolled(by: shift, axis: axis)
      }
    }
  }

  private static var tile: Binding {
    method(
      "tile",
      [Parameter("...", "integer|integer[]", "how often, for each axis")],
      "A copy with the tensor repeated along its axes."
    ) { engine, frame, tensor throws(LuaRaise) in
      let (counts, _) = try engine.sizes(frame, 2)
      return try raising { () throws(TensorError) in try tensor.tiled(counts) }
    }
  }
}
