import LuaRuntime
import SpikingNetworks
import TensorBindings

/// What scripts can do with a network that exists.
extension Binding {
  private static let key = Parameter(
    "key", "number", "its place in the order")

  private static let tag = Parameter("tag", "string")

  private static let initialize = Parameter(
    "initialize", "boolean",
    "false: not before the next iteration", isOptional: true)

  static var livingObjects: [Binding] {
    [
      Binding(
        owner: .object, name: "find",
        parameters: [
          Parameter("tag", "string|number", "a number is a key of behaviors"),
          Parameter("index", "integer", "-1 is the last", isOptional: true),
        ],
        result: "any",
        summary: "What has this tag: a list of objects, behaviors, recorded"
          + " data and analysis modules, or one of them, nil if there is none."
          + " net(tag, index) is the same."),
      Binding(
        owner: .object, name: "has_module", parameters: [tag],
        result: "boolean", summary: "Whether find finds something."),
      Binding(
        owner: .object, name: "behavior", parameters: [key],
        result: "snn.Behavior|snn.Recorder",
        summary: "The object's behavior with this key, or nil."
      ) { context, frame throws(LuaRaise) in
        let object = try context.object(frame, 1)
        guard frame.kind(at: 2) == .number else {
          throw .message(
            "behavior: expected a key, got \(frame.givenTypeName(at: 2))")
        }
        guard let behavior = object.behavior(key: try frame.number(at: 2))
        else {
          frame.pushNil()
          return 1
        }
        context.pushAnchored(frame, behavior, of: object.network)
        return 1
      },
      Binding(
        owner: .object, name: "add_behavior",
        parameters: [
          key, Parameter("behavior", "snn.Behavior|snn.Recorder"), initialize,
        ],
        result: "snn.Behavior|snn.Recorder",
        summary: "Adds a behavior under a key that the object has free, and"
          + " initializes it if the network is. It runs from the next"
          + " iteration, after those of other objects with the same key."),
      Binding(
        owner: .object, name: "add_behaviors",
        parameters: [
          Parameter(
            "behaviors", "table<number, snn.Behavior|snn.Recorder>", "by key"),
          initialize,
        ],
        summary: "Adds behaviors, lowest key first; none, if one fails."),
      Binding(
        owner: .object, name: "remove_behavior",
        parameters: [
          Parameter(
            "what", "number|string|snn.Behavior|snn.Recorder",
            "a key, a tag, a behavior or a class")
        ],
        result: "snn.Behavior|snn.Recorder",
        summary:
          "Takes behaviors out and returns all of them. Those that run in"
          + " the iteration that is running still do."),
      Binding(
        owner: .object, name: "replace_behavior",
        parameters: [key, Parameter("behavior", "snn.Behavior|snn.Recorder")],
        result: "snn.Behavior|snn.Recorder",
        summary: "Puts a behavior at the place of the one with a key, which is"
          + " returned."),
      Binding(
        owner: .object, name: "set_tag_attrs",
        parameters: [
          tag, Parameter("name", "string"), Parameter("value", "any"),
        ],
        summary: "Sets a field of every object and behavior with a tag."),
      Binding(
        owner: .object, name: "call_tag_functions",
        parameters: [
          tag, Parameter("name", "string"),
          Parameter("...", "any", "what the method is given"),
        ],
        result: "any[]",
        summary: "Calls a method of every object and behavior with a tag, and"
          + " returns a list of what they return."),
      Binding(
        owner: .object, name: "add_sub_structure",
        parameters: [Parameter("object", "snn.NetworkObject")],
        summary: "Makes an object a part of this one: it is in sub_structures,"
          + " and this is its parent_structure. A new group is a part of its"
          + " network."),
      Binding(
        owner: .object, name: "all_sub_structures",
        result: "snn.NetworkObject[]",
        summary: "The parts of the object, each followed by its own parts."),
    ]
  }

  static var livingNetworks: [Binding] {
    [
      Binding(
        owner: .network, name: "remove",
        parameters: [
          Parameter("group", "snn.NeuronGroup|snn.SynapseGroup")
        ],
        result: "snn.NetworkObject",
        summary:
          "Removes a group, and of a neuron group the synapse groups that"
          + " start or end there. Returns all that was removed. What runs in the"
          + " iteration that is running still does; the variables of a removed"
          + " group stay readable."),
      Binding(
        owner: .network, name: "all_objects", result: "snn.NetworkObject[]",
        summary: "The network and its groups in the order of creation, which"
          + " are Structures without the network."),
      Binding(
        owner: .network, name: "all_behaviors",
        result: "(snn.Behavior|snn.Recorder)[]",
        summary: "The behaviors of all objects, of each by ascending key."),
    ]
  }
}
