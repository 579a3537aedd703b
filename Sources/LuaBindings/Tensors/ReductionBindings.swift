import LuaRuntime
import SpikingNetworks
import Tensors

extension Binding {
  /// Functions that make one number of many, and products of matrices.
  static var reductions: [Binding] {
    ReductionOperation.named.map(reduction)
      + [cumulativeSum, matrixProduct, outerProduct, dotProduct, tensorDot]
  }

  private static func reduction(_ operation: ReductionOperation) -> Binding {
    Binding(
      owner: .tensor, name: operation.rawValue,
      parameters: reductionParameters(operation),
      result: operation.unbiased == nil ? "snn.Tensor" : "snn.Tensor|number",
      bareResult: operation.bareResult,
      summary: operation.summary + " Of all elements, or along an axis."
        + (operation.unbiased == nil ? "" : unbiasedSummary(operation)),
      product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        if engine.hasReductionOptions(frame, operation) {
          try engine.reduceByOptions(frame, operation)
        } else if frame.isNoneOrNil(at: 2) {
          try engine.reduce(frame, operation)
        } else {
          try engine.reduceAxis(frame, operation)
        }
      }
    }
  }

  /// The axis and what becomes of it; a table of options for what has more.
  static func reductionParameters(
    _ operation: ReductionOperation, hasAxis: Bool = true
  ) -> [Parameter] {
    let keepsAxis = Parameter(
      "keepdim", "boolean", "whether the axis stays, with size 1",
      isOptional: true)
    let unbiased = Parameter(
      "unbiased", "boolean", "whether the count less one divides",
      isOptional: true)
    guard operation.unbiased != nil else {
      return hasAxis ? [.optionalAxis, keepsAxis] : []
    }
    guard hasAxis else {
      return [
        Parameter(
          "options", "snn.SparseSpreadOptions", isOptional: true,
          options: [unbiased])
      ]
    }
    return [
      Parameter(
        "axis", "integer|snn.SpreadOptions",
        "counts from 1; -1 is the last; or a table of options",
        isOptional: true,
        options: [.optionalAxis, keepsAxis, unbiased]),
      keepsAxis,
    ]
  }

  static func unbiasedSummary(_ operation: ReductionOperation) -> String {
    " v:\(operation.rawValue) { unbiased = true } divides by the count less one,"
      + " as PyTorch does if not told otherwise; NumPy divides by the count."
  }

  private static var cumulativeSum: Binding {
    Binding(
      owner: .tensor, name: "cumsum", parameters: [.axis],
      result: "snn.Tensor",
      summary: "The sums of the elements up to each one, along an axis.",
      product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        let tensor = try engine.tensor(frame, 1)
        let axis =
          frame.isNoneOrNil(at: 2) && tensor.rank == 1
          ? 0 : try engine.axis(frame, 2, rank: tensor.rank)
        return try engine.give(
          frame,
          try raising { () throws(TensorError) in
            try tensor.cumulativeSum(axis: axis)
          })
      }
    }
  }

  private static var matrixProduct: Binding {
    Binding(
      owner: .tensor, name: "matmul",
      parameters: [Parameter("other", "snn.Tensor|snn.SparseMatrix")],
      result: "snn.Tensor|number",
      summary: "The matrix product: of a matrix or a vector with a matrix or a"
        + " vector, and of stacks of matrices.", product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        let left = try engine.tensor(frame, 1)
        if let sparse = frame.payload(at: 2, of: engine.sparseType) {
          let matrix = sparse.pointee
          return try engine.give(
            frame,
            try raising { () throws(TensorError) in
              try matrix.matrixProduct(left: left)
            })
        }
        let right = try engine.tensor(frame, 2)
        return try engine.give(
          frame,
          try raising { () throws(TensorError) in
            try left.matrixProduct(right)
          })
      }
    }
  }

  private static var outerProduct: Binding {
    product(
      "outer", "The matrix of the products of each pair: a[i] * b[j]."
    ) { left, right throws(TensorError) in try left.outerProduct(right) }
  }

  private static func product(
    _ name: String, _ summary: String,
    _ body: @escaping (Tensor, Tensor) throws(TensorError) -> Tensor
  ) -> Binding {
    Binding(
      owner: .tensor, name: name,
      parameters: [Parameter("other", "snn.Tensor")],
      result: "snn.Tensor|number", summary: summary, product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        let left = try engine.tensor(frame, 1)
        let right = try engine.tensor(frame, 2)
        return try engine.give(
          frame, try raising { () throws(TensorError) in try body(left, right) }
        )
      }
    }
  }

  private static var dotProduct: Binding {
    Binding(
      owner: .tensor, name: "dot",
      parameters: [Parameter("other", "snn.Tensor")], result: "number",
      summary: "The sum of the products of two vectors' elements."
    ) { engine in
      { frame throws(LuaRaise) in
        let left = try engine.tensor(frame, 1)
        let right = try engine.tensor(frame, 2)
        engine.push(
          frame,
          try raising { () throws(TensorError) in try left.dotProduct(right) })
        return 1
      }
    }
  }

  private static var tensorDot: Binding {
    Binding(
      owner: .tensor, name: "tensordot",
      parameters: [
        Parameter("other", "snn.Tensor"),
        Parameter(
          "axes", "integer", "how many axes are summed over; 2 if not given",
          isOptional: true),
      ],
      result: "snn.Tensor|number",
      summary: "The sum of products over the last axes of this tensor and the"
        + " first ones of the other.",
      product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        let left = try engine.tensor(frame, 1)
        let right = try engine.tensor(frame, 2)
        let axes =
          frame.isNoneOrNil(at: 3)
          ? 2 : try frame.integer(at: 3, in: 0...Shape.maximumRank)
        return try engine.give(
          frame,
          try raising { () throws(TensorError) in
            try left.tensorDot(right, axes: axes)
          })
      }
    }
  }
}

/// What a table of options asks of a reduction.
struct ReductionOptions {
  var operation: ReductionOperation
  /// The axis, from 1, as it was given; nil for all elements.
  var axis: Int?
  var keepsAxis = false
}

extension Engine {
  /// Whether the first argument of a reduction is a table of options, and the
  /// reduction has any.
  @inline(__always)
  func hasReductionOptions(
    _ frame: LuaFrame, _ operation: ReductionOperation
  ) -> Bool {
    operation.unbiased != nil && frame.count > 1 && frame.kind(at: 2) == .table
  }

  /// The options in the table at 2.
  func reductionOptions(
    _ frame: LuaFrame, _ operation: ReductionOperation
  ) throws(LuaRaise) -> ReductionOptions {
    let name = operation.rawValue
    var options = ReductionOptions(operation: operation)
    if !tracers.isEmpty, frame.pushMetatable(of: 2) {
      throw .message(
        "\(name): a table from outside has no compiled form; write the options"
          + " where they are used")
    }
    frame.pushNil()
    while try frame.next(at: 2) {
      let key = frame.kind(at: -2) == .string ? try frame.string(at: -2) : nil
      switch (key, frame.kind(at: -1)) {
      case ("axis"?, .number) where frame.isInteger(at: -1):
        options.axis = try frame.integer(at: -1)
      case ("keepdim"?, .boolean):
        options.keepsAxis = try frame.boolean(at: -1)
      case ("unbiased"?, .boolean):
        if try frame.boolean(at: -1), let unbiased = operation.unbiased {
          options.operation = unbiased
        }
      case ("axis"?, _):
        throw .message(
          "\(name): axis must be a whole number, got"
            + " \(frame.typeName(at: -1))")
      case ("keepdim"?, _), ("unbiased"?, _):
        throw .message(
          "\(name): \(key ?? "") must be true or false, got"
            + " \(frame.typeName(at: -1))")
      default:
        try frame.pushDescription(of: -2)
        let shown = try frame.string(at: -1)
        let known = ["axis", "keepdim", "unbiased"]
        let hint = Suggestion.ending(
          for: shown, in: known,
          otherwise: "; its options are \(known.joined(separator: ", "))")
        throw .message("\(name) has no option '\(shown)'\(hint)")
      }
      frame.pop()
    }
    return options
  }

  /// The axis of options, from 0.
  func axis(
    _ axis: Int, of options: ReductionOptions, rank: Int
  ) throws(LuaRaise) -> Int {
    guard let place = resolved(axis, rank: rank) else {
      throw .message(
        "\(options.operation.rawValue): \(axisProblem(axis, rank: rank))")
    }
    return place
  }

  fileprivate func reduceByOptions(
    _ frame: LuaFrame, _ operation: ReductionOperation
  ) throws(LuaRaise) -> Int {
    let options = try reductionOptions(frame, operation)
    let tensor = try tensor(frame, 1)
    guard let given = options.axis else {
      push(
        frame,
        try raising { () throws(TensorError) in
          try tensor.reduced(options.operation)
        })
      return 1
    }
    let axis = try axis(given, of: options, rank: tensor.rank)
    return try give(
      frame,
      try raising { () throws(TensorError) in
        try tensor.reducing(
          options.operation, axis: axis, keepsAxis: options.keepsAxis)
      })
  }

  fileprivate func reduce(
    _ frame: LuaFrame, _ operation: ReductionOperation
  ) throws(LuaRaise) -> Int {
    let tensor = try tensor(frame, 1)
    let result = try raising { () throws(TensorError) in
      try tensor.reduced(operation)
    }
    push(frame, operation.givesIndex ? .integer(result.integer + 1) : result)
    return 1
  }

  fileprivate func reduceAxis(
    _ frame: LuaFrame, _ operation: ReductionOperation
  ) throws(LuaRaise) -> Int {
    let keepsAxis =
      frame.isNoneOrNil(at: 3) ? false : try frame.boolean(at: 3)
    if operation == .sum, !keepsAxis,
      case .selection(let selection) = try target(frame, 1)
    {
      let axis = try axis(frame, 2, rank: selection.shape.rank)
      return try give(
        frame,
        try raising { () throws(TensorError) in
          try selection.sum(axis: axis)
        })
    }
    let tensor = try tensor(frame, 1)
    let axis = try axis(frame, 2, rank: tensor.rank)
    let result = try raising { () throws(TensorError) in
      let result = try tensor.reducing(
        operation, axis: axis, keepsAxis: keepsAxis)
      if operation.givesIndex { try result.apply(.add, 1) }
      return result
    }
    return try give(frame, result)
  }
}

extension ReductionOperation {
  /// The type of the result for all elements.
  var bareResult: String {
    switch self {
    case .any, .all: "boolean"
    default: "number"
    }
  }
}
