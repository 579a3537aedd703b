/// Complex numbers, their real and their imaginary parts in lists of their own.
struct ComplexList {
  let real: UnsafeMutablePointer<Double>
  let imaginary: UnsafeMutablePointer<Double>

  /// The same numbers with the parts exchanged: their transform, exchanged back,
  /// is the inverse one, but for a factor.
  var exchanged: ComplexList {
    ComplexList(real: imaginary, imaginary: real)
  }
}

/// The discrete Fourier transform of a number of points that is a product of
/// small primes.
///
/// Each step makes, of the transforms of classes of points, those of classes that
/// are `factor` times as large (Cooley and Tukey 1965, doi
/// 10.1090/S0025-5718-1965-0178586-1), and writes them in their order to other
/// memory, as T. G. Stockham's variant does (1966, doi 10.1145/1464182.1464209).
struct FourierStages {
  /// How many points there are.
  let count: Int

  private let factors: [Int]

  /// exp(-2πik/n) for all k below n: cosines, then sines.
  private let roots: Scratch<Double>

  /// Room for a list of points.
  private let room: Scratch<Double>

  /// Room for the sums and differences of an odd step, of four points at once.
  private let pairs: Scratch<Double>

  /// The prime factors of a number above 0; pairs of 2 as 4, at the end, where steps
  /// of them have neighbors to work on together.
  static func factors(of count: Int) -> [Int] {
    var (rest, factors, prime) = (count, [Int](), 4)
    while rest > 1 {
      if rest % prime == 0 {
        factors.append(prime)
        rest /= prime
      } else if prime * prime > rest, prime > 4 {
        prime = rest
      } else {
        prime = prime == 4 ? 2 : prime == 2 ? 3 : prime + 2
      }
    }
    return factors.reversed()
  }

  /// - Precondition: `count` is above 0.
  /// - Throws: `TensorError.outOfMemory`, `.interrupted`.
  init(count: Int, in pool: MemoryPool) throws(TensorError) {
    self.count = count
    factors = FourierStages.factors(of: count)
    roots = try Scratch(count: 2 &* count, in: pool)
    room = try Scratch(count: 2 &* count, in: pool)
    pairs = try Scratch(count: 8 &* (factors.max() ?? 1), in: pool)
    try roots.pointer.fillRoots(of: count)
  }

  /// Replaces `points` by their transform.
  ///
  /// - Throws: `TensorError.interrupted`.
  func transform(_ points: ComplexList) throws(TensorError) {
    var source = points
    var target = ComplexList(
      real: room.pointer, imaginary: room.pointer + count)
    var size = 1
    for factor in factors {
      try FourierStep(
        factor: factor, size: size, gap: count / size / factor,
        source: source, target: target, roots: roots.pointer, count: count,
        pairs: pairs.pointer
      ).run()
      size &*= factor
      (source, target) = (target, source)
    }
    if source.real != points.real {
      points.real.update(from: source.real, count: count)
      points.imaginary.update(from: source.imaginary, count: count)
    }
  }
}
