import LuaRuntime
import Tensors

/// A table of options that a function was given, or none at all.
///
/// It is read as Lua would: a table may have what it lacks from another one. The
/// names that are checked are those that the table has itself.
package struct OptionTable {
  package let context: TensorContext
  package let frame: LuaFrame
  /// Where the table is on the stack.
  package let table: Int
  /// The name of the function, for messages.
  package let what: String
  private let isGiven: Bool
  /// The names that are in the table; nil if it may have more from another one.
  private let names: [String]?

  /// The options in the table at `index`, all of which must be in `known`; the
  /// table may be left out unless it is `required`.
  package init(
    _ context: TensorContext, _ frame: LuaFrame, _ index: Int, _ what: String,
    _ known: [Binding.Parameter], required: Bool = false
  ) throws(LuaRaise) {
    self.context = context
    self.frame = frame
    self.what = what
    table = index
    isGiven = required || !frame.isNoneOrNil(at: index)
    guard isGiven else {
      names = []
      return
    }
    guard frame.kind(at: index) == .table else {
      throw .message(
        "\(what): expected a table of options, got"
          + " \(frame.givenTypeName(at: index))")
    }
    let found = try OptionTable.names(frame, index, context, what, known)
    if frame.pushMetatable(of: index) {
      frame.pop()
      names = nil
    } else {
      names = found
    }
  }

  /// The options in the table at `index`, which the prelude has checked.
  package init(
    checked frame: LuaFrame, _ index: Int, _ context: TensorContext,
    _ what: String
  ) {
    self.context = context
    self.frame = frame
    self.what = what
    table = index
    isGiven = true
    names = nil
  }

  /// The names of the options in the table at `index`; throws if one isn't
  /// known.
  private static func names(
    _ frame: LuaFrame, _ index: Int, _ context: TensorContext, _ what: String,
    _ known: [Binding.Parameter]
  ) throws(LuaRaise) -> [String] {
    var names: [String] = []
    let takesPositions = known.contains(where: \.isPositional)
    frame.pushNil()
    while try frame.next(at: index) {
      frame.pop()
      switch frame.kind(at: -1) {
      case .number where takesPositions: continue
      case .string:
        let name = try frame.string(at: -1)
        if known.contains(where: { $0.name == name && !$0.isPositional }) {
          names.append(name)
          continue
        }
      default: break
      }
      throw try context.noOption(
        frame, frame.top, what,
        known.filter { !$0.isPositional }.map(\.name))
    }
    return names
  }

  // MARK: Values

  /// Pushes an option, which may be a position; nil if it isn't given.
  package func push(_ name: String, or position: Int? = nil) throws(LuaRaise) {
    if let names {
      if names.contains(name) {
        try frame.rawGet(at: table, key: name)
      } else {
        frame.pushNil()
      }
    } else {
      try frame.push(name)
      try pushField()
    }
    guard let position, frame.isNoneOrNil(at: -1) else { return }
    frame.pop()
    try push(at: position)
  }

  /// Pushes what has no name but a position; nil if it isn't given.
  package func push(at position: Int) throws(LuaRaise) {
    if !isGiven {
      frame.pushNil()
    } else if names != nil {
      frame.rawGet(at: table, index: position)
    } else {
      frame.push(position)
      try pushField()
    }
  }

  /// Pops a key and pushes what the table, or the one behind it, has there.
  private func pushField() throws(LuaRaise) {
    let key = frame.top
    // The value, or an error, is on top.
    defer {
      frame.replace(at: key)
      frame.setTop(key)
    }
    var owner = table
    for _ in 0..<OptionTable.mostTables {
      frame.pushValue(at: key)
      frame.rawGet(at: owner)
      guard frame.isNoneOrNil(at: -1), frame.pushMetatable(of: owner) else {
        return
      }
      try frame.rawGet(at: -1, key: "__index")
      switch frame.kind(at: -1) {
      case .nil: return
      case .function:
        frame.pushValue(at: owner)
        frame.pushValue(at: key)
        return try frame.call(argumentCount: 2, resultCount: 1)
      case .table:
        owner = frame.top
        try frame.reserve(20)
      default:
        throw .message(
          "\(what): the table of options has options from a"
            + " \(frame.typeName(at: -1)); give a table or a function as"
            + " '__index'")
      }
    }
    throw .message(
      "\(what): the '__index' chain of the options is too long; possibly a loop"
    )
  }

  /// How many tables may have what the one before lacks.
  private static let mostTables = 100

  /// Leaves an option on the stack, nil if it isn't given, and gives its index.
  package func index(of name: String) throws(LuaRaise) -> Int {
    try push(name)
    return frame.top
  }

  /// Calls `body` with the index of an option, if it is given. What `body` throws
  /// may be on the stack, so the option is left there then.
  package func read<Value>(
    _ name: String, or position: Int? = nil,
    _ body: (Int) throws(LuaRaise) -> Value
  ) throws(LuaRaise) -> Value? {
    if position == nil, names?.contains(name) == false { return nil }
    try push(name, or: position)
    let index = frame.top
    let value = frame.isNoneOrNil(at: index) ? nil : try body(index)
    frame.setTop(index - 1)
    return value
  }

  /// The error that an option is not what it must be.
  package func wrong(
    _ name: String, _ expected: String, _ index: Int
  ) -> LuaRaise {
    let found =
      frame.numberIfPresent(at: index).map { shown($0) }
      ?? frame.typeName(at: index)
    return .message("\(what): \(name) must be \(expected), got \(found)")
  }

  /// The option if it is of a kind, whose name is in the message otherwise.
  private func read<Value>(
    _ name: String, _ kind: LuaKind, _ kindName: String,
    _ body: (Int) throws(LuaRaise) -> Value
  ) throws(LuaRaise) -> Value? {
    try read(name) { index throws(LuaRaise) in
      guard frame.kind(at: index) == kind else {
        throw .message(
          "\(what): \(name): expected a \(kindName), got"
            + " \(frame.typeName(at: index))")
      }
      return try body(index)
    }
  }

  /// Whether an option is true.
  package func flag(_ name: String) throws(LuaRaise) -> Bool? {
    try read(name, .boolean, "boolean") { index throws(LuaRaise) in
      try frame.boolean(at: index)
    }
  }

  package func number(_ name: String) throws(LuaRaise) -> Double? {
    try read(name, .number, "number") { index throws(LuaRaise) in
      try frame.number(at: index)
    }
  }

  package func text(_ name: String) throws(LuaRaise) -> String? {
    try read(name) { index throws(LuaRaise) in
      guard frame.kind(at: index) == .string else {
        throw wrong(name, "a string", index)
      }
      return try frame.string(at: index)
    }
  }

  package func boolean(_ name: String) throws(LuaRaise) -> Bool? {
    try read(name) { index throws(LuaRaise) in
      guard frame.kind(at: index) == .boolean else {
        throw wrong(name, "a boolean", index)
      }
      return try frame.boolean(at: index)
    }
  }

  /// Leaves a function on the stack and gives its index; nil and nothing, if it
  /// isn't given.
  package func function(_ name: String) throws(LuaRaise) -> Int? {
    try push(name)
    if frame.isNoneOrNil(at: -1) {
      frame.pop()
      return nil
    }
    guard frame.kind(at: -1) == .function else {
      throw .message(
        "\(what): \(name) must be a function, got \(frame.typeName(at: -1))")
    }
    return frame.top
  }
}

extension LuaFrame {
  /// The name of the type of an argument, which is nil if it was left out.
  package func givenTypeName(at index: Int) -> String {
    kind(at: index) == .none ? "nil" : typeName(at: index)
  }
}
