import LuaRuntime
import Tensors

/// Methods that find elements by tensors of indices.
extension Binding {
  package static func indexing<R: TensorReceiver>(of _: R.Type) -> [Binding] {
    [
      gather(of: R.self), takeAlong(of: R.self), scatter(of: R.self),
      scatterAdd(of: R.self), indexAdd(of: R.self), repetition(of: R.self),
    ]
  }

  private static let indices = Parameter(
    "index", "snn.Tensor",
    "int64 indices from 1, with as many axes, none longer but along `axis`")

  private static func gather<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "gather", [.axis, indices], product: .none,
      "The elements at indices along an axis, as a tensor of the indices' shape:"
        + " for axis 1 of a matrix, result[i][j] is x[index[i][j]][j]."
    ) { call throws(LuaRaise) in
      let (shape, type) = try call.layout(at: 1)
      let axis = try call.context.axis(call.frame, 2, rank: shape.rank)
      let indices = try call.layout(at: 3).shape
      try call.pushMade("gather", of: [1, 3], indices, type) {
        operands throws(TensorError) in
        try operands[0].tensor.gathered(axis: axis, operands[1].tensor, base: 1)
      }
      return 1
    }
  }

  private static func takeAlong<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "take_along",
      [
        Parameter(
          "index", "snn.Tensor",
          "int64 indices from 1, as argsort gives them; broadcast to match"),
        .lastAxis,
      ], product: .none,
      "The elements at indices along an axis, for each place of the other axes:"
        + " x:take_along(x:argsort(1), 1) is in order along axis 1."
    ) { call throws(LuaRaise) in
      let (shape, type) = try call.layout(at: 1)
      let indices = try call.layout(at: 2).shape
      let axis = try call.axisOrLast(at: 3)
      let target = try raising { () throws(TensorError) in
        try shape.taking(indices, axis: axis)
      }
      try call.pushMade("take_along", of: [1, 2], target, type) {
        operands throws(TensorError) in
        try operands[0].tensor.taken(operands[1].tensor, axis: axis, base: 1)
      }
      return 1
    }
  }

  private static func scatter<R: TensorReceiver>(of _: R.Type) -> Binding {
    writing(
      of: R.self, "scatter_", isAssignment: true,
      "Writes values to the elements at indices along an axis: for axis 1 of a"
        + " matrix, x[index[i][j]][j] becomes values[i][j]. Of values for one"
        + " element the last stays."
    ) { target, axis, indices, values throws(TensorError) in
      try target.scatter(axis: axis, indices, values, base: 1)
    }
  }

  private static func scatterAdd<R: TensorReceiver>(of _: R.Type) -> Binding {
    writing(
      of: R.self, "scatter_add_", isAssignment: false,
      "Adds values to the elements at indices along an axis, one after the other:"
        + " for axis 1 of a matrix, values[i][j] to x[index[i][j]][j]. Of float32,"
        + " float64 and int64."
    ) { target, axis, indices, values throws(TensorError) in
      try target.scatterAdd(axis: axis, indices, values, base: 1)
    }
  }

  private static func indexAdd<R: TensorReceiver>(of _: R.Type) -> Binding {
    methodInPlace(
      of: R.self, "index_add_",
      [
        .axis, Parameter("index", "snn.Tensor", "a vector of indices from 1"),
        Parameter(
          "values", "snn.Tensor",
          "as many along the axis as there are indices"),
        Parameter(
          "alpha", "number", "a factor for the values, 1 if not given",
          isOptional: true),
      ],
      "Adds the parts of `values` along an axis to the parts at indices, one after"
        + " the other: for axis 1, values[i] to x[index[i]]."
    ) { call throws(LuaRaise) in
      let shape = try call.layout(at: 1).shape
      let axis = try call.context.axis(call.frame, 2, rank: shape.rank)
      _ = (try call.layout(at: 3), try call.layout(at: 4))
      let alpha =
        call.frame.isNoneOrNil(at: 5)
        ? nil
        : try call.frame.number(at: 5)
      try call.change("index_add_", isAssignment: false, with: [3, 4]) {
        target, operands throws(TensorError) in
        try target.indexAdd(
          axis: axis, operands[0].tensor, operands[1].tensor, factor: alpha,
          base: 1)
      }
    }
  }

  private static func repetition<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "repeat_interleave",
      [
        Parameter("count", "integer", "how often each element is there"),
        .optionalAxis,
      ], product: .none,
      "A copy with each element repeated in a row along an axis; of the flattened"
        + " tensor, if there is none."
    ) { call throws(LuaRaise) in
      let (shape, type) = try call.layout(at: 1)
      let count = try call.frame.integer(at: 2, in: 0...Int.max)
      let isFlat = call.frame.isNoneOrNil(at: 3)
      let axis =
        isFlat ? 0 : try call.context.axis(call.frame, 3, rank: shape.rank)
      let target = try raising { () throws(TensorError) in
        try (isFlat ? Shape(vector: shape.count) : shape)
          .repeating(count, axis: axis)
      }
      try call.pushMade("repeat_interleave", of: [1], target, type) {
        operands throws(TensorError) in
        let tensor = operands[0].tensor
        return try (isFlat ? try tensor.flattened() : tensor)
          .repeated(count, axis: axis)
      }
      return 1
    }
  }

  private static func writing<R: TensorReceiver>(
    of _: R.Type, _ name: String, isAssignment: Bool, _ summary: String,
    _ body:
      @escaping (Tensor, Int, Tensor, Operand) throws(TensorError) -> Void
  ) -> Binding {
    methodInPlace(
      of: R.self, name,
      [
        .axis, indices,
        Parameter(
          "values", "snn.Tensor|number",
          "a tensor, no axis shorter than that of the indices, or a number"),
      ], summary
    ) { call throws(LuaRaise) in
      let shape = try call.layout(at: 1).shape
      let axis = try call.context.axis(call.frame, 2, rank: shape.rank)
      _ = try call.layout(at: 3)
      try call.change(name, isAssignment: isAssignment, with: [3, 4]) {
        target, operands throws(TensorError) in
        try body(target, axis, operands[0].tensor, operands[1])
      }
    }
  }
}
