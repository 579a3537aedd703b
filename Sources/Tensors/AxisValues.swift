/// One whole number for each axis that a tensor may have, held in place.
struct AxisValues: Equatable, Sendable {
  private var values: InlineArray<8, Int>

  init(repeating value: Int) { values = InlineArray(repeating: value) }

  /// A zero for each axis.
  static var zero: AxisValues { AxisValues(repeating: 0) }

  /// A one for each axis.
  static var one: AxisValues { AxisValues(repeating: 1) }

  @inline(__always)
  subscript(axis: Int) -> Int {
    get { values[axis] }
    set { values[axis] = newValue }
  }

  static func == (left: AxisValues, right: AxisValues) -> Bool {
    for axis in 0..<Shape.maximumRank where left[axis] != right[axis] {
      return false
    }
    return true
  }
}
