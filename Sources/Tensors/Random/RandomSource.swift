/// A stream of random numbers that depends on a seed and a stream number alone.
///
/// The generator is Philox 4x32-10 (Salmon et al. 2011, doi
/// 10.1145/2063384.2063405): the key is the seed, the counter the stream number
/// and a position. The same seed, stream, position and calls give the same
/// bits, whatever the number of threads; streams with different numbers have
/// nothing in common.
///
/// ```swift
/// let stream = RandomSource.stream("neurons", "Noise")
/// let source = RandomSource(seed: 42, stream: stream)
/// let noise = try Tensor.zeros([1_000], in: pool)
/// try source.fillNormal(noise, mean: 0, deviation: 0.5)
/// ```
///
/// Each fill starts at a new group of 16 blocks of four 32-bit words. A source
/// belongs to one thread.
public final class RandomSource {
  /// The key of the generator.
  public private(set) var seed: UInt64

  /// The number of the stream: the upper half of the counter.
  public let stream: UInt64

  /// How many blocks of 128 bits have been drawn: with seed and stream, all
  /// there is to save and to restore.
  public var position: UInt64 = 0

  /// Creates the beginning of stream `stream` of `seed`.
  public init(seed: UInt64, stream: UInt64) {
    self.seed = seed
    self.stream = stream
  }

  /// Goes on at `position` of the same stream of another seed.
  public func reset(seed: UInt64, position: UInt64) {
    self.seed = seed
    self.position = position
  }

  /// The stream number that belongs to names, such as those of an object and
  /// of a behavior.
  ///
  /// It is the 64-bit FNV-1a hash of the names' UTF-8 bytes, each name followed
  /// by the byte 255, which no name contains: it stays the same between runs,
  /// machines and versions.
  public static func stream(_ parts: String...) -> UInt64 { stream(parts) }

  /// As `stream(_:)` with several names.
  public static func stream(_ parts: [String]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in parts {
      for byte in part.utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      }
      hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
    }
    return hash
  }

  /// Writes `count` numbers of `kernel` to `out`, from the current position.
  func generate<K: RandomKernel>(
    _ kernel: K, into out: UnsafeMutablePointer<K.Output>, count: Int
  ) throws(TensorError) {
    let size = K.groupSize
    let groups = (count &+ size &- 1) / size
    let (start, stream, seed) = (position, stream, seed)
    position &+= UInt64(groups &* Philox.lanes)
    try forEachChunk(
      of: groups, grain: elementGrain / Philox.groupWords,
      cost: Philox.groupWords &* K.cost
    ) { range in
      fillGroups(
        kernel, range, into: out, count: count, position: start,
        stream: stream, seed: seed)
    }
  }
}

/// Writes the groups of `range` of a fill of `count` numbers.
///
/// The words pass through a buffer on the stack, four groups at a time; the
/// last group, if it isn't needed whole but is written so, passes through
/// another.
private func fillGroups<K: RandomKernel>(
  _ kernel: K, _ range: Range<Int>, into out: UnsafeMutablePointer<K.Output>,
  count: Int, position: UInt64, stream: UInt64, seed: UInt64
) {
  let size = K.groupSize
  let batchSize = 4
  withUnsafeTemporaryAllocation(
    of: UInt32.self, capacity: batchSize * Philox.groupWords
  ) { buffer in
    guard let words = buffer.baseAddress else { return }
    var group = range.lowerBound
    while group < range.upperBound {
      let batch = min(batchSize, range.upperBound &- group)
      Philox.fill(
        words, groups: batch,
        position: position &+ UInt64(group &* Philox.lanes), stream: stream,
        seed: seed)
      let at = group &* size
      if !K.writesWholeGroups {
        kernel.apply(
          words, out + at, at: at, count: min(batch &* size, count &- at))
        group &+= batch
        continue
      }
      let whole = min(batch, count / size &- group)
      kernel.apply(words, out + at, at: at, count: whole &* size)
      if whole < batch {
        let rest = at &+ whole &* size
        withUnsafeTemporaryAllocation(
          of: K.Output.self, capacity: Philox.groupWords
        ) { last in
          guard let last = last.baseAddress else { return }
          kernel.apply(
            words + whole &* Philox.groupWords, last, at: rest,
            count: count &- rest)
          (out + rest).update(from: last, count: count &- rest)
        }
      }
      group &+= batch
    }
  }
}
