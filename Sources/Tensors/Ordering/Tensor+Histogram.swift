/// How many elements there are between limits.
extension Tensor {
  /// `count + 1` numbers from `low` to `high`, evenly spaced: the edges of `count`
  /// bins, as a float64 vector.
  ///
  /// - Throws: `TensorError.invalidArgument`, `.outOfMemory`.
  public static func binEdges(
    _ count: Int, from low: Double, to high: Double, in pool: MemoryPool
  ) throws(TensorError) -> Tensor {
    guard count > 0 else {
      throw .invalidArgument(
        operation: "histogram",
        reason: "there must be at least one bin, not \(count)")
    }
    guard low < high, (high - low).isFinite else {
      throw .invalidArgument(
        operation: "histogram",
        reason: "there are no bins from \(low) to \(high)")
    }
    let size = count &+ 1
    let result = try Tensor(
      uninitialized: try Shape([size]), type: .float64, in: pool)
    let edges = result.pointer(Double.self)
    let step = (high - low) / Double(count)
    try forEachPart(of: size) { part in
      for i in part { edges[i] = low + step * Double(i) }
    }
    edges[count] = high
    return result
  }

  /// The limits of bins for these elements, as NumPy and PyTorch choose them: the
  /// smallest and the largest; if these are equal, half a unit to either side.
  ///
  /// - Throws: `TensorError.invalidArgument` if an element is infinite or NaN,
  ///   `.outOfMemory`.
  public func binLimits() throws(TensorError) -> (low: Double, high: Double) {
    if count == 0 { return (0, 1) }
    let low = Double(try reduced(.minimum))
    let high = Double(try reduced(.maximum))
    guard low.isFinite, high.isFinite else {
      throw .invalidArgument(
        operation: "histogram",
        reason: "there are no bins from \(low) to \(high); say from where to"
          + " where they are to be")
    }
    return low < high ? (low, high) : (low - 0.5, high + 0.5)
  }

  /// How many elements lie in each bin, from one of `edges` to before the next; the
  /// last bin has its end too. Elements outside, and NaN, aren't counted.
  ///
  /// - Parameter edges: A vector in ascending order.
  /// - Returns: An int64 vector, one shorter than `edges`.
  /// - Throws: `TensorError.invalidArgument`, `.outOfMemory`, `.interrupted`.
  public func histogram(_ edges: Tensor) throws(TensorError) -> Tensor {
    guard edges.rank == 1, edges.count > 1 else {
      throw .invalidArgument(
        operation: "histogram",
        reason: "expected a vector of at least two edges, found shape"
          + " \(edges.shape)")
    }
    let bins = edges.count - 1
    let values = try converted(to: .float64)
    let limits = try edges.converted(to: .float64).copied()
    let places = try limits.places(
      of: values, countsEqual: true, for: "histogram")
    let result = try Tensor.zeros([bins], type: .int64, in: pool)
    let source = try values.flattened()
    defer { withExtendedLifetime((limits, places, source)) {} }
    let (x, place) = (source.pointer(Double.self), places.pointer(Int.self))
    let counts = result.pointer(Int.self)
    let last = limits.pointer(Double.self)[bins]
    try forEachPart(of: count) { part in
      for i in part {
        if x[i] == last {
          counts[bins &- 1] &+= 1
        } else if place[i] > 0, place[i] <= bins {
          counts[place[i] &- 1] &+= 1
        }
      }
    }
    return result
  }
}
