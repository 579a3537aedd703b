import Testing

@testable import Tensors

@Suite struct ViewTests {
  let pool = MemoryPool()

  private func matrix() throws -> Tensor {
    try Tensor((0..<12).map(Float.init), in: pool).reshaped([3, 4])
  }

  @Test func viewsShareMemory() throws {
    let base = try matrix()
    for view in [
      try base.selected(axis: 0, index: 1), try base.transposed(),
      try base.narrowed(axis: 1, start: 1, count: 2),
      try base.reshaped([2, 6]), try base.unsqueezed(axis: 0),
    ] {
      #expect(view.storage === base.storage)
    }
  }

  @Test func eachViewShowsItsElements() throws {
    let base = try matrix()
    #expect(
      try base.selected(axis: 1, index: 2).values(Float.self) == [2, 6, 10])
    #expect(
      try base.narrowed(axis: 1, start: 1, count: 2).values(Float.self)
        == [1, 2, 5, 6, 9, 10])
    #expect(
      try base.transposed().values(Float.self)
        == [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11])
    #expect(try base.transposed().reshaped([12]).values(Float.self)[1] == 4)
    #expect(try base.unsqueezed(axis: 1).shape == [3, 1, 4])
    #expect(try base.unsqueezed(axis: 1).squeezed().shape == [3, 4])
    #expect(
      try base.selected(axis: 0, index: 0).expanded(to: [2, 4])
        .values(Float.self) == [0, 1, 2, 3, 0, 1, 2, 3])
    #expect(try base.reshaped([-1, 2]).shape == [6, 2])
  }

  @Test func emptyTensorsAreLegal() throws {
    let empty = try Tensor.zeros([0, 4], in: pool)
    #expect(try empty.applying(.add, 1).values(Float.self) == [])
    #expect(try empty.transposed().shape == [4, 0])
    #expect(try empty.reshaped([0]).count == 0)
    try empty.fill(1)
  }

  @Test func anEmptyTensorCanBeWrittenTo() throws {
    let empty = try Tensor.zeros([4, 0], in: pool)
    try empty.fill(1)
    try empty.apply(.hyperbolicTangent)
  }

  @Test func noAxisOfAnEmptyTensorIsTooLargeForAResult() throws {
    #expect(throws: TensorError.tooManyElements([0, 1 << 62])) {
      try Shape([0, 1 << 62])
    }
    #expect(throws: TensorError.self) { try Shape([0, 1 << 40, 1 << 40]) }
    #expect(try Shape([0, 1 << 40]).count == 0)
  }

  @Test func broadcastingTooManyElementsIsAnError() throws {
    let one = try Tensor.zeros([1], in: pool)
    let line = try one.expanded(to: try Shape([1 << 32]))
    let column = try line.unsqueezed(axis: 1)
    let sizes = TensorError.tooManyElements([1 << 32, 1 << 32])
    #expect(throws: sizes) { try column.applying(.add, .tensor(line)) }
    #expect(throws: sizes) { try column.comparing(.less, .tensor(line)) }
  }

  @Test func whatIsNotThereIsAnError() throws {
    let base = try matrix()
    #expect(throws: TensorError.self) { try base.selected(axis: 2, index: 0) }
    #expect(throws: TensorError.self) { try base.selected(axis: 0, index: 3) }
    #expect(throws: TensorError.self) { try base.selected(axis: 0, index: -1) }
    for (start, count, index) in [
      (1, 3, 3), (1, Int.max, Int.max - 1), (Int.max, Int.max, Int.max),
    ] {
      #expect(
        throws: TensorError.indexOutOfRange(
          operation: "narrow", index: index, size: 3)
      ) {
        try base.narrowed(axis: 0, start: start, count: count)
      }
    }
    #expect(throws: TensorError.negativeSize(.min)) {
      try base.narrowed(axis: 0, start: 0, count: .min)
    }
    #expect(throws: TensorError.self) { try base.reshaped([5]) }
    #expect(throws: TensorError.self) { try base.reshaped([-1, -1]) }
    #expect(throws: TensorError.self) { try base.reshaped([-1, 0]) }
    #expect(throws: TensorError.self) { try base.expanded(to: [2, 4]) }
  }

  @Test func shapesAreChecked() {
    #expect(throws: TensorError.negativeSize(-1)) { try Shape([3, -1]) }
    #expect(throws: TensorError.tooManyAxes(9)) {
      try Shape(Array(repeating: 1, count: 9))
    }
    #expect(throws: TensorError.self) { try Shape([1 << 40, 2]) }
    #expect(throws: TensorError.self) { try Shape([.max, .max]) }
  }

  /// Two shapes and what they give together.
  static let broadcasts: [(Shape, Shape, Shape?)] = [
    ([3, 4], [4], [3, 4]), ([3, 1], [1, 4], [3, 4]), ([], [2, 3], [2, 3]),
    ([3, 4], [3], nil), ([0], [1], [0]), ([2, 1, 5], [3, 1], [2, 3, 5]),
  ]

  @Test(arguments: broadcasts)
  func shapesBroadcastAsInNumPy(
    left: Shape, right: Shape, expected: Shape?
  ) {
    #expect(left.broadcast(with: right) == expected)
    #expect(right.broadcast(with: left) == expected)
  }
}
