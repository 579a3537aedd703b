import CLuaShim

/// What a Lua value is.
public enum LuaKind: Int32, Sendable {
  /// No value: an argument that was not given.
  case none = -1
  /// The value nil.
  case `nil` = 0
  /// True or false.
  case boolean = 1
  /// A bare pointer, which only C functions make.
  case lightUserdata = 2
  /// An integer or a float.
  case number = 3
  /// Bytes, most often text.
  case string = 4
  /// A table.
  case table = 5
  /// A function, of Lua or C.
  case function = 6
  /// An object with memory of its own, such as one with a Swift payload.
  case userdata = 7
  /// A coroutine.
  case thread = 8
}
