import Tensors

/// A network as a file holds it: what a snapshot's table says, checked.
struct SavedNetwork {
  /// An object of the network.
  struct Object {
    let kind: String
    let tags: [String]
    let size: Int?
    let source: String?
    let destination: String?
    let isRecording: Bool
    let variables: [String: SavedValue]
    /// What of variables with a next value was set, the latest last.
    let settings: [String]
    let behaviors: [Behavior]

    var label: String { "\(kind) '\(tags[0])'" }
  }

  /// A behavior of an object.
  struct Behavior {
    let key: Double
    let name: String
    let isEnabled: Bool
    let timing: RunTiming?
    let parameters: [String: SavedValue]
    let initialization: Initialization?
    let state: [String: SavedValue]
    /// The state of the library behavior that it extends.
    let extended: [String: SavedValue]

    var label: String { "\(name) (key \(keyText(key)))" }
  }

  let type: String
  let synapseMode: String
  let seed: UInt64
  let iteration: Int
  let streams: [UInt64: UInt64]
  let objects: [Object]

  /// The order in which the behaviors run: their places among those of all
  /// objects, one object after the other.
  let schedule: [Int]
  let script: [String: SavedValue]

  /// Reads a table.
  ///
  /// - Throws: `SavedStateMistake`.
  init(_ root: SavedTable) throws(SavedStateMistake) {
    let record = try SavedNetwork.record(.table(root), "the network")
    type = try record.required("type", \.text)
    synapseMode = try record.required("synapse_mode", \.text)
    seed = UInt64(UInt(bitPattern: try record.required("seed", \.integer)))
    iteration = try record.required("iteration", \.integer)
    guard (0...Network.lastIteration).contains(iteration) else {
      throw SavedStateMistake("its 'iteration' is out of range")
    }
    schedule = try record.integers("schedule")
    var positions: [UInt64: UInt64] = [:]
    for (key, value) in try record.required("streams", \.table).pairs {
      guard let stream = key.integer, let position = value.integer else {
        throw SavedStateMistake("its 'streams' are of another kind")
      }
      positions[UInt64(UInt(bitPattern: stream))] = UInt64(
        UInt(bitPattern: position))
    }
    streams = positions
    script = try record.required("script", \.record)
    var objects: [Object] = []
    for value in try record.required("objects", \.list) {
      objects.append(try Object(SavedNetwork.record(value, "an object")))
    }
    self.objects = objects
  }

  fileprivate static func record(
    _ value: SavedValue, _ what: String
  ) throws(SavedStateMistake) -> [String: SavedValue] {
    guard let record = value.record else {
      throw SavedStateMistake("\(what) has keys that are no names")
    }
    return record
  }
}

extension SavedNetwork.Object {
  fileprivate init(
    _ record: [String: SavedValue]
  ) throws(SavedStateMistake) {
    kind = try record.required("kind", \.text)
    tags = try record.required("tags", \.list).compactMap(\.text)
    guard !tags.isEmpty else { throw SavedStateMistake("an object has no tag") }
    size = record["size"]?.integer
    source = record["source"]?.text
    destination = record["destination"]?.text
    isRecording = try record.required("is_recording", \.truth)
    variables = try record.required("variables", \.record)
    settings =
      record["settings"] == nil
      ? []
      : try record.required("settings", \.list).compactMap(\.text)
    var behaviors: [SavedNetwork.Behavior] = []
    for value in try record.required("behaviors", \.list) {
      behaviors.append(
        try SavedNetwork.Behavior(
          SavedNetwork.record(value, "a behavior")))
    }
    self.behaviors = behaviors
  }
}

extension SavedNetwork.Behavior {
  fileprivate init(
    _ record: [String: SavedValue]
  ) throws(SavedStateMistake) {
    key = try record.required("key", \.real)
    name = try record.required("name", \.text)
    isEnabled = try record.required("is_enabled", \.truth)
    timing = try RunTiming.restored(try record.required("timing", \.record))
    parameters = try record.required("parameters", \.record)
    state = try record.required("state", \.record)
    extended =
      record["extended"] == nil
      ? [:] : try record.required("extended", \.record)
    if record["initialized_with"] == nil {
      initialization = nil
    } else {
      initialization = Initialization(
        parameters: try record.required("initialized_with", \.record),
        position: UInt64(
          UInt(
            bitPattern: try record.required("initialized_at", \.integer))))
    }
  }
}

/// Comparing with the network that is there.
extension SavedNetwork {
  /// The first way in which `network` is built differently, or nil.
  func difference(from network: Network) -> StateDifference? {
    let context = network.context
    if type != context.type.rawValue {
      return StateDifference(
        what: "the type", saved: type, found: context.type.rawValue)
    }
    if synapseMode != context.synapseMode.rawValue {
      return StateDifference(
        what: "the synapse mode", saved: synapseMode,
        found: context.synapseMode.rawValue)
    }
    let present = network.searchedObjects
    for place in 0..<max(objects.count, present.count) {
      let saved = place < objects.count ? objects[place] : nil
      let found = place < present.count ? present[place] : nil
      guard let saved, let found, saved.label == found.label else {
        return StateDifference(
          what: place == 0 ? "the network" : "group \(place)",
          saved: saved?.label ?? "missing", found: found?.label ?? "missing")
      }
      if let difference = saved.difference(from: found) { return difference }
    }
    let names = objects.flatMap { object in
      object.behaviors.map { "\($0.label) of \(object.label)" }
    }
    for (place, (saved, found)) in zip(schedule, network.schedulePlaces)
      .enumerated()
    where saved != found {
      return StateDifference(
        what: "number \(place + 1) in the order of behaviors",
        saved: names.indices.contains(saved) ? names[saved] : "missing",
        found: names[found])
    }
    return nil
  }
}

extension Network {
  /// The order in which the behaviors run: their places among those of all
  /// objects, one object after the other.
  var schedulePlaces: [Int] {
    var places: [ObjectIdentifier: Int] = [:]
    for entry in searchedObjects.flatMap(\.behaviors) {
      places[ObjectIdentifier(entry)] = places.count
    }
    return scheduledBehaviors.compactMap { places[ObjectIdentifier($0)] }
  }
}

extension SavedNetwork.Object {
  fileprivate func difference(
    from object: NetworkObject
  ) -> StateDifference? {
    func compare(
      _ what: String, _ saved: String?, _ found: String?
    ) -> StateDifference? {
      guard saved != found else { return nil }
      return StateDifference(
        what: "\(what) of \(label)", saved: saved ?? "missing",
        found: found ?? "missing")
    }
    let size = self.size.map { "\($0)" }
    let presentSize = (object as? NeuronGroup).map { "\($0.size)" }
    let ends = object as? SynapseGroup
    if let result = compare("the size", size, presentSize) { return result }
    if let result = compare("the source", source, ends?.source.tag) {
      return result
    }
    if let result = compare(
      "the destination", destination, ends?.destination.tag)
    {
      return result
    }
    let present = object.behaviors
    for place in 0..<max(behaviors.count, present.count) {
      let saved = place < behaviors.count ? behaviors[place].label : nil
      let found = place < present.count ? present[place].label : nil
      if let result = compare("behavior \(place + 1)", saved, found) {
        return result
      }
    }
    return nil
  }
}
