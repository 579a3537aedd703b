import Glibc
import Tensors

/// Moving the neurons of a grid: each function changes the coordinates `x`, `y`
/// and `z` of the group.
extension NeuronDimension {
  /// Moves all neurons by as much.
  ///
  /// - Parameter distances: Along x, y and z.
  /// - Throws: `NetworkError.unconnected`, and as `NeuronGroup.coordinate(_:)`.
  public func move(by distances: [Double]) throws {
    try update(distances) { try $0.apply(.add, .scalar(.float($1))) }
  }

  /// Multiplies the coordinates.
  public func scale(by factors: [Double]) throws {
    try update(factors) { try $0.apply(.multiply, .scalar(.float($1))) }
  }

  /// Moves each neuron by a distance of its own, drawn evenly between minus the
  /// reach and the reach.
  public func addNoise(reach: [Double]) throws {
    let random = try group().currentRandom
    try update(reach) { coordinate, reach in
      let noise = try Tensor.zeros(
        coordinate.shape, type: coordinate.type, in: coordinate.pool)
      try random.fillUniform(noise, from: -abs(reach), to: abs(reach))
      try coordinate.apply(.add, .tensor(noise))
    }
  }

  /// Turns the neurons about an axis through 0; see `rotationMatrix(about:_:)`.
  ///
  /// - Throws: `NetworkError.outOfRange` for an axis without direction,
  ///   `.unconnected`, and as `NeuronGroup.coordinate(_:)`.
  public func rotate(about axis: [Double], angle: Double) throws {
    let neurons = try group()
    let matrix = try NeuronDimension.rotationMatrix(about: axis, angle)
    let old = try NeuronGroup.coordinateNames.map {
      try neurons.coordinate($0)
    }
    for (row, name) in NeuronGroup.coordinateNames.enumerated() {
      let sum = try Tensor.zeros(
        [neurons.size], type: old[row].type, in: neurons.pool)
      for column in 0..<3 {
        let factor = Operand.scalar(.float(matrix[3 * row + column]))
        try sum.apply(
          .add, .tensor(try old[column].applying(.multiply, factor)))
      }
      neurons.state[name] = .tensor(sum)
    }
  }

  /// The matrix, row by row, that turns a point by `angle` radians about `axis`,
  /// counterclockwise for whom the axis points at.
  ///
  /// It is cos a I + (1 - cos a) u uᵀ + sin a [u]ₓ for the unit vector u of the
  /// axis (Rodrigues' formula).
  ///
  /// - Throws: `NetworkError.outOfRange` for an axis without direction.
  public static func rotationMatrix(
    about axis: [Double], _ angle: Double
  ) throws(NetworkError) -> [Double] {
    let length = axis.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard axis.count == 3, length > 0, length.isFinite else {
      throw .outOfRange(
        what: "the axis of a rotation", found: "\(axis)",
        expected: "three numbers that are not all 0")
    }
    guard angle.isFinite else {
      throw .outOfRange(
        what: "the angle of a rotation", found: "\(angle)",
        expected: "a finite number")
    }
    let (cosine, sine) = (cos(angle), sin(angle))
    let (x, y, z) = (axis[0] / length, axis[1] / length, axis[2] / length)
    let rest = 1 - cosine
    return [
      cosine + rest * x * x, rest * x * y - sine * z, rest * x * z + sine * y,
      rest * y * x + sine * z, cosine + rest * y * y, rest * y * z - sine * x,
      rest * z * x - sine * y, rest * z * y + sine * x, cosine + rest * z * z,
    ]
  }

  /// Scales the coordinates by the ratio of the sizes of the other group's grid
  /// to this one, so that both cover the same space.
  ///
  /// - Throws: `NetworkError.unknownVariable`, `.wrongKind` if the other group
  ///   has no grid.
  public func stretch(to other: NeuronGroup) throws {
    let names = ["width", "height", "depth"]
    let factors = try zip(names, sizes).map { name, own in
      guard let value = other.root.state[name] else {
        throw NetworkError.unknownVariable(
          name: name, object: other.label, known: other.root.state.names)
      }
      guard case .number(let number) = value else {
        throw NetworkError.wrongKind(
          what: "'\(name)' of \(other.label)", expected: "a number",
          found: value.kind)
      }
      return own > 0 ? number.double / Double(own) : 1
    }
    try scale(by: factors)
  }

  /// Which neurons lie in a box of the grid.
  ///
  /// - Parameters:
  ///   - first: The first place along x, y and z, from 0.
  ///   - end: The place after the last; a negative one counts from the end, so
  ///     that -1 is the end itself.
  /// - Returns: A mask; all false for an empty box.
  /// - Throws: `NetworkError.unconnected`, `.outOfRange` unless there are three
  ///   places each.
  public func areaMask(first: [Int], end: [Int]) throws -> Tensor {
    let neurons = try group()
    guard first.count == 3, end.count == 3 else {
      throw NetworkError.outOfRange(
        what: "the box", found: "\(first) to \(end)", expected: "three ranges")
    }
    let mask = try Tensor.zeros(
      try Shape(sizes.reversed()), type: .bool, in: neurons.pool)
    var box = mask
    for axis in 0..<3 {
      let size = sizes[axis]
      let last = end[axis] < 0 ? max(0, size &+ 1 &+ end[axis]) : end[axis]
      let (low, high) = (min(max(first[axis], 0), size), min(last, size))
      // The grid's axes are z, y and x.
      box = try box.narrowed(
        axis: 2 - axis, start: low, count: max(0, high - low))
    }
    try box.fill(true)
    return try mask.reshaped([neurons.size])
  }

  /// Gives the neurons the coordinates that `change` makes of them, one after
  /// the other with a value of its own.
  private func update(
    _ values: [Double], _ change: (Tensor, Double) throws -> Void
  ) throws {
    guard values.count == 3, values.allSatisfy(\.isFinite) else {
      throw NetworkError.outOfRange(
        what: "the values along x, y and z", found: "\(values)",
        expected: "three finite numbers")
    }
    let neurons = try group()
    for (name, value) in zip(NeuronGroup.coordinateNames, values) {
      let copy = try neurons.coordinate(name).copied()
      try change(copy, value)
      neurons.state[name] = .tensor(copy)
    }
  }
}
