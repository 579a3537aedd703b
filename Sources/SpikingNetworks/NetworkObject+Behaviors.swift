/// A behavior and the key that says when it runs.
public typealias KeyedBehavior = (key: Double, behavior: any Behavior)

/// Adding, finding and removing behaviors.
///
/// The list of behaviors and what is found by tag change at once. What runs
/// changes with the next iteration.
extension NetworkObject {
  /// Adds a behavior after all behaviors of the network with the same key.
  ///
  /// A network that has been initialized initializes the behavior at once, or
  /// before its next iteration if `isInitializing` is false.
  ///
  /// - Throws: `NetworkError.invalidKey`, `.duplicateKey`,
  ///   `.duplicateBehavior`, `.networkReleased`, or a `BehaviorFailure` if
  ///   `initialize` throws; the behavior has not been added then.
  @discardableResult
  public func add(
    _ behavior: any Behavior, key: Double, isInitializing: Bool = true
  ) throws -> ScheduledBehavior {
    let network = try requiredNetwork()
    try check([(key, behavior)])
    let entry = register((key, behavior), in: network)
    let isDue =
      behavior.initializesOnCreation
      || (isInitializing && network.isInitialized)
    guard isDue else { return entry }
    do {
      try network.initialize(entry)
    } catch {
      remove(entry, from: network)
      throw error
    }
    return entry
  }

  /// The behavior with this key, or nil.
  public func behavior(key: Double) -> (any Behavior)? {
    behaviors.first { $0.key == key }?.behavior
  }

  /// Removes the behaviors that `isRemoved` says.
  ///
  /// - Returns: What was removed.
  @discardableResult
  public func removeBehaviors(
    where isRemoved: (ScheduledBehavior) throws -> Bool
  ) rethrows -> [any Behavior] {
    let removed = try behaviors.filter(isRemoved)
    for entry in removed { remove(entry, from: network) }
    return removed.map(\.behavior)
  }

  /// Switches the behaviors with this tag on or off; of a network, those of
  /// all its objects.
  ///
  /// - Throws: `NetworkError.unknownTag`.
  public func setBehaviors(
    tagged tag: String, isEnabled: Bool
  ) throws(NetworkError) {
    let objects = searchedObjects
    let all = objects.flatMap(\.behaviors).map(\.behavior)
    let found = all.filter { $0.tags.contains(tag) }
    guard !found.isEmpty else {
      throw .unknownTag(
        tag: tag, wanted: "behavior", known: unique(all.flatMap(\.tags)))
    }
    for behavior in found { behavior.isEnabled = isEnabled }
  }

  /// Throws unless all of `added` can be added together.
  func check(_ added: [KeyedBehavior]) throws(NetworkError) {
    if let group = self as? NeuronSubGroup, let item = added.first {
      throw .notInSubGroup(
        what: item.behavior.name, object: label, base: group.base.tag)
    }
    for (place, item) in added.enumerated() {
      guard item.key.isFinite else {
        throw .invalidKey(key: item.key, behavior: item.behavior.name)
      }
      let earlier =
        behaviors.map { ($0.key, $0.behavior) } + added.prefix(place)
      for (key, behavior) in earlier {
        guard key != item.key else {
          throw .duplicateKey(
            key: key, owner: label, held: behavior.name,
            added: item.behavior.name)
        }
        guard behavior !== item.behavior else {
          throw .duplicateBehavior(behavior: behavior.name, owner: label)
        }
      }
    }
  }

  /// Enters behaviors that have been checked into this object and the
  /// network's order, and initializes those that want it on creation.
  func registerAll(_ added: [KeyedBehavior], in network: Network) throws {
    // -0 is the same key as 0, also in the name of the random stream.
    let ordered = added.map { (key: $0.key + 0, behavior: $0.behavior) }
      .sorted { $0.key < $1.key }
    let entries = ordered.map { register($0, in: network) }
    // What has open ends follows once they are connected.
    if let synapses = self as? SynapseGroup, !synapses.isConnected { return }
    for entry in entries where entry.behavior.initializesOnCreation {
      try network.initialize(entry)
    }
  }

  private func register(
    _ item: KeyedBehavior, in network: Network
  ) -> ScheduledBehavior {
    let entry = ScheduledBehavior(
      key: item.key + 0, behavior: item.behavior, object: self,
      order: context.takeOrder())
    let index =
      behaviors.firstIndex { $0.key > entry.key } ?? behaviors.endIndex
    behaviors.insert(entry, at: index)
    network.schedule.add(entry)
    return entry
  }

  private func remove(_ entry: ScheduledBehavior, from network: Network?) {
    behaviors.removeAll { $0 === entry }
    network?.schedule.remove(entry)
  }
}

/// `list` without repetitions.
func unique(_ list: [String]) -> [String] {
  var seen: Set<String> = []
  return list.filter { seen.insert($0).inserted }
}
