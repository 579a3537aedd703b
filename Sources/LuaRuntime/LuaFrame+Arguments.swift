import CLuaShim

extension LuaFrame {
  // MARK: What a value is

  /// What the value at `index` is.
  @inlinable
  public func kind(at index: Int) -> LuaKind {
    let index = Int32(truncatingIfNeeded: index)
    if index == hiddenIndex { return .none }
    return LuaKind(rawValue: lua_type(L, index)) ?? .none
  }

  /// Whether the argument at `index` is nil or was not given.
  @inlinable
  public func isNoneOrNil(at index: Int) -> Bool {
    let index = Int32(truncatingIfNeeded: index)
    return index == hiddenIndex || lua_type(L, index) <= CLUA_TNIL
  }

  /// Whether the value at `index` is a number of Lua's subtype integer.
  @inlinable
  public func isInteger(at index: Int) -> Bool {
    lua_isinteger(L, Int32(truncatingIfNeeded: index)) != 0
  }

  /// Whether the values at two indices are the same, without metamethods.
  @inlinable
  public func isEqual(at left: Int, and right: Int) -> Bool {
    lua_rawequal(
      L, Int32(truncatingIfNeeded: left), Int32(truncatingIfNeeded: right)) != 0
  }

  /// The name of the type of the value at `index`, as error messages have it.
  ///
  /// A string `__name` in the metatable stands for the type.
  public func typeName(at index: Int) -> String {
    let kind = kind(at: index)
    if kind == .none { return "no value" }
    if kind == .lightUserdata { return "light userdata" }
    if let name = declaredName(at: index) { return name }
    return lua_typename(L, kind.rawValue).map { String(cString: $0) } ?? "?"
  }

  /// The `__name` in the metatable of the value at `index`.
  private func declaredName(at index: Int) -> String? {
    let top = top
    defer { setTop(top) }
    guard lua_checkstack(L, 4) != 0, pushMetatable(of: index) else {
      return nil
    }
    do throws(LuaRaise) {
      try rawGet(at: -1, key: "__name")
      return try string(at: -1)
    } catch {
      return nil
    }
  }

  // MARK: Values

  /// The number at `index`. A string is no number.
  @inlinable
  public func number(at index: Int) throws(LuaRaise) -> Double {
    let position = Int32(truncatingIfNeeded: index)
    guard lua_type(L, position) == CLUA_TNUMBER else {
      throw typeError(at: index, expected: "number")
    }
    return lua_tonumberx(L, position, nil)
  }

  /// The number at `index`, or nil if there is none.
  @inlinable
  public func numberIfPresent(at index: Int) -> Double? {
    let position = Int32(truncatingIfNeeded: index)
    guard lua_type(L, position) == CLUA_TNUMBER else { return nil }
    return lua_tonumberx(L, position, nil)
  }

  /// The integer at `index`, or nil if there is none.
  @inlinable
  public func integerIfPresent(at index: Int) -> Int? {
    let position = Int32(truncatingIfNeeded: index)
    guard lua_type(L, position) == CLUA_TNUMBER else { return nil }
    var isInteger: Int32 = 0
    let value = lua_tointegerx(L, position, &isInteger)
    return isInteger == 0 ? nil : Int(value)
  }

  /// The integer at `index`: 3 and 3.0 are, 3.5, NaN, 2^63 and "3" are not.
  @inlinable
  public func integer(at index: Int) throws(LuaRaise) -> Int {
    let position = Int32(truncatingIfNeeded: index)
    guard lua_type(L, position) == CLUA_TNUMBER else {
      throw typeError(at: index, expected: "number")
    }
    var isInteger: Int32 = 0
    let value = lua_tointegerx(L, position, &isInteger)
    guard isInteger != 0 else {
      throw .badArgument(index, "number has no integer representation")
    }
    return Int(value)
  }

  /// The integer at `index`, which must be in `range`.
  @inlinable
  public func integer(
    at index: Int, in range: ClosedRange<Int>
  ) throws(LuaRaise) -> Int {
    let value = try integer(at: index)
    guard range.contains(value) else {
      throw rangeError(at: index, value, range)
    }
    return value
  }

  /// The boolean at `index`. Nil is no boolean.
  @inlinable
  public func boolean(at index: Int) throws(LuaRaise) -> Bool {
    let position = Int32(truncatingIfNeeded: index)
    guard lua_type(L, position) == CLUA_TBOOLEAN else {
      throw typeError(at: index, expected: "boolean")
    }
    return lua_toboolean(L, position) != 0
  }

  /// The string at `index`, of at most `maximumLength` bytes.
  ///
  /// Bytes that are not UTF-8 are replaced by U+FFFD.
  public func string(
    at index: Int, maximumLength: Int = 1 << 20
  ) throws(LuaRaise) -> String {
    let bytes = try bytes(at: index)
    guard bytes.count <= maximumLength else {
      let problem =
        "string of at most \(maximumLength) bytes expected, got \(bytes.count)"
      throw .badArgument(index, problem)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The bytes of the string at `index`, valid as long as it is on the stack.
  public func bytes(
    at index: Int
  ) throws(LuaRaise) -> UnsafeRawBufferPointer {
    let position = Int32(truncatingIfNeeded: index)
    var length = 0
    guard let start = clua_tobytes(L, position, &length) else {
      throw typeError(at: index, expected: "string")
    }
    return UnsafeRawBufferPointer(start: start, count: length)
  }

  /// The value at `index`, if it needs no Lua state to exist: nil, a boolean, a
  /// number or a string.
  public func value(at index: Int) throws(LuaRaise) -> LuaValue {
    switch kind(at: index) {
    case .none, .nil: .nil
    case .boolean: .boolean(try boolean(at: index))
    case .number where isInteger(at: index): .integer(try integer(at: index))
    case .number: .number(try number(at: index))
    case .string: .string(try string(at: index))
    default:
      throw typeError(at: index, expected: "number, string or boolean")
    }
  }

  // MARK: Errors

  /// The error "*expected* expected, got *what is there*".
  public func typeError(at index: Int, expected: String) -> LuaRaise {
    .badArgument(index, "\(expected) expected, got \(typeName(at: index))")
  }

  @usableFromInline
  func rangeError(
    at index: Int, _ value: Int, _ range: ClosedRange<Int>
  ) -> LuaRaise {
    let expected =
      range.upperBound == .max
      ? "of at least \(range.lowerBound)"
      : "from \(range.lowerBound) to \(range.upperBound)"
    return .badArgument(index, "integer \(expected) expected, got \(value)")
  }
}
