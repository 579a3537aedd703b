import CLuaShim

/// One call from Lua: its arguments, and the stack for its results.
///
/// It is valid until the function returns. An index from 1 to `count` is an
/// argument; a negative one counts from the top of the stack, which is -1. All
/// of it reads without metamethods, and nothing in it can raise: what fails
/// throws.
@frozen
public struct LuaFrame {
  /// The `lua_State` of the call, which in a coroutine is the coroutine's.
  public let L: OpaquePointer

  @usableFromInline
  let argumentCount: Int32

  /// Where the object of a producer is, or 0. It is no argument.
  @usableFromInline
  let hiddenIndex: Int32

  @inlinable
  init(L: OpaquePointer, argumentCount: Int32, hiddenIndex: Int32) {
    self.L = L
    self.argumentCount = argumentCount
    self.hiddenIndex = hiddenIndex
  }

  /// The number of arguments.
  @inlinable
  public var count: Int { Int(argumentCount) }

  /// The state that the call belongs to.
  public var state: LuaState {
    guard let state = clua_swiftstate(L) else {
      preconditionFailure("every Lua state was made by a LuaState")
    }
    return Unmanaged<LuaState>.fromOpaque(state).takeUnretainedValue()
  }

  /// Collects all garbage, unless a finalizer runs.
  public func collectGarbage() { clua_collect(L) }

  // MARK: The stack

  /// The number of values on the stack of this call.
  @inlinable
  public var top: Int { Int(lua_gettop(L)) }

  /// Makes room to push `count` values more than the 20 that there always is.
  public func reserve(_ count: Int) throws(LuaRaise) {
    guard let count = Int32(exactly: count), count >= 0,
      lua_checkstack(L, count) != 0
    else { throw .message("stack overflow") }
  }

  /// The index from the bottom of the stack of what is at `index`.
  @inlinable
  public func absolute(_ index: Int) -> Int {
    Int(lua_absindex(L, Int32(truncatingIfNeeded: index)))
  }

  /// Removes values from the top, or pushes nils, until `count` are left.
  @inlinable
  public func setTop(_ count: Int) {
    lua_settop(L, Int32(truncatingIfNeeded: count))
  }

  /// Removes `count` values from the top.
  @inlinable
  public func pop(_ count: Int = 1) {
    lua_settop(L, Int32(truncatingIfNeeded: -count - 1))
  }

  /// Removes the value at `index`; those above it move down.
  @inlinable
  public func remove(at index: Int) {
    lua_rotate(L, Int32(truncatingIfNeeded: index), -1)
    pop()
  }

  /// Moves the value on top to `index`; those from there on move up.
  @inlinable
  public func insert(at index: Int) {
    lua_rotate(L, Int32(truncatingIfNeeded: index), 1)
  }

  /// Moves the value on top to `index`, in place of what is there.
  @inlinable
  public func replace(at index: Int) {
    lua_copy(L, -1, Int32(truncatingIfNeeded: index))
    pop()
  }

  // MARK: Support

  /// Throws what a protected function of C has left on top, if it failed.
  @inlinable
  func check(_ status: Int32) throws(LuaRaise) {
    guard status == CLUA_OK else { throw .errorOnTop }
  }

  /// Leaves with C the message that it is going to raise.
  func setMessage(_ message: String) {
    var message = message
    message.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        clua_setmessage(L, $0.baseAddress, $0.count)
      }
    }
  }
}
