import CLuaShim

/// Tables, read and written without metamethods.
///
/// A script can put something else where a table was. So what is no table reads
/// as empty, and writing to it is an error.
extension LuaFrame {
  // MARK: Making

  /// Pushes a new table with room for so many values.
  public func newTable(
    arrayCount: Int = 0, fieldCount: Int = 0
  ) throws(LuaRaise) {
    try check(
      clua_newtable(
        L, Int32(clamping: arrayCount), Int32(clamping: fieldCount)))
  }

  /// Pushes a new table of functions.
  public func newTable(
    _ functions: [(String, LuaFunctionHandle)]
  ) throws(LuaRaise) {
    try newTable(fieldCount: functions.count)
    for (name, function) in functions {
      push(function)
      try rawSet(at: -2, key: name)
    }
  }

  // MARK: Reading

  /// Pushes what `require(name)` gives; nil if that is not loaded.
  public func pushLoaded(_ name: String) throws(LuaRaise) {
    try check(clua_getloaded(L, name))
  }

  /// The length of the string, table or userdata at `index`.
  @inlinable
  public func rawLength(at index: Int) -> Int {
    Int(truncatingIfNeeded: lua_rawlen(L, Int32(truncatingIfNeeded: index)))
  }

  /// The number of elements of the list at `index`, which is read without
  /// metamethods.
  ///
  /// - Throws: A message if the elements would come from a metatable: read so,
  ///   such a list looks empty.
  public func listLength(at index: Int) throws(LuaRaise) -> Int {
    let length = rawLength(at: index)
    guard length == 0, isTable(at: index), pushMetatable(of: index) else {
      return length
    }
    defer { pop() }
    let isEmpty = try rawGet(at: -1, key: "__len") == .nil
    pop()
    guard isEmpty else {
      throw .message(
        "a list whose elements come from a metatable can't be read here; copy"
          + " them to a table")
    }
    return length
  }

  /// Pops a key and pushes its value.
  @inlinable
  @discardableResult
  public func rawGet(at table: Int) -> LuaKind {
    guard isTable(at: table) else {
      pop()
      return pushNothing()
    }
    let kind = lua_rawget(L, Int32(truncatingIfNeeded: table))
    return LuaKind(rawValue: kind) ?? .nil
  }

  /// Pushes the value of an integer key.
  @inlinable
  @discardableResult
  public func rawGet(at table: Int, index: Int) -> LuaKind {
    guard isTable(at: table) else { return pushNothing() }
    let kind = lua_rawgeti(L, Int32(truncatingIfNeeded: table), Int64(index))
    return LuaKind(rawValue: kind) ?? .nil
  }

  /// Pushes the value of a string key.
  @discardableResult
  public func rawGet(
    at table: Int, key: String
  ) throws(LuaRaise) -> LuaKind {
    let table = absolute(table)
    try push(key)
    return rawGet(at: table)
  }

  /// Pushes the value of a key that is a pointer, which scripts can't have.
  @inlinable
  @discardableResult
  public func rawGet(at table: Int, pointer: UnsafeRawPointer) -> LuaKind {
    guard isTable(at: table) else { return pushNothing() }
    let kind = lua_rawgetp(L, Int32(truncatingIfNeeded: table), pointer)
    return LuaKind(rawValue: kind) ?? .nil
  }

  /// Pops a key and pushes the pair after it; at the end, pushes nothing and
  /// returns false.
  ///
  /// ```swift
  /// frame.pushNil()
  /// while try frame.next(at: table) {
  ///   // The key is at -2, its value at -1.
  ///   frame.pop()
  /// }
  /// ```
  public func next(at table: Int) throws(LuaRaise) -> Bool {
    guard isTable(at: table) else {
      pop()
      return false
    }
    var hasNext = false
    try check(clua_next(L, Int32(truncatingIfNeeded: table), &hasNext))
    return hasNext
  }

  /// Whether the table at `index`, no negative number, has more than `count`
  /// entries, those of its list too.
  public func hasEntries(
    beyond count: Int, at index: Int
  ) throws(LuaRaise) -> Bool {
    var seen = 0
    pushNil()
    while try next(at: index) {
      pop()
      seen += 1
      if seen > count {
        pop()
        return true
      }
    }
    return false
  }

  // MARK: Writing

  /// Pops a value and, below it, its key, and stores them.
  public func rawSet(at table: Int) throws(LuaRaise) {
    try checkTable(at: table)
    try check(clua_rawset(L, Int32(truncatingIfNeeded: table)))
  }

  /// Pops a value and stores it at an integer key.
  public func rawSet(at table: Int, index: Int) throws(LuaRaise) {
    try checkTable(at: table)
    try check(
      clua_rawseti(L, Int32(truncatingIfNeeded: table), Int64(index)))
  }

  /// Pops a value and stores it at a string key.
  public func rawSet(at table: Int, key: String) throws(LuaRaise) {
    let table = absolute(table)
    try push(key)
    insert(at: -2)
    try rawSet(at: table)
  }

  /// Pops a value and stores it at a key that is a pointer.
  public func rawSet(
    at table: Int, pointer: UnsafeRawPointer
  ) throws(LuaRaise) {
    try checkTable(at: table)
    try check(clua_rawsetp(L, Int32(truncatingIfNeeded: table), pointer))
  }

  // MARK: Metatables and the registry

  /// Pushes the metatable of the value at `index`, if it has one.
  @inlinable
  public func pushMetatable(of index: Int) -> Bool {
    lua_getmetatable(L, Int32(truncatingIfNeeded: index)) != 0
  }

  /// Pops a table, or nil, and makes it the metatable of the table at `index`.
  @inlinable
  public func setMetatable(of index: Int) {
    _ = lua_setmetatable(L, Int32(truncatingIfNeeded: index))
  }

  /// Pushes the table of global variables.
  public func pushGlobals() { clua_pushglobals(L) }

  /// The index of a table that scripts can't reach, for what belongs to the
  /// state.
  public var registry: Int { Int(clua_registryindex()) }

  // MARK: Support

  @inlinable
  func isTable(at index: Int) -> Bool {
    lua_type(L, Int32(truncatingIfNeeded: index)) == CLUA_TTABLE
  }

  @usableFromInline
  func pushNothing() -> LuaKind {
    pushNil()
    return .nil
  }

  private func checkTable(at index: Int) throws(LuaRaise) {
    guard isTable(at: index) else {
      throw .message("expected a table to write to, got \(typeName(at: index))")
    }
  }
}
