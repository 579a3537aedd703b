import Files
import Tensors

/// Saving a network and going on with it, here or in another process.
extension Network {
  /// Writes the state of the network to the file at `path`.
  ///
  /// A network that is built in the same way and loads the file goes on as this
  /// one does, to the bit. The file has state variables, the state of behaviors
  /// that are `SavableBehavior`, what was recorded, parameters, the iteration
  /// and the positions of all streams of random numbers; tensors that share
  /// memory do so again. The same state gives the same bytes. The file at
  /// `path` is replaced as a whole or not at all.
  ///
  /// - Parameters:
  ///   - path: Where the file is or will be.
  ///   - foreign: What another language keeps of the network.
  /// - Throws: `TensorError.file`, `NetworkError.running` if a behavior calls
  ///   it, `.unsavable` for what can't be saved, such as a network that isn't
  ///   initialized.
  public func save(
    to path: String, foreign: (any ForeignState)? = nil
  ) throws {
    try context.checkIdle("save")
    guard isInitialized else {
      throw NetworkError.unsavable(
        what: label, problem: "is not initialized; initialize it first")
    }
    try initializeAdditions()
    context.placement?.settle()
    try context.checkDevice()
    let snapshot = try NetworkSnapshot(of: self, foreign)
    var encoder = SavedValueEncoder(of: self)
    let (content, memory): ([UInt8], [Archive.WrittenMemory])
    do throws(SavedStateMistake) {
      (content, memory) = try encoder.encode(snapshot.root)
    } catch {
      throw NetworkError.unsavable(what: label, problem: "can't be: \(error)")
    }
    try Archive.write(
      content: content, memory: memory, to: path, as: .savedNetwork)
  }

  /// Takes on the state in the file at `path`, which a network of the same
  /// structure has saved.
  ///
  /// A network that isn't initialized is initialized first, with the seed of
  /// the file. Objects and their
  /// sizes and ends, behaviors and their keys, element type and synapse mode
  /// must be the same; the seed becomes that of the file.
  ///
  /// A recorder with a file goes on in it where it was when the network was saved,
  /// if the path is the same: what was recorded later is cut off.
  ///
  /// A state variable that has a tensor like the one in the file gets its
  /// elements, so whoever holds the tensor sees them; variables that are not in
  /// the file are removed.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - foreign: What another language keeps of the network.
  /// - Throws: `TensorError.file` for a file that is missing, damaged or
  ///   something else, or the file of a recorder that is missing or another one,
  ///   `NetworkError.otherNetwork`; then nothing has changed.
  ///   `.running` if a behavior calls it, and what initializing throws.
  public func load(
    from path: String, foreign: (any ForeignState)? = nil
  ) throws {
    try context.checkIdle("load")
    let archive = try Archive.read(path, as: .savedNetwork, in: pool)
    let wasInitialized = isInitialized
    let (seed, positions) = (context.seed, context.streamPositions)
    isLoading = true
    defer {
      isLoading = false
      initializeRecordersWithoutFiles()
    }
    do {
      let decoder = try SavedValueDecoder(archive, for: self)
      defer { decoder.tables.releaseAll() }
      try load(decoder, from: path, foreign)
      context.deviceLoss = nil
      context.placement?.forget()
    } catch {
      if !wasInitialized {
        isInitialized = false
        context.restore(seed: seed, positions: positions)
      }
      guard let mistake = error as? SavedStateMistake else { throw error }
      throw TensorError.file(
        path: path, reason: "the file is damaged: \(mistake)")
    }
  }

  private func load(
    _ decoder: SavedValueDecoder, from path: String,
    _ foreign: (any ForeignState)?
  ) throws {
    let root = decoder.tables[0]
    try check(try SavedNetwork(root), from: path)
    guard !decoder.hasUnknownReferences else {
      throw SavedStateMistake("it refers to what isn't there")
    }
    if !isInitialized { try initialize(withSeed: try SavedNetwork(root).seed) }
    try initializeAdditions()
    // Initializing may have added behaviors.
    try check(try SavedNetwork(root), from: path)
    try check(try SavedNetwork(root), from: path, foreign)
    let undo = try reinitialize(as: try SavedNetwork(root))
    foreign?.leaveOutWhatCannotBeSaved()
    let match = MemoryMatch(root, try NetworkSnapshot(of: self, foreign).root)
    match.redirect(decoder.tables)
    let saved = try SavedNetwork(root)
    match.exchange()
    do {
      try restoreBehaviors(saved)
    } catch {
      match.exchange()
      undo()
      throw error
    }
    try restoreState(saved, foreign)
  }

  /// Has recorders that were initialized for a file that couldn't be loaded
  /// begin their own.
  private func initializeRecordersWithoutFiles() {
    for entry in schedule.entries where entry.isInitialized {
      guard let recorder = entry.behavior as? any FileRecorder,
        recorder.forgetFilePlan()
      else { continue }
      entry.isInitialized = false
      schedule.hasAdditions = true
    }
  }

  /// Initializes with the seed of the file, so that what behaviors draw and
  /// keep to themselves is what it was.
  private func initialize(withSeed seed: UInt64) throws {
    let (before, positions) = (context.seed, context.streamPositions)
    context.restore(seed: seed, positions: [:])
    do {
      try initialize()
    } catch {
      context.restore(seed: before, positions: positions)
      throw error
    }
  }

  private func check(_ saved: SavedNetwork, from path: String) throws {
    if let found = saved.difference(from: self) {
      throw NetworkError.otherNetwork(found, in: path)
    }
  }

  /// Throws if another language can't take on what it keeps of behaviors.
  private func check(
    _ saved: SavedNetwork, from path: String, _ foreign: (any ForeignState)?
  ) throws {
    for (object, saved) in zip(searchedObjects, saved.objects) {
      for (entry, saved) in zip(object.behaviors, saved.behaviors) {
        if let found = try foreign?.difference(of: saved.state, from: entry) {
          throw NetworkError.otherNetwork(found, in: path)
        }
      }
    }
  }

  /// Gives the behaviors of the engine's their state; those that had theirs get
  /// back what they had if one can't.
  private func restoreBehaviors(_ saved: SavedNetwork) throws {
    var undo: [(any SavableBehavior, [String: SavedValue])] = []
    do {
      for (object, saved) in zip(searchedObjects, saved.objects) {
        for (entry, saved) in zip(object.behaviors, saved.behaviors) {
          let extended = (entry.behavior as? any ExtendingBehavior)?.extended
          for (behavior, state) in [
            (entry.behavior as? any SavableBehavior, saved.state),
            (extended, saved.extended),
          ] {
            guard let behavior else { continue }
            undo.append((behavior, try behavior.saved))
            do {
              try behavior.restore(state)
            } catch {
              switch error {
              case TensorError.outOfMemory, TensorError.file: throw error
              default: break
              }
              throw SavedStateMistake(
                "\(saved.label) of \(object.label): \(error)")
            }
          }
        }
      }
      // All that can be wrong with what was saved has been found by now.
      for (behavior, _) in undo {
        try (behavior as? any FileRecorder)?.beginPlannedFile()
      }
    } catch {
      for (behavior, before) in undo.reversed() {
        Interruption.shielding { try? behavior.restore(before) }
      }
      throw error
    }
  }

  /// Takes on everything else.
  private func restoreState(
    _ saved: SavedNetwork, _ foreign: (any ForeignState)?
  ) throws {
    context.iteration = saved.iteration
    context.restore(seed: saved.seed, positions: saved.streams)
    for (object, saved) in zip(searchedObjects, saved.objects) {
      object.isRecording = saved.isRecording
      for tag in saved.tags where !object.hasTag(tag) {
        object.addTags(tag)
      }
      try object.restoreVariables(saved.variables, foreign)
      object.state.repeatSettings(inOrder: saved.settings)
      for (entry, saved) in zip(object.behaviors, saved.behaviors) {
        entry.behavior.isEnabled = saved.isEnabled
        (entry.behavior as? any TimedBehavior)?.timing = saved.timing
        entry.behavior.parameters?.restore(saved.parameters)
        try foreign?.restore(saved.state, to: entry)
      }
    }
    try foreign?.restore(saved.script)
    for entry in searchedObjects.flatMap(\.behaviors) {
      (entry.behavior as? any FileRecorder)?.settleFile()
    }
  }
}

extension NetworkError {
  fileprivate static func otherNetwork(
    _ found: StateDifference, in path: String
  ) -> NetworkError {
    .otherNetwork(
      path: path, what: found.what, saved: found.saved, found: found.found)
  }
}

extension Network {
  /// Whether the file at `path` begins as that of a saved network.
  public static func isSaved(at path: String) -> Bool {
    Archive.Format.savedNetwork.isBegun(at: path)
  }
}

extension Archive.Format {
  /// The file of a network.
  static let savedNetwork = Archive.Format(
    "\u{7F}SNN\r\n\u{1A}\n", version: 1, name: "saved network")
}
