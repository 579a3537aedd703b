/// A Lua value that needs no Lua state to exist.
public enum LuaValue: Equatable, Sendable {
  /// The value nil.
  case `nil`
  /// True or false.
  case boolean(Bool)
  /// A number of Lua's subtype integer.
  case integer(Int)
  /// A number of Lua's subtype float.
  case number(Double)
  /// A string; it arrives in Lua as UTF-8.
  case string(String)
}
