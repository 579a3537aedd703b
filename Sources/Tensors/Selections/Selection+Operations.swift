extension Selection {
  /// The selected elements as a tensor of their own.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func gathered() throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, type: type, in: base.pool)
    switch type {
    case .float32: try gather(Float.self, into: result)
    case .float64: try gather(Double.self, into: result)
    case .int64: try gather(Int.self, into: result)
    case .bool: try gather(UInt8.self, into: result)
    case .float16: try gather(Float16.self, into: result)
    case .bfloat16: try gather(BFloat16.self, into: result)
    }
    return result
  }

  private func gather<T: Element>(_: T.Type, into result: Tensor)
    throws(TensorError)
  {
    let out: UnsafeMutablePointer<T> = result.pointer()
    let (steps, rank) = (result.strides, shape.rank)
    try forEachRow(T.self) { row, index, range in
      let place = index.position(steps, rank: rank) &+ range.lowerBound
      row.gather(range, to: out + place)
    }
  }

  /// Writes `operand`, broadcast to the selection's shape and converted to its
  /// type, to the selected elements.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.duplicateIndex` if a tensor is
  ///   written and an element is selected twice, `.invalidArgument` for real
  ///   numbers that aren't whole in `int64`, `.sharedElements`, `.outOfMemory`.
  public func assign(_ operand: Operand) throws(TensorError) {
    try write(operand)
    if !base.isFollowed { return }
    // A number may be written to an element twice, and a tensor may not.
    let written: Operand =
      if case .scalar = operand { operand } else { .tensor(try gathered()) }
    for follower in base.followers {
      try moved(to: follower).write(written)
    }
  }

  /// Writes `operand` to the selected elements of this tensor alone.
  private func write(_ operand: Operand) throws(TensorError) {
    try base.checkWritable("assign")
    switch operand {
    case .scalar(let scalar):
      try type.checkHolds(scalar, "assign")
      switch type {
      case .float32: try fill(Float(scalar))
      case .float64: try fill(Double(scalar))
      case .int64: try fill(Int(scalar))
      case .bool: try fill(UInt8(scalar))
      case .float16: try fill(Float16(scalar))
      case .bfloat16: try fill(BFloat16(scalar))
      }
    case .tensor(let tensor):
      try checkDuplicates("assign")
      try type.checkHolds(elementsOf: tensor, "assign")
      let source = try prepared(tensor, "assign", as: type)
      switch type {
      case .float32: try scatter(Float.self, from: source)
      case .float64: try scatter(Double.self, from: source)
      case .int64: try scatter(Int.self, from: source)
      case .bool: try scatter(UInt8.self, from: source)
      case .float16: try scatter(Float16.self, from: source)
      case .bfloat16: try scatter(BFloat16.self, from: source)
      }
    }
  }

  private func fill<T: Element>(_ value: T) throws(TensorError) {
    try forEachRow(T.self) { row, _, range in row.fill(range, value) }
  }

  private func scatter<T: Element>(_: T.Type, from source: Tensor)
    throws(TensorError)
  {
    let y: UnsafeMutablePointer<T> = source.pointer()
    let (steps, rank) = (source.strides, shape.rank)
    let step = steps[rank - 1]
    try forEachRow(T.self) { row, index, range in
      let place =
        index.position(steps, rank: rank) &+ range.lowerBound &* step
      row.scatter(range, from: y + place, step: step)
    }
  }

  /// Writes `operation` of the selected elements and `operand` back to them.
  ///
  /// - Throws: As `Tensor.apply(_:_:)`, and `TensorError.duplicateIndex`.
  public func apply(
    _ operation: BinaryOperation, _ operand: Operand
  ) throws(TensorError) {
    try operation.checkUpdate(
      of: type, with: operand.promoted(with: type, for: operation))
    try base.checkWritable(operation.rawValue)
    try checkDuplicates(operation.rawValue)
    var operand = operand
    if case .tensor(let tensor) = operand {
      operand = .tensor(
        try prepared(tensor, operation.rawValue, as: type.computed))
    }
    switch type {
    case .float32: try run(Float.self, operation, operand)
    case .float64: try run(Double.self, operation, operand)
    case .int64: try run(Int.self, operation, operand)
    case .bool: try run(UInt8.self, operation, operand)
    case .float16: try run(stored: Float16.self, operation, operand)
    case .bfloat16: try run(stored: BFloat16.self, operation, operand)
    }
  }

  private func run<T: OperatedElement>(
    _: T.Type, _ operation: BinaryOperation, _ operand: Operand
  ) throws(TensorError) {
    guard let (_, rows) = T.rows(of: operation) else { return }
    switch operand {
    case .scalar(let scalar): try walk(rows, self, T(scalar))
    case .tensor(let tensor): try walk(rows, self, tensor)
    }
  }

  private func run<S: StoredElement>(
    stored _: S.Type, _ operation: BinaryOperation, _ operand: Operand
  ) throws(TensorError) {
    guard let (_, rows) = Float.rows(of: operation) else { return }
    switch operand {
    case .scalar(let scalar):
      try walk(rows, self, stored: S.self, Float(scalar))
    case .tensor(let tensor): try walk(rows, self, stored: S.self, tensor)
    }
  }

  /// Replaces each selected element by `operation` of it.
  ///
  /// - Throws: As `Tensor.apply(_:)`, and `TensorError.duplicateIndex`.
  public func apply(_ operation: UnaryOperation) throws(TensorError) {
    try checkDuplicates(operation.rawValue)
    let values = try gathered().converted(to: type.computed)
    try values.apply(operation)
    try assign(.tensor(values))
  }

  /// Limits the selected elements to `minimum...maximum`.
  ///
  /// - Throws: As `Tensor.clamp(minimum:maximum:)`.
  public func clamp(
    minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) {
    let limits = try ClampLimits(minimum, maximum, for: type)
    try base.checkWritable("clamp")
    switch type {
    case .float32: try clamp(Float.self, limits)
    case .float64: try clamp(Double.self, limits)
    case .int64: try clamp(Int.self, limits)
    case .bool: try clamp(UInt8.self, limits)
    case .float16: try clamp(stored: Float16.self, limits)
    case .bfloat16: try clamp(stored: BFloat16.self, limits)
    }
  }

  private func clamp<T: Element>(_: T.Type, _ limits: ClampLimits)
    throws(TensorError)
  {
    let (low, high) = limits.values(T.self)
    try updateRows(self, T.self) { x, _, _, count in
      for i in 0..<count { x[i] = clamped(x[i], low, high) }
    }
  }

  private func clamp<S: StoredElement>(
    stored _: S.Type, _ limits: ClampLimits
  ) throws(TensorError) {
    let (low, high) = limits.values(Float.self)
    try updateRows(self, stored: S.self) { x, _, _, count in
      for i in 0..<count { x[i] = clamped(x[i], low, high) }
    }
  }

  /// The sum of the selected elements along `axis`.
  ///
  /// Rows that were picked from a matrix are added without a copy of them: the
  /// input that spikes give their targets costs only the rows that fired.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.outOfMemory`.
  public func sum(axis: Int) throws(TensorError) -> Tensor {
    guard axis >= 0, axis < shape.rank else {
      throw .axisOutOfRange(operation: "sum", axis: axis, rank: shape.rank)
    }
    guard shape.rank == 2, type != .bool, let list = lists[axis] else {
      return try gathered().reducing(.sum, axis: axis)
    }
    let other = 1 - axis
    guard lists[other] == nil, axis == 1 || strides[1] == 1 || shape[1] == 1
    else { return try gathered().reducing(.sum, axis: axis) }
    let result = try Tensor(
      uninitialized: [shape[other]], type: type.computed, in: base.pool)
    switch type {
    case .float32: try sum(Float.self, list, axis, into: result)
    case .float64: try sum(Double.self, list, axis, into: result)
    case .float16: try sum(Float16.self, list, axis, into: result)
    case .bfloat16: try sum(BFloat16.self, list, axis, into: result)
    default: try sum(Int.self, list, axis, into: result)
    }
    return result
  }

  private func sum<T: SummedElement>(
    _: T.Type, _ list: PlaceList, _ axis: Int, into result: Tensor
  ) throws(TensorError) {
    let x: UnsafeMutablePointer<T> = base.pointer()
    let out: UnsafeMutablePointer<T.Sum> = result.pointer()
    let places = list.places
    if axis == 0 {
      try gatherSum(x, places, list.count, columns: shape[1], into: out)
    } else {
      let step = strides[0]
      let grain = max(1, parallelGrain / max(1, list.count))
      try forEachLongChunk(
        of: shape[0], grain: grain, cost: list.count &* pickedCost
      ) { rows, interruption in
        for row in rows {
          if let interruption, interruption.isBreakingOff { return }
          out[row] = sumElements(x + row &* step, places, list.count)
        }
      }
    }
  }

  /// `operand` as the source of a change: of `type`, expanded to this
  /// shape, and free of this memory.
  private func prepared(
    _ operand: Tensor, _ operation: String, as type: ElementType
  ) throws(TensorError) -> Tensor {
    let converted = try operand.converted(to: type)
    let source =
      converted.mayOverlap(base) ? try converted.copied() : converted
    return try source.expanded(to: shape, operation: operation)
  }

  /// What a compiled update depends on: the type, which axes are picked from,
  /// and the sizes of the others.
  public var layout: String {
    let axes = (0..<shape.rank).map {
      lists[$0] == nil ? "\(shape[$0])" : "*"
    }
    return "\(type) [\(axes.joined(separator: ", "))]"
  }

  /// Throws unless each selected element may be changed by itself.
  ///
  /// - Throws: `TensorError.duplicateIndex`, `.sharedElements`.
  public func checkUpdate() throws(TensorError) {
    try base.checkWritable("update")
    try checkDuplicates("update")
  }

  private func checkDuplicates(_ operation: String) throws(TensorError) {
    for axis in 0..<shape.rank {
      if let index = lists[axis]?.duplicate {
        throw .duplicateIndex(operation: operation, index: index)
      }
    }
  }
}
