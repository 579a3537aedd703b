import Files
import Tensors

/// Reads tables and what they hold from the bytes of a file.
///
/// All numbers are checked: no bytes can do more than give an error.
struct SavedValueDecoder {
  /// All tables, the first one first.
  private(set) var tables: [SavedTable] = []

  /// Whether there is an object or behavior that the network doesn't have;
  /// `nothing` is in its place.
  private(set) var hasUnknownReferences = false

  private let archive: Archive
  private let objects: [NetworkObject]
  private let behaviors: [any Behavior]
  private var position = 0

  /// The structures that were read, by their sizes and the numbers of their
  /// storages.
  private var structures: [[Int]: SparseStructure] = [:]

  /// The storages that tensors view.
  private var viewed: Set<Int> = []

  /// Reads what a file holds for `network`.
  ///
  /// - Throws: `SavedStateMistake`.
  init(_ archive: Archive, for network: Network) throws(SavedStateMistake) {
    self.archive = archive
    objects = network.searchedObjects
    behaviors = network.savedBehaviors.map(\.behavior)
    let count = try number()
    // A table takes eight bytes or more.
    guard count >= 1, count <= left / 8 else {
      throw SavedStateMistake("it can't have \(count) tables")
    }
    tables = (0..<count).map { _ in SavedTable() }
    do throws(SavedStateMistake) {
      for table in tables { try fill(table) }
      guard left == 0 else {
        throw SavedStateMistake("\(left) bytes are left over")
      }
      // Kernels believe what a structure says, and nobody may change it.
      guard structures.keys.allSatisfy({ viewed.isDisjoint(with: $0[2...]) })
      else { throw SavedStateMistake("a tensor views a sparse structure") }
    } catch {
      tables.releaseAll()
      throw error
    }
  }

  private var left: Int { archive.content.count - position }

  private mutating func fill(_ table: SavedTable) throws(SavedStateMistake) {
    let count = try number()
    // A key and a value take a byte each, or more.
    guard count >= 0, count <= left / 2 else {
      throw SavedStateMistake("a table can't have \(count) pairs")
    }
    table.pairs.reserveCapacity(count)
    for _ in 0..<count {
      let key = try value()
      guard key.isKey else { throw SavedStateMistake("a key can't be one") }
      table.pairs.append((key, try value()))
    }
  }

  private mutating func value() throws(SavedStateMistake) -> SavedValue {
    guard left >= 1 else { throw SavedStateMistake("it ends too early") }
    let code = archive.content[position]
    position += 1
    switch SavedKind(rawValue: code) {
    case .nothing: return .nothing
    case .no: return .truth(false)
    case .yes: return .truth(true)
    case .integer: return .integer(try number())
    case .real:
      return .real(Double(bitPattern: UInt64(UInt(bitPattern: try number()))))
    case .bytes:
      let count = try number()
      guard count >= 0, count <= left else {
        throw SavedStateMistake("a text can't have \(count) bytes")
      }
      position += count
      return .bytes(Array(archive.content[position - count..<position]))
    case .tensor: return .tensor(try tensor())
    case .sparse: return .sparse(try sparse())
    case .table:
      let number = try number()
      guard tables.indices.contains(number) else {
        throw SavedStateMistake("there is no table \(number)")
      }
      return .table(tables[number])
    case .object:
      let number = try number()
      guard objects.indices.contains(number) else { return unknown() }
      return .object(objects[number])
    case .behavior:
      let number = try number()
      guard behaviors.indices.contains(number) else { return unknown() }
      return .behavior(behaviors[number])
    case nil: throw SavedStateMistake("there is no kind \(code) of values")
    }
  }

  private mutating func unknown() -> SavedValue {
    hasUnknownReferences = true
    // A value that may be a key too.
    return .truth(false)
  }

  private mutating func tensor() throws(SavedStateMistake) -> Tensor {
    let number = try number()
    guard archive.memory.indices.contains(number) else {
      throw SavedStateMistake("there is no storage \(number)")
    }
    let (storage, type) = archive.memory[number]
    viewed.insert(number)
    let rank = try self.number()
    guard (0...Shape.maximumRank).contains(rank) else {
      throw SavedStateMistake("a tensor can't have \(rank) axes")
    }
    var (sizes, steps): ([Int], [Int]) = ([], [])
    for _ in 0..<rank { sizes.append(try self.number()) }
    for _ in 0..<rank { steps.append(try self.number()) }
    let start = try self.number()
    guard let shape = try? Shape(sizes),
      let result = Tensor(
        viewing: storage, type: type, shape: shape, steps: steps, start: start)
    else { throw SavedStateMistake("a tensor reaches out of its memory") }
    return result
  }

  private mutating func sparse() throws(SavedStateMistake) -> SparseMatrix {
    let numbers = [try number(), try number(), try number(), try number()]
    guard numbers[2...].allSatisfy(archive.memory.indices.contains) else {
      throw SavedStateMistake("there is no storage \(numbers[2])")
    }
    let structure =
      structures[numbers]
      ?? SparseStructure(
        rows: numbers[0], columns: numbers[1],
        rowStarts: archive.memory[numbers[2]].storage,
        columns: archive.memory[numbers[3]].storage)
    let values = try tensor()
    guard let structure, archive.memory[numbers[2]].type == .int64,
      archive.memory[numbers[3]].type == .float32,
      values.shape.list == [structure.entryCount], values.isContiguous,
      values.type.isComputedFloat
    else { throw SavedStateMistake("a sparse matrix can't be one") }
    structures[numbers] = structure
    return SparseMatrix(structure, values: values)
  }

  private mutating func number() throws(SavedStateMistake) -> Int {
    guard left >= 8 else { throw SavedStateMistake("it ends too early") }
    var result = 0
    for place in 0..<8 {
      result |= Int(archive.content[position + place]) << (8 * place)
    }
    position += 8
    return result
  }
}

extension SavedValue {
  /// Whether tables may have this key.
  var isKey: Bool {
    switch self {
    case .truth, .integer, .bytes, .object, .behavior: true
    case .real(let value): !value.isNaN
    case .nothing, .tensor, .rows, .sparse, .table: false
    }
  }
}
