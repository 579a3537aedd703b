import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Methods that networks, neuron groups and synapse groups have.
extension Binding {
  static var objects: [Binding] {
    [
      Binding(
        owner: .object, name: "set_var",
        parameters: [Parameter("name", "string"), Parameter("value", "any")],
        result: "self", summary: "Sets a state variable."),
      Binding(
        owner: .object, name: "tags", result: "string[]",
        summary: "All tags, the first one first."
      ) { context, frame throws(LuaRaise) in
        try context.pushList(frame, try context.object(frame, 1).tags)
        return 1
      },
      Binding(
        owner: .object, name: "add_tag",
        parameters: [Parameter("tag", "string", "several with commas")],
        summary: "Adds a tag, by which the object is found from then on."),
      Binding(
        owner: .object, name: "set_behaviors",
        parameters: [
          Parameter("tag", "string"), Parameter("enabled", "boolean"),
        ],
        summary: "Switches the behaviors with this tag on or off; of a network,"
          + " those of all its objects."
      ) { context, frame throws(LuaRaise) in
        try context.setBehaviors(frame, isEnabled: try frame.boolean(at: 3))
      },
      Binding(
        owner: .object, name: "activate_behaviors",
        parameters: [Parameter("tag", "string")],
        summary: "Switches the behaviors with this tag on."
      ) { context, frame throws(LuaRaise) in
        try context.setBehaviors(frame, isEnabled: true)
      },
      Binding(
        owner: .object, name: "deactivate_behaviors",
        parameters: [Parameter("tag", "string")],
        summary: "Switches the behaviors with this tag off."
      ) { context, frame throws(LuaRaise) in
        try context.setBehaviors(frame, isEnabled: false)
      },
      .tensor,
    ]
  }

  /// What the prelude makes the others of.
  static var objectSupport: [Binding] {
    [find, describe, addTag]
  }

  private static var addTag: Binding {
    native("add_tag") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      try context.pushList(frame, object.addTags(try frame.string(at: 2)))
      return 1
    }
  }

  /// `find(object, tag)` gives a list, `find(object, tag, i)` its element or
  /// nil; a negative `i` counts from the end. A number instead of the tag is
  /// the key of behaviors.
  private static var find: Binding {
    native("find") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      let found: [Found]
      switch frame.kind(at: 2) {
      case .number: found = object.find(key: try frame.number(at: 2))
      case .string:
        let tag = try frame.string(at: 2)
        found = try raisingAny { try object.find(tag, countingFrom: 1) }
      default: throw frame.typeError(at: 2, expected: "tag")
      }
      if !frame.isNoneOrNil(at: 3) {
        let index = try frame.integer(at: 3)
        let position = index < 0 ? index &+ found.count : index &- 1
        guard index != 0 else {
          throw .badArgument(3, "indices count from 1, or from -1 at the end")
        }
        guard found.indices.contains(position) else {
          frame.pushNil()
          return 1
        }
        try context.pushFound(frame, found[position], in: object)
        return 1
      }
      try frame.newTable(arrayCount: found.count)
      for (index, item) in found.enumerated() {
        try context.pushFound(frame, item, in: object)
        try frame.rawSet(at: -2, index: index + 1)
      }
      return 1
    }
  }

  private static var describe: Binding {
    native("describe") { context, frame throws(LuaRaise) in
      try frame.push("\(try context.object(frame, 1))")
      return 1
    }
  }
}

extension ScriptContext {
  /// Switches the behaviors of the object at 1 with the tag at 2.
  fileprivate func setBehaviors(
    _ frame: LuaFrame, isEnabled: @autoclosure () throws(LuaRaise) -> Bool
  ) throws(LuaRaise) -> Int {
    let object = try object(frame, 1)
    let tag = try frame.string(at: 2)
    let isEnabled = try isEnabled()
    try raisingAny {
      try object.setBehaviors(tagged: tag, isEnabled: isEnabled)
    }
    return 0
  }

  /// Pushes what a search has found.
  fileprivate func pushFound(
    _ frame: LuaFrame, _ found: Found, in object: NetworkObject
  ) throws(LuaRaise) {
    switch found {
    case .object(let found):
      pushAnchored(frame, found, of: object.network)
    case .behavior(let behavior, _):
      pushAnchored(frame, behavior, of: object.network)
    case .data(let tensor, let recording):
      origins.note(recording, of: tensor)
      try pushNew(frame, tensor)
    }
  }
}
