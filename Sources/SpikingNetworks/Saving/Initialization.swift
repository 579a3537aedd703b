import Tensors

/// A behavior that a loaded network initializes as it was when the network was
/// saved.
protocol ReinitializedBehavior: Behavior {
  /// What it was initialized with, once it has been.
  var initialization: Initialization? { get }

  /// Takes note that it is about to be initialized, after so many blocks of
  /// random numbers.
  func willInitialize(at position: UInt64)
}

/// What a behavior was initialized with: what its `initialize` works out, and
/// keeps to itself, follows from it.
struct Initialization {
  /// The parameters that were given then; they may have been changed since.
  let parameters: [String: SavedValue]

  /// How many blocks of random numbers the behavior had drawn before.
  let position: UInt64
}

extension Initialization {
  /// Whether a behavior that was initialized in both ways may be the same.
  ///
  /// Tensors are not compared: they count as different.
  func isSame(as other: Initialization?) -> Bool {
    guard let other, position == other.position,
      parameters.count == other.parameters.count
    else { return false }
    return parameters.allSatisfy { name, value in
      switch (value, other.parameters[name]) {
      case (.bytes(let a), .bytes(let b)?): a == b
      case (let a, let b?): a.number != nil && a.number == b.number
      case (_, nil): false
      }
    }
  }
}

extension Network {
  /// Initializes behaviors again that were initialized differently
  /// when the network was saved.
  ///
  /// - Returns: What makes all be as before.
  /// - Throws: `SavedStateMistake` if they can't be; all is as before then.
  func reinitialize(
    as saved: SavedNetwork
  ) throws(SavedStateMistake) -> () -> Void {
    let (seed, positions) = (context.seed, context.streamPositions)
    let objects = searchedObjects
    let variables = objects.map(\.allVariables)
    var changed: [(ScheduledBehavior, Initialization?)] = []
    func undo() {
      context.restore(seed: seed, positions: positions)
      for (entry, before) in changed.reversed() {
        // It was possible before, so it is again.
        if let before {
          Interruption.shielding { try? initialize(entry, as: before) }
        }
      }
      context.restore(seed: seed, positions: positions)
      for (object, variables) in zip(objects, variables) {
        object.restoreAll(variables)
      }
    }
    context.restore(seed: saved.seed, positions: positions)
    do {
      for (object, record) in zip(objects, saved.objects) {
        for (entry, record) in zip(object.behaviors, record.behaviors) {
          guard let behavior = entry.behavior.libraryBehavior,
            let wanted = record.initialization
          else { continue }
          let before = behavior.initialization
          if seed == saved.seed, wanted.isSame(as: before) { continue }
          changed.append((entry, before))
          try initialize(entry, as: wanted)
        }
      }
    } catch {
      undo()
      throw SavedStateMistake("\(error)")
    }
    return undo
  }

  /// Initializes a behavior with these parameters and random numbers; of one
  /// that extends a behavior of the library, only that.
  private func initialize(
    _ entry: ScheduledBehavior, as wanted: Initialization
  ) throws {
    entry.behavior.parameters?.restore(wanted.parameters)
    entry.random.position = wanted.position
    if entry.behavior is LibraryBehavior { return try initialize(entry) }
    schedule.stretches.expire()
    try context.running(entry) {
      try entry.behavior.libraryBehavior?.initializePart(of: entry.object)
    }
  }
}

extension NetworkObject {
  /// All variables and their values, which are not copied.
  fileprivate var allVariables: [String: StateValue] {
    state.silently { state in
      var result: [String: StateValue] = [:]
      for name in state.names { result[name] = state[name] }
      return result
    }
  }

  /// Makes these be all variables.
  fileprivate func restoreAll(_ variables: [String: StateValue]) {
    for name in state.names where variables[name] == nil { state[name] = nil }
    for (name, value) in variables {
      // What only another language can read is still where it keeps it.
      if case .opaque = value { continue }
      state[name] = value
    }
  }
}
