/// Operations in place. Each entry changes on its own, so results don't depend
/// on how the work is split.
extension SparseSelection {
  /// Entries of a row or of a column that are to be changed.
  public struct Piece<T> {
    /// Their values: what is written here becomes theirs.
    public let values: UnsafeMutablePointer<T>

    /// The column of each, or the row.
    public let minors: UnsafePointer<UInt32>

    /// The number of entries.
    public let count: Int

    /// The row that they are in, or the column.
    public let major: Int

    /// The number of that row or column in the selection.
    public let slot: Int

    /// Whether they are entries of a row.
    public let isByRow: Bool
  }

  /// Calls `change` with all selected entries, some of a row or of a column at
  /// a time, on several threads if there are many.
  ///
  /// It takes no memory when it is called again.
  ///
  /// - Precondition: The values are of `float32`.
  /// - Throws: `TensorError.duplicateIndex`, `.outOfMemory`.
  public func update(
    _ change: (Piece<Float>) -> Void
  ) throws(TensorError) {
    try update(Float.self, "update", change)
  }

  /// As that, for values of `float64`.
  ///
  /// - Precondition: The values are of `float64`.
  /// - Throws: As that.
  public func update(
    _ change: (Piece<Double>) -> Void
  ) throws(TensorError) {
    try update(Double.self, "update", change)
  }

  @inline(__always)
  private func update<T: Element>(
    _: T.Type, _ operation: String, _ change: (Piece<T>) -> Void
  ) throws(TensorError) {
    precondition(T.elementType == type)
    try checkDuplicates(operation)
    let runs = try entries()
    let x = matrix.values.pointer(T.self)
    try forEachLongChunk(of: runs.count, grain: runs.grain, cost: runs.cost) {
      range, interruption in
      forEachPiece(runs, range, x, interruption, change)
    }
  }

  /// Writes `operation` of the selected entries and `operand`, broadcast to the
  /// shape of the selection, to the entries.
  ///
  /// - Throws: As `Selection.apply(_:_:)`.
  public func apply(
    _ operation: BinaryOperation, _ operand: Operand
  ) throws(TensorError) {
    try operation.checkUpdate(of: type, with: operand.promoted(with: type))
    if isWhole, case .scalar = operand {
      return try matrix.values.apply(operation, operand)
    }
    switch type {
    case .float32:
      guard let (_, rows) = Float.rows(of: operation) else { return }
      try combine(operation.rawValue, operand, rows.number, rows.vector)
    default:
      guard let (_, rows) = Double.rows(of: operation) else { return }
      try combine(operation.rawValue, operand, rows.number, rows.vector)
    }
  }

  /// Writes `operand`, broadcast to the shape of the selection, to the entries.
  ///
  /// - Throws: As `Selection.assign(_:)`.
  public func assign(_ operand: Operand) throws(TensorError) {
    if type == .float32 {
      try combine("assign", operand, fill(Float.self), copy(Float.self))
    } else {
      try combine("assign", operand, fill(Double.self), copy(Double.self))
    }
  }

  private func fill<T>(
    _: T.Type
  ) -> (UnsafeMutablePointer<T>, T, Int) -> Void {
    { x, number, count in x.update(repeating: number, count: count) }
  }

  private func copy<T>(
    _: T.Type
  ) -> (UnsafeMutablePointer<T>, UnsafePointer<T>, Int) -> Void {
    { x, other, count in x.update(from: other, count: count) }
  }

  /// Limits the entries to `minimum...maximum`.
  ///
  /// - Throws: As `Tensor.clamp(minimum:maximum:)`.
  public func clamp(
    minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) {
    let limits = try ClampLimits(minimum, maximum, for: type)
    if isWhole {
      return try matrix.values.clamp(minimum: minimum, maximum: maximum)
    }
    if type == .float32 {
      try clamp(Float.self, limits)
    } else {
      try clamp(Double.self, limits)
    }
  }

  private func clamp<T: RealElement>(
    _: T.Type, _ limits: ClampLimits
  ) throws(TensorError) {
    let (low, high) = limits.values(T.self)
    try update(T.self, "clamp") { piece in
      let x = piece.values
      for i in 0..<piece.count { x[i] = clamped(x[i], low, high) }
    }
  }

  /// Replaces each entry by `operation` of it.
  ///
  /// - Throws: As `Tensor.apply(_:)`.
  public func apply(_ operation: UnaryOperation) throws(TensorError) {
    if isWhole { return try matrix.values.apply(operation) }
    try checkDuplicates(operation.rawValue)
    let runs = try entries()
    let list = try Tensor(
      uninitialized: Shape(vector: runs.entryCount), type: type,
      in: matrix.pool)
    if type == .float32 {
      try apply(operation, list, runs, Float.self)
    } else {
      try apply(operation, list, runs, Double.self)
    }
  }

  private func apply<T: RealElement>(
    _ operation: UnaryOperation, _ list: Tensor, _ runs: SparseRuns, _: T.Type
  ) throws(TensorError) {
    let (x, y) = (matrix.values.pointer(T.self), list.pointer(T.self))
    let interruption = Interruption.current
    var next = 0
    forEachPiece(runs, 0..<runs.count, x, interruption) { piece in
      (y + next).update(from: piece.values, count: piece.count)
      next &+= piece.count
    }
    try interruption?.check()
    try list.apply(operation)
    next = 0
    forEachPiece(runs, 0..<runs.count, x, nil) { piece in
      piece.values.update(from: y + next, count: piece.count)
      next &+= piece.count
    }
  }

  /// Calls one of two loops with entries and what `operand` has for them.
  private func combine<T: RealElement>(
    _ operation: String, _ operand: Operand,
    _ number: (UnsafeMutablePointer<T>, T, Int) -> Void,
    _ vector: (UnsafeMutablePointer<T>, UnsafePointer<T>, Int) -> Void
  ) throws(TensorError) {
    guard case .tensor(let given) = operand else {
      guard case .scalar(let scalar) = operand else { return }
      let value = T(scalar)
      return try update(T.self, operation) { piece in
        number(piece.values, value, piece.count)
      }
    }
    let converted = try given.converted(to: type)
    let isShared = converted.mayOverlap(matrix.values)
    let source = isShared ? try converted.copied() : converted
    let shaped = try source.expanded(to: shape, operation: operation)
    let isByRow = try entries().isByRow
    let slots = try minorSlots(isByRow: isByRow)
    let majorStep = shaped.strides[isByRow ? 0 : 1]
    let minorStep = shaped.strides[isByRow ? 1 : 0]
    let y = shaped.pointer(T.self)
    try update(T.self, operation) { piece in
      let line = y + piece.slot &* majorStep
      if minorStep == 0 {
        return number(piece.values, line[0], piece.count)
      }
      withUnsafeTemporaryAllocation(of: T.self, capacity: scratchCount) {
        guard let others = $0.baseAddress else { return }
        gatherOthers(
          line, minorStep, piece.minors, slots, piece.count, into: others)
        vector(piece.values, others, piece.count)
      }
    }
    withExtendedLifetime(shaped) {}
  }
}

/// Writes what an operand has for the entries of a piece to `others`.
@inline(__always)
private func gatherOthers<T>(
  _ line: UnsafePointer<T>, _ step: Int, _ minors: UnsafePointer<UInt32>,
  _ slots: UnsafePointer<UInt32>?, _ count: Int,
  into others: UnsafeMutablePointer<T>
) {
  if let slots {
    for i in 0..<count {
      others[i] = line[Int(slots[Int(minors[i])]) &* step]
    }
  } else if step == 1 {
    for i in 0..<count { others[i] = line[Int(minors[i])] }
  } else {
    for i in 0..<count { others[i] = line[Int(minors[i]) &* step] }
  }
}

/// Calls `change` with the entries of the runs in `range`, at most
/// `scratchCount` at a time. Those that don't lie side by side pass through a
/// small buffer. Entries are missing if `interruption` breaks it off.
@inline(__always)
private func forEachPiece<T>(
  _ runs: SparseRuns, _ range: Range<Int>, _ x: UnsafeMutablePointer<T>,
  _ interruption: Interruption?,
  _ change: (SparseSelection.Piece<T>) -> Void
) {
  withUnsafeTemporaryAllocation(of: T.self, capacity: scratchCount) { buffer in
    guard let scratch = buffer.baseAddress else { return }
    for run in range {
      runs.prefetch(after: run, in: range, UnsafePointer(x))
      let (from, to) = runs.places(run)
      let major = runs.major(run)
      var place = from
      while place < to {
        if let interruption, interruption.isBreakingOff { return }
        let count = min(scratchCount, to &- place)
        let values = runs.positions == nil ? x + place : scratch
        let list = runs.positions.map { $0 + place }
        if let list {
          for i in 0..<count { scratch[i] = x[Int(list[i])] }
        }
        change(
          SparseSelection.Piece(
            values: values, minors: runs.minors + place, count: count,
            major: major, slot: run, isByRow: runs.isByRow))
        if let list {
          for i in 0..<count { x[Int(list[i])] = scratch[i] }
        }
        place &+= count
      }
    }
  }
}
