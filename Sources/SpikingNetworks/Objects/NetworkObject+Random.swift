import Tensors

/// Random numbers.
///
/// Each behavior of each object draws from a stream of its own, given by the
/// network's seed, the object's tag, the behavior's name and its key. So
/// another recorder or group changes no one else's numbers.
extension NetworkObject {
  /// The source to draw from: that of the running behavior, or, outside of
  /// behaviors, the object's own.
  public var currentRandom: RandomSource {
    if let entry = context.current?.takeUnretainedValue() {
      return entry.random
    }
    return context.source(of: RandomSource.stream(streamName, "script"))
  }
}
