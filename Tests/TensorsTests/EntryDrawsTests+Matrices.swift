import TestSupport
import Testing

@testable import Tensors

/// The matrices that are made of draws.
extension EntryDrawsTests {
  /// The sums of values, by a plain loop; `[line][place]`.
  private func sums(_ draws: EntryDraws, _ values: Tensor) -> [Double] {
    let x = values.doubles
    var result = [Double](
      repeating: 0, count: draws.lines.count * draws.lines.length)
    var draw = 0
    for (line, found) in places(draws).enumerated() {
      for place in found {
        result[line * draws.lines.length + place] += x[draw]
        draw += 1
      }
    }
    return result
  }

  @Test(arguments: [ElementType.float32, .float64], [false, true])
  func aMatrixHasTheSumsOfTheDraws(
    _ type: ElementType, _ isRepeating: Bool
  ) throws {
    let sizes = [
      (0, 5, 0), (5, 0, 0), (4, 6, 0), (1, 9, 7), (60, 50, 20), (40, 3, 3),
      (40, 1_100, 30), (200, 300, 4),
    ]
    for (count, length, degree) in sizes {
      let draws = try EntryDraws(
        degree: degree, lines: try lines(count, length),
        isRepeating: isRepeating, from: source(), in: pool)
      // Multiples of 1/8 are added up without rounding.
      let values = try Tensor(
        (0..<draws.count).map { Double($0 % 61) / 8 }, in: pool
      ).converted(to: type)
      let expected = sums(draws, values)
      let distinct = places(draws).reduce(0) { $0 + Set($1).count }
      let rows = try draws.matrix(values: values, linesAreRows: true)
      let columns = try draws.matrix(values: values, linesAreRows: false)
      #expect(rows.shape == [count, length])
      #expect(columns.shape == [length, count])
      #expect(rows.type == type && columns.type == type)
      #expect(try rows.dense().doubles == expected)
      #expect(try columns.dense().transposed().copied().doubles == expected)
      for matrix in [rows, columns] {
        let structure = matrix.structure
        #expect(
          structure.columnStorage.byteCount == 4 * structure.entryCount)
        #expect(
          SparseStructure.isValid(
            structure.rowStarts, structure.columns, structure.rowCount,
            structure.columnCount))
        #expect(structure.entryCount == distinct)
      }
    }
  }

  /// 8 bytes of draws and values, and as much for the matrix; tables and starts
  /// are small beside them.
  @Test(arguments: [false, true])
  func theBuildTakesLittleMemory(_ isRepeating: Bool) throws {
    let pool = MemoryPool()
    let lines = try EntryLines(count: 2_000, length: 2_000)
    for isTotal in [false, true] {
      let matrix = try {
        let draws =
          try isTotal
          ? EntryDraws(
            total: 400_000, lines: lines, isRepeating: isRepeating,
            from: source(), in: pool)
          : EntryDraws(
            degree: 200, lines: lines, isRepeating: isRepeating, from: source(),
            in: pool)
        let values = try Tensor.full([draws.count], 1, in: pool)
        return try draws.matrix(values: values, linesAreRows: false)
      }()
      #expect(pool.peakBytes < 20 * 400_000)
      #expect(pool.bytesInUse < 10 * matrix.entryCount)
    }
    #expect(pool.bytesInUse == 0)
  }
}
