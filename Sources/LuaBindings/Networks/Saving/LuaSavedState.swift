import LuaRuntime
import SpikingNetworks
import TensorBindings

/// What Lua keeps of a network, as values for a file and back.
///
/// It works while one call from Lua runs. On the stack are three tables: what
/// stands for the network's objects and behaviors, with their numbers; the
/// tables that were met, with theirs; and the tables by number.
final class LuaSavedState: ForeignState {
  let context: ScriptContext
  let frame: LuaFrame
  let network: Network

  /// Where on the stack the tables are.
  let references: Int
  let numbers: Int
  let tables: Int

  /// What may be referred to, by number from 1.
  private var targets: [SavedValue] = []

  /// The tables that were met in Lua, by number from 1, and how messages name
  /// them.
  private var met: [(table: SavedTable, name: String, owner: String)] = []

  /// The tables that were made for Lua.
  private var made: [ObjectIdentifier: Int] = [:]
  private var unfilled: [SavedTable] = []

  private var leavesOut = false

  /// [-0, +3]  Prepares a call, during which behaviors of `network` may run.
  init(
    _ context: ScriptContext, _ frame: LuaFrame, _ network: Network
  ) throws(LuaRaise) {
    self.context = context
    self.frame = frame
    self.network = network
    try frame.reserve(40)
    let top = frame.top
    (references, numbers, tables) = (top + 1, top + 2, top + 3)
    for _ in 0..<3 { try frame.newTable() }
    try noteTargets()
  }

  deinit { met.map(\.table).releaseAll() }

  /// Takes note of the objects and behaviors that the network has.
  private func noteTargets() throws(LuaRaise) {
    targets = []
    for object in [network] + network.groups {
      try note(object, .object(object))
      for entry in object.behaviors {
        try note(entry.behavior, .behavior(entry.behavior))
      }
    }
  }

  private func note(
    _ object: AnyObject, _ value: SavedValue
  ) throws(LuaRaise) {
    context.pushAnchored(frame, object, of: network)
    guard frame.kind(at: -1) != .nil else { return frame.pop() }
    targets.append(value)
    frame.push(targets.count)
    try frame.rawSet(at: references)
  }

  /// Pushes the number of the value at `index` in a table of numbers, and pops
  /// it again.
  private func number(at index: Int, in table: Int) -> Int? {
    frame.pushValue(at: index)
    frame.rawGet(at: table)
    defer { frame.pop() }
    return frame.integerIfPresent(at: -1)
  }

  // MARK: From Lua

  /// The value at `index`; nil if it can't be saved. Messages call it `name` of
  /// `owner`. Tables are read later, by `readTables()`.
  func value(
    at index: Int, _ name: String, of owner: String
  ) throws(LuaRaise) -> SavedValue? {
    let index = frame.absolute(index)
    switch frame.kind(at: index) {
    case .boolean: return .truth(try frame.boolean(at: index))
    case .number:
      return frame.isInteger(at: index)
        ? .integer(try frame.integer(at: index))
        : .real(try frame.number(at: index))
    case .string: return .bytes(Array(try frame.bytes(at: index)))
    case .userdata:
      if let tensor = frame.payload(at: index, of: context.tensorType) {
        return .tensor(tensor.pointee)
      }
      if let matrix = frame.payload(at: index, of: context.sparseType) {
        return .sparse(matrix.pointee)
      }
      return number(at: index, in: references).map { targets[$0 - 1] }
    case .table:
      if let known = number(at: index, in: references) {
        return targets[known - 1]
      }
      if frame.pushMetatable(of: index) {
        frame.pop()
        return nil
      }
      return .table(try table(at: index, name, of: owner))
    default: return nil
    }
  }

  private func table(
    at index: Int, _ name: String, of owner: String
  ) throws(LuaRaise) -> SavedTable {
    if let known = number(at: index, in: numbers) {
      return met[known - 1].table
    }
    let table = SavedTable()
    met.append((table, name, owner))
    frame.pushValue(at: index)
    frame.push(met.count)
    try frame.rawSet(at: numbers)
    frame.pushValue(at: index)
    try frame.rawSet(at: tables, index: met.count)
    return table
  }

  /// How many tables were read.
  private var read = 0

  /// Reads the tables that were met, and those that they lead to.
  func readTables() throws(LuaRaise) {
    while read < met.count {
      let (table, name, owner) = met[read]
      read += 1
      frame.rawGet(at: tables, index: read)
      let top = frame.top
      table.pairs = try pairs(at: top, name, of: owner) {
        (key, place) throws(LuaRaise) in
        if !leavesOut { throw unsavable(place, of: owner) }
      }
      frame.setTop(top - 1)
    }
  }

  /// The pairs of the table at `index` in the order of their keys. Those that
  /// can't be saved are left out if `leaveOut` doesn't throw; the value is on
  /// top.
  func pairs(
    at index: Int, _ name: String, of owner: String,
    except skipped: String? = nil,
    leaveOut: (_ key: SavedValue?, _ place: String) throws(LuaRaise) -> Void
  ) throws(LuaRaise) -> [(key: SavedValue, value: SavedValue)] {
    var result: [(key: SavedValue, order: Int, value: SavedValue)] = []
    // Names stay short, however deep a table is.
    let start = name.utf8.count < 100 ? name : "\(name.prefix(90))..."
    func place(_ key: SavedValue?) -> String {
      start + (key?.asField(after: start) ?? "[?]")
    }
    frame.pushNil()
    while try frame.next(at: index) {
      let key = try key(at: -2)
      if skipped == nil || key?.text != skipped {
        let name = frame.kind(at: -1) == .table ? place(key) : ""
        if let key, let value = try value(at: -1, name, of: owner) {
          let order = number(at: -2, in: references) ?? 0
          result.append((key, order, value))
        } else {
          try leaveOut(key, place(key))
        }
      }
      frame.pop()
    }
    result.sort {
      ($0.order, $1.order) == (0, 0)
        ? $0.key.isBefore($1.key) : $0.order < $1.order
    }
    return result.map { ($0.key, $0.value) }
  }

  /// The key at `index`; nil if it can't be saved.
  func key(at index: Int) throws(LuaRaise) -> SavedValue? {
    switch frame.kind(at: index) {
    case .boolean, .number, .string: return try value(at: index, "", of: "")
    default: return number(at: index, in: references).map { targets[$0 - 1] }
    }
  }

  /// The error for the value on top.
  func unsavable(_ place: String, of owner: String) -> LuaRaise {
    var kind = frame.typeName(at: -1)
    if frame.kind(at: -1) == .table, frame.pushMetatable(of: -1) {
      frame.pop()
      kind = "table with a metatable"
    }
    return LuaRaise(
      NetworkError.unsavable(
        what: "'\(place)' of \(owner)",
        problem: place.hasSuffix("[?]")
          ? "has a key that can't be saved"
          : "is a \(kind), which can't be saved"))
  }

  func leaveOutWhatCannotBeSaved() { leavesOut = true }

  /// Whether what can't be saved is left out, where it is an error otherwise.
  var isLenient: Bool { leavesOut }

  // MARK: To Lua

  /// [-0, +1]  Pushes a value. Tables are filled later, by `fillTables()`.
  func push(_ value: SavedValue) throws(LuaRaise) {
    switch value {
    // Rows are those of recorders, whose state Lua never sees.
    case .nothing, .rows: frame.pushNil()
    case .truth(let value): frame.push(value)
    case .integer(let value): frame.push(value)
    case .real(let value): frame.push(value)
    case .bytes(let bytes): try frame.push(bytes)
    case .tensor(let tensor): try context.pushNew(frame, tensor)
    case .sparse(let matrix): try context.pushSparse(frame, matrix)
    case .object(let object): context.pushAnchored(frame, object, of: network)
    case .behavior(let behavior):
      context.pushAnchored(frame, behavior, of: network)
    case .table(let table):
      if let number = made[ObjectIdentifier(table)] {
        frame.rawGet(at: tables, index: -number)
        return
      }
      let isList = table.pairs.first?.key.integer == 1
      let count = table.pairs.count
      try frame.newTable(
        arrayCount: isList ? count : 0, fieldCount: isList ? 0 : count)
      made[ObjectIdentifier(table)] = made.count + 1
      unfilled.append(table)
      frame.pushValue(at: -1)
      try frame.rawSet(at: tables, index: -made.count)
    }
  }

  /// Fills the tables that were pushed, and those that they lead to.
  func fillTables() throws(LuaRaise) {
    while let table = unfilled.popLast() {
      guard let number = made[ObjectIdentifier(table)] else { continue }
      frame.rawGet(at: tables, index: -number)
      try fill(table.pairs)
      frame.pop()
    }
  }

  /// Stores pairs in the table on top.
  func fill(
    _ pairs: [(key: SavedValue, value: SavedValue)]
  ) throws(LuaRaise) {
    let table = frame.top
    for (key, value) in pairs {
      try push(key)
      try push(value)
      try frame.rawSet(at: table)
    }
  }
}
