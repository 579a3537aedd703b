import LuaRuntime
import Tensors

/// Methods about shapes: sizes, views and copies.
extension Binding {
  /// The methods about shapes of what `R` stands for.
  package static func shapes<R: TensorReceiver>(of _: R.Type) -> [Binding] {
    sizes(of: R.self) + views(of: R.self) + copies(of: R.self)
      + ElementType.allCases.map { conversion(of: R.self, $0) }
      + [byteConversion(of: R.self), roll(of: R.self)]
  }

  /// The methods about shapes of tensors.
  package static var denseShapes: [Binding] {
    shapes(of: DenseReceiver.self) + [tile]
  }

  /// The methods about shapes of sparse matrices.
  package static var sparseShapes: [Binding] {
    typealias R = SparseReceiver
    return sizes(of: R.self) + entries + copies(of: R.self)
      + ElementType.allCases.filter(\.isComputedFloat)
      .map { conversion(of: R.self, $0) }
  }

  // MARK: Sizes

  private static func sizes<R: Receiver>(of _: R.Type) -> [Binding] {
    [size(of: R.self), dimensions(of: R.self), count(of: R.self)]
  }

  private static func size<R: Receiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "size", [.optionalAxis], result: "integer",
      bareResult: "integer[]", product: .none,
      "The size of an axis, or a table of all sizes."
    ) { call throws(LuaRaise) in
      let (frame, shape) = (call.frame, try call.shape())
      guard frame.isNoneOrNil(at: 2) else {
        frame.push(shape[try call.context.axis(frame, 2, rank: shape.rank)])
        return 1
      }
      try frame.push(shape)
      return 1
    }
  }

  private static func dimensions<R: Receiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "dim", [], result: "integer", product: .none,
      "The number of axes."
    ) { call throws(LuaRaise) in
      call.frame.push(try call.shape().rank)
      return 1
    }
  }

  private static func count<R: Receiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "numel", [], result: R.terms.countType, product: .none,
      "The number of elements" + R.terms.sizeNote
    ) { call throws(LuaRaise) in
      let shape = try call.shape()
      var (count, overflow) = (1, false)
      for axis in 0..<shape.rank where !overflow {
        (count, overflow) = count.multipliedReportingOverflow(by: shape[axis])
      }
      if overflow {
        call.frame.push(
          (0..<shape.rank).reduce(1.0) { $0 * Double(shape[$1]) })
      } else {
        call.frame.push(count)
      }
      return 1
    }
  }

  /// `#tensor`.
  package static func length<R: Receiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "length", [], product: .none, "The size of the first axis."
    ) { call throws(LuaRaise) in
      let shape = try call.shape()
      call.frame.push(shape.rank == 0 ? 1 : shape[0])
      return 1
    }
  }

  // MARK: Views

  /// A method that gives the same elements in another layout.
  private static func view<R: TensorReceiver>(
    of _: R.Type, _ name: String, aliases: [String] = [],
    _ parameters: [Parameter], isInOrder: Bool = false, _ summary: String,
    _ body:
      @escaping (TensorContext, LuaFrame, Tensor) throws(LuaRaise) -> Tensor
  ) -> Binding {
    method(
      of: R.self, name, aliases: aliases, parameters, summary
    ) { call throws(LuaRaise) in
      try call.giveView(isInOrder: isInOrder) { tensor throws(LuaRaise) in
        try body(call.context, call.frame, tensor)
      }
    }
  }

  private static func views<R: TensorReceiver>(of _: R.Type) -> [Binding] {
    [
      select(of: R.self), narrow(of: R.self), transpose(of: R.self),
      turn(of: R.self), squeeze(of: R.self), unsqueeze(of: R.self),
      expand(of: R.self), reshape(of: R.self), flatten(of: R.self),
      contiguous(of: R.self),
    ]
  }

  private static func select<R: TensorReceiver>(of _: R.Type) -> Binding {
    view(
      of: R.self, "select",
      [.axis, Parameter("index", "integer", "counts from 1")],
      "The part at an index of an axis, without that axis: a view."
    ) { context, frame, tensor throws(LuaRaise) in
      let axis = try context.axis(frame, 2, rank: tensor.rank)
      let index = try frame.integer(at: 3, in: 1...max(1, tensor.shape[axis]))
      return try raising { () throws(TensorError) in
        try tensor.selected(axis: axis, index: index - 1)
      }
    }
  }

  private static func narrow<R: TensorReceiver>(of _: R.Type) -> Binding {
    view(
      of: R.self, "narrow",
      [
        .axis, Parameter("first", "integer", "counts from 1"),
        Parameter("count", "integer"),
      ],
      "`count` elements along an axis, from `first`: a view."
    ) { context, frame, tensor throws(LuaRaise) in
      let axis = try context.axis(frame, 2, rank: tensor.rank)
      let first = try frame.integer(at: 3, in: 1...Int.max)
      let count = try frame.integer(at: 4, in: 0...Int.max)
      return try raising { () throws(TensorError) in
        try tensor.narrowed(axis: axis, start: first - 1, count: count)
      }
    }
  }

  private static func transpose<R: TensorReceiver>(of _: R.Type) -> Binding {
    view(
      of: R.self, "transpose",
      [
        Parameter("axis1", "integer", "1 if not given", isOptional: true),
        Parameter("axis2", "integer", "2 if not given", isOptional: true),
      ],
      "The tensor with two axes exchanged: a view."
    ) { context, frame, tensor throws(LuaRaise) in
      let isPlain = frame.isNoneOrNil(at: 2)
      let first = isPlain ? 0 : try context.axis(frame, 2, rank: tensor.rank)
      let second = isPlain ? 1 : try context.axis(frame, 3, rank: tensor.rank)
      return try raising { () throws(TensorError) in
        try tensor.transposed(first, second)
      }
    }
  }

  private static func turn<R: TensorReceiver>(of _: R.Type) -> Binding {
    view(
      of: R.self, "t", [],
      "The matrix with rows and columns exchanged: a view."
    ) { _, _, tensor throws(LuaRaise) in
      if tensor.rank < 2 { return tensor }
      guard tensor.rank == 2 else {
        throw .message(
          "t: expected a matrix, found shape \(tensor.shape); use transpose")
      }
      return try raising { () throws(TensorError) in try tensor.transposed() }
    }
  }

  private static func squeeze<R: TensorReceiver>(of _: R.Type) -> Binding {
    view(
      of: R.self, "squeeze", [.optionalAxis],
      "The tensor without an axis of size 1, or without all of them: a view."
    ) { context, frame, tensor throws(LuaRaise) in
      let axis =
        frame.isNoneOrNil(at: 2)
        ? nil : try context.axis(frame, 2, rank: tensor.rank)
      return try raising { () throws(TensorError) in
        try tensor.squeezed(axis: axis)
      }
    }
  }

  private static func unsqueeze<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "unsqueeze", [.axis],
      "The tensor with an axis of size 1 put in: a view."
    ) { call throws(LuaRaise) in try call.giveUnsqueezed() }
  }

  private static func expand<R: TensorReceiver>(of _: R.Type) -> Binding {
    view(
      of: R.self, "expand", [.shape],
      "The tensor repeated along axes of size 1, without a copy: a view that"
        + " can't be written to."
    ) { context, frame, tensor throws(LuaRaise) in
      let (shape, _) = try context.shape(frame, 2)
      return try raising { () throws(TensorError) in
        try tensor.expanded(to: shape)
      }
    }
  }

  private static func reshape<R: TensorReceiver>(of _: R.Type) -> Binding {
    view(
      of: R.self, "reshape", aliases: ["view"], [.shape], isInOrder: true,
      "The same elements, row by row, under another shape; one size may be -1."
        + " A view if the elements lie in order, else a copy."
    ) { context, frame, tensor throws(LuaRaise) in
      let (sizes, _) = try context.sizes(frame, 2)
      return try raising { () throws(TensorError) in
        try tensor.reshaped(sizes)
      }
    }
  }

  private static func flatten<R: TensorReceiver>(of _: R.Type) -> Binding {
    view(
      of: R.self, "flatten", [], isInOrder: true,
      "All elements, row by row, along one axis."
    ) { _, _, tensor throws(LuaRaise) in
      try raising { () throws(TensorError) in
        try tensor.reshaped([tensor.count])
      }
    }
  }

  private static func contiguous<R: TensorReceiver>(of _: R.Type) -> Binding {
    view(
      of: R.self, "contiguous", [], isInOrder: true,
      "The tensor itself if its elements lie in order, else a copy."
    ) { _, _, tensor throws(LuaRaise) in
      tensor.isContiguous
        ? tensor
        : try raising { () throws(TensorError) in try tensor.copied() }
    }
  }

  // MARK: Copies

  private static func copies<R: Receiver>(of _: R.Type) -> [Binding] {
    [clone(of: R.self), convert(of: R.self)]
  }

  private static func clone<R: Receiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "clone", aliases: ["copy"], [], "A copy."
    ) { call throws(LuaRaise) in
      try call.give(try call.copied(try call.value(at: 1)))
    }
  }

  private static func convert<R: Receiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "to", aliases: ["type_as"],
      [
        Parameter(
          "type", "snn.ElementType|\(R.terms.valueType)", R.terms.typeNote)
      ],
      "The elements as another type; the tensor itself if it has that type."
        + (R.terms.isReal
          ? "" : " Real numbers are cut off on their way to int64.")
    ) { call throws(LuaRaise) in
      let value = try call.value(at: 1)
      guard let type = try call.elementType(at: 2) else {
        throw call.frame.typeError(at: 2, expected: "element type")
      }
      return try call.give(try call.converted(value, to: type))
    }
  }

  /// `v:float()`, as PyTorch names it.
  private static func conversion<R: Receiver>(
    of _: R.Type, _ type: ElementType
  ) -> Binding {
    method(
      of: R.self, type.methodName, [],
      "The elements as \(type.rawValue): to(\"\(type.rawValue)\")."
    ) { call throws(LuaRaise) in
      try call.give(try call.converted(try call.value(at: 1), to: type))
    }
  }

  /// `v:byte()`, as PyTorch names it.
  private static func byteConversion<R: TensorReceiver>(
    of _: R.Type
  ) -> Binding {
    method(
      of: R.self, "byte", [],
      "The elements as whole numbers from 0 to 255, those beyond modulo 256: int64,"
        + " for there are no smaller ones."
    ) { call throws(LuaRaise) in
      let whole = try call.converted(try call.value(at: 1), to: .int64)
      return try call.give(
        try call.applying(
          .modulo, whole, call.number(.integer(256)), isReversed: false))
    }
  }

  private static func roll<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "roll", [Parameter("shift", "integer"), .optionalAxis],
      "A copy with the elements moved along an axis; those pushed out come in"
        + " at the other end. Without an axis, of the flattened tensor."
    ) { call throws(LuaRaise) in
      let frame = call.frame
      let value = try call.value(at: 1)
      let shift = try frame.integer(at: 2)
      let axis =
        frame.isNoneOrNil(at: 3)
        ? nil : try call.context.axis(frame, 3, rank: try call.rank())
      return try call.give(try call.rolled(value, by: shift, axis: axis))
    }
  }

  private static var tile: Binding {
    method(
      of: DenseReceiver.self, "tile",
      [Parameter("...", "integer|integer[]", "how often, for each axis")],
      "A copy with the tensor repeated along its axes."
    ) { call throws(LuaRaise) in
      let tensor = try call.value(at: 1)
      let (counts, _) = try call.context.sizes(call.frame, 2)
      return try call.give(
        try raising { () throws(TensorError) in try tensor.tiled(counts) })
    }
  }
}

extension ReceiverTerms {
  fileprivate var countType: String { isReal ? "integer|number" : "integer" }

  fileprivate var sizeNote: String {
    isReal ? ", whether they have an entry or not." : "."
  }

  fileprivate var typeNote: String { isReal ? "float32 or float64" : "" }
}

extension LuaFrame {
  /// Pushes a table of the sizes of `shape`.
  func push(_ shape: Shape) throws(LuaRaise) {
    try newTable(arrayCount: shape.rank)
    for axis in 0..<shape.rank {
      push(shape[axis])
      try rawSet(at: -2, index: axis + 1)
    }
  }
}
