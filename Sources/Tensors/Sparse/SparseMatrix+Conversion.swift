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
  ///   - pool: Where the matrix gets its memory.
  /// - Throws: `TensorError.duplicateEntry`, `.indexOutOfRange`,
  ///   `.shapeMismatch` for lists of different lengths, `.wrongType`,
  ///   `.negativeSize`, `.tooManyElements`, `.tooManyEntries`, `.outOfMemory`.
  public convenience init(
    rows: Tensor, columns: Tensor, values: Operand, size: (Int, Int),
    base: Int = 0, type: ElementType? = nil, in pool: MemoryPool
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
    let sorter = EntrySorter(
      rows: try rows.copied(), columns: try columns.copied(), base: base)
    let (structure, order) = try sorter.sorted(size, in: pool)
    switch values {
    case .scalar(let number):
      try self.init(structure, filledWith: number, type: type ?? .float32)
    case .tensor(let tensor):
      guard tensor.shape == rows.shape else {
        throw .shapeMismatch(
          operation: "sparse", left: rows.shape, right: tensor.shape)
      }
      let wanted = type ?? tensor.type.floating
      try SparseMatrix.check(wanted)
      let list = try tensor.converted(to: wanted)
      let picked = try list.subscripting([.indices(order, base: 0)]).tensor()
      self.init(structure, values: picked)
    }
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
    let real = try converted(to: type.floating)
    let source = real.isContiguous ? real : try real.copied()
    return source.type == .float32
      ? try source.sparse(Float.self) : try source.sparse(Double.self)
  }

  private func sparse<T: RealElement>(
    _: T.Type
  ) throws(TensorError) -> SparseMatrix {
    let (rows, width) = (shape[0], shape[1])
    try SparseStructure.check(rows: rows, columns: width)
    let x = pointer(T.self)
    let starts = try Scratch<Int>(count: rows + 1, in: pool)
    let start = starts.pointer
    let grain = max(1, parallelGrain / max(1, width))
    let cost = width &* elementCost
    try forEachChunk(of: rows, grain: grain, cost: cost) { range in
      for row in range {
        let line = x + row &* width
        var count = 0
        for column in 0..<width where line[column] != 0 { count &+= 1 }
        start[row] = count
      }
    }
    try SparseStructure.sumCounts(start, rows, width)
    let columns = try Scratch<UInt32>(count: start[rows], in: pool)
    let values = try Tensor(
      uninitialized: Shape(vector: start[rows]), type: type, in: pool)
    let (places, out) = (columns.pointer, values.pointer(T.self))
    try forEachChunk(of: rows, grain: grain, cost: cost) { range in
      for row in range {
        let line = x + row &* width
        var entry = start[row]
        for column in 0..<width where line[column] != 0 {
          places[entry] = UInt32(truncatingIfNeeded: column)
          out[entry] = line[column]
          entry &+= 1
        }
      }
    }
    let structure = SparseStructure(
      rowCount: rows, columnCount: width, rowStarts: starts, columns: columns)
    return SparseMatrix(structure, values: values)
  }
}
