/// A parameter of a distribution: one for all draws, or one for each.
struct DrawParameter {
  /// What all draws have, unless there are `values`.
  let number: Double
  /// What each draw has.
  let values: UnsafePointer<Double>?

  /// What draw `index` of a fill has.
  @inline(__always)
  subscript(index: Int) -> Double { values?[index] ?? number }
}
