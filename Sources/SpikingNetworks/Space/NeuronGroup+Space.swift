import Tensors

/// Neurons in space: their coordinates are the variables `x`, `y` and `z`.
extension NeuronGroup {
  /// The names of the coordinates.
  public static let coordinateNames = ["x", "y", "z"]

  /// The coordinate `name` of each neuron.
  ///
  /// - Throws: `NetworkError.unknownVariable`, `.wrongKind`.
  public func coordinate(_ name: String) throws -> Tensor {
    let tensor = try tensor(named: name)
    guard tensor.shape == [size] else {
      throw NetworkError.wrongKind(
        what: "'\(name)' of \(label)",
        expected: "a tensor with a number for each neuron",
        found: "a tensor of shape \(tensor.shape)")
    }
    return try tensor.converted(to: tensor.type.floating)
  }

  /// Masks that cut the box around all neurons into blocks.
  ///
  /// A neuron between two blocks belongs to the first, so each is in one block
  /// only.
  ///
  /// - Parameter steps: The number of blocks along x, y and z.
  /// - Returns: A mask for each block; x changes slowest.
  /// - Throws: `NetworkError.outOfRange`, and as `coordinate(_:)`.
  public func partitionMasks(_ steps: [Int]) throws -> [Tensor] {
    let names = NeuronGroup.coordinateNames
    let (product, isTooLarge) = steps.reduce((1, false)) { sum, step in
      let next = sum.0.multipliedReportingOverflow(by: step)
      return (next.partialValue, sum.1 || next.overflow)
    }
    guard steps.count == names.count, steps.allSatisfy({ $0 > 0 }),
      !isTooLarge, product <= 1_000_000
    else {
      throw NetworkError.outOfRange(
        what: "the numbers of blocks", found: "\(steps)",
        expected: "three whole numbers of 1 or more, with a product of at"
          + " most 1000000")
    }
    var blocks = [Int](repeating: 0, count: size)
    for (name, count) in zip(names, steps) {
      let values = try coordinate(name).converted(to: .float64).values(
        Double.self)
      let places = blockNumbers(values, count: count)
      for neuron in 0..<size {
        blocks[neuron] = blocks[neuron] * count + places[neuron]
      }
    }
    let numbers = try Tensor(blocks, in: pool)
    return try (0..<product).map {
      try Interruption.begin(size / 16)
      return try numbers.comparing(.equal, .scalar(.integer($0)))
    }
  }

  /// The block along an axis of each value: those up to the end of the first
  /// of `count` equal parts of their range are in block 0.
  private func blockNumbers(_ values: [Double], count: Int) -> [Int] {
    guard let low = values.min(), let high = values.max() else { return [] }
    let ends = (1..<count).map {
      low + (high - low) / Double(count) * Double($0)
    }
    return values.map { value in
      ends.firstIndex { value <= $0 } ?? ends.count
    }
  }

  /// Which neurons lie in the box around those of `other`, enlarged on every
  /// side.
  ///
  /// - Parameters:
  ///   - other: The group, or a sub-group.
  ///   - margins: By how much along x, y and z.
  /// - Returns: A mask of this group; all false if `other` is empty.
  /// - Throws: `NetworkError.outOfRange`, and as `coordinate(_:)`.
  public func receptiveFieldMask(
    of other: NeuronGroup, margins: [Double]
  ) throws -> Tensor {
    let names = NeuronGroup.coordinateNames
    guard margins.count == names.count else {
      throw NetworkError.outOfRange(
        what: "the margins", found: "\(margins)", expected: "three numbers")
    }
    let isEmpty = other.size == 0
    let mask = try Tensor.full(
      [size], .bool(!isEmpty), type: .bool, in: pool)
    if isEmpty { return mask }
    for (name, margin) in zip(names, margins) {
      let inner = try other.coordinate(name).converted(to: .float64)
      let low = try inner.reduced(.minimum).double - margin
      let high = try inner.reduced(.maximum).double + margin
      let outer = try coordinate(name).converted(to: .float64)
      for (comparison, limit) in [
        (ComparisonOperation.greaterOrEqual, low), (.lessOrEqual, high),
      ] {
        try mask.apply(
          .and,
          .tensor(try outer.comparing(comparison, .scalar(.float(limit)))))
      }
    }
    return mask
  }

  /// Sub-groups for the blocks of `partitionMasks(_:)`.
  public func blocks(_ steps: [Int]) throws -> [NeuronSubGroup] {
    try partitionMasks(steps).map { try NeuronSubGroup(of: self, where: $0) }
  }
}
