/// Removing groups.
extension Network {
  /// Removes a group; of a neuron group, the synapse groups that start or end
  /// there too.
  ///
  /// It is found no more. Called by a behavior, it still runs to the end of the
  /// iteration. Whoever holds the group can read its state variables.
  ///
  /// - Returns: What was removed: the group, then synapse groups in the order of
  ///   creation.
  /// - Throws: `NetworkError.foreignGroup` or `.wrongKind` unless it is a group
  ///   of this network, `.objectRemoved` if it was removed before.
  @discardableResult
  public func remove(
    _ group: NetworkObject
  ) throws(NetworkError) -> [NetworkObject] {
    let removed = try groupsRemoved(with: group)
    for group in removed {
      (group as? SynapseGroup)?.disconnect(from: self)
      takeOut(group)
    }
    settleRemovals()
    return removed
  }

  /// What goes if a group is removed: the group, its sub-groups that have tags,
  /// and synapse groups that start or end there.
  ///
  /// - Throws: As `remove(_:)`.
  public func groupsRemoved(
    with group: NetworkObject
  ) throws(NetworkError) -> [NetworkObject] {
    if group.isRemoved { throw .objectRemoved(object: group.label) }
    guard group.kind != .network else {
      throw .wrongKind(
        what: "what is removed", expected: "a neuron group or a synapse group",
        found: group.label)
    }
    guard group.network === self else {
      throw .foreignGroup(tag: group.tag, wanted: group.kind.rawValue)
    }
    guard let neurons = group as? NeuronGroup else { return [group] }
    var seen: Set<ObjectIdentifier> = []
    let synapses = (neurons.synapses(.afferent) + neurons.synapses(.efferent))
      .filter { seen.insert(ObjectIdentifier($0)).inserted }
    let parts = groups.filter {
      $0.kind == .neuronSubGroup && ($0 as? NeuronSubGroup)?.base === group
    }
    return [group] + parts + synapses.sorted { $0.order < $1.order }
  }

  /// Takes note that something was removed.
  func leave(_ object: AnyObject) {
    leaving.append(object)
    settleRemovals()
  }

  /// Lets go of what was removed, unless a behavior is running: it may be what
  /// was removed.
  func settleRemovals() {
    guard !leaving.isEmpty, context.current == nil else { return }
    // A behavior may still belong to another object.
    let gone = leaving.filter { !schedule.contains($0) }
    leaving = []
    for case let recorder as any RecordingBehavior in gone {
      recorder.closeFile()
    }
    onRelease?(gone)
    for case let group as NetworkObject in gone { group.network = nil }
  }
}
