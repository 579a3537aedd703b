extension SparseSelection {
  /// The selected entries as a matrix of their own, of the selection's shape.
  ///
  /// - Throws: `TensorError.duplicateIndex`, `.outOfMemory`, `.interrupted`.
  public func gathered() throws(TensorError) -> SparseMatrix {
    if isWhole { return try matrix.copied() }
    try checkDuplicates("index")
    let runs = try entries()
    let slots = try minorSlots(isByRow: runs.isByRow)
    let list = Shape(vector: runs.entryCount)
    let majors = try Tensor(uninitialized: list, type: .int64, in: matrix.pool)
    let minors = try Tensor(uninitialized: list, type: .int64, in: matrix.pool)
    let places = try Tensor(uninitialized: list, type: .int64, in: matrix.pool)
    let (a, b) = (majors.pointer(Int.self), minors.pointer(Int.self))
    let c = places.pointer(Int.self)
    var next = 0
    var check = StopCheck()
    for run in 0..<runs.count {
      let (from, to) = runs.places(run)
      for place in from..<to {
        let minor = Int(runs.minors[place])
        a[next] = run
        b[next] = slots.map { Int($0[minor]) } ?? minor
        c[next] = runs.positions.map { Int($0[place]) } ?? place
        next &+= 1
      }
      try check.after(to &- from)
    }
    let values = try matrix.values
      .subscripting([.indices(places, base: 0)]).tensor()
    return try SparseMatrix(
      rows: runs.isByRow ? majors : minors,
      columns: runs.isByRow ? minors : majors, values: .tensor(values),
      size: (shape[0], shape[1]), type: type, in: matrix.pool)
  }
}

extension SparseMatrix {
  /// The row and the column of each entry in order, which count from `base`, as
  /// `int64` vectors.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func indices(
    base: Int = 0
  ) throws(TensorError) -> (rows: Tensor, columns: Tensor) {
    let list = Shape(vector: entryCount)
    let rows = try Tensor(uninitialized: list, type: .int64, in: pool)
    let columns = try Tensor(uninitialized: list, type: .int64, in: pool)
    let (a, b) = (rows.pointer(Int.self), columns.pointer(Int.self))
    let (starts, places) = (structure.rowStarts, structure.columns)
    var check = StopCheck()
    for row in 0..<structure.rowCount {
      for entry in starts[row]..<starts[row &+ 1] {
        a[entry] = row &+ base
        b[entry] = Int(places[entry]) &+ base
      }
      try check.after(starts[row &+ 1] &- starts[row])
    }
    return (rows, columns)
  }
}
