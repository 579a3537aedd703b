import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// The methods of library behaviors, for classes that extend them:
/// `snn.WeightClip.forward(self, synapses)`.
extension Binding {
  static var extendedBehaviors: [Binding] {
    [initializeExtended, forwardExtended, traceExtended]
  }

  /// `initialize_extended(name, handle, object)`, where the name is that of the
  /// library behavior.
  private static var initializeExtended: Binding {
    native("initialize_extended") { context, frame throws(LuaRaise) in
      let part = try context.extendedPart(frame, "initialize")
      guard part.behavior.isInitializing else {
        throw .message(
          "\(part.what): what it settles stays for all iterations, so call it in"
            + " initialize; reinitialize() does that again")
      }
      // A script may have changed its parameters before the call.
      context.pushAnchored(frame, part.behavior, of: part.network)
      try part.behavior.takeParameters(frame)
      frame.pop()
      try context.activating(frame, part.network) {
        try part.extended.initializePart(of: part.object)
      }
      part.behavior.noteExtended(part.object)
      return 0
    }
  }

  /// `forward_extended(name, handle, object)`
  private static var forwardExtended: Binding {
    native("forward_extended") { context, frame throws(LuaRaise) in
      let part = try context.initializedPart(frame)
      try context.activating(frame, part.network) {
        try part.extended.forward(part.object)
      }
      return 0
    }
  }

  /// `trace_extended(name, handle, object, is_all)` puts what `forward` does into
  /// the program of the function that is traced; of one that is written nowhere,
  /// it is all that is traced.
  private static var traceExtended: Binding {
    native("trace_extended") { context, frame throws(LuaRaise) in
      let part = try context.initializedPart(frame)
      let program = try context.tracer().program
      guard part.extended.isTraceable,
        let entry = program.entry, entry.behavior === part.behavior
      else { throw .message("\(part.what) has no compiled form") }
      program.builder.position =
        try context.flag(frame, 4) ? entry.label : frame.callerPosition
      try raisingAny {
        _ = try part.extended.trace(part.object, into: program, isTrial: false)
      }
      return 0
    }
  }
}

/// A behavior of the library as the part of one that extends it.
private struct ExtendedPart {
  let behavior: LuaBehavior
  let extended: LibraryBehavior
  let object: NetworkObject
  let network: Network
  /// What was called, for messages: "WeightClip.forward".
  let what: String
}

extension ScriptContext {
  /// The part that the method `method` of the library behavior with the name at
  /// 1 was called for: on the behavior at 2, with the object at 3.
  ///
  /// It must be the object on which the behavior works at this time.
  fileprivate func extendedPart(
    _ frame: LuaFrame, _ method: String
  ) throws(LuaRaise) -> ExtendedPart {
    let name = try frame.string(at: 1)
    let what = "\(name).\(method)"
    let found = try behavior(frame, 2)
    guard let behavior = found as? LuaBehavior,
      let extended = behavior.extended, extended.name == name
    else {
      throw .message(
        "\(what): expected a behavior of a class that extends \(name), got"
          + " a behavior of \(found.name)"
          + (found.name == name ? ", which the network runs by itself" : ""))
    }
    guard let owner = behavior.owner else {
      throw .message(
        "\(what): call it in initialize or forward of \(behavior.name), which"
          + " the network calls")
    }
    guard let object = objectIfPresent(frame, 3), object === owner else {
      throw .message(
        "\(what): expected \(owner.label), on which \(behavior.name) works, got"
          + " \(objectIfPresent(frame, 3)?.label ?? frame.typeName(at: 3))")
    }
    return ExtendedPart(
      behavior: behavior, extended: extended, object: object,
      network: try raisingAny { try object.requiredNetwork() }, what: what)
  }

  /// As `extendedPart`, for `forward` of what must have been initialized.
  fileprivate func initializedPart(
    _ frame: LuaFrame
  ) throws(LuaRaise) -> ExtendedPart {
    let part = try extendedPart(frame, "forward")
    guard part.behavior.hasExtended(part.object) else {
      let name = part.extended.name
      throw .message(
        "\(part.what): it isn't initialized for \(part.object.label): call"
          + " \(name).initialize(self, object) in"
          + " \(part.behavior.name):initialize(object)")
    }
    return part
  }
}
