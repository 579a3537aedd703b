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
    try add([(key, behavior)], isInitializing: isInitializing)[0]
  }

  /// Adds behaviors, lowest key first: all of them, or none if one fails.
  ///
  /// - Throws: As `add(_:key:isInitializing:)`.
  @discardableResult
  public func add(
    _ added: [KeyedBehavior], isInitializing: Bool = true
  ) throws -> [ScheduledBehavior] {
    let network = try requiredNetwork()
    try check(added)
    return try registerAll(
      added, in: network,
      isInitializing: isInitializing && network.isInitialized)
  }

  /// Exchanges the behavior with a key for another one, which stands at the same
  /// place in the order.
  ///
  /// - Returns: The behavior that was there.
  /// - Throws: As `add(_:key:isInitializing:)`, and
  ///   `NetworkError.unknownBehavior`. Then the old one stays.
  @discardableResult
  public func replaceBehavior(
    key: Double, with behavior: any Behavior
  ) throws -> any Behavior {
    let network = try requiredNetwork()
    let old = try entry(key: key)
    guard !holds(behavior) else {
      throw NetworkError.duplicateBehavior(
        behavior: behavior.name, owner: label)
    }
    takeOut(old, of: network)
    do {
      try registerAll(
        [(key, behavior)], in: network, order: old.order,
        isInitializing: network.isInitialized)
    } catch {
      enter(old, in: network)
      throw error
    }
    network.leave(old.behavior)
    return old.behavior
  }

  /// Initializes a behavior again, as its parameters are now, with each object
  /// of the network that it belongs to.
  ///
  /// - Throws: `BehaviorFailure`, `NetworkError.unknownBehavior`.
  public func reinitialize(_ behavior: any Behavior) throws {
    let network = try requiredNetwork()
    let entries = network.schedule.entries.filter { $0.behavior === behavior }
    guard !entries.isEmpty else {
      throw unknownBehavior("that is this \(behavior.name)")
    }
    for entry in entries where !entry.isRemoved {
      try network.initialize(entry)
    }
    network.settleRemovals()
  }

  /// The behavior with this key, and where it stands.
  ///
  /// - Throws: `NetworkError.unknownBehavior`.
  public func entry(key: Double) throws(NetworkError) -> ScheduledBehavior {
    guard let found = entryIfPresent(key: key) else {
      throw unknownBehavior("with key \(keyText(key))")
    }
    return found
  }

  /// The behavior with this key, and where it stands; nil if there is none.
  private func entryIfPresent(key: Double) -> ScheduledBehavior? {
    let place = behaviors.place { $0.key < key }
    guard place < behaviors.count, behaviors[place].key == key else {
      return nil
    }
    return behaviors[place]
  }

  /// Where a behavior of the object stands.
  ///
  /// - Throws: `NetworkError.unknownBehavior`.
  public func entry(
    of behavior: any Behavior
  ) throws(NetworkError) -> ScheduledBehavior {
    let found = behaviors.first { $0.behavior === behavior }
    guard let found else {
      throw unknownBehavior("that is this \(behavior.name)")
    }
    return found
  }

  private func unknownBehavior(_ wanted: String) -> NetworkError {
    .unknownBehavior(
      wanted: wanted, object: label,
      known: behaviors.map { "\($0.behavior.name) at key \(keyText($0.key))" })
  }

  /// The behavior with this key, or nil.
  public func behavior(key: Double) -> (any Behavior)? {
    entryIfPresent(key: key)?.behavior
  }

  /// Removes the behaviors that `isRemoved` says.
  ///
  /// - Returns: What was removed.
  @discardableResult
  public func removeBehaviors(
    where isRemoved: (ScheduledBehavior) throws -> Bool
  ) rethrows -> [any Behavior] {
    remove(try behaviors.filter(isRemoved))
  }

  /// Removes behaviors of the object.
  ///
  /// - Returns: What was removed.
  @discardableResult
  public func remove(_ entries: [ScheduledBehavior]) -> [any Behavior] {
    let removed = entries.filter { $0.object === self && !$0.isRemoved }
    for entry in removed {
      takeOut(entry, of: network)
      network?.leave(entry.behavior)
    }
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
    var keys: [Double: String] = [:]
    var held: Set<ObjectIdentifier> = []
    for item in added {
      let name = item.behavior.name
      guard item.key.isFinite else {
        throw .invalidKey(key: item.key, behavior: name)
      }
      if let holder = holder(of: item.key) ?? keys[item.key] {
        throw .duplicateKey(
          key: item.key, owner: label, held: holder, added: name)
      }
      guard !holds(item.behavior),
        held.insert(ObjectIdentifier(item.behavior)).inserted
      else { throw .duplicateBehavior(behavior: name, owner: label) }
      keys[item.key] = name
    }
  }

  /// The name of the behavior with this key, or nil.
  private func holder(of key: Double) -> String? {
    entryIfPresent(key: key)?.behavior.name
  }

  private func holds(_ behavior: any Behavior) -> Bool {
    behaviorIdentities.contains(ObjectIdentifier(behavior))
  }

  /// Enters behaviors that have been checked into this object and the
  /// network's order, and initializes those that want it on creation.
  ///
  /// With `isInitializing`, all are initialized. If one fails, none is entered.
  @discardableResult
  func registerAll(
    _ added: [KeyedBehavior], in network: Network, order: Int? = nil,
    isInitializing: Bool = false
  ) throws -> [ScheduledBehavior] {
    let ordered = added.sorted { $0.key < $1.key }
    let entries = ordered.map { register($0, in: network, order: order) }
    // What has open ends follows once they are connected.
    let isOpen = (self as? SynapseGroup)?.isConnected == false
    let due = entries.filter {
      !isOpen && (isInitializing || $0.behavior.initializesOnCreation)
    }
    do {
      try initialize(due, of: network)
    } catch {
      for entry in entries {
        takeOut(entry, of: network)
        network.leave(entry.behavior)
      }
      throw error
    }
    return entries
  }

  /// Takes a behavior out of the object and of the network's order.
  func takeOut(_ entry: ScheduledBehavior, of network: Network?) {
    behaviorIdentities.remove(ObjectIdentifier(entry.behavior))
    let place = behaviors.place { $0.key < entry.key }
    if place < behaviors.count, behaviors[place] === entry {
      behaviors.remove(at: place)
    }
    network?.schedule.remove(entry)
  }

  /// Initializes behaviors in this order, but those that do so last after the
  /// others.
  private func initialize(
    _ entries: [ScheduledBehavior], of network: Network
  ) throws {
    for isLast in [false, true] {
      for entry in entries
      where entry.behavior.initializesLast == isLast && !entry.isRemoved {
        try network.initialize(entry)
      }
    }
    network.settleRemovals()
  }

  private func register(
    _ item: KeyedBehavior, in network: Network, order: Int?
  ) -> ScheduledBehavior {
    // -0 is the same key as 0, also in the name of the random stream.
    let entry = ScheduledBehavior(
      key: item.key + 0, behavior: item.behavior, object: self,
      order: order ?? context.takeOrder())
    enter(entry, in: network)
    return entry
  }

  private func enter(_ entry: ScheduledBehavior, in network: Network) {
    entry.isRemoved = false
    behaviors.insert(entry, at: behaviors.place { $0.key < entry.key })
    behaviorIdentities.insert(ObjectIdentifier(entry.behavior))
    network.schedule.add(entry)
  }
}

/// `list` without repetitions.
func unique(_ list: [String]) -> [String] {
  var seen: Set<String> = []
  return list.filter { seen.insert($0).inserted }
}
