import TestSupport
import Testing

@testable import Tensors

/// Operations on whole sparse matrices, against the dense matrix.
@Suite struct SparseOperationTests {
  let pool = MemoryPool()

  private func forEachMatrix(
    _ body: (SparseMatrix, Tensor) throws -> Void
  ) throws {
    for (rows, columns, density) in SparseMatrixTests.cases {
      for type in [ElementType.float32, .float64] {
        let matrix = try SparseMatrixTests.sample(
          rows, columns, density, type: type, in: pool)
        try body(matrix, try matrix.dense())
      }
    }
  }

  @Test func reductionsAreThoseOfTheDenseMatrix() throws {
    try forEachMatrix { matrix, dense in
      for operation in ReductionOperation.allCases
      where operation != .argumentOfMinimum && operation != .argumentOfMaximum {
        if dense.count == 0, operation.needsElements {
          #expect(
            throws: TensorError.emptyReduction(
              operation: operation.rawValue, shape: dense.shape)
          ) { try matrix.reduced(operation) }
          continue
        }
        let found = try matrix.reduced(operation).double
        let expected = try dense.reduced(operation).double
        #expect(agree([found], [expected], within: 1e-5), "\(operation)")
      }
    }
  }

  @Test func reductionsAlongAnAxisAreThoseOfTheDenseMatrix() throws {
    try forEachMatrix { matrix, dense in
      for operation in [ReductionOperation.sum, .mean, .countNonzero] {
        for axis in 0..<2 {
          let found = try matrix.reducing(operation, axis: axis)
          let expected = try dense.reducing(operation, axis: axis)
          #expect(found.shape == expected.shape)
          #expect(found.type == expected.type)
          #expect(agree(found.doubles, expected.doubles, within: 1e-5))
        }
      }
    }
  }

  @Test func productsAreThoseOfTheDenseMatrix() throws {
    try forEachMatrix { matrix, dense in
      let (rows, columns) = (dense.shape[0], dense.shape[1])
      for shape in [[columns], [columns, 3]] {
        let right = try Samples.tensor(shape, in: pool)
        #expect(
          agree(
            try matrix.matrixProduct(right).doubles,
            try dense.matrixProduct(right).doubles, within: 1e-5))
      }
      for shape in [[rows], [3, rows]] {
        let left = try Samples.tensor(shape, in: pool)
        #expect(
          agree(
            try matrix.matrixProduct(left: left).doubles,
            try left.matrixProduct(dense).doubles, within: 1e-5))
      }
    }
  }

  @Test func operationsChangeEntriesOnly() throws {
    let matrix = try SparseMatrixTests.sample(9, 7, 0.3, in: pool)
    let mask = try SparseMatrix(matrix.structure, filledWith: 1).dense()
    let dense = try matrix.dense()
    let row = try Samples.tensor([7], in: pool)
    let column = try Samples.tensor([9, 1], type: .float64, in: pool)
    for operand in [
      Operand.scalar(0.5), .scalar(2), .tensor(row), .tensor(column),
      .tensor(try Samples.tensor([9, 7], in: pool)),
    ] {
      for operation in [BinaryOperation.add, .subtract, .multiply, .maximum] {
        for isReversed in [false, true] {
          let expected =
            try dense
            .applying(operation, operand, isReversed: isReversed)
            .applying(.multiply, .tensor(mask)).doubles
          let found = try matrix.applying(
            operation, operand, isReversed: isReversed)
          #expect(agree(try found.dense().doubles, expected, within: 1e-6))
        }
        let changed = try matrix.copied()
        try SparseSelection(changed).apply(operation, operand)
        let expected = try dense.applying(operation, operand)
          .applying(.multiply, .tensor(mask)).doubles
        #expect(agree(try changed.dense().doubles, expected, within: 1e-6))
      }
    }
  }

  @Test func matricesWithTheSameStructureAreCombined() throws {
    let matrix = try SparseMatrixTests.sample(9, 7, 0.3, in: pool)
    let twice = try matrix.applying(.add, matrix)
    #expect(twice.values.doubles == matrix.values.doubles.map { $0 * 2 })
    let equal = try SparseMatrixTests.sample(9, 7, 0.3, in: pool)
    try twice.apply(.subtract, equal)
    #expect(twice.values.doubles == matrix.values.doubles)
    try twice.values.fill(0)
    try twice.assign(matrix)
    #expect(twice.values.doubles == matrix.values.doubles)
  }

  @Test func functionsAndLimitsWorkOnEntries() throws {
    let matrix = try SparseMatrixTests.sample(9, 7, 0.3, in: pool)
    let absolute = try matrix.applying(.absoluteValue)
    #expect(absolute.values.doubles == matrix.values.doubles.map(\.magnitude))
    let limited = try matrix.clamping(minimum: 0, maximum: 0.5)
    #expect(
      limited.values.doubles
        == matrix.values.doubles.map {
          min(max($0, 0), 0.5)
        })
    #expect(throws: TensorError.self) { try matrix.applying(.isNaN) }
  }
}
