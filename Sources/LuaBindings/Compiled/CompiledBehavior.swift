import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Whether and how a behavior that is written in Lua is compiled.
enum CompilationMode: String {
  /// What can't be compiled is an error.
  case always = "true"
  /// What can't be compiled is left to Lua, with a message on standard error.
  case auto
}

/// A compiled behavior is traced: its `forward` runs once with stand-ins.
extension LuaBehavior: TracedBehavior {
  var isTraceable: Bool { compilation != nil && reasonForLua == nil }

  var reasonForCall: String? { reasonForLua }

  func trace(
    _ object: NetworkObject, into tracer: ProgramTracer, isTrial: Bool
  ) throws -> (any TraceCheck)? {
    try working(on: object) {
      let activation = try context.activation(for: self)
      let frame = activation.frame
      let top = frame.top
      try frame.reserve(20)
      // The trace reads what scripts see.
      let time = context.traceHost.time
      try context.enterLua(frame)
      context.traceHost.time = time
      do {
        let check = try trace(object, into: tracer, activation)
        frame.setTop(top)
        return check
      } catch let error as LuaRaise {
        if tracer.mustStartAgain() {
          frame.setTop(top)
          throw error
        }
        if isTrial {
          frame.setTop(top)
        } else {
          try leaveToLua(object, error, frame)
          frame.setTop(top)
        }
        throw error
      }
    }
  }

  /// Leaves the behavior to Lua, if its class says so; otherwise throws `error`,
  /// whose value is on top.
  private func leaveToLua(
    _ object: NetworkObject, _ error: LuaRaise, _ frame: LuaFrame
  ) throws(LuaRaise) {
    guard compilation == .auto, error == .errorOnTop,
      !frame.state.isInterrupted
    else { throw error }
    let reason = (try? frame.string(at: -1)) ?? "an error that is no text"
    reasonForLua = reason
    context.onNote?("\(name) of \(object.label) runs in Lua: \(reason)")
  }

  private func trace(
    _ object: NetworkObject, into tracer: ProgramTracer,
    _ activation: Activation
  ) throws(LuaRaise) -> LuaTraceCheck {
    let frame = activation.frame
    context.tracers.append(
      Tracer(tracer, outside: frame.callerPosition))
    defer { _ = context.tracers.popLast() }
    try context.callTracing(frame, "trace_forward", resultCount: 1) {
      () throws(LuaRaise) in
      try activation.pushSelf(self)
      frame.rawGet(at: activation.anchors, pointer: address(of: object))
      return 2
    }
    let number = try frame.integer(at: -1)
    try activation.pushSelf(self)
    frame.pushMethod("forward", of: -1)
    tracer.definition = frame.definition(at: frame.top)
    frame.pop(3)
    return LuaTraceCheck(context.traceHost, self, object, number)
  }
}
