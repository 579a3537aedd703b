import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// What the prelude takes behaviors and groups out of a network with.
extension Binding {
  static var livingSupport: [Binding] {
    [
      removeBehaviors, replaceBehavior, removeGroup, behaviorNamed,
      synapsesTagged, ownerOf, unknownTag, reinitialize,
    ]
  }

  /// `remove_behaviors(object, what, kind)` gives a list of the behaviors that
  /// were removed. By kind, `what` is a key, a tag, the name of a class, or a
  /// behavior's handle.
  private static var removeBehaviors: Binding {
    native("remove_behaviors") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      let network = try raisingAny { try object.requiredNetwork() }
      let removed = try context.matching(frame, object)
      try context.pushValues(frame, removed.map(\.behavior), of: network)
      _ = try context.activating(frame, network) { object.remove(removed) }
      return 1
    }
  }

  /// `replace_behavior(object, behaviors)` gives the behavior that was there;
  /// the list has one entry.
  private static var replaceBehavior: Binding {
    native("replace_behavior") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      frame.rawGet(at: 2, index: 1)
      let key = try frame.number(at: -1)
      frame.pop()
      let old = try raisingAny { try object.entry(key: key).behavior }
      context.pushAnchored(frame, old, of: object.network)
      try context.addBehaviors(frame) { object, added in
        try object.replaceBehavior(key: key, with: added[0].behavior)
      }
      return 1
    }
  }

  /// `remove_group(network, group)` gives a list of the groups that were
  /// removed.
  private static var removeGroup: Binding {
    native("remove_group") { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      let group = try context.object(
        frame, 2, expected: "neuron group or synapse group")
      // Once it is removed, Lua's value of a group is found no more.
      let removed = try raisingAny { try network.groupsRemoved(with: group) }
      try context.pushValues(frame, removed, of: network)
      _ = try context.activating(frame, network) { try network.remove(group) }
      return 1
    }
  }

  /// `synapses_tagged(network, tag)` gives the first synapse group with this first
  /// tag, or nil. Other groups have it alone.
  private static var synapsesTagged: Binding {
    native("synapses_tagged") { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      guard let found = network.firstSynapses(tagged: try frame.string(at: 2))
      else {
        frame.pushNil()
        return 1
      }
      context.pushAnchored(frame, found, of: network)
      return 1
    }
  }

  /// `behavior_named(object, tag)` gives the first behavior with this first tag,
  /// or nil.
  private static var behaviorNamed: Binding {
    native("behavior_named") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      let tag = try frame.string(at: 2)
      let found = object.behaviors.first {
        ($0.behavior.tags.first ?? $0.behavior.name) == tag
      }
      guard let found else {
        frame.pushNil()
        return 1
      }
      context.pushAnchored(frame, found.behavior, of: object.network)
      return 1
    }
  }

  /// `owner(handle)` gives the object that a behavior works on, or nil.
  private static var ownerOf: Binding {
    native("owner") { context, frame throws(LuaRaise) in
      guard let owner = (try context.behavior(frame, 1) as? LuaBehavior)?.owner
      else {
        frame.pushNil()
        return 1
      }
      context.pushAnchored(frame, owner, of: owner.network)
      return 1
    }
  }

  /// `unknown_tag(object, tag, wanted)` raises.
  private static var unknownTag: Binding {
    native("unknown_tag") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      let tag = try frame.string(at: 2)
      let known = object.knownTags
      throw .message(
        luaText(
          of: NetworkError.unknownTag(
            tag: tag, wanted: try frame.string(at: 3), known: known)))
    }
  }

  /// `reinitialize(object, handle)`
  private static var reinitialize: Binding {
    native("reinitialize") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      let behavior = try context.behavior(frame, 2)
      let network = try raisingAny { try object.requiredNetwork() }
      try context.activating(frame, network) {
        try object.reinitialize(behavior)
      }
      return 0
    }
  }
}

extension ScriptContext {
  /// The behaviors of an object that `what` at 2 means, as `kind` at 3 says.
  fileprivate func matching(
    _ frame: LuaFrame, _ object: NetworkObject
  ) throws(LuaRaise) -> [ScheduledBehavior] {
    let all = object.behaviors
    switch try frame.string(at: 3) {
    case "key":
      let key = try frame.number(at: 2)
      return [try raisingAny { try object.entry(key: key) }]
    case "behavior":
      let behavior = try behavior(frame, 2)
      return try raisingAny { [try object.entry(of: behavior)] }
    default:
      let tag = try frame.string(at: 2)
      let found = all.filter { $0.behavior.tags.contains(tag) }
      if !found.isEmpty { return found }
      throw LuaRaise(
        NetworkError.unknownTag(
          tag: tag, wanted: "behavior of \(object.label)",
          known: all.flatMap(\.behavior.tags)))
    }
  }

  /// Pushes a list of the Lua values of behaviors or objects.
  fileprivate func pushValues(
    _ frame: LuaFrame, _ objects: [AnyObject], of network: Network?
  ) throws(LuaRaise) {
    try frame.newTable(arrayCount: objects.count)
    for (index, object) in objects.enumerated() {
      pushAnchored(frame, object, of: network)
      try frame.rawSet(at: -2, index: index + 1)
    }
  }

  /// Lets Lua go of what was removed from a network; later, if Lua isn't
  /// running.
  func release(_ objects: [AnyObject], of network: Network) {
    guard let frame = activations.last?.frame else {
      pendingReleases.append((Unowned(object: network), objects))
      return
    }
    release(objects, of: network, frame)
  }

  /// Lets Lua go of what was removed while it was not running.
  func releasePending(_ frame: LuaFrame) {
    let pending = pendingReleases
    pendingReleases = []
    for (network, objects) in pending {
      guard let network = network.object as? Network else { continue }
      release(objects, of: network, frame)
    }
  }

  private func release(
    _ objects: [AnyObject], of network: Network, _ frame: LuaFrame
  ) {
    let top = frame.top
    defer { frame.setTop(top) }
    guard pushAnchors(frame, of: network) else { return }
    for object in objects {
      frame.pushNil()
      // To set a field that is there needs no memory.
      try? frame.rawSet(at: -2, pointer: address(of: object))
    }
  }
}
