import LuaRuntime
import Tensors

/// Methods that look for numbers and count them.
extension Binding {
  package static func counting<R: TensorReceiver>(of _: R.Type) -> [Binding] {
    [
      isElement(of: R.self), searchsorted(of: R.self), histogram(of: R.self),
    ]
  }

  /// Those whose results have a size that depends on the elements.
  package static var denseCounting: [Binding] {
    counting(of: DenseReceiver.self) + [unique, binCount]
  }

  private static func isElement<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "isin", [Parameter("others", "snn.Tensor")], product: .none,
      "Whether each element is one of those of another tensor."
    ) { call throws(LuaRaise) in
      let shape = try call.layout(at: 1).shape
      _ = try call.layout(at: 2)
      try call.pushMade("isin", of: [1, 2], shape, .bool) {
        operands throws(TensorError) in
        try operands[0].tensor.isElement(of: operands[1].tensor)
      }
      return 1
    }
  }

  private static func searchsorted<R: TensorReceiver>(
    of _: R.Type
  ) -> Binding {
    method(
      of: R.self, "searchsorted",
      [
        Parameter("values", "snn.Tensor"),
        Parameter(
          "right", "boolean", "whether behind equal ones", isOptional: true),
      ], product: .none,
      "The index, from 1, at which each value could be put into a vector in"
        + " ascending order."
    ) { call throws(LuaRaise) in
      _ = try call.layout(at: 1)
      let shape = try call.layout(at: 2).shape
      let isRight =
        call.frame.isNoneOrNil(at: 3) ? false : try call.frame.boolean(at: 3)
      try call.pushMade("searchsorted", of: [1, 2], shape, .int64) {
        operands throws(TensorError) in
        let places = try operands[0].tensor.places(
          of: operands[1].tensor, countsEqual: isRight)
        try places.apply(.add, 1)
        return places
      }
      return 1
    }
  }

  private static func histogram<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "histogram",
      [
        Parameter(
          "bins", "integer|snn.Tensor", "how many, or a vector of their edges"),
        Parameter(
          "low", "number", "the smallest element if not given",
          isOptional: true),
        Parameter(
          "high", "number", "the largest element if not given",
          isOptional: true),
      ],
      result: "snn.Tensor counts, snn.Tensor edges", product: .none,
      "How many elements lie in each of `bins` bins of one width from low to high,"
        + " and the float64 edges of these; the last bin has its end too."
    ) { call throws(LuaRaise) in
      let frame = call.frame
      _ = try call.layout(at: 1)
      if frame.kind(at: 2) == .userdata {
        let edges = try call.layout(at: 2).shape
        try call.pushMade(
          "histogram", of: [1, 2], Shape(vector: max(0, edges.count - 1)),
          .int64
        ) { operands throws(TensorError) in
          try operands[0].tensor.histogram(operands[1].tensor)
        }
        try call.pushMade("edges", of: [2], edges, .float64) {
          operands throws(TensorError) in
          try operands[0].tensor.converted(to: .float64).copied()
        }
        return 2
      }
      let bins = try frame.integer(at: 2, in: 1...(1 << 30))
      let low = frame.isNoneOrNil(at: 3) ? nil : try frame.number(at: 3)
      let high = frame.isNoneOrNil(at: 4) ? nil : try frame.number(at: 4)
      try call.pushParts(
        "histogram", of: [1],
        [
          (Shape(vector: bins), .int64), (Shape(vector: bins + 1), .float64),
        ]
      ) { operands throws(TensorError) in
        let tensor = operands[0].tensor
        var limits = (low: low ?? 0, high: high ?? 0)
        if low == nil || high == nil {
          let own = try tensor.binLimits()
          limits = (low ?? own.low, high ?? own.high)
        }
        let edges = try Tensor.binEdges(
          bins, from: limits.low, to: limits.high, in: tensor.pool)
        return [try tensor.histogram(edges), edges]
      }
      return 2
    }
  }

  private static var unique: Binding {
    method(
      of: DenseReceiver.self, "unique", [],
      result: "snn.Tensor values, snn.Tensor inverse, snn.Tensor counts",
      product: .none,
      "The different elements in ascending order; for each element the index,"
        + " from 1, of the one that it is equal to; and how often each occurs."
    ) { call throws(LuaRaise) in
      let tensor = try call.value(at: 1)
      let found = try raising { () throws(TensorError) in
        try tensor.unique(base: 1)
      }
      for result in [found.values, found.inverse, found.counts] {
        try call.context.pushNew(call.frame, result)
      }
      return 3
    }
  }

  private static var binCount: Binding {
    method(
      of: DenseReceiver.self, "bincount",
      [
        Parameter(
          "weights", "snn.Tensor", "what each element counts, 1 if not given",
          isOptional: true),
        Parameter(
          "size", "integer", "the least size of the result", isOptional: true),
      ], product: .none,
      "How often each whole number from 1 occurs, up to the largest: of indices,"
        + " how often each index. With weights, float64 sums of these."
    ) { call throws(LuaRaise) in
      let frame = call.frame
      let tensor = try call.value(at: 1)
      let weights =
        frame.isNoneOrNil(at: 2) ? nil : try call.context.tensor(frame, 2)
      let size =
        frame.isNoneOrNil(at: 3) ? 0 : try frame.integer(at: 3, in: 0...Int.max)
      try call.context.pushNew(
        frame,
        try raising { () throws(TensorError) in
          try tensor.binCounts(weights: weights, least: size, base: 1)
        })
      return 1
    }
  }
}
