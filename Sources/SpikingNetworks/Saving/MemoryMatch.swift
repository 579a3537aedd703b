import Tensors

/// Which memory of a network that is loaded takes the place of which memory
/// that the network has.
///
/// A tensor in the file goes into the memory of the tensor that is at its place
/// in the network, if both view memory of the same size in the same way. So
/// whoever holds such a tensor, a view or a selection of it, sees what is
/// loaded. Memory has one counterpart at most: what shared memory when it was
/// saved does so again, and nothing else does. A sparse matrix goes into the
/// memory of one with entries in the same places.
struct MemoryMatch {
  private var counterparts: [ObjectIdentifier: Storage] = [:]
  private var pairs: [(loaded: Storage, present: Storage)] = []
  private var structures: [ObjectIdentifier: SparseStructure] = [:]

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
          match(tensor, other, &taken)
        case (.sparse(let matrix), .sparse(let other)?):
          guard matrix.structure.isSame(as: other.structure) else { continue }
          structures[ObjectIdentifier(matrix.structure)] = other.structure
          match(matrix.values, other.values, &taken)
        default: break
        }
      }
    }
  }

  private mutating func match(
    _ tensor: Tensor, _ other: Tensor, _ taken: inout Set<ObjectIdentifier>
  ) {
    let id = ObjectIdentifier(tensor.storage)
    guard counterparts[id] == nil, tensor.isLike(other),
      taken.insert(ObjectIdentifier(other.storage)).inserted
    else { return }
    counterparts[id] = other.storage
    pairs.append((tensor.storage, other.storage))
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
        switch table.pairs[index].value {
        case .tensor(let tensor):
          guard let view = view(of: tensor) else { continue }
          table.pairs[index].value = .tensor(view)
        case .sparse(let matrix):
          let structure =
            structures[ObjectIdentifier(matrix.structure)] ?? matrix.structure
          table.pairs[index].value = .sparse(
            SparseMatrix(
              structure, values: view(of: matrix.values) ?? matrix.values))
        default: continue
        }
      }
    }
  }

  /// The view of the counterpart of a tensor's memory, if there is one.
  private func view(of tensor: Tensor) -> Tensor? {
    counterparts[ObjectIdentifier(tensor.storage)].flatMap {
      Tensor(
        viewing: $0, type: tensor.type, shape: tensor.shape,
        steps: tensor.steps, start: tensor.start)
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
    case .tensor, .sparse, .table: true
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
