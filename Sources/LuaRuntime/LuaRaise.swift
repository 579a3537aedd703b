/// An error that a Swift function raises in Lua.
///
/// It is raised after the function has returned, by C.
public enum LuaRaise: Error, Equatable {
  /// A message; the position of the calling script's line goes in front of it.
  case message(String)
  /// What is wrong with the argument at a position, which counts from 1.
  ///
  /// The message names the function: "bad argument #1 to 'add_' (number
  /// expected, got string)". If it was called as a method, `self` is not
  /// counted.
  case badArgument(Int, String)
  /// The value on top of the stack, unchanged, be it a string or not.
  case errorOnTop
  /// There was no memory for something outside of Lua's heap.
  ///
  /// The garbage is collected, and the function called once more with the same
  /// arguments; so throw it before anything has been changed. The second time
  /// it is raised as a message.
  case outOfMemory(String)
}
