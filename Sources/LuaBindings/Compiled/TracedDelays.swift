import LuaRuntime
import Programs
import SpikingNetworks
import TensorBindings
import Tensors

/// Buffers and delay lines in traced functions.
extension Binding {
  static var tracedDelays: [Binding] {
    [isDelayLine, stepTraced, pendingTraced, restoreTraced, resetTraced]
  }

  // MARK: Delay lines

  /// `is_delay_line(value)`
  private static var isDelayLine: Binding {
    native("is_delay_line") { context, frame throws(LuaRaise) in
      frame.push(frame.payload(at: 1, of: context.delayLineType) != nil)
      return 1
    }
  }

  /// `step_traced(line, spike, W)`: what arrives, in each run. The line itself moves
  /// on, as it does in Lua.
  private static var stepTraced: Binding {
    native("step_traced") { context, frame throws(LuaRaise) in
      let (line, builder) = try context.delayLine(frame)
      let spike = try context.argument(frame, 2, of: "step")
      let weights = try context.weights(frame, of: line)
      return try context.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in
            try builder.delayed(spike, by: line, weights: weights)
          }))
    }
  }

  /// `pending_traced(line)`
  private static var pendingTraced: Binding {
    native("pending_traced") { context, frame throws(LuaRaise) in
      let (line, builder) = try context.delayLine(frame)
      return try context.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in
            try builder.pending(of: line)
          }))
    }
  }

  /// `restore_traced(line, pending)`
  private static var restoreTraced: Binding {
    native("restore_traced") { context, frame throws(LuaRaise) in
      let (line, builder) = try context.delayLine(frame)
      let pending = try context.argument(frame, 2, of: "restore")
      try raising { () throws(TensorError) in
        try builder.restore(pending, of: line)
      }
      return 0
    }
  }

  /// `reset_traced(line)`
  private static var resetTraced: Binding {
    native("reset_traced") { context, frame throws(LuaRaise) in
      let (line, builder) = try context.delayLine(frame)
      builder.reset(line)
      return 0
    }
  }
}

extension ScriptContext {
  /// `object:buffer_roll(buffer, new, counter)` of what stands for a buffer.
  func rollTraced(_ frame: LuaFrame) throws(LuaRaise) -> Int {
    let builder = try tracer().builder(at: frame)
    let buffer = try tracedTensor(frame, 2)
    let new: ProgramOperand? =
      frame.isNoneOrNil(at: 3) ? nil : try tracedOperand(frame, 3)
    let isBackward =
      frame.isNoneOrNil(at: 4) ? false : try frame.boolean(at: 4)
    let result = try raising { () throws(TensorError) in
      try builder.rolled(buffer, new: new, isBackward: isBackward)
    }
    if frame.isCalledAsStatement("buffer_roll") {
      throw .message(
        "buffer_roll: the rolled buffer is dropped, and the one that was given"
          + " stays as it is; write neurons.buffer ="
          + " neurons:buffer_roll(neurons.buffer, new)")
    }
    return try push(frame, .tensor(result))
  }

  /// The tensor that is an argument of `name`, a method of the delay line at 1.
  fileprivate func argument(
    _ frame: LuaFrame, _ index: Int, of name: String
  ) throws(LuaRaise) -> ProgramTensor {
    guard frame.kind(at: index) == .userdata else {
      throw .message(
        "bad argument #\(index - 1) to '\(name)' (Tensor expected, got"
          + " \(frame.typeName(at: index)))")
    }
    return try tracedTensor(frame, index)
  }

  /// The weights at 3 for a step of `line`, of a sparse matrix its values; nil if
  /// the line has none.
  fileprivate func weights(
    _ frame: LuaFrame, of line: DelayLine
  ) throws(LuaRaise) -> ProgramTensor? {
    switch line {
    case let line as SparseDelayLine:
      guard case .sparse(let weights)? = try traced(frame, 3) else {
        throw .message(
          "step: the delays are of the entries of a sparse matrix, so the"
            + " weights must be one")
      }
      guard line.fits(weights.matrix) else {
        throw .message(
          "step: the weights have entries in other places than the delays")
      }
      return weights.values
    case is SpikeDelayLine:
      guard frame.isNoneOrNil(at: 3) else {
        throw .message(
          "step: the delays are of neurons, so there are no weights to pass on")
      }
      return nil
    default: return try argument(frame, 3, of: "step")
    }
  }

  /// The delay line at 1, and what records what is done to it.
  fileprivate func delayLine(
    _ frame: LuaFrame
  ) throws(LuaRaise) -> (DelayLine, ProgramBuilder) {
    let builder = try tracer().builder(at: frame)
    return (try frame.object(at: 1, of: delayLineType).pointee, builder)
  }
}
