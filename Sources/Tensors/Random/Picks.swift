import Glibc

/// Picks of elements by chance, with probabilities in proportion to weights.
///
/// ```swift
/// let picks = try Picks(of: weights.shape, count: 2, isRepeated: false)
/// let draws = try Tensor.zeros(picks.drawn, type: .float64, in: pool)
/// try random.fill(draws, picks.distribution, [1])
/// let indices = try picks.indices(weights: weights, draws: draws)
/// ```
package struct Picks {
  /// The shape of the weights' draws.
  package let drawn: Shape

  /// The shape of the indices.
  package let shape: Shape

  private let size: Int
  private let count: Int
  private let isRepeated: Bool

  /// Picks of `count` elements along the last axis of a tensor of shape
  /// `weights`, of which one may be picked again if it `isRepeated`.
  ///
  /// - Throws: `TensorError.invalidArgument` for weights without axes or
  ///   elements, and for a count below 1 or above what there is.
  package init(
    of weights: Shape, count: Int, isRepeated: Bool
  ) throws(TensorError) {
    let last = weights.rank - 1
    guard last >= 0, weights[last] > 0 else {
      throw Picks.invalid("there are no weights to pick by")
    }
    let size = weights[last]
    guard count > 0 else {
      throw Picks.invalid("the count must be 1 or more, not \(count)")
    }
    guard isRepeated || count <= size else {
      throw Picks.invalid(
        "asked for \(count) of \(size) elements without replacement")
    }
    var shape = weights
    shape[last] = count
    self.shape = shape
    drawn = isRepeated ? shape : weights
    self.size = size
    self.count = count
    self.isRepeated = isRepeated
  }

  /// The distribution, in its standard form, of which draws are needed.
  package var distribution: Distribution {
    isRepeated ? .uniform : .exponential
  }

  /// The indices, from `base`, of what is picked by `weights`, in the order in
  /// which it is picked. An int64 tensor. `draws` are of the distribution and of
  /// shape `drawn`, float64.
  ///
  /// With replacement, draws are places among the running sums of the weights.
  /// Without, elements are taken in the order of an exponential number each, over
  /// their weight (Efraimidis, Spirakis 2006, Weighted random sampling with a
  /// reservoir, doi 10.1016/j.ipl.2005.11.003).
  ///
  /// - Throws: `TensorError.invalidArgument` for weights that are negative, not
  ///   finite or all 0, and for fewer above 0 than are picked without
  ///   replacement; `.outOfMemory`, `.interrupted`.
  package func indices(
    weights: Tensor, draws: Tensor, base: Int = 0
  ) throws(TensorError) -> Tensor {
    let converted = try weights.converted(to: .float64)
    let rows = converted.isContiguous ? converted : try converted.copied()
    try check(rows)
    return isRepeated
      ? try repeated(rows, draws, base)
      : try ordered(rows, draws).order(
        axis: shape.rank - 1, first: count, base: base, for: "multinomial")
  }

  /// Throws unless all can be picked that is wanted.
  private func check(_ rows: Tensor) throws(TensorError) {
    let weights = rows.pointer(Double.self)
    let needed = isRepeated ? 1 : count
    var stop = StopCheck()
    for start in stride(from: 0, to: rows.count, by: size) {
      var (sum, positive) = (0.0, 0)
      for i in start..<(start + size) {
        guard weights[i] >= 0, weights[i].isFinite else {
          let found = weights[i].isNaN ? "nan" : "\(weights[i])"
          throw Picks.invalid(
            "a weight must be a finite number of 0 or more, not \(found)")
        }
        sum += weights[i]
        positive += weights[i] > 0 ? 1 : 0
      }
      guard sum.isFinite else {
        throw Picks.invalid("the sum of the weights is too large")
      }
      guard positive > 0 else { throw Picks.invalid("all weights are 0") }
      guard positive >= needed else {
        throw Picks.invalid(
          "asked for \(count) elements without replacement, and only"
            + " \(positive) have a weight above 0")
      }
      try stop.after(size)
    }
  }

  private func repeated(
    _ rows: Tensor, _ draws: Tensor, _ base: Int
  ) throws(TensorError) -> Tensor {
    let sums = try rows.cumulativeSum(axis: rows.rank - 1)
    let result = try Tensor(uninitialized: shape, type: .int64, in: rows.pool)
    let (found, units) = (result.pointer(Int.self), draws.pointer(Double.self))
    let ends = sums.pointer(Double.self)
    try forEachChunk(of: result.count, cost: 20_000) { range in
      for i in range {
        let row = ends + i / count &* size
        let total = row[size &- 1]
        // Below the total, to which a product of the smallest may be rounded.
        let place = min(units[i] * total, total.nextDown)
        // The first end beyond the place, which no weight of 0 has.
        var (low, high) = (0, size &- 1)
        while low < high {
          let middle = low &+ (high &- low) / 2
          if row[middle] > place {
            high = middle
          } else {
            low = middle &+ 1
          }
        }
        found[i] = low &+ base
      }
    }
    withExtendedLifetime((sums, draws)) {}
    return result
  }

  /// Numbers in the order in which elements are picked: those without weight, as
  /// NaN, come last.
  private func ordered(
    _ rows: Tensor, _ draws: Tensor
  ) throws(TensorError) -> Tensor {
    let keys = try Tensor(
      uninitialized: rows.shape, type: .float64, in: rows.pool)
    let out = keys.pointer(Double.self)
    let (weights, times) = (
      rows.pointer(Double.self), draws.pointer(Double.self)
    )
    try forEachChunk(of: rows.count, cost: 20_000) { range in
      for i in range {
        // Logarithms, so that no quotient overflows.
        out[i] = weights[i] > 0 ? log(times[i]) - log(weights[i]) : .nan
      }
    }
    withExtendedLifetime((rows, draws)) {}
    return keys
  }

  private static func invalid(_ reason: String) -> TensorError {
    .invalidArgument(operation: "multinomial", reason: reason)
  }
}
