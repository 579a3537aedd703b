import Tensors

/// Synapses between neurons in space. All matrices are of `matrixShape`.
extension SynapseGroup {
  /// The axis of matrices along which sources lie.
  public var sourceAxis: Int {
    switch context.synapseMode {
    case .sourceByDestination: 0
    case .destinationBySource: 1
    }
  }

  /// The source's coordinate less the destination's, for each synapse, or for
  /// those in some rows of a matrix.
  func difference(
    _ name: String, inRows rows: Range<Int>? = nil
  ) throws -> Tensor {
    try checkConnected()
    var sources = try source.coordinate(name)
      .unsqueezed(axis: 1 - sourceAxis)
    var destinations = try destination.coordinate(name)
      .unsqueezed(axis: sourceAxis)
    if let rows {
      func part(_ tensor: Tensor) throws -> Tensor {
        try tensor.narrowed(axis: 0, start: rows.lowerBound, count: rows.count)
      }
      if sourceAxis == 0 {
        sources = try part(sources)
      } else {
        destinations = try part(destinations)
      }
    }
    return try sources.applying(.subtract, .tensor(destinations))
  }

  /// The distance of source and destination, for each synapse.
  ///
  /// - Parameters:
  ///   - axes: The coordinates that count.
  ///   - rows: The rows of a matrix that are wanted; all, if nil.
  /// - Returns: A new matrix.
  /// - Throws: As `NeuronGroup.coordinate(_:)`; `NetworkError.unconnected`.
  public func distances(
    along axes: [String] = NeuronGroup.coordinateNames,
    inRows rows: Range<Int>? = nil
  ) throws -> Tensor {
    var sizes = matrixShape.list
    if let rows { sizes[0] = rows.count }
    let sum = try Tensor.zeros(
      try Shape(sizes), type: elementType, in: pool)
    for name in axes {
      let difference = try difference(name, inRows: rows)
      try sum.apply(
        .add, .tensor(try difference.applying(.multiply, .tensor(difference))))
    }
    try sum.apply(.squareRoot)
    return sum
  }

  /// How near source and destination are in the plane of x and y: `radius` less
  /// the distance, at least 0, over the largest value of the destination.
  ///
  /// A destination with no source in reach has zeros.
  ///
  /// - Throws: As `distances(along:)`.
  public func proximity(radius: Double) throws -> Tensor {
    let result = try distances(along: ["x", "y"])
    if result.count == 0 { return result }
    try result.apply(.multiply, -1)
    try result.apply(.add, .scalar(.float(radius)))
    try result.clamp(minimum: .float(0), maximum: nil)
    try divide(
      result,
      by: try result.reducing(.maximum, axis: sourceAxis, keepsAxis: true))
    return result
  }

  /// A ring of near sources around each destination: p - 1.5 p^`exponent` of
  /// the proximity p, at least 0, over its largest value.
  ///
  /// - Throws: As `distances(along:)`.
  public func ring(radius: Double, exponent: Double) throws -> Tensor {
    let result = try proximity(radius: radius)
    if result.count == 0 { return result }
    let inner = try result.applying(.power, .scalar(.float(exponent)))
    try inner.apply(.multiply, 1.5)
    try result.apply(.subtract, .tensor(inner))
    try result.clamp(minimum: .float(0), maximum: nil)
    let largest = try result.reduced(.maximum)
    try divide(
      result, by: try Tensor.full([1], largest, type: result.type, in: pool))
    return result
  }

  /// Divides, but not by 0.
  private func divide(_ tensor: Tensor, by divisor: Tensor) throws {
    try divisor.assign(1, where: try divisor.comparing(.equal, 0))
    try tensor.apply(.divide, .tensor(divisor))
  }

  /// The largest distance along x, y and z between the ends of synapses that
  /// are enabled, each at least 1.
  ///
  /// - Throws: As `distances(along:)`; `NetworkError.wrongKind` for `enabled`.
  public func maximumReceptiveField() throws -> [Double] {
    let enabled = try enabled()
    return try NeuronGroup.coordinateNames.map { name in
      let distance = try difference(name)
      if distance.count == 0 { return 1 }
      try distance.apply(.absoluteValue)
      try distance.apply(.multiply, .tensor(enabled))
      return max(1, try distance.reduced(.maximum).double)
    }
  }

  /// Which synapses the variable `enabled` allows, as a bool matrix; all, if
  /// there is no such variable.
  ///
  /// - Throws: `NetworkError.wrongKind`, `.unconnected`,
  ///   `TensorError.shapeMismatch`.
  public func enabled() throws -> Tensor {
    try matrix(1, type: .bool)
  }

  /// Enables only synapses that `mask` allows too.
  ///
  /// - Throws: As `enabled()`.
  public func restrict(to mask: Tensor) throws {
    let enabled = try enabled()
    try enabled.apply(.and, .tensor(mask))
    state["enabled"] = .tensor(enabled)
  }

  /// Which synapses go from a neuron to itself, as a bool matrix.
  ///
  /// - Throws: `NetworkError.unconnected`, `TensorError.outOfMemory`.
  public func autapses() throws -> Tensor {
    try checkConnected()
    let (from, to) = (
      try source.neuronNumbers(), try destination.neuronNumbers()
    )
    guard source.root === destination.root else {
      return try Tensor.zeros(
        try Shape(matrixShape.list), type: .bool, in: pool)
    }
    return try from.unsqueezed(axis: 1 - sourceAxis).comparing(
      .equal, .tensor(try to.unsqueezed(axis: sourceAxis)))
  }
}

extension NeuronGroup {
  /// The group that the neurons belong to: of a sub-group its base.
  public var root: NeuronGroup { (self as? NeuronSubGroup)?.base ?? self }

  /// The numbers of the neurons in the group they belong to, from 0.
  func neuronNumbers() throws(TensorError) -> Tensor {
    if let part = self as? NeuronSubGroup { return try part.places.indices() }
    return try Tensor.range(from: 0, through: size - 1, in: pool)
  }
}
