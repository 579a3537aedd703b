/// Sparse matrices from lists and dense matrices, and back.
extension SparseMatrix {
  /// Creates a matrix from a list of its entries, in any order.
  ///
  /// - Parameters:
  ///   - rows: The row of each entry: an `int64` vector.
  ///   - columns: The column of each entry.
  ///   - values: A number, or a vector with one for each entry.
  ///   - size: The rows and columns of the matrix.
  ///   - base: What rows and columns count from.
  ///   - type: The type of the values; that of the tensor, if nil.
  ///   - addsDuplicates: Whether the values of an entry that is given more than
  ///     once are added up, in the order of the list; it is an error otherwise.
  ///   - pool: Where the matrix gets its memory.
  /// - Throws: `TensorError.duplicateEntry`, `.indexOutOfRange`,
  ///   `.shapeMismatch` for lists of different lengths, `.wrongType`,
  ///   `.negativeSize`, `.tooManyElements`, `.tooManyEntries`, `.outOfMemory`.
  public convenience init(
    rows: Tensor, columns: Tensor, values: Operand, size: (Int, Int),
    base: Int = 0, type: ElementType? = nil, addsDuplicates: Bool = false,
    in pool: MemoryPool
  ) throws(TensorError) {
    try SparseStructure.check(rows: size.0, columns: size.1)
    for list in [rows, columns] {
      guard list.type == .int64, list.rank == 1 else {
        throw .invalidArgument(
          operation: "sparse",
          reason: "rows and columns must be int64 tensors with one axis, found"
            + " a \(list.type) tensor of shape \(list.shape)")
      }
    }
    guard rows.shape == columns.shape else {
      throw .shapeMismatch(
        operation: "sparse", left: rows.shape, right: columns.shape)
    }
    guard rows.count <= SparseStructure.limit else {
      var shape = Shape(vector: size.0)
      shape.append(size.1)
      throw .tooManyEntries(shape: shape, entries: rows.count)
    }
    let given: Tensor
    let wanted: ElementType
    switch values {
    case .scalar(let number):
      wanted = type ?? .float32
      try SparseMatrix.check(wanted)
      given = try Tensor.full([1], number, type: wanted, in: pool)
        .expanded(to: rows.shape)
    case .tensor(let tensor):
      guard tensor.shape == rows.shape else {
        throw .shapeMismatch(
          operation: "sparse", left: rows.shape, right: tensor.shape)
      }
      wanted = type ?? tensor.type.floating
      try SparseMatrix.check(wanted)
      given =
        try tensor.type.isComputedFloat ? tensor : tensor.converted(to: wanted)
    }
    let matrix = try EntrySorter(
      rows: rows, columns: columns, base: base, size: size,
      addsDuplicates: addsDuplicates
    ).matrix(values: given, type: wanted, in: pool)
    matrix.releaseBuildMemory()
    self.init(matrix.structure, values: matrix.values)
  }

  /// The matrix with all its elements, those without entry as 0.
  ///
  /// - Throws: `TensorError.tooManyElements`, `.outOfMemory`.
  public func dense() throws(TensorError) -> Tensor {
    let result = try Tensor.zeros(try Shape(shape.list), type: type, in: pool)
    try type == .float32
      ? spread(Float.self, result) : spread(Double.self, result)
    return result
  }

  private func spread<T: RealElement>(_: T.Type, _ result: Tensor)
    throws(TensorError)
  {
    let (out, x) = (result.pointer(T.self), values.pointer(T.self))
    let (starts, columns) = (structure.rowStarts, structure.columns)
    let width = structure.columnCount
    let grain = max(1, parallelGrain / max(1, width))
    try forEachChunk(
      of: structure.rowCount, grain: grain, cost: width &* elementCost
    ) { rows in
      for row in rows {
        let line = out + row &* width
        for entry in starts[row]..<starts[row &+ 1] {
          line[Int(columns[entry])] = x[entry]
        }
      }
    }
  }
}

extension Tensor {
  /// The matrix with an entry for each element that is not 0.
  ///
  /// Truth values and whole numbers become `float32`, or `float64` where that
  /// is exact.
  ///
  /// - Throws: `TensorError.invalidArgument` unless there are two axes,
  ///   `.tooManyEntries`, `.outOfMemory`.
  public func sparse() throws(TensorError) -> SparseMatrix {
    guard rank == 2 else {
      throw .invalidArgument(
        operation: "to_sparse",
        reason: "expected a matrix, found a tensor of shape \(shape)")
    }
    let source = strides[1] == 1 || shape[1] <= 1 ? self : try copied()
    switch type {
    case .bool: return try source.sparse(UInt8.self, as: Float.self)
    case .int64: return try source.sparse(Int.self, as: Double.self)
    case .float32: return try source.sparse(Float.self, as: Float.self)
    case .float64: return try source.sparse(Double.self, as: Double.self)
    case .float16: return try source.sparse(Float16.self, as: Float.self)
    case .bfloat16: return try source.sparse(BFloat16.self, as: Float.self)
    }
  }

  /// Counts the elements that are not 0, takes memory for as many entries, and
  /// fills it.
  ///
  /// - Precondition: The elements of a row lie side by side.
  private func sparse<T: Element, R: RealElement>(
    _: T.Type, as _: R.Type
  ) throws(TensorError) -> SparseMatrix {
    let (rows, width) = (shape[0], shape[1])
    try SparseStructure.check(rows: rows, columns: width)
    let (x, step, zero) = (pointer(T.self), strides[0], T(.integer(0)))
    let starts = try Scratch<Int>(count: rows + 1, in: pool)
    let start = starts.pointer
    let grain = max(1, parallelGrain / max(1, width))
    let cost = width &* elementCost
    try forEachLongChunk(of: rows, grain: grain, cost: cost) {
      range, interruption in
      for row in range {
        let line = x + row &* step
        var count = 0
        forEachPiece(of: width, interruption) { piece in
          for column in piece where line[column] != zero { count &+= 1 }
        }
        start[row] = count
      }
    }
    try SparseStructure.sumCounts(start, rows, width)
    let columns = try Scratch<UInt32>(count: start[rows], in: pool)
    let values = try Tensor(
      uninitialized: Shape(vector: start[rows]), type: R.elementType, in: pool)
    let (places, out) = (columns.pointer, values.pointer(R.self))
    try forEachLongChunk(of: rows, grain: grain, cost: cost) {
      range, interruption in
      for row in range {
        let line = x + row &* step
        var entry = start[row]
        forEachPiece(of: width, interruption) { piece in
          for column in piece where line[column] != zero {
            places[entry] = UInt32(truncatingIfNeeded: column)
            out[entry] = R(line[column].scalar)
            entry &+= 1
          }
        }
      }
    }
    let structure = SparseStructure(
      rowCount: rows, columnCount: width, rowStarts: starts, columns: columns)
    return SparseMatrix(structure, values: values)
  }
}

/// Calls `body` with pieces of `0..<count`, until `interruption` breaks it off.
@inline(__always)
private func forEachPiece(
  of count: Int, _ interruption: Interruption?, _ body: (Range<Int>) -> Void
) {
  for start in stride(from: 0, to: count, by: elementGrain) {
    if let interruption, interruption.isBreakingOff { return }
    body(start..<min(start &+ elementGrain, count))
  }
}
