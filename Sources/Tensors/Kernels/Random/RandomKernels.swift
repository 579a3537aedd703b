import Glibc

/// A distribution: how words of the generator become numbers.
protocol RandomKernel {
  associatedtype Output: Element

  /// The numbers made from a group of 64 words.
  static var groupSize: Int { get }

  /// Whether more numbers may be written than there are wanted: the rest of
  /// the last group.
  static var writesWholeGroups: Bool { get }

  /// What the use of a word costs, in picoseconds.
  static var cost: Int { get }

  /// Writes `count` numbers, of which the first has index `at` in the fill.
  ///
  /// The words may be overwritten. `count` is less than a whole number of
  /// groups only for the last numbers; then up to a whole group may be written
  /// if `writesWholeGroups`.
  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<Output>,
    at: Int, count: Int)
}

extension RandomKernel {
  static var writesWholeGroups: Bool { true }
  static var cost: Int { 500 }
}

/// Two words as a whole number of 64 bits: number `i` of 32 in a group.
@inline(__always)
func wideWord(_ group: UnsafePointer<UInt32>, _ i: Int) -> UInt64 {
  UInt64(group[i]) << 32 | UInt64(group[i &+ 32])
}

/// Two words as a real number in [0, 1), a multiple of 2⁻⁵³.
@inline(__always)
func unitDouble(_ group: UnsafePointer<UInt32>, _ i: Int) -> Double {
  Double(Int(truncatingIfNeeded: wideWord(group, i) >> 11)) * 0x1p-53
}

/// Uniform numbers in [low, high), from 24 random bits each.
struct UniformFloat: RandomKernel {
  static let groupSize = 64
  static var writesWholeGroups: Bool { false }
  let low: Float
  let high: Float

  /// The largest number that may be written: what is stored is below the end
  /// of the range.
  let last: Float

  init(low: Float, high: Float, last: Float? = nil) {
    self.low = low
    self.high = high
    self.last = last ?? high.nextDown
  }

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<Float>,
    at: Int, count: Int
  ) {
    let (low, last) = (low, last)
    let scale = (high - low) * 0x1p-24
    for i in 0..<count {
      let value = low + Float(Int32(truncatingIfNeeded: words[i] >> 8)) * scale
      // The sum may round up to the end, which doesn't belong to the range.
      out[i] = value < last ? value : last
    }
  }
}

/// Uniform numbers in [low, high), from 53 random bits each.
struct UniformDouble: RandomKernel {
  static let groupSize = 32
  let low: Double
  let high: Double

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<Double>,
    at: Int, count: Int
  ) {
    let (low, last) = (low, high.nextDown)
    let span = high - low
    for group in 0..<((count &+ 31) / 32) {
      let (source, target) = (words + group &* 64, out + group &* 32)
      for i in 0..<32 {
        let value = low + unitDouble(source, i) * span
        target[i] = value < last ? value : last
      }
    }
  }
}

/// Whole numbers in [low, low + size), by multiplying 64 random bits with the
/// size (Lemire 2019, doi 10.1145/3230636) without rejection: a number's
/// probability is off by less than 2⁻⁶⁴.
struct UniformInteger<T: Element>: RandomKernel {
  static var groupSize: Int { 32 }
  let low: Int
  let size: UInt64

  /// The ends of the range among the numbers that the elements can hold: none
  /// of those beyond them is written, though it may be the nearest.
  let limits: (first: T, last: T)

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<T>,
    at: Int, count: Int
  ) {
    let (first, last) = limits
    for group in 0..<((count &+ 31) / 32) {
      let (source, target) = (words + group &* 64, out + group &* 32)
      for i in 0..<32 {
        let step = wideWord(source, i).multipliedFullWidth(by: size).high
        let value = low &+ Int(bitPattern: UInt(step))
        target[i] = clamped(T(.integer(value)), first, last)
      }
    }
  }
}

/// Normal numbers by Box and Muller's method, in single precision.
///
/// A pair needs two words, one for the radius and one for the angle. The
/// radius comes from 32 bits, so no number is further out than 6.7 deviations.
struct NormalFloat: RandomKernel {
  static let groupSize = 64
  static var writesWholeGroups: Bool { false }
  let mean: Float
  let deviation: Float

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<Float>,
    at: Int, count: Int
  ) {
    let (mean, deviation) = (mean, deviation)
    let groups = (count &+ 63) / 64
    // In place, for with one pointer there is nothing that may overlap.
    for group in 0..<groups {
      let x = words + group &* 64
      for i in 0..<32 {
        let square = -2 * fastLogarithm(unitFloat(x[i]))
        let radius = Float.root(square) * deviation
        let (sine, cosine) = fastSineCosine(turn: x[i &+ 32])
        x[i] = (mean + radius * cosine).bitPattern
        x[i &+ 32] = (mean + radius * sine).bitPattern
      }
    }
    for i in 0..<count { out[i] = Float(bitPattern: words[i]) }
  }
}

/// Normal numbers by Box and Muller's method, in double precision.
struct NormalDouble: RandomKernel {
  static let groupSize = 32
  let mean: Double
  let deviation: Double

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<Double>,
    at: Int, count: Int
  ) {
    for group in 0..<((count &+ 31) / 32) {
      let (source, target) = (words + group &* 64, out + group &* 32)
      for i in 0..<16 {
        let radius =
          Double.root(-2 * log(1 - unitDouble(source, i))) * deviation
        let angle = 2 * Double.pi * unitDouble(source, i &+ 16)
        target[i] = mean + radius * cos(angle)
        target[i &+ 16] = mean + radius * sin(angle)
      }
    }
  }
}

/// Exponentially distributed numbers, in single precision.
struct ExponentialFloat: RandomKernel {
  static let groupSize = 64
  static var writesWholeGroups: Bool { false }
  let mean: Float

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<Float>,
    at: Int, count: Int
  ) {
    let mean = mean
    for i in 0..<count {
      // Less than 0, a logarithm of 1 would give -0.
      out[i] = 0 - mean * fastLogarithm(unitFloat(words[i]))
    }
  }
}

/// Exponentially distributed numbers, in double precision.
struct ExponentialDouble: RandomKernel {
  static let groupSize = 32
  let mean: Double

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<Double>,
    at: Int, count: Int
  ) {
    for group in 0..<((count &+ 31) / 32) {
      let (source, target) = (words + group &* 64, out + group &* 32)
      for i in 0..<32 { target[i] = 0 - mean * log(1 - unitDouble(source, i)) }
    }
  }
}

/// Whole numbers of 64 random bits.
struct RandomBits: RandomKernel {
  static let groupSize = 32

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<Int>,
    at: Int, count: Int
  ) {
    for group in 0..<((count &+ 31) / 32) {
      let (source, target) = (words + group &* 64, out + group &* 32)
      for i in 0..<32 {
        target[i] = Int(truncatingIfNeeded: wideWord(source, i))
      }
    }
  }
}
