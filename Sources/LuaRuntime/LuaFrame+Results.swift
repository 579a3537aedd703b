import CLuaShim

extension LuaFrame {
  /// Pushes nil.
  @inlinable
  public func pushNil() { lua_pushnil(L) }

  /// Pushes a float.
  @inlinable
  public func push(_ value: Double) { lua_pushnumber(L, value) }

  /// Pushes an integer.
  @inlinable
  public func push(_ value: Int) { lua_pushinteger(L, Int64(value)) }

  /// Pushes a boolean.
  @inlinable
  public func push(_ value: Bool) { lua_pushboolean(L, value ? 1 : 0) }

  /// Pushes a string.
  public func push(_ value: String) throws(LuaRaise) {
    var value = value
    let status = value.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        clua_pushbytes(L, $0.baseAddress, $0.count)
      }
    }
    try check(status)
  }

  /// Pushes a string of these bytes.
  public func push(_ bytes: UnsafeRawBufferPointer) throws(LuaRaise) {
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    try check(clua_pushbytes(L, start, bytes.count))
  }

  /// [-0, +1]  Pushes a string of any bytes.
  public func push(_ bytes: [UInt8]) throws(LuaRaise) {
    let failure: LuaRaise? = bytes.withUnsafeBytes { buffer in
      do throws(LuaRaise) {
        try push(buffer)
        return nil
      } catch { return error }
    }
    if let failure { throw failure }
  }

  /// Pushes a value.
  public func push(_ value: LuaValue) throws(LuaRaise) {
    switch value {
    case .nil: pushNil()
    case .boolean(let value): push(value)
    case .integer(let value): push(value)
    case .number(let value): push(value)
    case .string(let value): try push(value)
    }
  }

  /// Pushes a Swift function.
  @inlinable
  public func push(_ function: LuaFunctionHandle) {
    clua_pushfunction(L, function.slot)
  }

  /// Pushes what is at `index` once more.
  @inlinable
  public func pushValue(at index: Int) {
    lua_pushvalue(L, Int32(truncatingIfNeeded: index))
  }

  /// Pushes `raise(message)`, a Lua function for the library's own chunks.
  ///
  /// It raises its argument; in front of a string goes the position of the line
  /// of the script that called the library.
  public func pushRaise() { clua_pushraise(L) }

  /// Pushes what `tostring` gives for the value at `index`.
  ///
  /// This may run a script's `__tostring`.
  public func pushDescription(of index: Int) throws(LuaRaise) {
    try check(clua_pushdescription(L, Int32(truncatingIfNeeded: index)))
  }
}
