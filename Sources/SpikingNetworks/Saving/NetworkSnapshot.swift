import Tensors

/// The state of a network as a table, as `SavedNetworks.md` describes it.
struct NetworkSnapshot {
  /// The table.
  let root: SavedTable

  /// Takes the state of `network`. Tensors are not copied.
  ///
  /// - Throws: What behaviors and `foreign` throw; `NetworkError.unsavable` for
  ///   a variable that only another language can read.
  init(of network: Network, _ foreign: (any ForeignState)?) throws {
    let context = network.context
    let streams = context.streamPositions.sorted { $0.key < $1.key }.map {
      (
        SavedValue.integer(Int(bitPattern: UInt($0.key))),
        SavedValue.integer(Int(bitPattern: UInt($0.value)))
      )
    }
    let root = SavedValue.record([
      "type": .text(context.type.rawValue),
      "synapse_mode": .text(context.synapseMode.rawValue),
      "seed": .integer(Int(bitPattern: UInt(context.seed))),
      "iteration": .integer(context.iteration),
      "streams": .table(SavedTable(streams)),
      "objects": .list(
        try network.searchedObjects.map { try saved($0, foreign) }),
      "schedule": .list(network.schedulePlaces.map(SavedValue.integer)),
      "script": .record(foreign?.saved ?? [:]),
    ])
    self.root = root.table ?? SavedTable()
  }
}

/// An object.
private func saved(
  _ object: NetworkObject, _ foreign: (any ForeignState)?
) throws -> SavedValue {
  var record: [String: SavedValue] = [
    "kind": .text(object.kind.rawValue),
    "tags": .list(object.tags.map(SavedValue.text)),
    "is_recording": .truth(object.isRecording),
    "variables": .record(try variables(of: object, foreign)),
    "behaviors": .list(
      try object.behaviors.map { try saved($0, foreign) }),
  ]
  let settings = object.state.settings
  if !settings.isEmpty {
    record["settings"] = .list(settings.map(SavedValue.text))
  }
  if let neurons = object as? NeuronGroup {
    record["size"] = .integer(neurons.size)
  }
  if let synapses = object as? SynapseGroup {
    record["source"] = .text(synapses.source.tag)
    record["destination"] = .text(synapses.destination.tag)
  }
  return .record(record)
}

private func variables(
  of object: NetworkObject, _ foreign: (any ForeignState)?
) throws -> [String: SavedValue] {
  var record: [String: SavedValue] = [:]
  for name in object.state.names {
    let value = object.state.silently { $0[name] }
    switch (value, foreign) {
    case (nil, _): break
    case (.tensor(let tensor), _): record[name] = .tensor(tensor)
    case (.sparse(let matrix), _): record[name] = .sparse(matrix)
    case (_, let foreign?):
      if let value = try foreign.saved(name, of: object) {
        record[name] = value
      }
    case (.number(let number), nil): record[name] = .number(number)
    case (.text(let text), nil): record[name] = .text(text)
    case (.opaque, nil):
      throw NetworkError.unsavable(
        what: "'\(name)' of \(object.label)",
        problem: "belongs to another language, which must save it")
    }
  }
  return record
}

/// A behavior.
private func saved(
  _ entry: ScheduledBehavior, _ foreign: (any ForeignState)?
) throws -> SavedValue {
  let behavior = entry.behavior
  let state =
    try foreign?.saved(entry) ?? (behavior as? any SavableBehavior)?.saved
  var record: [String: SavedValue] = [
    "key": .real(entry.key),
    "name": .text(behavior.name),
    "is_enabled": .truth(behavior.isEnabled),
    "timing": .record(RunTiming.saved(behavior.timing)),
    "parameters": .record(behavior.parameters?.saved ?? [:]),
    "state": .record(state ?? [:]),
  ]
  if let initialization = (behavior as? any ReinitializedBehavior)?
    .initialization
  {
    record["initialized_with"] = .record(initialization.parameters)
    record["initialized_at"] = .integer(
      Int(bitPattern: UInt(initialization.position)))
  }
  return .record(record)
}

extension Parameters {
  /// Those that are numbers, texts or tensors.
  var saved: [String: SavedValue] {
    var record: [String: SavedValue] = [:]
    for name in names {
      switch self[name] {
      case .number(let number): record[name] = .number(number)
      case .text(let text): record[name] = .text(text)
      case .tensor(let tensor): record[name] = .tensor(tensor)
      case .opaque, nil: break
      }
    }
    return record
  }
}
