import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// What a network asks for when it is saved and loaded.
extension LuaSavedState {
  /// The script's own stream of random numbers.
  var saved: [String: SavedValue] {
    [
      "seed": .integer(Int(truncatingIfNeeded: context.random.seed)),
      "position": .integer(Int(truncatingIfNeeded: context.random.position)),
    ]
  }

  func restore(_ saved: [String: SavedValue]) throws {
    if let seed = saved["seed"]?.integer,
      let position = saved["position"]?.integer
    {
      context.random.reset(
        seed: UInt64(truncatingIfNeeded: seed),
        position: UInt64(truncatingIfNeeded: position))
    }
    try withValues(of: network) { _, values throws(LuaRaise) in
      frame.push(Int(truncatingIfNeeded: network.seed))
      try frame.rawSet(at: values, key: "seed")
    }
  }

  func saved(_ name: String, of object: NetworkObject) throws -> SavedValue? {
    var result: SavedValue?
    try withValues(of: object) { _, values throws(LuaRaise) in
      try frame.rawGet(at: values, key: name)
      result = try value(at: -1, name, of: object.label)
      if result == nil { try leaveOut(name, of: object.label) }
    }
    try readTables()
    return result
  }

  func restore(
    _ value: SavedValue?, _ name: String, of object: NetworkObject
  ) throws {
    try withValues(of: object) { slots, values throws(LuaRaise) in
      // What the library keeps under a name stays.
      if try frame.rawGet(at: slots, key: name) == .boolean { return }
      frame.push(object.state.slot(of: name))
      try frame.rawSet(at: slots, key: name)
      try push(value ?? .nothing)
      try frame.rawSet(at: values, key: name)
      try fillTables()
    }
  }

  func saved(_ entry: ScheduledBehavior) throws -> [String: SavedValue]? {
    guard let behavior = entry.behavior as? LuaBehavior else { return nil }
    let owner = shownName(of: entry)
    let top = frame.top
    defer { frame.setTop(top) }
    context.pushAnchored(frame, behavior, of: network)
    var lines: [String: SavedValue] = [:]
    let fields = try pairs(at: top + 1, "", of: owner, except: "parameters") {
      (key, place) throws(LuaRaise) in
      if let name = key?.text,
        let line = frame.payload(at: -1, of: context.delayLineType)
      {
        let line = line.pointee
        lines[name] = .tensor(try raising(line.pending))
      } else {
        try leaveOut(place, of: owner)
      }
    }
    try frame.rawGet(at: top + 1, key: "parameters")
    let parameters = try pairs(at: top + 2, "parameters", of: owner) {
      (_, place) throws(LuaRaise) in try leaveOut(place, of: owner)
    }
    try readTables()
    let tables = (SavedTable(), SavedTable())
    (tables.0.pairs, tables.1.pairs) = (fields, parameters)
    return [
      "fields": .table(tables.0), "parameters": .table(tables.1),
      "delay_lines": .record(lines),
    ]
  }

  /// How messages name a behavior.
  private func shownName(of entry: ScheduledBehavior) -> String {
    "\(entry.label) of \(entry.object.label)"
  }

  func difference(
    of saved: [String: SavedValue], from entry: ScheduledBehavior
  ) throws -> StateDifference? {
    guard let behavior = entry.behavior as? LuaBehavior else { return nil }
    let top = frame.top
    defer { frame.setTop(top) }
    context.pushAnchored(frame, behavior, of: network)
    let lines = saved["delay_lines"]?.record ?? [:]
    for (name, value) in lines.sorted(by: { $0.key < $1.key }) {
      guard let pending = value.tensor, pending.rank == 2 else {
        throw SavedStateMistake("what is on a delay line is of another kind")
      }
      try frame.rawGet(at: top + 1, key: name)
      let line = frame.payload(at: -1, of: context.delayLineType)?.pointee
      if let line, line.takes(pending) {
        frame.pop()
        continue
      }
      let present = line.map { shownLine($0.maximumDelay, $0.size, $0.type) }
      return StateDifference(
        what: "'\(name)' of \(shownName(of: entry))",
        saved: shownLine(pending.shape[0] - 1, pending.shape[1], pending.type),
        found: present ?? frame.typeName(at: -1))
    }
    return nil
  }

  /// What messages tell of a delay line.
  private func shownLine(
    _ maximumDelay: Int, _ size: Int, _ type: ElementType
  ) -> String {
    "a delay line of up to \(maximumDelay) iterations for \(size) neurons,"
      + " of \(type.rawValue)"
  }

  func restore(
    _ saved: [String: SavedValue], to entry: ScheduledBehavior
  ) throws {
    guard let behavior = entry.behavior as? LuaBehavior else { return }
    let top = frame.top
    defer { frame.setTop(top) }
    context.pushAnchored(frame, behavior, of: network)
    try replace(saved["fields"]?.table?.pairs ?? [], except: "parameters")
    for (name, value) in saved["delay_lines"]?.record ?? [:] {
      try frame.rawGet(at: top + 1, key: name)
      if let line = frame.payload(at: -1, of: context.delayLineType),
        let pending = value.tensor
      {
        try line.pointee.restore(pending)
      }
      frame.pop()
    }
    try frame.rawGet(at: top + 1, key: "parameters")
    if frame.kind(at: -1) == .table {
      try replace(saved["parameters"]?.table?.pairs ?? [])
    }
    try fillTables()
  }

  /// Takes everything that can be saved, but for one field, out of the table on
  /// top, and puts pairs there.
  private func replace(
    _ pairs: [(key: SavedValue, value: SavedValue)], except name: String? = nil
  ) throws(LuaRaise) {
    let table = frame.top
    frame.pushNil()
    while try frame.next(at: table) {
      let isPlain = try value(at: -1, "", of: "") != nil
      frame.pop()
      let text = try key(at: -1)?.text
      guard isPlain, name == nil || text != name else { continue }
      frame.pushValue(at: -1)
      frame.pushNil()
      try frame.rawSet(at: table)
    }
    try fill(pairs)
  }

  /// Lets the value on top be left out: code and what belongs to the process is
  /// made by `initialize`. What holds values is an error.
  private func leaveOut(
    _ place: String, of owner: String
  ) throws(LuaRaise) {
    let hasValues =
      switch frame.kind(at: -1) {
      case .function, .thread: false
      case .userdata: frame.payload(at: -1, of: context.delayLineType) != nil
      // Of network objects, sub-groups without a tag are not saved.
      default: (try? context.object(frame, -1)) == nil
      }
    if hasValues && !isLenient { throw unsavable(place, of: owner) }
  }

  /// Calls `body` with where on the stack the slots and the values of an
  /// object's variables are.
  private func withValues(
    of object: NetworkObject,
    _ body: (_ slots: Int, _ values: Int) throws(LuaRaise) -> Void
  ) throws(LuaRaise) {
    let top = frame.top
    defer { frame.setTop(top) }
    context.pushAnchored(frame, object, of: network)
    guard frame.kind(at: -1) == .table, frame.pushMetatable(of: -1) else {
      return
    }
    frame.rawGet(at: top + 2, index: 2)
    frame.rawGet(at: top + 2, index: 3)
    try body(top + 3, top + 4)
  }
}
