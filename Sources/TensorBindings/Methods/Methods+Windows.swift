import LuaRuntime
import Tensors

/// Methods that slide a window over the last axes: convolutions and pooling.
extension Binding {
  package static func windows<R: TensorReceiver>(of _: R.Type) -> [Binding] {
    (1...3).map { convolution(of: R.self, axes: $0) } + [
      pooling(
        of: R.self, "max_pool2d",
        "The largest element of each window over the last two axes; padding"
          + " counts as nothing.",
        type: \.computed, Tensor.maximumPooled(_:for:)),
      pooling(
        of: R.self, "avg_pool2d",
        "The mean of each window over the last two axes; padding counts as"
          + " zeros.",
        type: \.floating, Tensor.meanPooled(_:for:)),
      adaptivePooling(of: R.self), unfold(of: R.self),
    ]
  }

  /// Numbers of windows, one for all axes or a list.
  private static func number(_ name: String, _ standard: String) -> Parameter {
    Parameter(
      name, "integer|integer[]", "one for all axes, or a list; \(standard)",
      isOptional: true)
  }

  private static let stride = number("stride", "1 if not given")
  private static let wholeStride = number(
    "stride", "that of the window if not given")
  private static let padding = number(
    "padding", "places before and after each axis, 0 if not given")
  private static let dilation = number(
    "dilation", "from one element of a window to the next, 1 if not given")

  private static func convolution<R: TensorReceiver>(
    of _: R.Type, axes: Int
  ) -> Binding {
    let name = "conv\(axes)d"
    let options = [
      stride, padding, dilation,
      Parameter(
        "groups", "integer", "parts of the channels that don't see each other",
        isOptional: true),
    ]
    return method(
      of: R.self, name,
      [
        Parameter(
          "weights", "snn.Tensor",
          "[channels of the result, channels / groups, sizes of the kernel...]"),
        Parameter(
          "bias", "snn.Tensor", "a number for each channel of the result",
          isOptional: true),
        Parameter(
          "options", "snn.ConvolutionOptions", isOptional: true,
          options: options),
      ], product: .none,
      "The convolution of [batch, channels, sizes...] or [channels, sizes...] with"
        + " kernels over the last \(axes == 1 ? "axis" : "\(axes) axes"), as in"
        + " PyTorch: sums of products, the kernels not flipped."
    ) { call throws(LuaRaise) in
      let frame = call.frame
      let table = frame.kind(at: 3) == .table ? 3 : 4
      let given = try WindowOptions(call.context, frame, table, name, options)
      let (input, inputType) = try call.layout(at: 1)
      let (weights, weightsType) = try call.layout(at: 2)
      let hasBias = !frame.isNoneOrNil(at: 3) && frame.kind(at: 3) != .table
      if hasBias { _ = try call.layout(at: 3) }
      guard weights.rank == axes + 2 else {
        throw .message(
          "\(name): expected weights with \(axes + 2) axes, found shape"
            + " \(weights)")
      }
      let windows = try given.windows(Array(weights.list.suffix(axes)))
      let groups = try given.groups()
      let convolution = try raising { () throws(TensorError) in
        try Convolution(input, weights, windows, groups: groups, for: name)
      }
      try call.pushMade(
        name, of: hasBias ? [1, 2, 3] : [1, 2], convolution.shape,
        Convolution.type(
          inputType, weightsType,
          bias: hasBias ? try call.layout(at: 3).type : nil)
      ) { operands throws(TensorError) in
        try convolution(
          operands[0].tensor, operands[1].tensor,
          bias: operands.count > 2 ? operands[2].tensor : nil)
      }
      return 1
    }
  }

  private static func pooling<R: TensorReceiver>(
    of _: R.Type, _ name: String, _ summary: String,
    type: KeyPath<ElementType, ElementType> & Sendable,
    _ body:
      @escaping (Tensor) -> (Windows, String) throws(TensorError) -> Tensor
  ) -> Binding {
    let options = [wholeStride, padding, dilation]
    return method(
      of: R.self, name,
      [
        Parameter("size", "integer|integer[]", "of the window"),
        Parameter(
          "options", "snn.PoolingOptions", isOptional: true, options: options),
      ], product: .none, summary
    ) { call throws(LuaRaise) in
      let given = try WindowOptions(
        call.context, call.frame, 3, name, options)
      let (shape, elements) = try call.layout(at: 1)
      let size = try call.context.windowNumbers(call.frame, 2, 2, name, "size")
      let windows = try given.windows(size, strideIsSize: true)
      let target = try raising { () throws(TensorError) in
        try shape.seen(through: windows, for: name)
      }
      try call.pushMade(name, of: [1], target, elements[keyPath: type]) {
        operands throws(TensorError) in
        try body(operands[0].tensor)(windows, name)
      }
      return 1
    }
  }

  private static func adaptivePooling<R: TensorReceiver>(
    of _: R.Type
  ) -> Binding {
    let name = "adaptive_avg_pool2d"
    return method(
      of: R.self, name,
      [Parameter("size", "integer|integer[]", "of the result's last two axes")],
      product: .none,
      "The means of parts of the last two axes, as even as can be."
    ) { call throws(LuaRaise) in
      let (shape, type) = try call.layout(at: 1)
      let size = try call.context.windowNumbers(call.frame, 2, 2, name, "size")
      guard shape.rank >= 2 else {
        throw .message("\(name): expected two axes, found shape \(shape)")
      }
      let target = try raising { () throws(TensorError) in
        try Shape(Array(shape.list.dropLast(2)) + size)
      }
      try call.pushMade(name, of: [1], target, type.floating) {
        operands throws(TensorError) in
        try operands[0].tensor.meanPooled(
          rows: size[0], columns: size[1], for: name)
      }
      return 1
    }
  }

  private static func unfold<R: TensorReceiver>(of _: R.Type) -> Binding {
    let options = [stride, padding, dilation]
    return method(
      of: R.self, "unfold",
      [
        Parameter("size", "integer|integer[]", "of the window"),
        Parameter(
          "options", "snn.UnfoldOptions", isOptional: true, options: options),
      ], product: .none,
      "What windows over the last two axes of [batch, channels, rows, columns] or"
        + " [channels, rows, columns] show: a column for each window, with the"
        + " elements of each channel one after the other."
    ) { call throws(LuaRaise) in
      let given = try WindowOptions(
        call.context, call.frame, 3, "unfold", options)
      let (shape, type) = try call.layout(at: 1)
      let size = try call.context.windowNumbers(
        call.frame, 2, 2, "unfold", "size")
      let windows = try given.windows(size)
      guard shape.rank == 3 || shape.rank == 4 else {
        throw .message(
          "unfold: expected three or four axes, found shape \(shape)")
      }
      let target = try raising { () throws(TensorError) in
        let places = try shape.seen(through: windows, for: "unfold").list
        // The product of both sizes fits into an Int.
        let (rows, overflow) = shape[shape.rank - 3]
          .multipliedReportingOverflow(by: size[0] * size[1])
        return try Shape(
          shape.list.dropLast(3)
            + [overflow ? .max : rows, places.suffix(2).reduce(1, *)])
      }
      try call.pushMade("unfold", of: [1], target, type) {
        operands throws(TensorError) in
        try operands[0].tensor.seen(through: windows, for: "unfold")
          .copied().reshaped(target.list)
      }
      return 1
    }
  }
}

/// Options of functions with windows.
private struct WindowOptions {
  private let table: OptionTable
  private let context: TensorContext

  init(
    _ context: TensorContext, _ frame: LuaFrame, _ index: Int, _ name: String,
    _ known: [Binding.Parameter]
  ) throws(LuaRaise) {
    if context.isTracing, frame.kind(at: index) == .table,
      frame.pushMetatable(of: index)
    {
      throw .message(
        "\(name): a table from outside has no compiled form; write the options"
          + " where they are used")
    }
    self.context = context
    table = try OptionTable(context, frame, index, name, known)
  }

  /// Windows of a size, with the strides, dilations and paddings that are given.
  func windows(
    _ size: [Int], strideIsSize: Bool = false
  ) throws(LuaRaise) -> Windows {
    let ones = Array(repeating: 1, count: size.count)
    let stride = try numbers("stride", size.count)
    let dilation = try numbers("dilation", size.count)
    let padding = try numbers("padding", size.count)
    return try raising { () throws(TensorError) in
      try Windows(
        size: size, stride: stride ?? (strideIsSize ? size : ones),
        dilation: dilation ?? ones, padding: padding ?? ones.map { _ in 0 },
        for: table.what)
    }
  }

  func groups() throws(LuaRaise) -> Int {
    try table.read("groups") { index throws(LuaRaise) in
      guard table.frame.isInteger(at: index) else {
        throw table.wrong("groups", "a whole number", index)
      }
      return try table.frame.integer(at: index)
    } ?? 1
  }

  private func numbers(
    _ name: String, _ count: Int
  ) throws(LuaRaise) -> [Int]? {
    try table.read(name) { index throws(LuaRaise) in
      try context.windowNumbers(table.frame, index, count, table.what, name)
    }
  }
}

extension TensorContext {
  /// The whole number at `index` for each of `count` axes, or the list of them.
  fileprivate func windowNumbers(
    _ frame: LuaFrame, _ index: Int, _ count: Int, _ what: String,
    _ name: String
  ) throws(LuaRaise) -> [Int] {
    let problem = LuaRaise.message(
      "\(what): \(name) must be a whole number"
        + (count == 1 ? "" : ", or a list of \(count) of them"))
    if frame.isInteger(at: index) {
      return Array(repeating: try frame.integer(at: index), count: count)
    }
    guard frame.kind(at: index) == .table,
      frame.rawLength(at: index) == count
    else { throw problem }
    if isTracing, frame.pushMetatable(of: index) {
      throw .message(
        "\(what): a table from outside has no compiled form; write \(name) where"
          + " it is used")
    }
    var list: [Int] = []
    for place in 0..<count {
      frame.rawGet(at: index, index: place + 1)
      guard frame.isInteger(at: -1) else { throw problem }
      list.append(try frame.integer(at: -1))
      frame.pop()
    }
    return list
  }
}
