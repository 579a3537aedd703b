/// An error of a script, as it arrives in Swift.
public struct LuaError: Error, Equatable, Sendable {
  /// Where an error comes from.
  public enum Kind: Sendable {
    /// A chunk that ran.
    case runtime
    /// A chunk that could not be compiled.
    case syntax
    /// A chunk of bytecode where only text may be loaded.
    case binaryChunk
    /// Lua's heap had no room.
    case memory
    /// Handling another error, most often for want of stack.
    case handler
    /// A file that could not be read.
    case file
    /// Somebody broke off the script.
    case interrupted
    /// The script was broken off at a limit of time or of instructions.
    case limit
  }

  /// Where the error comes from.
  public var kind: Kind

  /// What went wrong, most often with "model.lua:14: " in front.
  public var message: String

  /// The calls that led to the error, beginning with "stack traceback:".
  ///
  /// There is none for an error that did not happen while a script ran.
  public var traceback: String?

  /// Creates an error.
  public init(kind: Kind, message: String, traceback: String? = nil) {
    self.kind = kind
    self.message = message
    self.traceback = traceback
  }
}

extension LuaError: CustomStringConvertible {
  /// The message, and the traceback below it.
  public var description: String {
    guard let traceback else { return message }
    return message + "\n" + traceback
  }
}
