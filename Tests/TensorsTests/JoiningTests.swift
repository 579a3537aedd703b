import TestSupport
import Testing

@testable import Tensors

@Suite struct JoiningTests {
  let pool = MemoryPool()

  @Test func stackingAddsAnAxis() throws {
    let x = try Tensor([Float(1), 2, 3], in: pool)
    let y = try Tensor([4, 5, 6], in: pool)
    let rows = try Tensor.stacked([x, y])
    #expect(rows.type == .float64)
    #expect(rows.shape == [2, 3])
    #expect(rows.doubles == [1, 2, 3, 4, 5, 6])
    let columns = try Tensor.stacked([x, y], axis: 1)
    #expect(columns.doubles == [1, 4, 2, 5, 3, 6])
  }

  @Test func concatenatingKeepsTheAxes() throws {
    let x = try Tensor([1, 2, 3, 4], in: pool).reshaped([2, 2])
    let y = try Tensor([5, 6], in: pool).reshaped([2, 1])
    let wide = try Tensor.concatenated([x, y], axis: 1)
    #expect(wide.doubles == [1, 2, 5, 3, 4, 6])
    let tall = try Tensor.concatenated([x, try x.transposed()])
    #expect(tall.doubles == [1, 2, 3, 4, 1, 3, 2, 4])
    let empty = try Tensor.zeros([0, 2], in: pool)
    #expect(try Tensor.concatenated([empty, x]).doubles == [1, 2, 3, 4])
  }

  @Test func shapesThatDoNotMatchAreAnError() throws {
    let x = try Tensor.zeros([2], in: pool)
    let y = try Tensor.zeros([3], in: pool)
    #expect(
      throws: TensorError.shapeMismatch(
        operation: "stack", left: [2], right: [3])
    ) { try Tensor.stacked([x, y]) }
    #expect(
      throws: TensorError.shapeMismatch(
        operation: "cat", left: [2], right: [3, 1])
    ) { try Tensor.concatenated([x, try y.unsqueezed(axis: 1)]) }
    #expect(throws: TensorError.self) { try Tensor.stacked([]) }
    #expect(throws: TensorError.self) { try Tensor.concatenated([]) }
    #expect(throws: TensorError.self) { try Tensor.stacked([x], axis: 2) }
    #expect(throws: TensorError.self) {
      try Tensor.concatenated([x], axis: 1)
    }
  }

  @Test func rollingMovesElementsAround() throws {
    let x = try Tensor([1, 2, 3, 4, 5, 6], in: pool).reshaped([2, 3])
    #expect(try x.rolled(by: 1, axis: 1).doubles == [3, 1, 2, 6, 4, 5])
    #expect(try x.rolled(by: -1, axis: 1).doubles == [2, 3, 1, 5, 6, 4])
    #expect(try x.rolled(by: 3, axis: 0).doubles == [4, 5, 6, 1, 2, 3])
    #expect(try x.rolled(by: 1).doubles == [6, 1, 2, 3, 4, 5])
    #expect(try x.rolled(by: Int.min, axis: 1).shape == [2, 3])
    #expect(
      try Tensor.zeros([0], in: pool).rolled(by: 1, axis: 0).count == 0)
  }

  @Test func tilingRepeatsTheWhole() throws {
    let x = try Tensor([1, 2, 3], in: pool)
    #expect(try x.tiled([2]).doubles == [1, 2, 3, 1, 2, 3])
    let y = try x.reshaped([3, 1]).tiled([2, 2])
    #expect(y.shape == [6, 2])
    #expect(y.doubles == [1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3])
    #expect(try x.tiled([2, 1]).shape == [2, 3])
    #expect(try x.reshaped([3, 1]).tiled([2]).shape == [3, 2])
    #expect(try x.tiled([0]).count == 0)
    #expect(throws: TensorError.self) { try x.tiled([-1]) }
    #expect(throws: TensorError.self) { try x.tiled([Int.max]) }
    let copy = try x.tiled([1])
    try copy.fill(0)
    #expect(x.doubles == [1, 2, 3])
  }

  @Test func repeatingRepeatsEachElement() throws {
    let x = try Tensor([1, 2, 3, 4], in: pool).reshaped([2, 2])
    #expect(
      try x.repeated(2, axis: 0).doubles == [1, 2, 1, 2, 3, 4, 3, 4])
    #expect(
      try x.repeated(2, axis: 1).doubles == [1, 1, 2, 2, 3, 3, 4, 4])
    #expect(try x.repeated(0, axis: 1).shape == [2, 0])
    #expect(throws: TensorError.self) { try x.repeated(-1, axis: 1) }
  }

  @Test func flatteningATransposedMatrixCopies() throws {
    let x = try Tensor([1, 2, 3, 4], in: pool).reshaped([2, 2])
    #expect(try x.transposed().flattened().doubles == [1, 3, 2, 4])
    #expect(try x.flattened().storage === x.storage)
    #expect(try Tensor.zeros([0, 3], in: pool).flattened().shape == [0])
  }

  @Test func theDiagonalIsFilled() throws {
    let x = try Tensor.zeros([3, 2], in: pool)
    try x.fillDiagonal(2)
    #expect(x.doubles == [2, 0, 0, 2, 0, 0])
    let cube = try Tensor.zeros([2, 2, 2], in: pool)
    try cube.fillDiagonal(1)
    #expect(cube.doubles == [1, 0, 0, 0, 0, 0, 0, 1])
    #expect(throws: TensorError.self) {
      try Tensor.zeros([3], in: self.pool).fillDiagonal(1)
    }
    #expect(throws: TensorError.self) {
      try Tensor.zeros([2, 2, 3], in: self.pool).fillDiagonal(1)
    }
  }

  @Test(arguments: Samples.counts)
  func placesThatAreNotZeroAreFound(count: Int) throws {
    for type in ElementType.allCases {
      let x = try Samples.tensor([count], type: type, in: pool)
      let expected = x.doubles.enumerated().filter { $0.element != 0 }
      let found = try x.nonzeroPositions(base: 1)
      #expect(found.values(Int.self) == expected.map { $0.offset + 1 })
    }
  }

  @Test func indicesThatAreNotZeroAreInRowMajorOrder() throws {
    let x = try Tensor([Float(0), .nan, -1, 0, 0, 2], in: pool)
    let matrix = try x.reshaped([2, 3])
    let found = try matrix.nonzeroIndices()
    #expect(found.map { $0.values(Int.self) } == [[0, 0, 1], [1, 2, 2]])
    let turned = try matrix.transposed().nonzeroIndices(base: 1)
    #expect(turned.map { $0.values(Int.self) } == [[2, 3, 3], [1, 1, 2]])
    #expect(
      try Tensor.zeros([0, 2], in: pool).nonzeroIndices().map(\.count)
        == [0, 0])
  }
}
