import LuaRuntime
import SpikingNetworks
import TensorBindings

/// Lua, as compiled behaviors know it.
final class LuaTraceHost: TraceHost {
  private unowned let context: ScriptContext

  init(_ context: ScriptContext) { self.context = context }

  override func willRun() { context.watchdog?.enterBehavior() }

  override func didRun() { context.watchdog?.leaveBehavior() }

  override func hasSet(_ stretch: ProgramStretch) {
    context.dirty.append(stretch)
  }
}

/// What a compiled behavior has read in Lua, as notes of the prelude.
final class LuaTraceCheck: TraceCheck {
  let host: TraceHost
  private unowned let behavior: LuaBehavior
  private unowned let object: NetworkObject

  /// Which of the behavior's notes these are.
  private let number: Int

  init(
    _ host: TraceHost, _ behavior: LuaBehavior, _ object: NetworkObject,
    _ number: Int
  ) {
    self.host = host
    self.behavior = behavior
    self.object = object
    self.number = number
  }

  func isUnchanged() throws -> Bool {
    let activation = try behavior.context.activation(for: behavior)
    let frame = activation.frame
    let top = frame.top
    defer { frame.setTop(top) }
    try frame.reserve(20)
    // Scripts are to have what was set before it is looked for changes in them.
    let time = host.time
    try behavior.context.enterLua(frame)
    host.time = time
    if !behavior.fields.names.isEmpty {
      try activation.pushSelf(behavior)
      try behavior.context.takeFields(frame, of: behavior)
      frame.pop()
    }
    try behavior.context.callTracing(frame, "is_unchanged", resultCount: 1) {
      () throws(LuaRaise) in
      try activation.pushSelf(behavior)
      frame.rawGet(at: activation.anchors, pointer: address(of: object))
      frame.push(number)
      return 3
    }
    return try frame.boolean(at: -1)
  }
}
