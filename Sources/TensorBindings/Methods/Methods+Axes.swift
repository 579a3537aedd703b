import LuaRuntime
import Tensors

/// Methods that work along an axis and aren't reductions of the table.
extension Binding {
  package static func alongAxes<R: TensorReceiver>(of _: R.Type) -> [Binding] {
    [
      softmax(of: R.self), logSumExp(of: R.self), norm(of: R.self),
      cumulativeProduct(of: R.self), differences(of: R.self),
      interpolation(of: R.self), replacement(of: R.self),
    ]
  }

  private static func softmax<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "softmax", [.lastAxis], product: .none,
      "The share of each element's exponential in the sum of them all along an"
        + " axis: exp(x) / sum(exp(x)), without overflow."
    ) { call throws(LuaRaise) in
      let (shape, type) = try call.layout(at: 1)
      let axis = try call.axisOrLast(at: 2)
      try call.pushMade("softmax", of: [1], shape, type.floating) {
        operands throws(TensorError) in
        try operands[0].tensor.softmax(axis: axis)
      }
      return 1
    }
  }

  private static func logSumExp<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "logsumexp", [.optionalAxis, .keepsAxis],
      bareResult: "number", product: .none,
      "log(sum(exp(x))) of all elements, or along an axis, without overflow."
    ) { call throws(LuaRaise) in
      try call.pushFolded(
        "logsumexp", try call.folding(axisAt: 2),
        try call.layout(at: 1).type.floating
      ) { tensor, axis, _ throws(TensorError) in
        try tensor.logSumExp(axis: axis)
      }
      return 1
    }
  }

  private static func norm<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "norm",
      [
        Parameter(
          "order", "number",
          "2, the length, if not given; math.huge for the largest absolute value",
          isOptional: true), .optionalAxis, .keepsAxis,
      ],
      result: "snn.Tensor|number", bareResult: "number", product: .none,
      "The norm of all elements, or of the vectors along an axis:"
        + " sum(|x|^order)^(1/order)."
    ) { call throws(LuaRaise) in
      let frame = call.frame
      let order = frame.isNoneOrNil(at: 2) ? 2 : try frame.number(at: 2)
      try call.pushFolded(
        "norm", try call.folding(axisAt: 3),
        try call.layout(at: 1).type.floating
      ) { tensor, axis, _ throws(TensorError) in
        try tensor.norm(order, axis: axis)
      }
      return 1
    }
  }

  private static func cumulativeProduct<R: TensorReceiver>(
    of _: R.Type
  ) -> Binding {
    method(
      of: R.self, "cumprod", [.axis], product: .none,
      "The products of the elements up to each one, along an axis."
    ) { call throws(LuaRaise) in
      let (shape, type) = try call.layout(at: 1)
      let axis = try call.axisOrOnly(at: 2, rank: shape.rank)
      try call.pushMade(
        "cumprod", of: [1], shape, ReductionOperation.product.resultType(type)
      ) { operands throws(TensorError) in
        try operands[0].tensor.cumulativeProduct(axis: axis)
      }
      return 1
    }
  }

  private static func differences<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "diff",
      [
        Parameter("times", "integer", "1 if not given", isOptional: true),
        .lastAxis,
      ], product: .none,
      "Each element less the one before it along an axis, which gets one shorter;"
        + " so often."
    ) { call throws(LuaRaise) in
      var (shape, type) = try call.layout(at: 1)
      let times = try call.integer(at: 2, or: 1)
      let axis = try call.axisOrLast(at: 3)
      guard shape.rank > 0 else {
        throw .message("diff: the tensor has no axes")
      }
      type = ReductionOperation.sum.resultType(type)
      shape[axis] -= min(shape[axis], max(0, times))
      try call.pushMade("diff", of: [1], shape, type) {
        operands throws(TensorError) in
        try operands[0].tensor.differences(axis: axis, times: times)
      }
      return 1
    }
  }

  private static func interpolation<R: TensorReceiver>(
    of _: R.Type
  ) -> Binding {
    method(
      of: R.self, "lerp",
      [
        Parameter("target", "snn.Tensor", "broadcast to match"),
        Parameter("weight", "snn.Tensor|number", "0 for x, 1 for the target"),
      ], product: .none,
      "The numbers on the way from x to a target: x + weight * (target - x)."
    ) { call throws(LuaRaise) in
      let start = try call.value(at: 1)
      let way = try call.applying(
        .subtract, try call.value(at: 2), try call.other(at: 1),
        isReversed: false)
      let part = try call.applying(
        .multiply, way, try call.other(at: 3), isReversed: false)
      return try call.give(
        try call.applying(.add, start, call.other(part), isReversed: false))
    }
  }

  private static func replacement<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "nan_to_num",
      [
        Parameter("nan", "number", "0 if not given", isOptional: true),
        Parameter(
          "posinf", "number", "the largest number of the type if not given",
          isOptional: true),
        Parameter(
          "neginf", "number", "the smallest number of the type if not given",
          isOptional: true),
      ], product: .none,
      "A copy with numbers in place of NaN, infinity and -infinity."
    ) { call throws(LuaRaise) in
      let (frame, layout) = (call.frame, try call.layout(at: 1))
      var given: [Double?] = []
      for index in 2...4 {
        given.append(
          frame.isNoneOrNil(at: index) ? nil : try frame.number(at: index))
      }
      try call.pushMade("nan_to_num", of: [1], layout.shape, layout.type) {
        [given] operands throws(TensorError) in
        try operands[0].tensor.replacingNonFinite(
          nan: given[0] ?? 0, positive: given[1], negative: given[2])
      }
      return 1
    }
  }
}
