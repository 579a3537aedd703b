import LuaRuntime
import Tensors

/// Methods about the order of elements.
extension Binding {
  package static func ordering<R: TensorReceiver>(of _: R.Type) -> [Binding] {
    [
      sort(of: R.self), argsort(of: R.self), topk(of: R.self),
      kthvalue(of: R.self), median(of: R.self), quantile(of: R.self),
      flip(of: R.self),
    ]
  }

  private static let isDescending = Parameter(
    "descending", "boolean", "whether the largest comes first",
    isOptional: true)

  private static func sort<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "sort", [.lastAxis, isDescending],
      result: "snn.Tensor values, snn.Tensor indices", product: .none,
      "The elements along an axis in order, and their indices from 1. NaN counts"
        + " as the largest; equal elements stay in their order."
    ) { call throws(LuaRaise) in
      let (axis, isDescending) = try call.orderArguments(2)
      return try call.giveOrdered("sort", axis: axis, isDescending)
    }
  }

  private static func argsort<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "argsort", [.lastAxis, isDescending], product: .none,
      "The indices, from 1, that put the elements along an axis in order, as"
        + " sort gives them."
    ) { call throws(LuaRaise) in
      let (axis, isDescending) = try call.orderArguments(2)
      try call.pushMade(
        "argsort", of: [1], try call.layout(at: 1).shape, .int64
      ) { operands throws(TensorError) in
        try operands[0].tensor.order(
          axis: axis, isDescending: isDescending, base: 1)
      }
      return 1
    }
  }

  private static func topk<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "topk",
      [
        Parameter("k", "integer", "how many"), .lastAxis,
        Parameter(
          "largest", "boolean", "false for the smallest ones",
          isOptional: true),
      ],
      result: "snn.Tensor values, snn.Tensor indices", product: .none,
      "The k largest elements along an axis, the largest first, and their indices"
        + " from 1; of equal ones the first."
    ) { call throws(LuaRaise) in
      let count = try call.frame.integer(at: 2)
      let axis = try call.axisOrLast(at: 3)
      let isLargest =
        call.frame.isNoneOrNil(at: 4) ? true : try call.frame.boolean(at: 4)
      return try call.giveOrdered("topk", axis: axis, isLargest, first: count)
    }
  }

  private static func kthvalue<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "kthvalue",
      [Parameter("k", "integer", "1 for the smallest"), .lastAxis],
      result: "snn.Tensor values, snn.Tensor indices", product: .none,
      "The k-th smallest element along an axis, which goes away, and its index from"
        + " 1."
    ) { call throws(LuaRaise) in
      let count = try call.frame.integer(at: 2)
      let axis = try call.axisOrLast(at: 3)
      guard count > 0 else {
        throw .message("kthvalue: k counts from 1, got \(count)")
      }
      return try call.giveOrdered(
        "kthvalue", axis: axis, false, first: count, isLastOnly: true)
    }
  }

  private static func median<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "median", [.optionalAxis, .keepsAxis],
      result: "snn.Tensor values, snn.Tensor indices", bareResult: "number",
      product: .none,
      "The element in the middle of all, of an even number the lower of two; or"
        + " those along an axis, and their indices from 1. NaN if there is one."
        + " x:quantile(0.5) is between the two, as NumPy's median."
    ) { call throws(LuaRaise) in
      let (_, type) = try call.layout(at: 1)
      let folding = try call.folding(axisAt: 2)
      guard let axis = folding.axis else {
        try call.pushFolded("median", folding, type) {
          tensor, axis, _ throws(TensorError) in
          try tensor.gathered(
            axis: axis, try tensor.medianIndices(axis: axis))
        }
        return 1
      }
      let given = folding.result
      try call.pushParts("median", of: [1], [(given, type), (given, .int64)]) {
        operands throws(TensorError) in
        let tensor = operands[0].tensor
        let places = try tensor.medianIndices(axis: axis, base: 1)
        let values = try tensor.gathered(axis: axis, places, base: 1)
        return [
          try values.reshaped(given.list), try places.reshaped(given.list),
        ]
      }
      return 2
    }
  }

  private static func quantile<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "quantile",
      [
        Parameter(
          "q", "number|snn.Tensor",
          "from 0 to 1; of a vector the result has one for each along a new"
            + " first axis"), .optionalAxis, .keepsAxis,
      ],
      result: "snn.Tensor|number", product: .none,
      "What a part q of all elements is below, or of those along an axis: 0.5 for"
        + " the median. Between two elements in proportion; NaN if there is NaN."
    ) { call throws(LuaRaise) in
      let (_, type) = try call.layout(at: 1)
      let isVector = !call.isNumber(at: 2)
      var count: Int?
      if isVector {
        let fractions = try call.layout(at: 2).shape
        guard fractions.rank == 1 else {
          throw .message(
            "quantile: q must be a number or a vector, found shape"
              + " \(fractions)")
        }
        count = fractions[0]
      }
      try call.pushFolded(
        "quantile", try call.folding(axisAt: 3), of: [1, 2], type.floating,
        front: count
      ) { tensor, axis, operands throws(TensorError) in
        if isVector {
          return try tensor.quantiles(operands[1].tensor, axis: axis)
        }
        let fraction = try operands[1].tensor(of: .float64, in: tensor.pool)
        return try tensor.quantiles(
          try fraction.reshaped([1]), axis: axis
        ).selected(axis: 0, index: 0)
      }
      return 1
    }
  }

  private static func flip<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "flip",
      [Parameter("...", "integer", "axes; all if there are none")],
      product: .none,
      "The elements in the opposite order along axes: a copy."
    ) { call throws(LuaRaise) in
      let (shape, type) = try call.layout(at: 1)
      var axes: [Int] = []
      for index in stride(from: 2, through: call.frame.count, by: 1) {
        axes.append(try call.context.axis(call.frame, index, rank: shape.rank))
      }
      if axes.isEmpty { axes = Array(0..<shape.rank) }
      try call.pushMade("flip", of: [1], shape, type) {
        [axes] operands throws(TensorError) in
        try operands[0].tensor.flipped(axes: axes)
      }
      return 1
    }
  }
}

extension TensorReceiver {
  /// The axis at `index`, and whether the largest comes first.
  fileprivate func orderArguments(
    _ index: Int
  ) throws(LuaRaise) -> (axis: Int, isDescending: Bool) {
    (
      try axisOrLast(at: index),
      frame.isNoneOrNil(at: index + 1)
        ? false : try frame.boolean(at: index + 1)
    )
  }

  /// Returns the first elements along an axis in an order, and their indices; of
  /// them all, or the last without the axis.
  fileprivate func giveOrdered(
    _ name: String, axis: Int, _ isDescending: Bool, first: Int? = nil,
    isLastOnly: Bool = false
  ) throws(LuaRaise) -> Int {
    let (shape, type) = try layout(at: 1)
    guard shape.rank > 0 else {
      throw .message("\(name): the tensor has no axes")
    }
    if let first, first < 0 || first > shape[axis] {
      throw .message(
        "\(name): asked for \(first) of the \(shape[axis]) elements of an axis")
    }
    var given = shape
    given[axis] = isLastOnly ? 1 : first ?? shape[axis]
    if isLastOnly { given.remove(axis) }
    try pushParts(name, of: [1], [(given, type), (given, .int64)]) {
      [given] operands throws(TensorError) in
      let tensor = operands[0].tensor
      var order = try tensor.order(
        axis: axis, isDescending: isDescending, first: first, base: 1,
        for: name)
      if isLastOnly {
        order = try order.narrowed(
          axis: axis, start: order.shape[axis] - 1, count: 1)
      }
      let values = try tensor.gathered(axis: axis, order, base: 1)
      return [
        try values.reshaped(given.list),
        try order.copied().reshaped(given.list),
      ]
    }
    return 2
  }
}
