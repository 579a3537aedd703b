import LuaBindings
import LuaRuntime
import SpikingNetworks
import Tensors

/// Reads the file of a sweep: Lua that returns a table.
struct SweepReader {
  private let frame: LuaFrame
  private let table: Int
  private var plan = SweepPlan()

  private static let fields = [
    "model", "folder", "seed", "repeats", "record", "parameters", "runs",
    "order",
  ]

  /// Columns that every sweep has.
  private static let columns = ["run", "seed", "status"]

  /// The plan in the file at `path`.
  ///
  /// Random numbers in the file are the same each time.
  ///
  /// - Throws: `LuaError`, whose message begins with the path.
  static func plan(at path: String) throws(LuaError) -> SweepPlan {
    var options = LuaHost.Options()
    options.seed = 1
    let host = try LuaHost(options)
    try host.prepare(["snn-lua", path], scriptIndex: 1)
    try host.seedLua()
    return try host.lua.perform { frame throws(LuaRaise) in
      frame.pushGlobals()
      try frame.rawGet(at: -1, key: "loadfile")
      try frame.push(path)
      try frame.call(argumentCount: 1, resultCount: 2)
      if frame.kind(at: -2) == .nil {
        throw .message(try frame.string(at: -1))
      }
      frame.pop()
      try frame.call(argumentCount: 0, resultCount: 1)
      do throws(LuaRaise) {
        var reader = SweepReader(frame: frame, table: frame.absolute(-1))
        try reader.read()
        return reader.plan
      } catch {
        guard case .message(let text) = error else { throw error }
        throw .message("\(path): \(text)")
      }
    }
  }

  private init(frame: LuaFrame, table: Int) {
    self.frame = frame
    self.table = table
  }

  private mutating func read() throws(LuaRaise) {
    guard frame.kind(at: table) == .table else {
      throw .message(
        "the file must return a table, not \(frame.typeName(at: table))")
    }
    for name in try keys(of: table, "the table") {
      guard !SweepReader.fields.contains(name) else { continue }
      let fields = SweepReader.fields
      let hint = Suggestion.ending(
        for: name, in: fields,
        otherwise: "; its fields are \(fields.joined(separator: ", "))")
      throw .message("a sweep has no field '\(name)'\(hint)")
    }
    guard let model = try text("model") else {
      throw .message("'model', the path of the script to run, is missing")
    }
    plan.model = model
    if let folder = try text("folder") { plan.folder = folder }
    if let seed = try whole("seed", from: 0) { plan.seed = UInt64(seed) }
    if let repeats = try whole("repeats", from: 1) { plan.repeats = repeats }
    plan.records = try boolean("record") ?? false
    try readSets()
    guard
      !plan.sets.count.multipliedReportingOverflow(by: plan.repeats).overflow,
      plan.count <= SweepPlan.maximumCount
    else { throw tooMany }
    guard plan.count > 0 else { throw .message("there is nothing to run") }
  }

  private var tooMany: LuaRaise {
    .message("a sweep has at most \(SweepPlan.maximumCount) runs")
  }

  // MARK: Parameters

  private mutating func readSets() throws(LuaRaise) {
    let hasParameters = try field("parameters") != .nil
    frame.pop()
    let hasRuns = try field("runs") != .nil
    frame.pop()
    if hasParameters && hasRuns {
      throw .message("a sweep has 'parameters' or 'runs', not both")
    }
    if hasRuns { return try readRuns() }
    if hasParameters { try readParameters() }
  }

  private mutating func readParameters() throws(LuaRaise) {
    try pushTable("parameters")
    let parameters = frame.absolute(-1)
    plan.names = try ordered(try keys(of: parameters, "'parameters'"))
    var axes: [(name: String, values: [LuaValue])] = []
    for name in plan.names {
      try frame.rawGet(at: parameters, key: name)
      axes.append((name, try values("parameters.\(name)")))
      frame.pop()
    }
    frame.pop()
    guard let sets = SweepPlan.combinations(axes) else { throw tooMany }
    plan.sets = sets
  }

  private mutating func readRuns() throws(LuaRaise) {
    try pushTable("runs")
    let list = frame.absolute(-1)
    var sets: [[String: LuaValue]] = []
    for index in 0..<frame.rawLength(at: list) {
      let what = "runs[\(index + 1)]"
      guard frame.rawGet(at: list, index: index + 1) == .table else {
        throw .message(
          "\(what) must be a table of parameters, not"
            + " \(frame.typeName(at: -1))")
      }
      let run = frame.absolute(-1)
      var set: [String: LuaValue] = [:]
      for name in try keys(of: run, what) {
        try frame.rawGet(at: run, key: name)
        set[name] = try value("\(what).\(name)")
        frame.pop()
      }
      sets.append(set)
      frame.pop()
    }
    frame.pop()
    plan.names = try ordered(Set(sets.flatMap(\.keys)).sorted())
    plan.sets = sets.map { set in
      plan.names.compactMap { name in
        set[name].map { Setting(key: name, value: $0) }
      }
    }
  }

  /// The names of parameters: those of 'order' first, the others by name.
  private func ordered(_ names: [String]) throws(LuaRaise) -> [String] {
    for name in names {
      guard Setting.isIdentifier(name), !SweepReader.columns.contains(name)
      else {
        throw .message(
          "'\(name)' can't be a parameter: names have letters, digits and _,"
            + " and run, seed and status are taken")
      }
    }
    guard try field("order") != .nil else {
      frame.pop()
      return names
    }
    frame.pop()
    try pushTable("order")
    let list = frame.absolute(-1)
    var first: [String] = []
    for index in 0..<frame.rawLength(at: list) {
      frame.rawGet(at: list, index: index + 1)
      let name = frame.kind(at: -1) == .string ? try frame.string(at: -1) : ""
      guard names.contains(name), !first.contains(name) else {
        throw .message(
          "order[\(index + 1)] must be the name of a parameter, each at most"
            + " once")
      }
      first.append(name)
      frame.pop()
    }
    frame.pop()
    return first + names.filter { !first.contains($0) }
  }

  /// The value or list of values on top.
  private func values(_ what: String) throws(LuaRaise) -> [LuaValue] {
    guard frame.kind(at: -1) == .table else { return [try value(what)] }
    let list = frame.absolute(-1)
    var values: [LuaValue] = []
    for index in 0..<frame.rawLength(at: list) {
      frame.rawGet(at: list, index: index + 1)
      values.append(try value("\(what)[\(index + 1)]"))
      frame.pop()
    }
    return values
  }

  /// The value on top.
  private func value(_ what: String) throws(LuaRaise) -> LuaValue {
    switch frame.kind(at: -1) {
    case .number, .string, .boolean: break
    default:
      throw .message(
        "\(what) must be a number, a string or a boolean, not"
          + " \(frame.typeName(at: -1))")
    }
    let value = try frame.value(at: -1)
    if case .number(let number) = value, number.isNaN {
      throw .message("\(what) is NaN, which is no value of a parameter")
    }
    if case .string(let text) = value, text.utf8.contains(0) {
      throw .message("\(what) has a NUL, which no command line can hold")
    }
    return value
  }

  // MARK: Fields

  /// Pushes a field of the table.
  private func field(_ name: String) throws(LuaRaise) -> LuaKind {
    try frame.rawGet(at: table, key: name)
  }

  private func pushTable(_ name: String) throws(LuaRaise) {
    try require(try field(name) == .table, name, "a table")
  }

  private func text(_ name: String) throws(LuaRaise) -> String? {
    defer { frame.pop() }
    if try field(name) == .nil { return nil }
    try require(frame.kind(at: -1) == .string, name, "a string")
    return try frame.string(at: -1)
  }

  private func boolean(_ name: String) throws(LuaRaise) -> Bool? {
    defer { frame.pop() }
    if try field(name) == .nil { return nil }
    try require(frame.kind(at: -1) == .boolean, name, "true or false")
    return try frame.boolean(at: -1)
  }

  private func whole(
    _ name: String, from lowest: Int
  ) throws(LuaRaise) -> Int? {
    defer { frame.pop() }
    if try field(name) == .nil { return nil }
    let number = try? frame.integer(at: -1, in: lowest...(1 << 53 - 1))
    guard let number else {
      throw .message("'\(name)' must be a whole number of \(lowest) or more")
    }
    return number
  }

  private func require(
    _ condition: Bool, _ name: String, _ expected: String
  ) throws(LuaRaise) {
    if !condition {
      throw .message(
        "'\(name)' must be \(expected), not \(frame.typeName(at: -1))")
    }
  }

  /// The keys of a table, in alphabetical order.
  private func keys(
    of index: Int, _ what: String
  ) throws(LuaRaise) -> [String] {
    var names: [String] = []
    frame.pushNil()
    while try frame.next(at: index) {
      guard frame.kind(at: -2) == .string else {
        throw .message("\(what) has a key that is no name")
      }
      names.append(try frame.string(at: -2))
      frame.pop()
    }
    return names.sorted()
  }
}
