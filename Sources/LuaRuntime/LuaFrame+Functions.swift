import CLuaShim

/// Functions as values, and the variables that they have from outside.
extension LuaFrame {
  /// Whether there is a function at `index` that is not written in Lua.
  public func isNativeFunction(at index: Int) -> Bool {
    lua_iscfunction(L, Int32(truncatingIfNeeded: index)) != 0
  }

  /// Where the function at `index` is written: the chunk as messages have it,
  /// and the line, "model.lua:14"; nil if it is not written in Lua, or is the
  /// library's own.
  public func definition(at index: Int) -> String? {
    var line: Int32 = 0
    guard
      let source = clua_definition(
        L, Int32(truncatingIfNeeded: index), &line)
    else { return nil }
    return position(line, of: source)
  }

  private func position(
    _ line: Int32, of source: UnsafePointer<CChar>
  ) -> String {
    let chunk = String(cString: source)
    // "@" and a path, "=" and a name, or the text of the chunk itself.
    let isNamed = chunk.hasPrefix("@") || chunk.hasPrefix("=")
    return "\(isNamed ? String(chunk.dropFirst()) : "[string]"):\(line)"
  }

  /// Whether the function that runs was called with a colon, as a method.
  public var isMethodCall: Bool { clua_iscalledas(L, "method") }

  /// Where the caller is, the library's own functions left out: "model.lua:14".
  public var callerPosition: String? {
    var line: Int32 = 0
    return clua_callerchunk(L, &line).map { position(line, of: $0) }
  }

  /// The path of the file in which the caller is written, the library's own
  /// functions left out; nil if it is in no file.
  public var callerPath: String? {
    var line: Int32 = 0
    guard let source = clua_callerchunk(L, &line) else { return nil }
    let chunk = String(cString: source)
    return chunk.hasPrefix("@") ? String(chunk.dropFirst()) : nil
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

  /// The name of the parameter number `n`, counting from 1, of the function at
  /// `index`; nil if it has none or isn't written in Lua.
  public func parameterName(_ n: Int, of index: Int) -> String? {
    guard lua_checkstack(L, 1) != 0 else { return nil }
    pushValue(at: index)
    defer { pop() }
    return lua_getlocal(L, nil, Int32(truncatingIfNeeded: n))
      .map { String(cString: $0) }
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
