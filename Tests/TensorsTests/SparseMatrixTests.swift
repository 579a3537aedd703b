import TestSupport
import Testing

@testable import Tensors

@Suite struct SparseMatrixTests {
  let pool = MemoryPool()

  /// Sizes with and without rows and columns, and densities.
  static let cases: [(rows: Int, columns: Int, density: Double)] = [
    (0, 0, 0.5), (0, 5, 0.5), (5, 0, 0.5), (1, 1, 1), (7, 9, 0),
    (7, 9, 0.05), (9, 7, 0.3), (17, 33, 0.9), (20, 15, 1), (150, 130, 0.02),
  ]

  /// A drawn matrix with values of no visible pattern.
  static func sample(
    _ rows: Int, _ columns: Int, _ density: Double,
    type: ElementType = .float32, seed: UInt64 = 5, in pool: MemoryPool
  ) throws -> SparseMatrix {
    let structure = try SparseStructure.random(
      rows: rows, columns: columns, density: density,
      from: RandomSource(seed: seed, stream: 1), in: pool)
    let values = try Samples.tensor(
      [structure.entryCount], type: type, in: pool)
    return SparseMatrix(structure, values: values)
  }

  private func lists(
    _ rows: [Int], _ columns: [Int], _ values: Operand = 1,
    size: (Int, Int) = (2, 3)
  ) throws -> SparseMatrix {
    try SparseMatrix(
      rows: try Tensor(rows, in: pool), columns: try Tensor(columns, in: pool),
      values: values, size: size, in: pool)
  }

  // MARK: Construction

  @Test(arguments: cases)
  func columnsAscendInEachRow(
    _ size: (rows: Int, columns: Int, density: Double)
  ) throws {
    let structure = try Self.sample(
      size.rows, size.columns, size.density, in: pool
    ).structure
    #expect(
      SparseStructure.isValid(
        structure.rowStarts, structure.columns, size.rows, size.columns))
    if size.density == 1 {
      #expect(structure.entryCount == size.rows * size.columns)
    }
    if size.density == 0 { #expect(structure.entryCount == 0) }
  }

  @Test(arguments: [0.001, 0.01, 0.2, 0.7])
  func eachElementIsAnEntryWithTheProbability(density: Double) throws {
    let (rows, columns) = (400, 500)
    let matrix = try SparseMatrix(
      try Self.sample(rows, columns, density, in: pool).structure,
      filledWith: 1)
    let elements = Double(rows * columns)
    let deviation = (elements * density * (1 - density)).squareRoot()
    #expect(
      (Double(matrix.entryCount) - elements * density).magnitude
        < 4 * deviation)
    // So do the first and the last columns, and neighbors are independent.
    let sums = try SparseSelection(matrix).sum(axis: 0).doubles
    let own = (Double(rows) * density * (1 - density)).squareRoot()
    for column in [0, 1, columns - 2, columns - 1] {
      #expect((sums[column] - Double(rows) * density).magnitude < 5 * own + 1)
    }
    let dense = try matrix.dense().doubles
    var pairs = 0.0
    for row in 0..<rows {
      for column in 1..<columns {
        let at = row * columns + column
        pairs += dense[at] * dense[at - 1]
      }
    }
    let expected = elements * density * density
    #expect((pairs - expected).magnitude < 6 * expected.squareRoot() + 5)
  }

  @Test func theSameSeedGivesTheSameStructure() throws {
    let a = try Self.sample(50, 60, 0.2, in: pool).structure
    let b = try Self.sample(50, 60, 0.2, in: pool).structure
    let other = try Self.sample(50, 60, 0.2, seed: 6, in: pool).structure
    #expect(a.isSame(as: b))
    #expect(!a.isSame(as: other))
  }

  @Test func drawsGoOnWhereTheLastEnded() throws {
    let source = RandomSource(seed: 1, stream: 2)
    let structures = try (0..<2).map { _ in
      try SparseStructure.random(
        rows: 20, columns: 30, density: 0.3, from: source, in: pool)
    }
    #expect(!structures[0].isSame(as: structures[1]))
    #expect(source.position == 2 * 20 * 16)
  }

  @Test func aSynapseWithPlasticityTakes16Bytes() throws {
    let matrix = try Self.sample(1_000, 800, 0.1, in: pool)
    _ = try matrix.selection([
      .all, .range(start: 0, count: 10),
    ]).sum(axis: 1)
    #expect(matrix.structure.hasColumnIndex)
    let perLine = 8 * (1_000 + 1 + 800 + 1)
    #expect(matrix.byteCount == 16 * matrix.entryCount + perLine)
  }

  @Test func theDenseMatrixIsNeverMade() throws {
    let limited = MemoryPool(limit: 1 << 20)
    let structure = try SparseStructure.random(
      rows: 100_000, columns: 100_000, density: 1e-7,
      from: RandomSource(seed: 1, stream: 1), in: limited)
    #expect(structure.entryCount > 800)
  }

  // MARK: Conversion

  @Test(arguments: cases)
  func denseAndBackIsTheSame(
    _ size: (rows: Int, columns: Int, density: Double)
  ) throws {
    for type in [ElementType.float32, .float64] {
      let matrix = try Self.sample(
        size.rows, size.columns, size.density, type: type, in: pool)
      try matrix.values.apply(.add, 2)  // so that none is 0
      let again = try matrix.dense().sparse()
      #expect(again.structure.isSame(as: matrix.structure))
      #expect(again.values.doubles == matrix.values.doubles)
      #expect(again.type == type)
    }
  }

  @Test func listsMayBeInAnyOrder() throws {
    let matrix = try lists(
      [1, 0, 1, 0], [2, 2, 0, 0],
      .tensor(try Tensor([4, 2, 3, 1] as [Float], in: pool)))
    #expect(try matrix.dense().doubles == [1, 0, 2, 3, 0, 4])
    let (rows, columns) = try matrix.indices()
    #expect(rows.doubles == [0, 0, 1, 1])
    #expect(columns.doubles == [0, 2, 0, 2])
  }

  @Test func elementsAreReadAndWritten() throws {
    let matrix = try lists([1, 0], [2, 1], 7)
    #expect(try matrix.element(row: 1, column: 2) == .float(7))
    #expect(try matrix.element(row: 0, column: 0) == nil)
    try matrix.setElement(row: 1, column: 2, to: 5)
    #expect(try matrix.dense().doubles == [0, 7, 0, 0, 0, 5])
    for entry in 0..<2 {
      let (row, column) = matrix.structure.place(of: entry)
      #expect(matrix.structure.entry(row: row, column: column) == entry)
    }
  }

  // MARK: Mistakes

  @Test func mistakesAreNamed() throws {
    func message(_ body: () throws -> Any) -> String {
      do {
        _ = try body()
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      message { try lists([1, 0, 1], [2, 0, 2]) }
        == "sparse: entry [1, 2] is given more than once")
    #expect(
      message { try lists([2], [0]) }
        == "sparse: index 2 is out of range 0...1")
    #expect(
      message { try lists([0], [-1]) }
        == "sparse: index -1 is out of range 0...2")
    #expect(
      message { try lists([0, 1], [0]) }
        == "sparse: shapes [2] and [1] don't match")
    #expect(
      message { try lists([], [], size: (-1, 2)) }
        == "a size must be 0 or more, not -1")
    #expect(
      message { try lists([], [], size: (1 << 33, 2)) }
        == "shape [8589934592, 2] has too many elements")
    for density in [-0.1, 1.5, .nan] {
      #expect(
        message { try Self.sample(3, 3, density, in: pool) }
          == "sparse: the density must be a number in 0...1, not \(density)")
    }
    #expect(
      message { try lists([0], [0]).setElement(row: 1, column: 1, to: 2) }
        == "the sparse matrix has no entry [1, 1], and entries can't be added")
    #expect(
      message { try lists([0], [0]).apply(.add, try lists([0], [1])) }
        == "add: the sparse matrices [2, 3] and [2, 3] have entries in"
        + " different places")
    #expect(
      message {
        try lists([0], [0]).apply(.add, try lists([], [], size: (3, 3)))
      } == "add: shapes [2, 3] and [3, 3] don't match")
    #expect(
      message { try Tensor.zeros([3], in: pool).sparse() }
        == "to_sparse: expected a matrix, found a tensor of shape [3]")
  }

  @Test func moreEntriesThanCanBeCountedAreAnError() throws {
    #expect(
      throws: TensorError.tooManyEntries(
        shape: [100_000, 100_000], entries: 10_000_000_000)
    ) {
      try SparseStructure.random(
        rows: 100_000, columns: 100_000, density: 1,
        from: RandomSource(seed: 1, stream: 1), in: pool)
    }
  }

  /// Entries in any order, of rows of all lengths, some of them twice.
  @Test(arguments: [ElementType.float32, .float64, .int64])
  func listsAreSortedAndAddedUp(_ type: ElementType) throws {
    for (rows, columns, count) in [
      (1, 1, 3), (1, 4_000, 900), (4_000, 1, 900), (70, 50, 1_500),
      (1_000, 900, 20_000), (9, 9, 0),
    ] {
      // Most are in the last rows.
      let draws = (0..<count).map { i in
        (
          row: rows - 1 - (i * i * 7 + i * 13) % 10_007 % rows * (i % 3) / 2,
          column: (i * 31 + i * i) % 7_919 % columns
        )
      }
      var sums: [Int: Double] = [:]
      for (i, draw) in draws.enumerated() {
        sums[draw.row * columns + draw.column, default: 0] += Double(i % 50)
      }
      let values = try Tensor((0..<count).map { Double($0 % 50) }, in: pool)
        .converted(to: type)
      let pairs = try Tensor(
        draws.flatMap { [$0.row, $0.column] }, in: pool
      ).reshaped([count, 2])
      let found = try SparseMatrix(
        rows: try pairs.selected(axis: 1, index: 0),
        columns: try pairs.selected(axis: 1, index: 1),
        values: .tensor(values), size: (rows, columns), type: .float32,
        addsDuplicates: true, in: pool)
      let structure = found.structure
      #expect(
        SparseStructure.isValid(
          structure.rowStarts, structure.columns, rows, columns))
      #expect(found.entryCount == sums.count)
      #expect(structure.columnStorage.byteCount == 4 * sums.count)
      for (place, sum) in sums {
        let (row, column) = place.quotientAndRemainder(dividingBy: columns)
        #expect(try found.element(row: row, column: column) == .float(sum))
      }
    }
  }

  @Test func duplicatesAreAddedUpInTheOrderOfTheList() throws {
    let values: [Double] = [1e8, 3, 1, -1e8, 5]
    let found = try SparseMatrix(
      rows: try Tensor([1, 0, 1, 1, 0], in: pool),
      columns: try Tensor([2, 1, 2, 2, 0], in: pool),
      values: .tensor(try Tensor(values, in: pool)), size: (2, 3),
      type: .float32, addsDuplicates: true, in: pool)
    #expect(try found.dense().doubles == [5, 3, 0, 0, 0, 0])
    let ones = try SparseMatrix(
      rows: try Tensor([1, 1], in: pool),
      columns: try Tensor([2, 2], in: pool),
      values: 1, size: (2, 3), addsDuplicates: true, in: pool)
    #expect(ones.entryCount == 1)
    #expect(try ones.element(row: 1, column: 2) == .float(2))
  }

  /// 20 bytes of the list, and 8 of the matrix.
  @Test func listsTakeLittleMemory() throws {
    let pool = MemoryPool()
    let count = 1 << 19
    let rows = try Tensor((0..<count).map { $0 * 7 % 4_096 }, in: pool)
    let columns = try Tensor((0..<count).map { $0 / 4_096 * 3 }, in: pool)
    let values = try Tensor.full([count], 0.5, in: pool)
    let matrix = try SparseMatrix(
      rows: rows, columns: columns, values: .tensor(values),
      size: (4_096, 4_096), in: pool)
    #expect(matrix.entryCount == count)
    #expect(pool.peakBytes <= 32 * count)
    #expect(pool.bytesInUse < 30 * count)
    #expect(pool.cachedBytes < count)
  }

  /// What is left out changes nothing else.
  @Test(arguments: [0, 0.05, 0.5, 1])
  func aColumnOfEachRowMayBeLeftOut(density: Double) throws {
    let excluded = (0..<40).map { $0 % 3 == 0 ? -1 : ($0 * 7) % 30 }
    let (whole, rest) = (
      try Self.sample(40, 30, density, in: pool).structure,
      try SparseStructure.random(
        rows: 40, columns: 30, density: density,
        excluding: try Tensor(excluded, in: pool),
        from: RandomSource(seed: 5, stream: 1), in: pool)
    )
    for row in 0..<40 {
      for column in 0..<30 {
        let has = rest.entry(row: row, column: column) != nil
        #expect(
          has
            == (column != excluded[row]
              && whole.entry(row: row, column: column) != nil))
      }
    }
  }

  @Test func structuresAreStacked() throws {
    let blocks = try [5, 0, 9, 1].map {
      try Self.sample($0, 30, 0.3, seed: UInt64($0), in: pool)
    }
    let whole = try SparseStructure.stacked(
      blocks.map(\.structure), columns: 30, in: pool)
    #expect(whole.shape == [15, 30])
    let parts = try blocks.map {
      try SparseMatrix($0.structure, filledWith: 1).dense().doubles
    }
    #expect(
      try SparseMatrix(whole, filledWith: 1).dense().doubles
        == parts.flatMap { $0 })
    let none = try SparseStructure.stacked([], columns: 7, in: pool)
    #expect(none.shape == [0, 7])
  }

  @Test func tooLittleMemoryIsAnError() throws {
    let small = MemoryPool(limit: 1 << 16)
    #expect(throws: TensorError.self) {
      try SparseStructure.random(
        rows: 1_000, columns: 1_000, density: 0.1,
        from: RandomSource(seed: 1, stream: 1), in: small)
    }
    #expect(small.bytesInUse == 0)
  }

  @Test func theSummarySaysWhatThereIs() throws {
    #expect(
      try lists([1, 0], [2, 1], 0.5).description
        == "sparse float32 [2, 3], 2 entries (33.33 %) min 0.5 mean 0.5"
        + " max 0.5")
    #expect(
      try lists([], []).description == "sparse float32 [2, 3], 0 entries")
  }

  @Test(
    "F3: a matrix becomes sparse without a copy of it",
    arguments: ElementType.allCases)
  func aMatrixBecomesSparseWithoutACopy(type: ElementType) throws {
    let pool = MemoryPool()
    let whole = try Tensor.zeros([1_000, 1_010], type: type, in: pool)
    for i in 0..<1_000 { try whole.setElement([i, i], to: 2) }
    let x = try whole.narrowed(axis: 1, start: 3, count: 1_000)
    let before = pool.bytesInUse
    let sparse = try x.sparse()
    // Some bytes for each row and each entry; a copy would take a million.
    #expect(pool.peakBytes - before < 64_000)
    #expect(sparse.entryCount == 997)
    #expect(sparse.type == type.floating)
    #expect(
      try sparse.dense().doubles == x.converted(to: type.floating).doubles)
  }
}
