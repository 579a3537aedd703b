import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// State variables: `neurons.voltage = x` tells the engine, and stores the
/// value where Lua reads it.
extension Binding {
  /// `__newindex` of the tables of objects.
  static var setVariable: Binding {
    native("set_variable") { context, frame throws(LuaRaise) in
      guard frame.kind(at: 1) == .table, frame.pushMetatable(of: 1) else {
        throw frame.typeError(at: 1, expected: "network object")
      }
      let metatable = frame.top
      frame.rawGet(at: metatable, index: 1)
      guard let handle = frame.payload(at: -1, of: context.objectType) else {
        throw frame.typeError(at: 1, expected: "network object")
      }
      let object = handle.pointee.object
      if frame.payload(at: 3, of: context.selectionType) != nil {
        // The selected elements are to be the value, whatever becomes of the
        // tensor that they are selected from.
        try context.pushNew(frame, try context.tensor(frame, 3))
        frame.replace(at: 3)
      } else if frame.payload(at: 3, of: context.sparseSelectionType) != nil {
        try context.pushSparse(frame, try context.sparse(frame, 3))
        frame.replace(at: 3)
      }
      frame.rawGet(at: metatable, index: 2)
      frame.pushValue(at: 2)
      frame.rawGet(at: -2)
      // A script can reach the slots, and write anything there.
      if let number = frame.numberIfPresent(at: -1),
        let slot = Int(exactly: number), object.state.hasSlot(slot)
      {
        object.state.setValue(at: slot, to: try context.stateValue(frame, 3))
      } else if frame.kind(at: 2) == .string,
        try frame.string(at: 2) == "iteration"
      {
        try context.setIteration(frame, of: object)
        return 0
      } else {
        try context.setNewVariable(frame, object, metatable: metatable)
      }
      frame.rawGet(at: metatable, index: 3)
      frame.pushValue(at: 2)
      frame.pushValue(at: 3)
      try frame.rawSet(at: -3)
      return 0
    }
  }
}

extension ScriptContext {
  /// What the engine keeps of the value at `index`; nil for nil.
  @inline(__always)
  fileprivate func stateValue(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> StateValue? {
    if let tensor = frame.payload(at: index, of: tensorType) {
      return .tensor(tensor.pointee)
    }
    if let matrix = frame.payload(at: index, of: sparseType) {
      return .sparse(matrix.pointee)
    }
    switch frame.kind(at: index) {
    case .nil, .none: return nil
    case .number, .boolean: return .number(try scalar(frame, index))
    case .string: return .text(try frame.string(at: index))
    default: return .opaque
    }
  }

  /// Sets the iteration of the network to the number at 3.
  fileprivate func setIteration(
    _ frame: LuaFrame, of object: NetworkObject
  ) throws(LuaRaise) {
    let what = "iteration must be a whole number of 0 or more, not"
    guard let number = frame.numberIfPresent(at: 3) else {
      throw .message("\(what) \(frame.typeName(at: 3))")
    }
    guard let iteration = frame.integerIfPresent(at: 3), iteration >= 0 else {
      throw .message("\(what) \(shown(number))")
    }
    try raisingAny { try object.requiredNetwork().setIteration(iteration) }
  }

  /// Sets a variable that has no slot yet, for which `false` stands if the name
  /// can't be one.
  fileprivate func setNewVariable(
    _ frame: LuaFrame, _ object: NetworkObject, metatable: Int
  ) throws(LuaRaise) {
    guard frame.kind(at: 2) == .string else {
      throw .message(
        "\(object.label): the name of a variable must be a string, got"
          + " \(frame.typeName(at: 2))")
    }
    let name = try frame.string(at: 2)
    frame.pop()
    if let problem = try nameProblem(frame, name, of: object, metatable) {
      throw .message(problem)
    }
    let value = try stateValue(frame, 3)
    object.state.set(name, to: value, isNotifying: false)
    frame.pushValue(at: 2)
    frame.push(object.state.slot(of: name))
    try frame.rawSet(at: -3)
  }

  /// What is wrong with the name of a variable that the object doesn't have, or
  /// nil. `metatable` is where that of its table is.
  private func nameProblem(
    _ frame: LuaFrame, _ name: String, of object: NetworkObject,
    _ metatable: Int
  ) throws(LuaRaise) -> String? {
    let top = frame.top
    defer { frame.setTop(top) }
    frame.rawGet(at: metatable, index: 2)
    let kind = try frame.rawGet(at: -1, key: name)
    if kind == .boolean || name == "iteration" {
      return "\(object.label): '\(name)' can't be replaced"
    }
    // Methods are found behind the values, in their metatable's `__index`.
    frame.rawGet(at: metatable, index: 3)
    guard frame.pushMetatable(of: -1) else { return nil }
    try frame.rawGet(at: -1, key: "__index")
    if try frame.rawGet(at: -1, key: name) == .nil { return nil }
    return "\(object.label): '\(name)' is a method or field of every"
      + " \(object.kind.rawValue); choose another name"
  }

  /// As that, for the name of any variable of the object at `index`.
  func nameProblem(
    _ frame: LuaFrame, _ name: String, of object: NetworkObject, at index: Int
  ) throws(LuaRaise) -> String? {
    if object.state.hasVariable(name) { return nil }
    let top = frame.top
    defer { frame.setTop(top) }
    guard frame.pushMetatable(of: index) else { return nil }
    return try nameProblem(frame, name, of: object, frame.top)
  }

  /// As that, for a name that a behavior of the engine's was given.
  func nameProblem(_ name: String, of object: NetworkObject) -> String? {
    guard let frame = activations.last?.frame else { return nil }
    let top = frame.top
    defer { frame.setTop(top) }
    pushAnchored(frame, object, of: object.network)
    guard frame.kind(at: -1) == .table else { return nil }
    // A name for which there is no memory is no problem of the name.
    return try? nameProblem(frame, name, of: object, at: frame.top)
  }

  /// Stores a value that the engine has set where Lua reads it; later, if Lua
  /// isn't running or has no memory.
  func mirror(
    _ name: String, _ value: StateValue?, of object: NetworkObject
  ) {
    if let frame = activations.last?.frame {
      let top = frame.top
      defer { frame.setTop(top) }
      do throws(LuaRaise) {
        return try store(frame, name, value, of: object)
      } catch {}
    }
    pendingMirrors.append((name, Unowned(object: object)))
  }

  /// Stores the values that the engine has set while Lua was not running.
  func mirrorPending(_ frame: LuaFrame) throws(LuaRaise) {
    if pendingMirrors.isEmpty { return }
    let pending = pendingMirrors
    pendingMirrors = []
    for (name, object) in pending {
      guard let object = object.object else { continue }
      try store(frame, name, object.state[name], of: object)
    }
  }

  /// Stores a value of the engine's where Lua reads it.
  func store(
    _ frame: LuaFrame, _ name: String, _ value: StateValue?,
    of object: NetworkObject
  ) throws(LuaRaise) {
    pushAnchored(frame, object, of: object.network)
    guard frame.kind(at: -1) == .table, frame.pushMetatable(of: -1) else {
      return frame.pop()
    }
    frame.rawGet(at: -1, index: 2)
    frame.push(object.state.slot(of: name))
    try frame.rawSet(at: -2, key: name)
    frame.rawGet(at: -2, index: 3)
    switch value {
    case .tensor(let tensor): try pushNew(frame, tensor)
    case .sparse(let matrix): try pushSparse(frame, matrix)
    case .number(let number): push(frame, number)
    case .text(let text): try frame.push(text)
    case .opaque, nil: frame.pushNil()
    }
    try frame.rawSet(at: -2, key: name)
    frame.pop(4)
  }
}

/// A reference that doesn't keep its object alive.
struct Unowned {
  weak var object: NetworkObject?
}
