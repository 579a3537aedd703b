import TestSupport
import Testing

@testable import Tensors

/// Sums of many equal numbers, which lose a digit for each tenfold of them if
/// they are added up one after the other.
@Suite struct LongSumTests {
  let pool = MemoryPool()

  private static let count = 400_000
  private let exact = Double(Float(0.1)) * Double(count)

  /// Equal numbers: `rows` rows.
  private func matrix(_ rows: Int, _ columns: Int) throws -> Tensor {
    try Tensor.full([rows, columns], 0.1, in: pool)
  }

  private func places(_ count: Int) throws -> Tensor {
    try Tensor.range(from: 0, through: count - 1, in: pool)
  }

  private func picked(
    _ x: Tensor, _ selectors: Selector...
  ) throws -> Selection {
    guard case .selection(let selection) = try x.subscripting(selectors) else {
      throw TensorError.tooManyAxes(0)
    }
    return selection
  }

  private func expectExact(
    _ sums: Tensor, _ comment: Comment, times factor: Double = 1,
    within tolerance: Double = 2e-6
  ) {
    for sum in sums.doubles {
      #expect(
        (sum / (exact * factor) - 1).magnitude < tolerance, comment)
    }
  }

  @Test("A14: long sums over selected rows and columns are right")
  func sumsOverSelectedRowsAreRight() throws {
    let all = try places(Self.count)
    let tall = try matrix(Self.count, 3)
    expectExact(
      try picked(tall, .indices(all, base: 0)).sum(axis: 0), "rows")
    let mask = try Tensor.full([Self.count], true, type: .bool, in: pool)
    expectExact(try picked(tall, .mask(mask)).sum(axis: 0), "a mask of rows")
    let wide = try matrix(3, Self.count)
    expectExact(
      try picked(wide, .all, .indices(all, base: 0)).sum(axis: 1), "columns")
    for type in [ElementType.float16, .bfloat16] {
      let halves = try Tensor.full(
        [Self.count, 3], 0.125, type: type, in: pool)
      expectExact(
        try picked(halves, .indices(all, base: 0)).sum(axis: 0), "\(type)",
        times: 0.125 / Double(Float(0.1)))
    }
  }

  @Test("A14: long sums of products are right")
  func longProductsAreRight() throws {
    let factor = Double(Float(0.3))
    let vector = try Tensor.full([Self.count], 0.3, in: pool)
    let tall = try matrix(Self.count, 3)
    let few = try Tensor.full([5, Self.count], 0.3, in: pool)
    expectExact(
      try vector.matrixProduct(tall), "a vector and a matrix", times: factor)
    expectExact(
      try tall.transposed(0, 1).copied().matrixProduct(vector),
      "a matrix and a vector", times: factor)
    expectExact(
      try few.matrixProduct(tall), "two matrices", times: factor,
      within: 2e-5)
    expectExact(
      try vector.matrixProduct(
        tall.selected(axis: 1, index: 1).unsqueezed(axis: 1)),
      "a column with gaps", times: factor, within: 1e-5)
  }

  @Test("A14: long sums of sparse matrices are right")
  func longSparseSumsAreRight() throws {
    let factor = Double(Float(0.3))
    let vector = try Tensor.full([Self.count], 0.3, in: pool)
    let tall = try matrix(Self.count, 3).sparse()
    let wide = try matrix(3, Self.count).sparse()
    for selection in [
      SparseSelection(tall),
      try tall.selection([.indices(try places(Self.count), base: 0)]),
    ] {
      expectExact(try selection.sum(axis: 0), "rows")
    }
    expectExact(try SparseSelection(wide).sum(axis: 1), "columns")
    expectExact(
      try wide.selection(
        [.all, .indices(try places(Self.count), base: 0)]
      ).sum(axis: 1), "picked columns")
    expectExact(
      try tall.matrixProduct(left: vector), "a vector and a matrix",
      times: factor)
    expectExact(
      try wide.matrixProduct(vector), "a matrix and a vector", times: factor)
    expectExact(
      try wide.matrixProduct(
        vector.unsqueezed(axis: 1).expanded(to: [Self.count, 2])),
      "a matrix and a dense one", times: factor)
    expectExact(
      try tall.matrixProduct(
        left: vector.unsqueezed(axis: 0).expanded(to: [20, Self.count])),
      "a dense matrix and one", times: factor)
  }
}
