import LuaRuntime
import SpikingNetworks
import Tensors

/// The compiled side of a behavior that is written in Lua: a plan for each
/// object that it belongs to, made again when something has changed.
final class CompiledBehavior {
  /// Whether and how a class is compiled.
  enum Mode: String {
    /// What can't be compiled is an error.
    case always = "true"
    /// What can't be compiled is left to Lua, with a message on standard error.
    case auto
  }

  private let mode: Mode

  /// The plans, by object; the notes of what was read in Lua hang on the
  /// network's anchors at the plan's address.
  private var plans: [ObjectIdentifier: CompiledForward] = [:]

  /// The plan that ran last, and for which object.
  @exclusivity(unchecked) private var lastOwner: ObjectIdentifier?
  @exclusivity(unchecked) private var lastPlan: Unmanaged<CompiledForward>?

  /// Whether the behavior is left to Lua.
  @exclusivity(unchecked) private(set) var isLeftToLua = false

  init(_ mode: Mode) { self.mode = mode }

  /// Runs `forward`; returns false if it is to be left to Lua.
  @inline(__always)
  func forward(
    _ behavior: LuaBehavior, _ object: NetworkObject, _ engine: Engine
  ) throws -> Bool {
    let owner = ObjectIdentifier(object)
    if owner != lastOwner {
      lastOwner = owner
      lastPlan = plans[owner].map { .passUnretained($0) }
    }
    if let lastPlan {
      let isDone = try lastPlan._withUnsafeGuaranteedRef { plan in
        guard plan.checkedTime == engine.luaTime, plan.prepare() else {
          return false
        }
        try run(plan, object, engine)
        return true
      }
      if isDone { return true }
    }
    return try remake(behavior, object, engine)
  }

  @inline(__always)
  private func run(
    _ plan: CompiledForward, _ object: NetworkObject, _ engine: Engine
  ) throws {
    if !plan.hasRandom { plan.random = object.currentRandom }
    let wasDirty = plan.isDirty
    try plan.run()
    if plan.isDirty, !wasDirty { engine.dirty.append(plan) }
  }

  /// What the behavior does for an object, as text.
  func text(of object: NetworkObject) -> String {
    if isLeftToLua { return "runs in Lua" }
    return plans[ObjectIdentifier(object)]?.text
      ?? "isn't compiled yet; that happens when it runs"
  }

  /// Runs the plan if it is still good, else a new one.
  private func remake(
    _ behavior: LuaBehavior, _ object: NetworkObject, _ engine: Engine
  ) throws -> Bool {
    let activation = try engine.activation(for: behavior)
    let frame = activation.frame
    let top = frame.top
    try frame.reserve(20)
    if let old = plans[ObjectIdentifier(object)] {
      if old.checkedTime == engine.luaTime {
        // Nothing in Lua has changed, so the engine's numbers have.
        try markChanges(of: old, activation, behavior)
      } else if try isUnchanged(old, activation, engine), old.prepare() {
        old.checkedTime = engine.luaTime
        try run(old, object, engine)
        return true
      }
    }
    // The trace reads what scripts see.
    let time = engine.luaTime
    try engine.enterLua(frame)
    engine.luaTime = time
    do {
      let plan = try trace(behavior, object, activation, engine)
      guard plan.prepare() else {
        throw LuaRaise.message(
          "\(behavior.name): what it reads changed while it was compiled")
      }
      try run(plan, object, engine)
    } catch let error as LuaRaise {
      guard mode == .auto, error == .errorOnTop, !frame.state.isInterrupted
      else { throw error }
      isLeftToLua = true
      let reason = (try? frame.string(at: -1)) ?? "an error that is no text"
      engine.onNote?(
        "\(behavior.name) of \(object.label) runs in Lua: \(reason)")
      frame.setTop(top)
      return false
    }
    frame.setTop(top)
    return true
  }

  /// Makes the plan for an object ahead of the first iteration, if that is
  /// possible: a variable may be missing that is set during it. What can't be
  /// compiled is an error then.
  func prepare(
    _ behavior: LuaBehavior, _ object: NetworkObject, _ engine: Engine
  ) throws {
    let activation = try engine.activation(for: behavior)
    let top = activation.frame.top
    defer { activation.frame.setTop(top) }
    _ = try? trace(behavior, object, activation, engine)
  }

  /// Makes a plan of `forward`.
  private func trace(
    _ behavior: LuaBehavior, _ object: NetworkObject,
    _ activation: Activation, _ engine: Engine
  ) throws -> CompiledForward {
    let frame = activation.frame
    try engine.callTracing(frame, "trace_forward", resultCount: 1) {
      () throws(LuaRaise) in
      try activation.pushSelf(behavior)
      frame.rawGet(at: activation.anchors, pointer: address(of: object))
      return 2
    }
    guard let tracer = engine.finishedTracer.take() else {
      throw LuaRaise.message("\(behavior.name): the trace was lost")
    }
    let plan = try CompiledForward(tracer)
    try activation.pushSelf(behavior)
    frame.pushMethod("forward", of: -1)
    plan.definition = frame.definition(at: frame.top)
    frame.pop(2)
    if let old = plans[ObjectIdentifier(object)] {
      frame.pushNil()
      try frame.rawSet(at: activation.anchors, pointer: address(of: old))
    }
    try frame.rawSet(at: activation.anchors, pointer: address(of: plan))
    plans[ObjectIdentifier(object)] = plan
    lastOwner = nil
    lastPlan = nil
    plan.checkedTime = engine.luaTime
    return plan
  }

  /// Whether all that a plan has read in Lua is as it was.
  private func isUnchanged(
    _ plan: CompiledForward, _ activation: Activation, _ engine: Engine
  ) throws(LuaRaise) -> Bool {
    let frame = activation.frame
    let top = frame.top
    defer { frame.setTop(top) }
    try engine.callTracing(frame, "is_unchanged", resultCount: 1) {
      () throws(LuaRaise) in
      frame.rawGet(at: activation.anchors, pointer: address(of: plan))
      return 1
    }
    return try frame.boolean(at: -1)
  }

  /// Takes down which numbers the engine has changed since the plan was made.
  private func markChanges(
    of plan: CompiledForward, _ activation: Activation, _ behavior: LuaBehavior
  ) throws(LuaRaise) {
    let frame = activation.frame
    for (object, name) in plan.changedNumbers {
      try behavior.engine.callTracing(frame, "mark_live", resultCount: 0) {
        () throws(LuaRaise) in
        try activation.pushSelf(behavior)
        frame.rawGet(at: activation.anchors, pointer: address(of: object))
        try frame.push(name)
        return 3
      }
    }
  }
}
