import Tensors

/// Which memory of a network that is loaded takes the place of which memory
/// that the network has.
///
/// A tensor in the file goes into the memory of the tensor that is at its place
/// in the network, if both view memory of the same size in the same way. So
/// whoever holds such a tensor, a view or a selection of it, sees what is
/// loaded. Memory has one counterpart at most: what shared memory when it was
/// saved does so again, and nothing else does.
struct MemoryMatch {
  private var counterparts: [ObjectIdentifier: Storage] = [:]
  private var pairs: [(loaded: Storage, present: Storage)] = []

  /// Compares two tables and all that they hold, key by key.
  init(_ loaded: SavedTable, _ present: SavedTable) {
    var taken: Set<ObjectIdentifier> = []
    var visited: Set<ObjectIdentifier> = []
    var open = [(loaded, present)]
    while let (loaded, present) = open.popLast() {
      guard visited.insert(ObjectIdentifier(loaded)).inserted else { continue }
      let values = present.values { $0.isTensorOrTable }
      if values.isEmpty { continue }
      for (key, value) in loaded.pairs where value.isTensorOrTable {
        guard let key = MemoryMatch.Key(key) else { continue }
        switch (value, values[key]) {
        case (.table(let table), .table(let other)?):
          open.append((table, other))
        case (.tensor(let tensor), .tensor(let other)?):
          let id = ObjectIdentifier(tensor.storage)
          guard counterparts[id] == nil, tensor.isLike(other),
            taken.insert(ObjectIdentifier(other.storage)).inserted
          else { continue }
          counterparts[id] = other.storage
          pairs.append((tensor.storage, other.storage))
        default: break
        }
      }
    }
  }

  /// Exchanges the contents of each memory with its counterpart's; a second
  /// time undoes it.
  func exchange() {
    for (loaded, present) in pairs { loaded.swapContents(with: present) }
  }

  /// Makes the tensors in the tables be views of the memory that is there.
  func redirect(_ tables: [SavedTable]) {
    for table in tables {
      for index in table.pairs.indices {
        guard case .tensor(let tensor) = table.pairs[index].value,
          let memory = counterparts[ObjectIdentifier(tensor.storage)],
          let view = Tensor(
            viewing: memory, type: tensor.type, shape: tensor.shape,
            steps: tensor.steps, start: tensor.start)
        else { continue }
        table.pairs[index].value = .tensor(view)
      }
    }
  }

  /// A key by which values are compared.
  fileprivate enum Key: Hashable {
    case integer(Int)
    case bytes([UInt8])

    init?(_ value: SavedValue) {
      switch value {
      case .integer(let value): self = .integer(value)
      case .bytes(let value): self = .bytes(value)
      default: return nil
      }
    }
  }
}

extension SavedTable {
  /// The values that `isWanted` says, by key.
  fileprivate func values(
    where isWanted: (SavedValue) -> Bool
  ) -> [MemoryMatch.Key: SavedValue] {
    var result: [MemoryMatch.Key: SavedValue] = [:]
    for (key, value) in pairs where isWanted(value) {
      if let key = MemoryMatch.Key(key) { result[key] = value }
    }
    return result
  }
}

extension SavedValue {
  fileprivate var isTensorOrTable: Bool {
    switch self {
    case .tensor, .table: true
    default: false
    }
  }
}

extension Tensor {
  /// Whether both tensors view memory of the same size in the same way.
  fileprivate func isLike(_ other: Tensor) -> Bool {
    type == other.type && shape == other.shape && steps == other.steps
      && start == other.start
      && storage.byteCount == other.storage.byteCount
  }
}
