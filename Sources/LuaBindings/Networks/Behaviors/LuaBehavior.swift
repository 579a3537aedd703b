import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// A behavior written in Lua.
///
/// The table with its fields and methods hangs on the network's anchors, at
/// this object's address.
final class LuaBehavior: ExtendingBehavior {
  let name: String
  let tags: [String]

  let switches: BehaviorSwitches

  let parameters: Parameters?

  /// The behavior of the library whose class its own extends.
  let extended: LibraryBehavior?

  /// The objects for which `extended` was initialized.
  private var extendedObjects: [Unowned] = []

  /// The defaults of parameters, as this `initialize` has asked for them.
  var defaults: [ParameterDefault] = []

  /// Whether the class has a method `forward`.
  var hasForward = true

  /// Whether the class has a field `initialize_last` that is true.
  var initializesLast = false

  /// Whether the class has a field `initialize_on_init` that is true.
  var initializesOnCreation = false

  /// The object whose `initialize` or `forward` is running. Its caller keeps it
  /// alive; a weak reference would slow down every count of its references.
  @exclusivity(unchecked)
  private(set) unowned(unsafe) var owner: NetworkObject?

  /// Whether its `initialize` is running.
  private(set) var isInitializing = false

  /// How the class is compiled, if it is.
  private(set) var compilation: CompilationMode?

  /// Its fields that compiled functions set.
  let fields = StateVariables()

  /// Why its `forward` can't be compiled, although its class would be.
  var reasonForLua: String?

  let context: ScriptContext

  init(
    name: String, tag: String?, parameters: Parameters,
    extending extended: LibraryBehavior?, context: ScriptContext
  ) {
    self.name = name
    var tags = Tags(tag ?? "")
    tags.append(name)
    self.tags = tags.list
    self.parameters = parameters
    self.extended = extended
    switches = extended?.switches ?? BehaviorSwitches()
    self.context = context
  }

  func initialize(_ object: NetworkObject) throws {
    let isNested = isInitializing
    isInitializing = true
    defaults = []
    defer { isInitializing = isNested }
    try working(on: object) {
      let activation = try context.activation(for: self)
      let frame = activation.frame
      try context.enterLua(frame)
      try activation.pushSelf(self)
      try takeParameters(frame)
      compilation = try compilationMode(frame, object)
      reasonForLua = nil
      frame.pushMethod("initialize", of: -1)
      guard frame.kind(at: -1) != .nil else { return frame.pop(2) }
      try checkMethod("initialize", frame)
      try call(activation, object)
    }
  }

  /// Settles anew whether it is compiled: on a device, what says nothing is.
  func settleCompilation(for object: NetworkObject) throws {
    let activation = try context.activation(for: self)
    try activation.pushSelf(self)
    defer { activation.frame.pop() }
    compilation = try compilationMode(activation.frame, object)
    reasonForLua = nil
  }

  /// Takes note that `extended` was initialized for an object.
  func noteExtended(_ object: NetworkObject) {
    extendedObjects.removeAll { $0.object == nil || $0.object === object }
    extendedObjects.append(Unowned(object: object))
  }

  /// Whether `extended` was initialized for an object.
  func hasExtended(_ object: NetworkObject) -> Bool {
    extendedObjects.contains { $0.object === object }
  }

  /// Calls `body` while the behavior works on an object.
  @inline(__always)
  func working<Result>(
    on object: NetworkObject, _ body: () throws -> Result
  ) rethrows -> Result {
    let outer = owner
    owner = object
    context.watchdog?.enterBehavior()
    defer {
      context.watchdog?.leaveBehavior()
      owner = outer
    }
    return try body()
  }

  func forward(_ object: NetworkObject) throws {
    try working(on: object) {
      let activation = try context.activation(for: self)
      let frame = activation.frame
      try context.enterLua(frame)
      try activation.pushSelf(self)
      // The method is looked up each time: a script may change its class.
      if frame.pushMetatable(of: -1) {
        frame.pushValue(at: activation.forwardName)
        frame.rawGet(at: -2)
        frame.remove(at: -2)
      } else {
        frame.pushNil()
      }
      if frame.kind(at: -1) == .nil {
        frame.pop()
        frame.pushMethod("forward", of: -1)
      }
      try checkMethod("forward", frame)
      try call(activation, object)
    }
  }

  /// Throws unless what is on top, the method `method`, can be called; then it
  /// and the behavior below are gone.
  @inline(__always)
  private func checkMethod(
    _ method: String, _ frame: LuaFrame
  ) throws(LuaRaise) {
    if frame.kind(at: -1) == .function { return }
    try checkCallable(method, frame)
  }

  private func checkCallable(
    _ method: String, _ frame: LuaFrame
  ) throws(LuaRaise) {
    if frame.kind(at: -1) == .nil {
      frame.pop(2)
      throw LuaRaise.message("the behavior has lost its method '\(method)'")
    }
    if frame.pushMetatable(of: -1) {
      let kind = try frame.rawGet(at: -1, key: "__call")
      frame.pop(2)
      if kind != .nil { return }
    }
    let found = frame.typeName(at: -1)
    frame.pop(2)
    throw .message("\(name).\(method) is a \(found), not a function")
  }

  /// Takes over what a script has changed in `behavior.parameters`; the behavior
  /// is on top.
  func takeParameters(_ frame: LuaFrame) throws(LuaRaise) {
    let kind = try frame.rawGet(at: -1, key: "parameters")
    defer { frame.pop() }
    guard kind == .table, let parameters else { return }
    let given = try context.parameters(frame, frame.top)
    for name in parameters.names where !given.contains(where: { $0.0 == name })
    {
      parameters[name] = nil
    }
    for (name, value) in given { parameters[name] = value }
  }

  /// How the class is compiled, as its field `compiled` says; the behavior is on
  /// top. If it says nothing, it is on a device, as far as possible.
  private func compilationMode(
    _ frame: LuaFrame, _ object: NetworkObject
  ) throws(LuaRaise) -> CompilationMode? {
    frame.pushMethod("compiled", of: -1)
    defer { frame.pop() }
    switch frame.kind(at: -1) {
    case .nil: return object.network?.placement == nil ? nil : .auto
    case .boolean: return try frame.boolean(at: -1) ? .always : nil
    case .string where try frame.string(at: -1) == "auto": return .auto
    default:
      throw .message(
        "\(name): compiled must be true, false or \"auto\", not a"
          + " \(frame.typeName(at: -1))")
    }
  }

  /// Calls the method on top with the behavior below it and `object`.
  private func call(
    _ activation: Activation, _ object: NetworkObject
  ) throws(LuaRaise) {
    let frame = activation.frame
    frame.insert(at: -2)
    frame.rawGet(at: activation.anchors, pointer: address(of: object))
    try frame.call(argumentCount: 2, resultCount: 0)
  }
}

/// A call from Lua during which behaviors of a network may run.
struct Activation {
  let frame: LuaFrame
  /// Whose behaviors may run.
  unowned(unsafe) let network: Network
  /// The index of the network's anchors on the stack.
  let anchors: Int
  /// The index of the string "forward" on the stack.
  let forwardName: Int

  /// Pushes the table of `behavior`.
  @inline(__always)
  func pushSelf(_ behavior: LuaBehavior) throws(LuaRaise) {
    let kind = frame.rawGet(at: anchors, pointer: address(of: behavior))
    guard kind == .table else {
      frame.pop()
      throw .message("\(behavior.name) belongs to another Lua state")
    }
  }
}

extension ScriptContext {
  /// The call during which `behavior` runs.
  @inline(__always)
  func activation(for behavior: LuaBehavior) throws(LuaRaise) -> Activation {
    guard let activation = activations.last else {
      throw .message(
        "\(behavior.name) is written in Lua: run its network from Lua, or"
          + " with LuaHost.simulate")
    }
    return activation
  }

  /// Calls `body`, which may run behaviors of `network`.
  ///
  /// The error of a behavior is raised with its place in its message.
  func activating<Result>(
    _ frame: LuaFrame, _ network: Network, _ body: () throws -> Result
  ) throws(LuaRaise) -> Result {
    try frame.reserve(20)
    let top = frame.top
    guard pushAnchors(frame, of: network) else {
      throw .message("the network was released")
    }
    try frame.push("forward")
    activations.append(
      Activation(
        frame: frame, network: network, anchors: top + 1,
        forwardName: top + 2))
    defer { activations.removeLast() }
    traceHost.time &+= 1
    do {
      let result = try body()
      frame.setTop(top)
      try enterLua(frame)
      return result
    } catch {
      do throws(LuaRaise) {
        // The error value stays on top.
        try enterLua(frame)
      } catch {
        frame.pop()
      }
      guard let failure = error as? BehaviorFailure else {
        throw LuaRaise(error)
      }
      if case LuaRaise.errorOnTop = failure.underlying {
        frame.addErrorContext(failure.place)
        throw .errorOnTop
      }
      let text = "\(failure.place): \(luaText(of: failure.underlying))"
      if let position = (failure.underlying as? PlacedFailure)?.position {
        try frame.push("\(position): \(text)")
        throw .errorOnTop
      }
      throw .message(text)
    }
  }
}

extension LuaFrame {
  /// Pushes the field `name` of the class of the behavior at `index`, or else of
  /// the tables in which a class looks for what it lacks; nil if there is none,
  /// or looking it up fails.
  func pushMethod(_ name: String, of index: Int) {
    guard pushMetatable(of: index) else { return pushNil() }
    let top = self.top
    do throws(LuaRaise) {
      for _ in 0..<mostClasses where kind(at: -1) == .table {
        if try rawGet(at: -1, key: name) != .nil { return remove(at: -2) }
        pop()
        guard pushMetatable(of: -1) else { break }
        try rawGet(at: -1, key: "__index")
        remove(at: -2)
        remove(at: -2)
      }
    } catch {}
    setTop(top - 1)
    pushNil()
  }
}

/// The most classes that are looked through for a method: more than one can
/// extend, but a script may have put them in a circle.
private let mostClasses = 1_000
