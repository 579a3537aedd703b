import Files
import Tensors

/// The numbers that stand for kinds of values in the file of a network.
enum SavedKind: UInt8 {
  case nothing, no, yes, integer, real, bytes, tensor, table, object, behavior
  case sparse
}

/// Writes tables and what they hold as bytes, each table and each storage once.
struct SavedValueEncoder {
  private var bytes: [UInt8] = []
  private var tables: [SavedTable] = []
  private var tableNumbers: [ObjectIdentifier: Int] = [:]
  private var memory: [Archive.WrittenMemory] = []
  private var memoryNumbers: [ObjectIdentifier: Int] = [:]
  private let objectNumbers: [ObjectIdentifier: Int]
  private let behaviorNumbers: [ObjectIdentifier: Int]

  /// Creates an encoder for the values of a network.
  init(of network: Network) {
    objectNumbers = numbers(network.searchedObjects)
    behaviorNumbers = numbers(network.savedBehaviors.map(\.behavior))
  }

  /// The contents of a file with this table as its first.
  ///
  /// Tables are written one after the other as they are met, so that their
  /// depth doesn't matter.
  ///
  /// - Throws: `SavedStateMistake` for an object or a behavior of another
  ///   network.
  mutating func encode(
    _ root: SavedTable
  ) throws(SavedStateMistake) -> (
    content: [UInt8], memory: [Archive.WrittenMemory]
  ) {
    _ = number(of: root)
    var next = 0
    while next < tables.count {
      let table = tables[next]
      write(table.pairs.count)
      for (key, value) in table.pairs {
        try write(key)
        try write(value)
      }
      next += 1
    }
    let values = bytes
    bytes = []
    write(tables.count)
    return (bytes + values, memory)
  }

  private mutating func write(_ value: SavedValue) throws(SavedStateMistake) {
    switch value {
    case .nothing: begin(.nothing)
    case .truth(let value): begin(value ? .yes : .no)
    case .integer(let value):
      begin(.integer)
      write(value)
    case .real(let value):
      begin(.real)
      write(Int(bitPattern: UInt(value.bitPattern)))
    case .bytes(let value):
      begin(.bytes)
      write(value.count)
      bytes += value
    case .tensor(let tensor):
      begin(.tensor)
      write(tensor)
    case .rows(let parts):
      begin(.tensor)
      write(memory.count)
      memory.append(.rows(parts))
      write(parts.shape)
      for step in parts.shape.contiguousSteps { write(step) }
      write(0)
    case .sparse(let matrix):
      begin(.sparse)
      let structure = matrix.structure
      write(structure.rowCount)
      write(structure.columnCount)
      write(number(of: structure.rowStartStorage, .int64))
      write(number(of: structure.columnStorage, .float32))
      write(matrix.values)
    case .table(let table):
      begin(.table)
      write(number(of: table))
    case .object(let object):
      begin(.object)
      guard let number = objectNumbers[ObjectIdentifier(object)] else {
        throw SavedStateMistake("\(object.label) is of another network")
      }
      write(number)
    case .behavior(let behavior):
      begin(.behavior)
      guard let number = behaviorNumbers[ObjectIdentifier(behavior)] else {
        throw SavedStateMistake("this \(behavior.name) is of no object")
      }
      write(number)
    }
  }

  private mutating func write(_ tensor: Tensor) {
    write(number(of: tensor.storage, tensor.type))
    write(tensor.shape)
    for step in tensor.steps { write(step) }
    write(tensor.start)
  }

  private mutating func write(_ shape: Shape) {
    write(shape.rank)
    for size in shape.list { write(size) }
  }

  private mutating func number(of table: SavedTable) -> Int {
    let id = ObjectIdentifier(table)
    if let known = tableNumbers[id] { return known }
    tableNumbers[id] = tables.count
    tables.append(table)
    return tables.count - 1
  }

  private mutating func number(
    of storage: Storage, _ type: ElementType
  ) -> Int {
    let id = ObjectIdentifier(storage)
    if let known = memoryNumbers[id] { return known }
    memoryNumbers[id] = memory.count
    memory.append(.storage(storage, type))
    return memory.count - 1
  }

  private mutating func begin(_ kind: SavedKind) { bytes.append(kind.rawValue) }

  private mutating func write(_ number: Int) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

extension Network {
  /// The behaviors of all objects, in the order in which files count them.
  var savedBehaviors: [ScheduledBehavior] {
    searchedObjects.flatMap(\.behaviors)
  }
}

/// The first place of each object in `list`.
private func numbers<Object>(_ list: [Object]) -> [ObjectIdentifier: Int] {
  var result: [ObjectIdentifier: Int] = [:]
  for (index, object) in list.enumerated() {
    let id = ObjectIdentifier(object as AnyObject)
    if result[id] == nil { result[id] = index }
  }
  return result
}
