import Files
import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// What the prelude describes networks with, and makes them again.
extension Binding {
  static var structureSupport: [Binding] {
    [
      objectKind, networkGroups, behaviorEntries, behaviorTags, recorderOptions,
      suggestion, readText, writeText,
    ]
  }

  /// `object_kind(object)` gives the word that is in its label: "NeuronGroup".
  private static var objectKind: Binding {
    native("object_kind") { context, frame throws(LuaRaise) in
      try frame.push(try context.object(frame, 1).kind.rawValue)
      return 1
    }
  }

  /// `network_groups(network)` gives a list of all groups, sub-groups with tags
  /// too, in the order of creation.
  private static var networkGroups: Binding {
    native("network_groups") { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      try frame.newTable(arrayCount: network.groups.count)
      for (index, group) in network.groups.enumerated() {
        try context.pushKnown(frame, group, group.label, of: network)
        try frame.rawSet(at: -2, index: index + 1)
      }
      return 1
    }
  }

  /// `behavior_entries(object)` gives a list of the behaviors, lowest key first:
  /// of each its `key`, the `behavior`, and its `order` of registration.
  private static var behaviorEntries: Binding {
    native("behavior_entries") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      let network = try raisingAny { try object.requiredNetwork() }
      try frame.newTable(arrayCount: object.behaviors.count)
      for (index, entry) in object.behaviors.enumerated() {
        try frame.newTable()
        frame.push(entry.key)
        try frame.rawSet(at: -2, key: "key")
        frame.push(entry.order)
        try frame.rawSet(at: -2, key: "order")
        try context.pushKnown(
          frame, entry.behavior,
          "\(entry.behavior.name) (key \(shown(entry.key))) of \(object.label)",
          of: network)
        try frame.rawSet(at: -2, key: "behavior")
        try frame.rawSet(at: -2, index: index + 1)
      }
      return 1
    }
  }

  /// `behavior_tags(handle)` gives its tags as a text, without the name of its
  /// class, which all of the class have; nil if it has no other.
  private static var behaviorTags: Binding {
    native("behavior_tags") { context, frame throws(LuaRaise) in
      let behavior = try context.behavior(frame, 1)
      var tags = behavior.tags
      // It stands last unless it was given.
      if tags.last == behavior.name { tags.removeLast() }
      if tags.isEmpty { return 0 }
      try frame.push(tags.joined(separator: ", "))
      return 1
    }
  }

  /// `recorder_options(handle)` gives what a recorder was made with, but for tag
  /// and switches; nil for another behavior.
  private static var recorderOptions: Binding {
    native("recorder_options") { context, frame throws(LuaRaise) in
      guard
        let recorder = try context.behavior(frame, 1) as? any RecordingBehavior
      else { return 0 }
      try frame.newTable()
      try context.pushList(frame, recorder.variables)
      try frame.rawSet(at: -2, key: "variables")
      if recorder.gap != .iterations(0) {
        try context.push(frame, recorder.gap)
        try frame.rawSet(at: -2, key: "gap_width")
      }
      if let length = recorder.maximumLength {
        frame.push(length)
        try frame.rawSet(at: -2, key: "max_length")
      }
      if let file = recorder.file {
        try frame.push(file)
        try frame.rawSet(at: -2, key: "file")
      }
      return 1
    }
  }

  /// `suggestion(word, known, called)` gives the end of a message about a word
  /// that none of the known ones is; these are called, say, "classes".
  private static var suggestion: Binding {
    native("suggestion") { context, frame throws(LuaRaise) in
      var known: [String] = []
      for place in 0..<frame.rawLength(at: 2) {
        frame.rawGet(at: 2, index: place + 1)
        known.append(try frame.string(at: -1))
        frame.pop()
      }
      try frame.push(
        Suggestion.ending(
          for: try frame.string(at: 1), in: known,
          called: try frame.string(at: 3)))
      return 1
    }
  }

  /// `read_text(path, function)` gives what is in a file.
  private static var readText: Binding {
    native("read_text") { context, frame throws(LuaRaise) in
      let path = try context.path(frame, 1, try frame.string(at: 2))
      let bytes = try raising { () throws(TensorError) in
        let file = try File.reading(path)
        return try file.read(file.size, "the file ends early")
      }
      try frame.push(bytes)
      return 1
    }
  }

  /// `write_text(path, function, text)` writes a file as a whole or not at all.
  private static var writeText: Binding {
    native("write_text") { context, frame throws(LuaRaise) in
      let path = try context.path(frame, 1, try frame.string(at: 2))
      let bytes = Array(try frame.bytes(at: 3))
      try raising { () throws(TensorError) in
        try replaceFile(at: path, with: bytes)
      }
      return 0
    }
  }
}

extension ScriptContext {
  /// Pushes the Lua value of an object or a behavior; throws if it has none.
  fileprivate func pushKnown(
    _ frame: LuaFrame, _ object: AnyObject, _ label: String, of network: Network
  ) throws(LuaRaise) {
    pushAnchored(frame, object, of: network)
    if frame.kind(at: -1) == .nil {
      throw .message(
        "\(label) belongs to the program that runs the script, and can't be made"
          + " again by the script")
    }
  }
}
