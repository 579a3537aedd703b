import CLuaShim

/// Functions as values, and the variables that they have from outside.
extension LuaFrame {
  /// Whether there is a function at `index` that is not written in Lua.
  public func isNativeFunction(at index: Int) -> Bool {
    lua_iscfunction(L, Int32(truncatingIfNeeded: index)) != 0
  }

  /// Pushes the value of the variable number `n`, counting from 1, that the
  /// function at `index` has from outside.
  ///
  /// - Returns: The name of the variable; nil, with nothing pushed, if there is
  ///   none of this number. It is empty where the name isn't known.
  public func pushUpvalue(_ n: Int, of index: Int) -> String? {
    guard lua_checkstack(L, 1) != 0,
      let name = lua_getupvalue(
        L, Int32(truncatingIfNeeded: index), Int32(truncatingIfNeeded: n))
    else { return nil }
    return String(cString: name)
  }

  /// Pops a value and makes it that of the variable number `n`, which all
  /// functions that have the variable see.
  ///
  /// - Returns: Whether there is such a variable; if not, nothing is popped.
  public func setUpvalue(_ n: Int, of index: Int) -> Bool {
    lua_setupvalue(
      L, Int32(truncatingIfNeeded: index), Int32(truncatingIfNeeded: n)) != nil
  }
}
