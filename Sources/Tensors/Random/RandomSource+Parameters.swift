/// What fills check and prepare.
extension RandomSource {
  /// Throws unless the tensor holds real numbers.
  func checkReal(
    _ tensor: Tensor, _ operation: String
  ) throws(TensorError) {
    guard tensor.type.isFloat else {
      throw .wrongType(
        operation: operation, expected: "float32 or float64",
        found: tensor.type)
    }
  }

  /// Throws unless elements of `type` can hold a parameter.
  func check(
    _ value: Double, _ name: String, for type: ElementType, _ operation: String
  ) throws(TensorError) {
    guard type.nearest(to: value).isFinite else {
      throw .invalidArgument(
        operation: operation,
        reason: "\(name) of \(value) is too large for \(type)")
    }
  }

  /// Calls `body` with a contiguous tensor whose elements then are those of
  /// `tensor`.
  func fillRows(
    _ tensor: Tensor, _ operation: String,
    _ body: (Tensor) throws(TensorError) -> Void
  ) throws(TensorError) {
    if tensor.isContiguous, !tensor.type.isStorage {
      try body(tensor)
      return
    }
    try tensor.checkWritable(operation)
    let rows = try Tensor(
      uninitialized: tensor.shape, type: tensor.type.computed, in: tensor.pool)
    try body(rows)
    try tensor.copy(from: rows)
  }

  /// The values of a parameter for each element of `tensor`, as contiguous
  /// real numbers, of `type` if it is given; nil if it is a number.
  ///
  /// - Throws: `TensorError.invalidArgument` unless all are in 0...`limit`, and
  ///   whole if they must be; `.shapeMismatch`, `.outOfMemory`.
  func parameter(
    _ operand: Operand, for tensor: Tensor, _ operation: String, name: String,
    upTo limit: Double, type: ElementType? = nil, isWhole: Bool = false
  ) throws(TensorError) -> Tensor? {
    func check(_ value: Double) throws(TensorError) {
      guard value >= 0, value <= limit else {
        let end = limit == 1 ? "1" : "\(limit)"
        throw .invalidArgument(
          operation: operation,
          reason: "a \(name) must be between 0 and \(end), not \(value)")
      }
    }
    func checkWhole(_ value: Double) throws(TensorError) {
      guard value == value.rounded(.down) else {
        throw .invalidArgument(
          operation: operation,
          reason: "a \(name) must be a whole number, not \(value)")
      }
    }
    switch operand {
    case .scalar(let scalar):
      try check(scalar.double)
      if isWhole { try checkWhole(scalar.double) }
      return nil
    case .tensor(let given):
      let values = try given.converted(to: type ?? given.type.floating)
      if values.count > 0 {
        try check(try values.reduced(.minimum).double)
        try check(try values.reduced(.maximum).double)
      }
      if isWhole, given.type.isFloat {
        let fraction = try values.applying(.modulo, .scalar(1))
          .reduced(.maximum).double
        if fraction > 0 {
          throw .invalidArgument(
            operation: operation,
            reason: "a \(name) must be a whole number, and one has a fraction"
              + " of \(fraction)")
        }
      }
      let rows = try values.expanded(to: tensor.shape, operation: operation)
      return rows.isContiguous && !rows.mayOverlap(tensor)
        ? rows : try rows.copied()
    }
  }

  /// Calls `body` with two parameters, each a number or one for each element
  /// of `tensor`.
  ///
  /// - Throws: As `parameter`, and what `body` throws.
  func withParameters(
    _ first: DrawnParameter, _ second: DrawnParameter, for tensor: Tensor,
    _ operation: String,
    _ body: (DrawParameter, DrawParameter) throws(TensorError) -> Void
  ) throws(TensorError) {
    var tensors: [Tensor?] = []
    var parameters: [DrawParameter] = []
    for given in [first, second] {
      let values = try parameter(
        given.operand, for: tensor, operation, name: given.name,
        upTo: given.limit, type: .float64, isWhole: given.isWhole)
      var number = 0.0
      if case .scalar(let scalar) = given.operand { number = scalar.double }
      parameters.append(
        DrawParameter(
          number: number,
          values: values.map { UnsafePointer($0.pointer(Double.self)) }))
      tensors.append(values)
    }
    try body(parameters[0], parameters[1])
    withExtendedLifetime(tensors) {}
  }
}

/// A parameter of a distribution as it was given, and what it may be.
struct DrawnParameter {
  let operand: Operand
  let name: String

  /// The largest; the least is 0.
  let limit: Double

  var isWhole = false
}
