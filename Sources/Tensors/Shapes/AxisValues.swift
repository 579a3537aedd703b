/// One whole number for each axis that a tensor may have, held in place.
package struct AxisValues: Equatable, Sendable {
  private var values: InlineArray<8, Int>

  init(repeating value: Int) { values = InlineArray(repeating: value) }

  /// A zero for each axis.
  static var zero: AxisValues { AxisValues(repeating: 0) }

  /// A one for each axis.
  static var one: AxisValues { AxisValues(repeating: 1) }

  @inline(__always)
  package subscript(axis: Int) -> Int {
    get { values[axis] }
    set { values[axis] = newValue }
  }

  @inline(__always)
  package static func == (left: AxisValues, right: AxisValues) -> Bool {
    // Without a branch, so that all axes are compared at once.
    var difference = 0
    for axis in 0..<Shape.maximumRank { difference |= left[axis] ^ right[axis] }
    return difference == 0
  }
}
