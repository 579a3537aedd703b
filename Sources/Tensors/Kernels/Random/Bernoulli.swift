/// Ones with one probability and zeros.
///
/// A draw is 32 random bits, read as digits after the binary point: it is a one
/// if they are below the digits of the probability. Only where all 32 are the
/// same, once in 2³² draws, do later digits decide.
struct Bernoulli<T: Element>: RandomKernel {
  static var groupSize: Int { 64 }
  static var writesWholeGroups: Bool { false }
  let probability: Double
  let laterDigits: LaterDigits

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<T>,
    at: Int, count: Int
  ) {
    let (zero, one) = (T(.integer(0)), T(.integer(1)))
    let scaled = probability * 0x1p32
    if scaled >= 0x1p32 {
      for i in 0..<count { out[i] = one }
      return
    }
    let digits = UInt32(truncatingIfNeeded: Int(scaled))
    let rest = scaled - Double(digits)
    // Whether a word has the same digits is a minimum, which is taken in the same
    // pass; to count those that have takes as long as the words.
    var closest = UInt32.max
    for i in 0..<count {
      out[i] = words[i] < digits ? one : zero
      closest = min(closest, words[i] ^ digits)
    }
    if rest == 0 || closest != 0 { return }
    for i in 0..<count
    where words[i] == digits && laterDigits.areBelow(rest, of: at &+ i) {
      out[i] = one
    }
  }
}

/// Ones with a probability for each element and zeros.
struct BernoulliVector<T: Element, P: RealElement>: RandomKernel {
  static var groupSize: Int { 64 }
  static var writesWholeGroups: Bool { false }
  let probability: UnsafePointer<P>
  let laterDigits: LaterDigits

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<T>,
    at: Int, count: Int
  ) {
    let (zero, one) = (T(.integer(0)), T(.integer(1)))
    let limit = probability + at
    var open: UInt64 = 0
    for i in 0..<count {
      let rest = Double(limit[i]) * 0x1p32 - Double(words[i])
      let isPositive: UInt64 = rest > 0 ? 1 : 0
      let isSettled: UInt64 = rest >= 1 ? 1 : 0
      out[i] = isPositive != 0 ? one : zero
      open |= isPositive ^ isSettled
    }
    if open == 0 { return }
    for i in 0..<count {
      let rest = Double(limit[i]) * 0x1p32 - Double(words[i])
      if rest > 0, rest < 1, !laterDigits.areBelow(rest, of: at &+ i) {
        out[i] = zero
      }
    }
  }
}

/// The binary digits of draws after the first 32.
///
/// They come from the stream whose number is the complement of the fill's, four
/// words for each draw, so that they have nothing to do with other draws.
struct LaterDigits {
  let seed: UInt64
  let stream: UInt64

  /// Where the fill begins in its stream.
  let position: UInt64

  /// Whether the digits of draw `index` are below those of `limit`, a number in
  /// 0..<1.
  @inline(never)
  func areBelow(_ limit: Double, of index: Int) -> Bool {
    // A block of a fill makes four draws at the most.
    let place = position &* 4 &+ UInt64(index)
    let words = Philox.block(
      (
        UInt32(truncatingIfNeeded: place),
        UInt32(truncatingIfNeeded: place >> 32),
        UInt32(truncatingIfNeeded: ~stream),
        UInt32(truncatingIfNeeded: ~stream >> 32)
      ),
      (
        UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)
      ))
    var rest = limit
    for word in [words.0, words.1, words.2, words.3] {
      rest *= 0x1p32
      let digits = UInt32(truncatingIfNeeded: Int(rest))
      if word != digits { return word < digits }
      rest -= Double(digits)
    }
    return false
  }
}
