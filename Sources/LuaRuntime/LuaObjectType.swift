import CLuaShim

/// A type of Lua objects that have a Swift value inside: their payload.
///
/// The payload lives in Lua's memory and is deinitialized when the object is
/// collected, closed or released, whichever is first. A type belongs to the
/// state that made it.
@frozen
public struct LuaObjectType<Payload: ~Copyable> {
  @usableFromInline
  let pointer: UnsafePointer<clua_type>

  init(pointer: UnsafePointer<clua_type>) {
    self.pointer = pointer
  }
}

/// Knows how to end the life of a payload.
class AnyPayload {
  func destroy(_ payload: UnsafeMutableRawPointer) {
    assertionFailure("a subclass knows the type")
  }
}

/// Ends the life of payloads of one type.
final class PayloadOf<Payload: ~Copyable>: AnyPayload {
  override func destroy(_ payload: UnsafeMutableRawPointer) {
    payload.assumingMemoryBound(to: Payload.self).deinitialize(count: 1)
  }
}
