import Tensors

/// What steps of linear equations are worked out with.
///
/// Of `dx/dt = A x + b`, with `A` and `b` constant, the exact step is
/// `x(t + h) = x(t) + Q (A x(t) + b)`, where `Q` is the integral of `exp(A s)` for
/// `s` from 0 to `h`. It takes no inverse, and what rests stays at rest to the bit.
enum ExponentialIntegral {
  /// The integral for a matrix, row by row; nil if an element isn't finite.
  ///
  /// It is worked out for `h / 2^k`, where `A h` is so small that the series ends
  /// soon, and then doubled: `Q(2h) = Q(h) (2 + A Q(h))`, for `exp(A h)` is
  /// `1 + A Q(h)`.
  static func of(_ a: [Double], size: Int, step: Double) -> [Double]? {
    // The largest sum of magnitudes of a row.
    let norm =
      step
      * ((0..<size).map { row in
        (0..<size).reduce(0) { $0 + a[row * size + $1].magnitude }
      }.max() ?? 0)
    guard norm.isFinite else { return nil }
    var halvings = 0
    var h = step
    while norm / Double(sign: .plus, exponent: halvings, significand: 1) > 0.5 {
      halvings += 1
      h /= 2
    }
    // h (1 + A h / 2 + (A h)^2 / 6 + …); the terms shrink by half at least.
    var term = identity(size).map { $0 * h }
    var result = term
    for order in 2..<24 {
      term = product(a, term, size).map { $0 * h / Double(order) }
      for place in result.indices { result[place] += term[place] }
    }
    for _ in 0..<halvings {
      var factor = product(a, result, size)
      for place in 0..<size { factor[place * size + place] += 2 }
      result = product(result, factor, size)
    }
    return result.allSatisfy(\.isFinite) ? result : nil
  }

  private static func identity(_ size: Int) -> [Double] {
    (0..<size * size).map { $0 / size == $0 % size ? 1 : 0 }
  }

  private static func product(
    _ a: [Double], _ b: [Double], _ size: Int
  ) -> [Double] {
    var result = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for inner in 0..<size where a[row * size + inner] != 0 {
        let factor = a[row * size + inner]
        for column in 0..<size {
          result[row * size + column] += factor * b[inner * size + column]
        }
      }
    }
    return result
  }
}
