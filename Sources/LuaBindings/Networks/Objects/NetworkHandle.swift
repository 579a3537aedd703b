import LuaRuntime
import Plots
import SpikingNetworks
import TensorBindings
import Tensors

/// Objects of a network, as Lua sees them.
///
/// A script has a table for each object; in its metatable are, at 1, a handle
/// with the engine's object inside, at 2 the slots of its state variables, and
/// at 3 their values. Whatever Lua values a network needs hang on the handle of
/// the network: a table, here called its *anchors*, with the table of each
/// object and behavior at the address of the engine's. So a network that no
/// script can reach is collected with all of it.
struct ObjectHandle {
  let object: NetworkObject
}

/// A behavior, as Lua sees it.
struct BehaviorHandle {
  let behavior: any Behavior
}

extension ScriptContext {
  /// The object whose table or handle is at `index`.
  func object(
    _ frame: LuaFrame, _ index: Int, expected: String = "network object"
  ) throws(LuaRaise) -> NetworkObject {
    if let handle = frame.payload(at: index, of: objectType) {
      return handle.pointee.object
    }
    if frame.kind(at: index) == .table, frame.pushMetatable(of: index) {
      frame.rawGet(at: -1, index: 1)
      let handle = frame.payload(at: -1, of: objectType)
      frame.pop(2)
      if let handle { return handle.pointee.object }
    }
    throw frame.typeError(at: index, expected: expected)
  }

  /// The object at `index`, or nil if there is none.
  func objectIfPresent(_ frame: LuaFrame, _ index: Int) -> NetworkObject? {
    try? object(frame, index)
  }

  /// The network whose table or handle is at `index`.
  func network(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Network {
    guard
      let network = try object(frame, index, expected: "Network") as? Network
    else { throw frame.typeError(at: index, expected: "Network") }
    return network
  }

  /// The behavior whose handle is at `index`.
  func behavior(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> any Behavior {
    try frame.object(at: index, of: behaviorType).pointee.behavior
  }

  // MARK: Anchors

  /// Gives a new network, whose handle is on top, its anchors.
  func anchor(_ frame: LuaFrame, _ network: Network) throws(LuaRaise) {
    try frame.newTable()
    frame.setUserValue(1, of: -2)
    pushNetworks(frame)
    frame.pushValue(at: -2)
    try frame.rawSet(at: -2, pointer: address(of: network))
    frame.pop()
  }

  /// Pushes the anchors of a network; false and nothing, if Lua has let go of
  /// it.
  func pushAnchors(_ frame: LuaFrame, of network: Network?) -> Bool {
    guard let network else { return false }
    pushNetworks(frame)
    frame.rawGet(at: -1, pointer: address(of: network))
    frame.remove(at: -2)
    guard frame.payload(at: -1, of: objectType) != nil else {
      frame.pop()
      return false
    }
    frame.pushUserValue(1, of: -1)
    frame.remove(at: -2)
    return true
  }

  /// Pushes the Lua value of an object or a behavior of `network`; nil if there
  /// is none.
  func pushAnchored(
    _ frame: LuaFrame, _ object: AnyObject, of network: Network?
  ) {
    guard pushAnchors(frame, of: network) else { return frame.pushNil() }
    frame.rawGet(at: -1, pointer: address(of: object))
    frame.remove(at: -2)
  }

  /// Pushes the table from networks' addresses to their handles, which it keeps
  /// alive only if networks are to stay.
  private func pushNetworks(_ frame: LuaFrame) {
    frame.rawGet(at: frame.registry, pointer: address(of: self))
  }

  /// Makes the table of networks.
  func installNetworkTable(_ frame: LuaFrame) throws(LuaRaise) {
    try frame.newTable()
    if !register.isKeeping {
      try frame.newTable()
      try frame.push("v")
      try frame.rawSet(at: -2, key: "__mode")
      frame.setMetatable(of: -2)
    }
    try frame.rawSet(at: frame.registry, pointer: address(of: self))
  }
}

/// What stands for an object of the engine as a key that no script can have.
@inline(__always)
func address(of object: AnyObject) -> UnsafeRawPointer {
  UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque())
}

extension LuaRaise {
  /// An error of the engine that has no place in a script of its own.
  init(_ error: any Error) {
    switch error {
    case let raise as LuaRaise: self = raise
    case let error as TensorError: self.init(error)
    default: self = .message(luaText(of: error))
    }
  }
}

/// What an error says in Lua, where indices and axes count from 1.
func luaText(of error: any Error) -> String {
  switch error {
  case let error as TensorError: error.message(countingFrom: 1)
  case PlotError.tensor(let error): error.message(countingFrom: 1)
  case let error as PlacedFailure: error.underlying.message(countingFrom: 1)
  case let error as NonFiniteValue: error.message(countingFrom: 1)
  case let error as RecordingFailure:
    "\(error.place): \(luaText(of: error.underlying))"
  case let error as BehaviorFailure:
    "\(error.place): \(luaText(of: error.underlying))"
  case LuaRaise.message(let text), LuaRaise.outOfMemory(let text): text
  case LuaRaise.badArgument(let position, let problem):
    "bad argument #\(position) (\(problem))"
  default: "\(error)"
  }
}

/// The result of `body`, its error raised in Lua.
func raisingAny<Result>(
  _ body: () throws -> Result
) throws(LuaRaise) -> Result {
  do { return try body() } catch { throw LuaRaise(error) }
}
