/// Numbers of several transforms side by side, or one, on which a step does the same.
private protocol Lanes {
  static var zero: Self { get }
  init(at address: UnsafeMutablePointer<Double>)
  func write(to address: UnsafeMutablePointer<Double>)
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Double) -> Self
}

extension Double: Lanes {
  @inline(__always)
  fileprivate init(at address: UnsafeMutablePointer<Double>) {
    self = address[0]
  }

  @inline(__always)
  fileprivate func write(to address: UnsafeMutablePointer<Double>) {
    address[0] = self
  }
}

extension SIMD4<Double>: Lanes {
  @inline(__always)
  fileprivate init(at address: UnsafeMutablePointer<Double>) {
    self = UnsafeRawPointer(address).loadUnaligned(as: Self.self)
  }

  @inline(__always)
  fileprivate func write(to address: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(address).storeBytes(of: self, as: Self.self)
  }
}

/// A step of a transform: of `factor` transforms of `size` points each, of classes of
/// points, it makes one of all of them, for `gap` such classes.
///
/// Number s + k * gap * factor of the source is number k of the transform of the points
/// s, s + gap * factor, s + 2 * gap * factor..., of which there are `size`; of the
/// target likewise, with `gap` alone, and `factor` times as many. Neighbors are worked
/// on four at a time, which gives the bits that each gives alone.
struct FourierStep {
  let factor: Int
  let size: Int
  let gap: Int
  let source: ComplexList
  let target: ComplexList
  /// The roots of unity: `count` cosines, then sines.
  let roots: UnsafeMutablePointer<Double>
  let count: Int
  /// Room for four times as many numbers as there are factors, twice.
  let pairs: UnsafeMutablePointer<Double>

  /// - Throws: `TensorError.interrupted`.
  func run() throws(TensorError) {
    let whole = gap & ~3
    var check = StopCheck()
    for k in 0..<size {
      let place = k &* gap
      switch factor {
      case 2:
        let w = root(place)
        for s in stride(from: 0, to: whole, by: 4) {
          two(SIMD4<Double>.self, k, s, w)
        }
        for s in whole..<gap { two(Double.self, k, s, w) }
      case 4:
        let w = (root(place), root(2 &* place), root(3 &* place))
        for s in stride(from: 0, to: whole, by: 4) {
          four(SIMD4<Double>.self, k, s, w)
        }
        for s in whole..<gap { four(Double.self, k, s, w) }
      default:
        for s in stride(from: 0, to: whole, by: 4) {
          odd(SIMD4<Double>.self, k, s)
        }
        for s in whole..<gap { odd(Double.self, k, s) }
      }
      try check.after(factor &* gap)
    }
  }

  private typealias Root = (Double, Double)

  @inline(__always)
  private func root(_ k: Int) -> Root { (roots[k], roots[k &+ count]) }

  /// Number k of the transform of class `index` at s, times a root.
  @inline(__always)
  private func number<L: Lanes>(
    _: L.Type, _ index: Int, _ k: Int, _ s: Int, _ w: Root
  ) -> (L, L) {
    let at = s &+ (k &* factor &+ index) &* gap
    let (x, y) = (L(at: source.real + at), L(at: source.imaginary + at))
    return (x * w.0 - y * w.1, x * w.1 + y * w.0)
  }

  /// Number k of the transform of the first class at s.
  @inline(__always)
  private func first<L: Lanes>(_: L.Type, _ k: Int, _ s: Int) -> (L, L) {
    let at = s &+ k &* factor &* gap
    return (L(at: source.real + at), L(at: source.imaginary + at))
  }

  /// Writes what becomes number k + index * size.
  @inline(__always)
  private func write<L: Lanes>(
    _ index: Int, _ k: Int, _ s: Int, _ x: L, _ y: L
  ) {
    let at = s &+ (k &+ index &* size) &* gap
    x.write(to: target.real + at)
    y.write(to: target.imaginary + at)
  }

  @inline(__always)
  private func two<L: Lanes>(_: L.Type, _ k: Int, _ s: Int, _ w: Root) {
    let (x, y) = first(L.self, k, s)
    let z = number(L.self, 1, k, s, w)
    write(0, k, s, x + z.0, y + z.1)
    write(1, k, s, x - z.0, y - z.1)
  }

  @inline(__always)
  private func four<L: Lanes>(
    _: L.Type, _ k: Int, _ s: Int, _ w: (Root, Root, Root)
  ) {
    let (x, y) = first(L.self, k, s)
    let q = number(L.self, 1, k, s, w.0)
    let r = number(L.self, 2, k, s, w.1)
    let t = number(L.self, 3, k, s, w.2)
    let (even, odd) = ((x + r.0, y + r.1), (q.0 + t.0, q.1 + t.1))
    let (left, right) = ((x - r.0, y - r.1), (q.0 - t.0, q.1 - t.1))
    write(0, k, s, even.0 + odd.0, even.1 + odd.1)
    write(1, k, s, left.0 + right.1, left.1 - right.0)
    write(2, k, s, even.0 - odd.0, even.1 - odd.1)
    write(3, k, s, left.0 - right.1, left.1 + right.0)
  }

  /// Of the numbers j and factor - j, sums meet cosines only, and differences sines.
  @inline(__always)
  private func odd<L: Lanes>(_: L.Type, _ k: Int, _ s: Int) {
    let place = k &* gap
    let half = factor / 2
    let unit = count / factor
    let (x, y) = first(L.self, k, s)
    var total = (x, y)
    for j in 1...half {
      let p = number(L.self, j, k, s, root(j &* place))
      let q = number(L.self, factor &- j, k, s, root((factor &- j) &* place))
      let room = pairs + 16 &* (j &- 1)
      let sum = (p.0 + q.0, p.1 + q.1)
      sum.0.write(to: room)
      sum.1.write(to: room + 4)
      (p.0 - q.0).write(to: room + 8)
      (p.1 - q.1).write(to: room + 12)
      total = (total.0 + sum.0, total.1 + sum.1)
    }
    write(0, k, s, total.0, total.1)
    for number in 1...half {
      var even = (x, y)
      var odd = (L.zero, L.zero)
      var turn = 0
      for j in 0..<half {
        turn &+= number
        if turn >= factor { turn &-= factor }
        let w = root(turn &* unit)
        let room = pairs + 16 &* j
        even.0 = even.0 + L(at: room) * w.0
        even.1 = even.1 + L(at: room + 4) * w.0
        odd.0 = odd.0 + L(at: room + 8) * w.1
        odd.1 = odd.1 + L(at: room + 12) * w.1
      }
      write(number, k, s, even.0 - odd.1, even.1 + odd.0)
      write(factor &- number, k, s, even.0 + odd.1, even.1 - odd.0)
    }
  }
}
