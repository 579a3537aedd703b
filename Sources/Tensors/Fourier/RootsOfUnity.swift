import Glibc

/// exp(-2πik/n), for 0 <= k < n, as cosine and sine.
///
/// The angle is brought into the first eighth of the circle by whole numbers, so
/// that no rounding of it is larger than that of the result.
func root(_ k: Int, of n: Int) -> (Double, Double) {
  // In eighths of a step: quarter turns, then a mirror at the diagonal.
  var (part, turns) = (4 &* k, 0)
  while part >= n {
    part &-= n
    turns &+= 1
  }
  let isBeyond = 2 &* part > n
  let angle = Double(isBeyond ? n &- part : part) * (Double.pi / 2 / Double(n))
  let (c, s) =
    isBeyond ? (sin(angle), cos(angle)) : (cos(angle), sin(angle))
  return switch turns {
  case 0: (c, -s)
  case 1: (-s, -c)
  case 2: (-c, s)
  default: (s, c)
  }
}

extension UnsafeMutablePointer<Double> {
  /// Writes all roots of number `count`, first cosines, then sines.
  ///
  /// Most of them are others turned or mirrored, which gives the same bits.
  ///
  /// - Throws: `TensorError.interrupted`.
  func fillRoots(of count: Int) throws(TensorError) {
    let (x, y) = (self, self + count)
    let turn = count % 4 == 0 ? count / 4 : count % 2 == 0 ? count / 2 : count
    // Mirrored are places in a quarter at its diagonal, in the circle at its axis.
    let computed =
      turn == count / 2 ? turn : min(turn, (turn &+ 1) / 2 &+ 1)
    try forEachPart(of: computed) { part in
      for k in part { (x[k], y[k]) = root(k, of: count) }
    }
    for k in stride(from: computed, to: turn, by: 1) {
      let (c, s) = (x[turn &- k], y[turn &- k])
      (x[k], y[k]) = turn == count ? (c, -s) : (-s, -c)
    }
    for k in stride(from: turn, to: count, by: 1) {
      let (c, s) = (x[k &- turn], y[k &- turn])
      (x[k], y[k]) = turn == count / 4 ? (s, -c) : (-c, -s)
    }
  }
}
