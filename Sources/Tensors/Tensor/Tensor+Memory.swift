/// Where the elements of a tensor lie in its storage, for whoever saves it.
extension Tensor {
  /// The steps in memory, in elements, between neighbors along each axis.
  public var steps: [Int] { (0..<rank).map { strides[$0] } }

  /// The position of the first element in the storage, in elements.
  public var start: Int { offset }

  /// Creates a view of `storage`, or nil if it has no room for all elements, or
  /// if they lie as those of no view do: steps are 0 or more, and elements
  /// share a place only where a step is 0.
  ///
  /// - Precondition: The storage holds elements of this type.
  public init?(
    viewing storage: Storage, type: ElementType, shape: Shape, steps: [Int],
    start: Int
  ) {
    let most = Shape.maximumCount
    let capacity = storage.byteCount / type.byteCount
    guard steps.count == shape.rank, (0...capacity).contains(start),
      steps.allSatisfy({ (0...most).contains($0) })
    else { return nil }
    var strides = AxisValues.zero
    var reaches: [(step: Int, reach: Int)] = []
    for axis in 0..<shape.rank {
      strides[axis] = steps[axis]
      let (reach, overflow) = steps[axis].multipliedReportingOverflow(
        by: max(0, shape[axis] - 1))
      // Within these limits, sums of eight can't overflow.
      guard !overflow, reach <= most else { return nil }
      if reach > 0 { reaches.append((steps[axis], reach)) }
    }
    if shape.count > 0 {
      var extent = 0
      for (step, reach) in reaches.sorted(by: { $0.step < $1.step }) {
        guard step > extent else { return nil }
        extent += reach
      }
      guard start + extent < capacity else { return nil }
    }
    self.init(
      storage: storage, type: type, shape: shape, strides: strides,
      offset: start)
  }
}
