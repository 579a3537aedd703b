import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// What the prelude makes networks and groups of.
extension Binding {
  static var construction: [Binding] {
    [
      newNetwork, newNeuronGroup, newSynapseGroup, newObject, adopt,
      addFirstBehaviors, addBehaviors, seedOf, iterationOf,
    ]
  }

  /// `new_network(options)` gives the handle and the first tag.
  private static var newNetwork: Binding {
    native("new_network") { context, frame throws(LuaRaise) in
      let options = OptionTable(checked: frame, 1, context, "Network")
      let seed = try context.networkSeed(frame, try options.index(of: "seed"))
      let type =
        try context.elementType(
          frame, try options.index(of: "dtype"), "Network: dtype") ?? .float32
      let mode =
        try context.text(
          frame, try options.index(of: "synapse_mode"), "Network: synapse_mode")
        ?? "SxD"
      let tag =
        try context.text(frame, try options.index(of: "tag"), "Network: tag")
        ?? ""
      let timeStep = try context.timeStep(frame, try options.index(of: "dt"))
      let network = try raisingAny {
        try Network(
          tag: tag, seed: seed, type: type,
          synapseMode: try SynapseMode(named: mode), timeStep: timeStep,
          pool: context.pool)
      }
      try context.place(network, frame, try options.index(of: "device"))
      network.onRelease = { [unowned context, unowned network] in
        context.release($0, of: network)
      }
      network.onTakenFile = { [unowned context] in
        context.activations.last?.frame.collectGarbage()
      }
      context.register.enter(network)
      context.onNetwork?(network)
      try frame.pushNewObject(
        context.objectType, ObjectHandle(object: network))
      try context.anchor(frame, network)
      try frame.push(network.tag)
      return 2
    }
  }

  /// `new_neuron_group(network, size, tag)` gives the handle, the first tag, the
  /// size, and the numbers of the neurons from 1.
  private static var newNeuronGroup: Binding {
    native("new_neuron_group") { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      let size = try context.groupSize(frame, 2)
      let tag = try context.text(frame, 3, "NeuronGroup: tag") ?? ""
      // First what may need too much memory: no group is left behind then.
      let indices = try raising { () throws(TensorError) in
        _ = try Shape([size])
        return try Tensor.range(
          from: 1, to: Double(size) + 0.5, type: .int64, in: context.pool)
      }
      let group = try raisingAny {
        try NeuronGroup(size: size, network: network, tag: tag)
      }
      try frame.pushNewObject(context.objectType, ObjectHandle(object: group))
      try frame.push(group.tag)
      frame.push(group.size)
      try context.pushNew(frame, indices)
      return 4
    }
  }

  /// `new_synapse_group(network, options)` gives the handle, the first tag, all
  /// tags, and the two ends.
  private static var newSynapseGroup: Binding {
    native("new_synapse_group") { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      let options = OptionTable(checked: frame, 2, context, "SynapseGroup")
      let source = try context.end(frame, try options.index(of: "src"), "src")
      let destination = try context.end(
        frame, try options.index(of: "dst"), "dst")
      let tag =
        try context.text(
          frame, try options.index(of: "tag"), "SynapseGroup: tag") ?? ""
      let group = try raisingAny {
        try SynapseGroup(
          from: source, to: destination, network: network, tag: tag)
      }
      try frame.pushNewObject(context.objectType, ObjectHandle(object: group))
      try frame.push(group.tag)
      try context.pushList(frame, group.tags)
      context.pushAnchored(frame, group.source, of: network)
      context.pushAnchored(frame, group.destination, of: network)
      return 5
    }
  }

  /// `new_object(network, tag)` gives the handle and the first tag.
  private static var newObject: Binding {
    native("new_object") { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      let tag = try context.text(frame, 2, "NetworkObject: tag") ?? ""
      let object = try raisingAny {
        try NetworkObject(network: network, tag: tag)
      }
      try frame.pushNewObject(context.objectType, ObjectHandle(object: object))
      try frame.push(object.tag)
      return 2
    }
  }

  /// `adopt(handle, table)` makes a table the one that stands for an object.
  private static var adopt: Binding {
    native("adopt") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      guard context.pushAnchors(frame, of: object.network) else { return 0 }
      frame.pushValue(at: 2)
      try frame.rawSet(at: -2, pointer: address(of: object))
      if let network = object as? Network { network.attach(context.traceHost) }
      object.state.onChange = { [unowned context, unowned object] name, value in
        context.mirror(name, value, of: object)
      }
      object.nameProblem = { [unowned context, unowned object] name in
        context.nameProblem(name, of: object)
      }
      // What was set while the object was made.
      for name in object.state.names {
        try context.store(frame, name, object.state[name], of: object)
      }
      return 0
    }
  }

  /// `add_first_behaviors(object, behaviors)` adds to a new object; a group that
  /// fails at it is taken out of its network.
  private static var addFirstBehaviors: Binding {
    native("add_first_behaviors") { context, frame throws(LuaRaise) in
      try context.addBehaviors(frame) { object, added in
        do {
          try object.add(added, isInitializing: false)
        } catch {
          if object.kind != .network { try object.network?.remove(object) }
          throw error
        }
      }
      return 0
    }
  }

  /// `add_behaviors(object, behaviors, is_initializing)` adds to an object that
  /// is in use.
  private static var addBehaviors: Binding {
    native("add_behaviors") { context, frame throws(LuaRaise) in
      let isInitializing = try frame.boolean(at: 3)
      try context.addBehaviors(frame) { object, added in
        try object.add(added, isInitializing: isInitializing)
      }
      return 0
    }
  }

  private static var seedOf: Binding {
    native("seed") { context, frame throws(LuaRaise) in
      frame.push(Int(truncatingIfNeeded: try context.network(frame, 1).seed))
      return 1
    }
  }

  private static var iterationOf: Binding {
    native("iteration") { context, frame throws(LuaRaise) in
      frame.push(try context.object(frame, 1).iteration)
      return 1
    }
  }
}

/// A behavior on its way into an object.
struct AddedBehavior {
  let key: Double
  let behavior: any Behavior
  /// Where its Lua value is: a position in the list at an index of the stack.
  let list: Int
  let position: Int

  var keyed: KeyedBehavior { (key, behavior) }
}

extension ScriptContext {
  /// The seed at `index`, or one that follows from the script's.
  fileprivate func networkSeed(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> UInt64? {
    if frame.isNoneOrNil(at: index) { return nextNetworkSeed() }
    let expected = "Network: seed must be a whole number from 0 to 2^53 - 1"
    guard let number = frame.numberIfPresent(at: index) else {
      throw .message("\(expected), got \(frame.typeName(at: index))")
    }
    guard let seed = Int(exactly: number), 0..<1 << 53 ~= seed else {
      throw .message("\(expected), not \(shown(number))")
    }
    return UInt64(seed)
  }

  /// The length of an iteration at `index`, in ms; nil for nil.
  fileprivate func timeStep(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Double? {
    switch frame.kind(at: index) {
    case .nil, .none: return nil
    case .number: return try frame.number(at: index)
    case .string:
      let text = try frame.string(at: index)
      return try raisingAny {
        try Quantity(text, .time).value(inPowerOfTen: -3)
      }
    default:
      throw .message(
        "Network: dt must be a number of ms or a time such as \"0.1 ms\", got"
          + " \(frame.typeName(at: index))")
    }
  }

  /// The size of a group at `index`.
  fileprivate func groupSize(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Int {
    let what = "NeuronGroup: size must be a whole number of 0 or more"
    guard frame.kind(at: index) == .number else {
      throw .message("\(what), got \(frame.typeName(at: index))")
    }
    do throws(LuaRaise) {
      let size = try frame.integer(at: index)
      guard size >= 0 else { throw .message("\(what), not \(size)") }
      return size
    } catch {
      guard case .badArgument = error else { throw error }
      throw .message("\(what), not \(shown(try frame.number(at: index)))")
    }
  }

  /// The string at `index`, or nil if there is none.
  func text(
    _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) -> String? {
    if frame.isNoneOrNil(at: index) { return nil }
    guard frame.kind(at: index) == .string else {
      throw .message(
        "\(what) must be a string, got \(frame.typeName(at: index))")
    }
    return try frame.string(at: index)
  }

  /// The end of a synapse group at `index`: a neuron group or its tag.
  func end(
    _ frame: LuaFrame, _ index: Int, _ name: String
  ) throws(LuaRaise) -> SynapseEnd {
    if frame.isNoneOrNil(at: index) { return .open }
    if frame.kind(at: index) == .string {
      return .tag(try frame.string(at: index))
    }
    let what = "SynapseGroup: \(name) must be a neuron group or its tag, got "
    let found: NetworkObject
    do throws(LuaRaise) {
      found = try object(frame, index)
    } catch {
      throw .message(what + frame.typeName(at: index))
    }
    guard let group = found as? NeuronGroup else {
      throw .message(what + found.label)
    }
    return .group(group)
  }

  /// Calls `add` with the object at 1 and the behaviors in the list at 2.
  func addBehaviors(
    _ frame: LuaFrame,
    _ add: (NetworkObject, [KeyedBehavior]) throws -> Void
  ) throws(LuaRaise) {
    let object = try object(frame, 1)
    let behaviors = try behaviors(frame, 2)
    let network = try raisingAny { try object.requiredNetwork() }
    try anchor(frame, behaviors, of: network)
    try activating(frame, network) {
      try add(object, behaviors.map(\.keyed))
    }
  }

  /// The behaviors in the list at `index`, in which each takes six places: its
  /// key, handle, Lua value, whether it has a `forward`, whether it initializes
  /// last, and whether on creation.
  private func behaviors(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> [AddedBehavior] {
    var result: [AddedBehavior] = []
    for position in stride(from: 0, to: frame.rawLength(at: index), by: 6) {
      frame.rawGet(at: index, index: position + 1)
      frame.rawGet(at: index, index: position + 2)
      frame.rawGet(at: index, index: position + 4)
      frame.rawGet(at: index, index: position + 5)
      frame.rawGet(at: index, index: position + 6)
      let behavior = try behavior(frame, -4)
      if let behavior = behavior as? LuaBehavior {
        behavior.hasForward = try frame.boolean(at: -3)
        behavior.initializesLast = try frame.boolean(at: -2)
        behavior.initializesOnCreation = try frame.boolean(at: -1)
      }
      result.append(
        AddedBehavior(
          key: try frame.number(at: -5), behavior: behavior, list: index,
          position: position + 3))
      frame.pop(5)
    }
    return result
  }

  /// Hangs the Lua values of behaviors on the anchors of their network.
  private func anchor(
    _ frame: LuaFrame, _ behaviors: [AddedBehavior], of network: Network?
  ) throws(LuaRaise) {
    guard pushAnchors(frame, of: network) else { return }
    for item in behaviors {
      frame.rawGet(at: item.list, index: item.position)
      try frame.rawSet(at: -2, pointer: address(of: item.behavior))
    }
    frame.pop()
  }
}
