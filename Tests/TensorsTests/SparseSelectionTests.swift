import TestSupport
import Testing

@testable import Tensors

/// What is picked out of sparse matrices, against plain loops over the dense
/// one.
@Suite struct SparseSelectionTests {
  let pool = MemoryPool()

  private func mask(_ count: Int, every step: Int) throws -> Tensor {
    try Tensor(
      (0..<count).map { $0 % step == step - 1 ? 1 : 0 } as [UInt8], in: pool)
  }

  /// Each way to pick rows or columns, and which ones they are.
  private func picks(_ count: Int) throws -> [(Selector, [Int])] {
    let some = count < 3 ? [] : [count - 1, 0, count / 2]
    let masks = try [1, 2, 17].map { step in
      (
        Selector.mask(try mask(count, every: step)),
        (0..<count).filter { $0 % step == step - 1 }
      )
    }
    return [
      (.all, Array(0..<count)),
      (
        .range(start: count / 3, count: count / 2),
        Array(count / 3..<(count / 3 + count / 2))
      ),
      (.indices(try Tensor(some.map { $0 + 1 }, in: pool), base: 1), some),
    ] + masks
  }

  /// Calls `body` with matrices, selectors of rows and columns, and the rows
  /// and columns that they pick.
  private func forEachBlock(
    _ body: (SparseMatrix, [Selector], [Int], [Int]) throws -> Void
  ) throws {
    for (rows, columns, density) in SparseMatrixTests.cases {
      for (rowSelector, pickedRows) in try picks(rows) {
        for (columnSelector, pickedColumns) in try picks(columns) {
          let matrix = try SparseMatrixTests.sample(
            rows, columns, density, type: .float64, in: pool)
          try body(
            matrix, [rowSelector, columnSelector], pickedRows, pickedColumns)
        }
      }
    }
  }

  @Test func sumsAreThoseOfAPlainLoop() throws {
    try forEachBlock { matrix, selectors, rows, columns in
      let dense = try matrix.dense().doubles
      let width = matrix.shape[1]
      let byColumn = columns.map { c in
        rows.reduce(0) { $0 + dense[$1 * width + c] }
      }
      let byRow = rows.map { r in
        columns.reduce(0) { $0 + dense[r * width + $1] }
      }
      let selection = try matrix.selection(selectors)
      #expect(selection.shape.list == [rows.count, columns.count])
      #expect(
        agree(try selection.sum(axis: 0).doubles, byColumn, within: 1e-12))
      #expect(agree(try selection.sum(axis: 1).doubles, byRow, within: 1e-12))
    }
  }

  @Test func manyEntriesAreSummedInGroups() throws {
    let matrix = try SparseMatrixTests.sample(1_500, 1_400, 0.2, in: pool)
    let dense = try matrix.dense()
    for axis in 0..<2 {
      #expect(
        agree(
          try SparseSelection(matrix).sum(axis: axis).doubles,
          try dense.reducing(.sum, axis: axis).doubles, within: 1e-4))
    }
  }

  @Test func updatesChangeTheEntriesOfTheBlock() throws {
    try forEachBlock { matrix, selectors, rows, columns in
      let mask = try SparseMatrix(
        matrix.structure, filledWith: 1, type: .float64
      ).dense().doubles
      let (perRow, perColumn) = (
        Samples.numbers(rows.count), Samples.numbers(columns.count + 5)
      )
      let vector = try Tensor(Array(perColumn[5...]), in: pool)
      let column = try Tensor(perRow, in: pool).reshaped([rows.count, 1])
      var expected = try matrix.dense().doubles
      let width = matrix.shape[1]
      for (i, r) in rows.enumerated() {
        for (j, c) in columns.enumerated() where mask[r * width + c] == 1 {
          let value = (expected[r * width + c] + 0.5) * perColumn[5 + j]
          expected[r * width + c] = min(max(value - perRow[i], -0.5), 0.75)
        }
      }
      let selection = try matrix.selection(selectors)
      try selection.apply(.add, 0.5)
      try selection.apply(.multiply, .tensor(vector))
      try selection.apply(.subtract, .tensor(column))
      try selection.clamp(minimum: .float(-0.5), maximum: .float(0.75))
      #expect(agree(try matrix.dense().doubles, expected, within: 1e-12))
    }
  }

  @Test func functionsAndAssignmentsWriteThrough() throws {
    try forEachBlock { matrix, selectors, rows, columns in
      let mask = try SparseMatrix(
        matrix.structure, filledWith: 1, type: .float64
      ).dense().doubles
      var expected = try matrix.dense().doubles
      let width = matrix.shape[1]
      let block = Samples.numbers(rows.count * columns.count)
      for (i, r) in rows.enumerated() {
        for (j, c) in columns.enumerated() where mask[r * width + c] == 1 {
          expected[r * width + c] = -block[i * columns.count + j]
        }
      }
      let selection = try matrix.selection(selectors)
      try selection.assign(
        .tensor(
          try Tensor(block, in: pool).reshaped([rows.count, columns.count])))
      try selection.apply(.negative)
      #expect(try matrix.dense().doubles == expected)
      try selection.assign(3)
      for r in rows {
        for c in columns where mask[r * width + c] == 1 {
          expected[r * width + c] = 3
        }
      }
      #expect(try matrix.dense().doubles == expected)
    }
  }

  @Test func gatheringMakesAMatrixOfTheBlock() throws {
    try forEachBlock { matrix, selectors, rows, columns in
      let dense = try matrix.dense().doubles
      let width = matrix.shape[1]
      let block = try matrix.selection(selectors).gathered()
      #expect(
        try block.dense().doubles
          == rows.flatMap { r in columns.map { dense[r * width + $0] } })
    }
  }

  @Test func aSelectionIsUsedAgainWithoutNewMemory() throws {
    let matrix = try SparseMatrixTests.sample(300, 257, 0.02, in: pool)
    let selection = SparseSelection(matrix)
    let sums = try Tensor.zeros([257], in: pool)
    let (few, many) = (try mask(300, every: 50), try mask(300, every: 2))
    let columns = try mask(257, every: 3)
    func round(_ rows: Tensor) throws {
      try selection.select(rows: rows.pointer(UInt8.self), columns: nil)
      try selection.sum(axis: 0, into: sums)
      try selection.select(
        rows: rows.pointer(UInt8.self), columns: columns.pointer(UInt8.self))
      try selection.update { (piece: SparseSelection.Piece<Float>) in
        for i in 0..<piece.count { piece.values[i] += 1 }
      }
    }
    try round(many)
    try round(few)
    let before = pool.allocations
    try round(many)
    try round(few)
    #expect(pool.allocations == before)
  }

  @Test func piecesNameTheirRowsAndColumns() throws {
    let matrix = try SparseMatrixTests.sample(40, 31, 0.2, in: pool)
    let rows = try mask(40, every: 3)
    for columns in [nil, try mask(31, every: 2), try mask(31, every: 31)] {
      let selection = SparseSelection(matrix)
      try selection.select(
        rows: columns == nil ? nil : rows.pointer(UInt8.self),
        columns: columns?.pointer(UInt8.self))
      try selection.update { (piece: SparseSelection.Piece<Float>) in
        for i in 0..<piece.count {
          let minor = Int(piece.minors[i])
          let (row, column) =
            piece.isByRow ? (piece.major, minor) : (minor, piece.major)
          piece.values[i] = Float(row * 31 + column)
        }
      }
      let (r, c) = try selection.gathered().indices()
      #expect(r.count == (try selection.entryCount()))
      #expect(c.count == r.count)
      for (place, value) in try matrix.dense().doubles.enumerated()
      where value >= 1 { #expect(value == Double(place)) }
    }
  }

  @Test func mistakesAreNamed() throws {
    let matrix = try SparseMatrixTests.sample(9, 7, 0.3, in: pool)
    func message(_ selectors: [Selector]) -> String {
      do {
        try matrix.selection(selectors).apply(.add, 1)
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      message([.mask(try mask(7, every: 2))])
        == "a mask of shape [7] can't select from shape [9, 7]")
    #expect(
      message([.mask(try Tensor.zeros([9], in: pool))])
        == "index: expected a bool mask, found a float32 tensor")
    #expect(
      message([.indices(try Tensor([0, 9], in: pool), base: 0)])
        == "index 9 is out of range 0...8")
    #expect(
      message([.indices(try Tensor([3, 1, 3], in: pool), base: 0)])
        == "add: index 3 is selected more than once")
    #expect(
      message([.all, .all, .all])
        == "index: 3 selectors for a sparse matrix")
    #expect(throws: TensorError.self) {
      try matrix.selection([.all]).sum(axis: 2)
    }
    #expect(throws: TensorError.self) {
      try matrix.selection([.all])
        .apply(.add, .tensor(try Tensor.zeros([8], in: pool)))
    }
  }
}

extension ThreadCountTests {
  @Test func sparseMatricesAreTheSameForAnyNumberOfThreads() throws {
    let bits = try results {
      let matrix = try SparseMatrixTests.sample(1_500, 1_400, 0.2, in: pool)
      let rows = try Tensor(
        (0..<1_500).map { $0 % 3 != 0 ? 1 : 0 } as [UInt8], in: pool)
      let columns = try Tensor(
        (0..<1_400).map { $0 % 2 }.map(UInt8.init), in: pool)
      let factors = try Samples.tensor([1_400], in: pool)
      var parts: [Tensor] = []
      for selectors in [
        [.mask(rows)], [.all, .mask(columns)], [.mask(rows), .mask(columns)],
        [],
      ] as [[Selector]] {
        let selection = try matrix.selection(selectors)
        parts.append(try selection.sum(axis: 0))
        parts.append(try selection.sum(axis: 1))
        try selection.apply(.multiply, 0.9)
        if selectors.count < 2 {
          try selection.apply(.add, .tensor(factors))
        }
        parts.append(try matrix.values.copied())
      }
      parts.append(try matrix.matrixProduct(factors))
      parts.append(
        try matrix.matrixProduct(
          left: try Samples.tensor([3, 1_500], in: pool)))
      return parts
    }
    #expect(bits[0] == bits[1])
    #expect(bits[0] == bits[2])
  }
}
