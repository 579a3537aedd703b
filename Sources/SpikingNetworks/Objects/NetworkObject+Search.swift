import Tensors

/// Something found by its tag.
public enum Found {
  /// The network or a group.
  case object(NetworkObject)
  /// A behavior, and the object that it belongs to.
  case behavior(any Behavior, of: NetworkObject)
  /// What a recorder has recorded, under the text of its expression, and where
  /// it comes from.
  case data(Tensor, Recording?)
}

/// Finding things by tag. Nothing is kept from one search to the next.
extension NetworkObject {
  /// Everything with the tag `tag`: this object, its behaviors and what they
  /// recorded, lowest key first; for a network then the same for each group in
  /// the order of creation.
  ///
  /// Tags are compared as they are, with upper and lower case. Neuron indices in
  /// recorded events count from `base`.
  ///
  /// - Throws: `TensorError.outOfMemory` while recorded data are copied.
  public func find(
    _ tag: String, countingFrom base: Int = 0
  ) throws -> [Found] {
    var found: [Found] = []
    for object in searchedObjects {
      if object.hasTag(tag) { found.append(.object(object)) }
      for entry in object.behaviors {
        let behavior = entry.behavior
        if behavior.tags.contains(tag) {
          found.append(.behavior(behavior, of: object))
        }
        if let data = try behavior.data(under: tag, countingFrom: base) {
          let recorder = behavior as? any RecordingBehavior
          found.append(.data(data, recorder?.recording(under: tag)))
        }
      }
    }
    return found
  }

  /// The behaviors with this key: this object's, for a network then those of its
  /// groups in the order of creation.
  public func find(key: Double) -> [Found] {
    searchedObjects.compactMap { object in
      object.behavior(key: key).map { .behavior($0, of: object) }
    }
  }

  /// The objects with this tag, in the order of creation.
  public func objects(tagged tag: String) -> [NetworkObject] {
    searchedObjects.filter { $0.hasTag(tag) }
  }

  /// All tags under which a search finds an object or behavior.
  public var knownTags: [String] {
    unique(
      searchedObjects.flatMap { object in
        object.tags + object.behaviors.flatMap(\.behavior.tags)
      })
  }

  /// The objects in which a search looks: a network's groups too.
  var searchedObjects: [NetworkObject] {
    guard let network = self as? Network else { return [self] }
    return [network] + network.groups
  }
}
