/// The discrete Fourier transform of any number of points, in a time like that of
/// sorting them.
///
/// Where the number has a large prime factor, the transform is a convolution with
/// a chirp, which transforms of a power of two of points make (Bluestein 1970, doi
/// 10.1109/TAU.1970.1162132).
package struct FourierTransform {
  /// How many points there are.
  package let count: Int

  private let stages: FourierStages
  private let chirp: Chirp?

  /// From here on a step by a prime factor takes longer than a chirp.
  private static let largestFactor = 64

  /// - Precondition: `count` is above 0.
  /// - Throws: `TensorError.outOfMemory`, `.interrupted`.
  package init(count: Int, in pool: MemoryPool) throws(TensorError) {
    self.count = count
    let largest = FourierStages.factors(of: count).max() ?? 1
    guard largest > FourierTransform.largestFactor else {
      stages = try FourierStages(count: count, in: pool)
      chirp = nil
      return
    }
    var size = 1
    while size < 2 * count { size *= 2 }
    stages = try FourierStages(count: size, in: pool)
    chirp = try Chirp(count: count, stages, in: pool)
  }

  /// Replaces points, of which there are `count`, by their transform: number k is
  /// the sum of the points j times exp(-2πijk/n).
  ///
  /// - Throws: `TensorError.interrupted`.
  package func transform(
    real: UnsafeMutablePointer<Double>, imaginary: UnsafeMutablePointer<Double>
  ) throws(TensorError) {
    let points = ComplexList(real: real, imaginary: imaginary)
    if let chirp {
      try chirp.transform(points, stages)
    } else {
      try stages.transform(points)
    }
  }
}

/// What makes the transform of any number of points of that of a power of two.
///
/// As jk = (j² + k² - (k - j)²) / 2, the transform is, but for factors
/// exp(-πik²/n), a convolution with exp(πik²/n).
private struct Chirp {
  private let count: Int

  /// The factors: cosines, then sines.
  private let factors: Scratch<Double>

  /// The transform of what is convolved with, divided by its size.
  private let weights: Scratch<Double>

  private let room: Scratch<Double>

  init(
    count: Int, _ stages: FourierStages, in pool: MemoryPool
  ) throws(TensorError) {
    self.count = count
    let size = stages.count
    factors = try Scratch(count: 2 &* count, in: pool)
    weights = try Scratch(count: 2 &* size, in: pool)
    room = try Scratch(count: 2 &* size, in: pool)
    let (c, s) = (factors.pointer, factors.pointer + count)
    let list = ComplexList(
      real: weights.pointer, imaginary: weights.pointer + size)
    for k in 0..<(2 &* size) { weights.pointer[k] = 0 }
    // k² modulo 2n, as the angles go around.
    var square = 0
    var check = StopCheck()
    for k in 0..<count {
      (c[k], s[k]) = root(square, of: 2 &* count)
      for place in [k, k == 0 ? 0 : size &- k] {
        list.real[place] = c[k] / Double(size)
        list.imaginary[place] = -s[k] / Double(size)
      }
      square = (square &+ 2 &* k &+ 1) % (2 &* count)
      try check.after(1)
    }
    try stages.transform(list)
  }

  func transform(
    _ points: ComplexList, _ stages: FourierStages
  ) throws(TensorError) {
    let size = stages.count
    let (c, s) = (factors.pointer, factors.pointer + count)
    let list = ComplexList(
      real: room.pointer, imaginary: room.pointer + size)
    for k in 0..<count {
      let (x, y) = (points.real[k], points.imaginary[k])
      list.real[k] = x * c[k] - y * s[k]
      list.imaginary[k] = x * s[k] + y * c[k]
    }
    for k in count..<size { (list.real[k], list.imaginary[k]) = (0, 0) }
    try stages.transform(list)
    let w = ComplexList(
      real: weights.pointer, imaginary: weights.pointer + size)
    for k in 0..<size {
      let (x, y) = (list.real[k], list.imaginary[k])
      list.real[k] = x * w.real[k] - y * w.imaginary[k]
      list.imaginary[k] = x * w.imaginary[k] + y * w.real[k]
    }
    try stages.transform(list.exchanged)
    for k in 0..<count {
      let (x, y) = (list.real[k], list.imaginary[k])
      points.real[k] = x * c[k] - y * s[k]
      points.imaginary[k] = x * s[k] + y * c[k]
    }
  }
}
