import LuaRuntime
import TensorBindings
import Tensors

/// The last states of tensors.
extension Binding {
  static var buffers: [Binding] {
    [
      Binding(
        owner: .object, name: "buffer_roll",
        parameters: [
          Parameter("buffer", "snn.Tensor"),
          Parameter(
            "new", "snn.Tensor|number", "overwrites the first row",
            isOptional: true),
          Parameter(
            "counter", "boolean",
            "whether to go the other way: row 2 becomes"
              + " row 1, and new the last", isOptional: true),
        ],
        result: "snn.Tensor",
        summary: "The buffer with row 1 moved to row 2 and so on, and the last"
          + " row to row 1: neurons.hist = neurons:buffer_roll(neurons.hist,"
          + " spike). It doesn't roll in place: a call that drops the result is"
          + " an error. The old buffer keeps its elements, but shares rows with"
          + " the new one: what is written into one of these is in both.",
        product: .tensor
      ) { context, frame throws(LuaRaise) in
        if frame.payload(at: 2, of: context.tracedType) != nil {
          return try context.rollTraced(frame)
        }
        return try context.give(frame, try context.rolled(frame))
      },
      Binding(
        owner: .object, name: "get_buffer_mat",
        parameters: [
          Parameter("shape", "integer[]"), Parameter("count", "integer"),
        ],
        result: "snn.Tensor",
        summary: "Zeros of a shape with count in front, for the last states of"
          + " a tensor."),
    ]
  }
}

extension ScriptContext {
  /// The buffer at 2, with its rows moved on as the arguments behind it say.
  fileprivate func rolled(_ frame: LuaFrame) throws(LuaRaise) -> Tensor {
    let buffer = try tensor(frame, 2)
    let new: Operand? =
      frame.isNoneOrNil(at: 3) ? nil : try operand(frame, 3)
    let isBackward =
      frame.isNoneOrNil(at: 4) ? false : try frame.boolean(at: 4)
    let result = try raising { () throws(TensorError) in
      try buffer.rolled(new: new, isBackward: isBackward)
    }
    // A buffer that is the result of a roll was kept. Of others, the caller's
    // instructions tell.
    if !buffer.hasSpareMemory, frame.isCalledAsStatement("buffer_roll") {
      throw .message(
        "buffer_roll: the rolled buffer is dropped, and the one that was"
          + " given stays as it is; write neurons.buffer ="
          + " neurons:buffer_roll(neurons.buffer, new)")
    }
    return result
  }
}
