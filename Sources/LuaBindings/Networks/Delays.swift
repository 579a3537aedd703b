import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Delay lines: spikes and currents that arrive some iterations later.
extension Binding {
  /// `snn.DelayLine(delays, ...)`.
  static var newDelayLine: Binding {
    Binding(
      owner: .library, name: "DelayLine",
      parameters: [
        Parameter(
          "delays", "integer|string|snn.Tensor|snn.SparseMatrix",
          "whole numbers of iterations: one, a vector with one for each"
            + " neuron, or a matrix with one for each synapse, which may be sparse;"
            + " in a behavior, one may be a time such as \"2 ms\""),
        Parameter(
          "layout", "integer|string",
          "beside one delay, the number of neurons; beside a matrix, \"SxD\""
            + " (if not given) or \"DxS\"", isOptional: true),
        Parameter(
          "type", "snn.ElementType",
          "beside a matrix, the type of its weights: float32 if not given",
          isOptional: true),
      ],
      result: "snn.DelayLine",
      summary:
        "A line on which what leaves at iteration t arrives at t + d: the"
        + " spikes of neurons, or, if each synapse has its delay, currents."
    ) { context in
      { frame throws(LuaRaise) in
        let line = try context.newDelayLine(frame)
        try frame.pushNewObject(context.delayLineType, line)
        context.noteGrowth(frame)
        return 1
      }
    }
  }

  /// Methods of delay lines.
  static var delayLines: [Binding] {
    [stepDelayLine, pendingOfDelayLine, restoreDelayLine, resetDelayLine]
  }

  private static var stepDelayLine: Binding {
    Binding(
      owner: .delayLine, name: "step",
      parameters: [
        Parameter("spike", "snn.Tensor", "whose spikes leave now"),
        Parameter(
          "W", "snn.Tensor|snn.SparseMatrix",
          "the weights, if each synapse has its delay: sparse, if the delays are",
          isOptional: true),
      ],
      result: "snn.Tensor",
      summary: "Moves on by an iteration and gives what arrives, as a new"
        + " tensor: a bool vector of spikes, or the currents of the targets."
        + " A delay of 0 arrives at once. A synapse passes on the weight that"
        + " it has when the spike leaves.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let line = try frame.object(at: 1, of: context.delayLineType).pointee
        let spike = try context.tensor(frame, 2)
        switch line {
        case let line as CurrentDelayLine:
          let weights = try context.tensor(frame, 3)
          return try context.give(
            frame,
            try raising { () throws(TensorError) in
              try line.step(spike, weights)
            })
        case let line as SparseDelayLine:
          let weights = try frame.object(at: 3, of: context.sparseType).pointee
          return try context.give(
            frame,
            try raising { () throws(TensorError) in
              try line.step(spike, weights)
            })
        case let line as SpikeDelayLine:
          guard frame.isNoneOrNil(at: 3) else {
            throw .message(
              "step: the delays are of neurons, so there are no weights to"
                + " pass on")
          }
          return try context.give(
            frame,
            try raising { () throws(TensorError) in try line.step(spike) })
        default: throw .message("step: an unknown kind of delay line")
        }
      }
    }
  }

  private static var pendingOfDelayLine: Binding {
    Binding(
      owner: .delayLine, name: "pending", result: "snn.Tensor",
      summary: "What is on its way, [longest delay + 1, neurons]: the first row"
        + " arrives in the next step. A copy, for restore.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let line = try frame.object(at: 1, of: context.delayLineType).pointee
        return try context.give(
          frame,
          try raising { () throws(TensorError) in try line.pending() })
      }
    }
  }

  private static var restoreDelayLine: Binding {
    Binding(
      owner: .delayLine, name: "restore",
      parameters: [Parameter("pending", "snn.Tensor")],
      summary: "Makes what pending gave be what is on its way."
    ) { context in
      { frame throws(LuaRaise) in
        let line = try frame.object(at: 1, of: context.delayLineType).pointee
        let pending = try context.tensor(frame, 2)
        try raising { () throws(TensorError) in try line.restore(pending) }
        return 0
      }
    }
  }

  private static var resetDelayLine: Binding {
    Binding(
      owner: .delayLine, name: "reset", summary: "Forgets what is on its way."
    ) { context in
      { frame throws(LuaRaise) in
        let line = try frame.object(at: 1, of: context.delayLineType).pointee
        try raising { () throws(TensorError) in try line.reset() }
        return 0
      }
    }
  }
}

extension ScriptContext {
  /// The delay line that the arguments describe.
  fileprivate func newDelayLine(
    _ frame: LuaFrame
  ) throws(LuaRaise) -> DelayLine {
    if let delays = frame.payload(at: 1, of: sparseType) {
      let (mode, type) = try matrixArguments(frame)
      return try raising { () throws(TensorError) in
        try SparseDelayLine(
          of: delays.pointee.structure, delays: delays.pointee.values,
          sourceAxis: mode.sourceAxis, type: type)
      }
    }
    if !isTensor(frame, 1) {
      let delay =
        frame.kind(at: 1) == .string
        ? .integer(
          try iterations(
            frame, 1, in: activations.last?.network.step, "DelayLine"))
        : try scalar(frame, 1)
      guard frame.kind(at: 2) == .number else {
        throw .badArgument(
          2,
          "beside one delay, expected the number of neurons, got"
            + " \(frame.typeName(at: 2))")
      }
      let size = try frame.integer(at: 2)
      return try raising { () throws(TensorError) in
        try SpikeDelayLine(
          delays: try Tensor.full(
            try Shape([size]), delay, type: .float64, in: pool))
      }
    }
    let delays = try tensor(frame, 1)
    guard delays.rank != 1 else {
      return try raising { () throws(TensorError) in
        try SpikeDelayLine(delays: delays)
      }
    }
    let (mode, type) = try matrixArguments(frame)
    return try raising { () throws(TensorError) in
      try CurrentDelayLine(
        delays: delays, sourceAxis: mode.sourceAxis, type: type)
    }
  }

  /// The layout and the type of weights, at 2 and 3.
  private func matrixArguments(
    _ frame: LuaFrame
  ) throws(LuaRaise) -> (SynapseMode, ElementType) {
    var mode = SynapseMode.sourceByDestination
    if !frame.isNoneOrNil(at: 2) {
      let name = try frame.string(at: 2)
      mode = try raisingAny { try SynapseMode(named: name) }
    }
    return (mode, try elementType(frame, 3) ?? .float32)
  }
}
