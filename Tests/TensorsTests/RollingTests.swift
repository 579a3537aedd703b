import Testing

@testable import Tensors

@Suite struct RollingTests {
  let pool = MemoryPool()

  private func buffer(_ rows: Int, _ columns: Int) throws -> Tensor {
    try Tensor((0..<(rows * columns)).map(Float.init), in: pool)
      .reshaped([rows, columns])
  }

  private func row(_ value: Int, _ columns: Int) throws -> Tensor {
    try Tensor.full([columns], .integer(value), in: pool)
  }

  /// The rows of a roll, worked out from copies.
  private func expected(
    _ rows: [[Float]], new: [Float]?, isBackward: Bool
  ) -> [[Float]] {
    guard let first = rows.first, let last = rows.last else { return rows }
    return isBackward
      ? rows.dropFirst() + [new ?? first] : [new ?? last] + rows.dropLast()
  }

  private func rows(_ tensor: Tensor) throws -> [[Float]] {
    try (0..<tensor.shape[0]).map {
      try tensor.selected(axis: 0, index: $0).values()
    }
  }

  @Test(arguments: [1, 2, 3, 20])
  func randomRollsGiveWhatCopiesGive(length: Int) throws {
    let random = RandomSource(seed: 1, stream: UInt64(length))
    let draws = try Tensor.zeros([400], type: .int64, in: pool)
    try random.fillIntegers(draws, from: 0, to: 12)
    var known = [(tensor: try buffer(length, 3), rows: [[Float]]())]
    known[0].rows = try rows(known[0].tensor)
    for (step, draw) in draws.values(Int.self).enumerated() {
      // Mostly the newest, at times an old one or a part of one.
      var (tensor, wanted) = known[
        draw < 9 ? known.count - 1 : draw % known.count]
      if draw == 8, tensor.shape[0] > 1 {
        tensor = try tensor.narrowed(axis: 0, start: 0, count: length - 1)
        wanted.removeLast()
      }
      let isBackward = draw % 3 == 2
      let new = draw % 4 == 3 ? nil : try row(step, 3)
      let result = try tensor.rolled(
        new: new.map { .tensor($0) }, isBackward: isBackward)
      let rolled = expected(
        wanted, new: new?.values(), isBackward: isBackward)
      if result.shape[0] == length {
        known.append((result, rolled))
      } else {
        #expect(try rows(result) == rolled)
      }
    }
    for (tensor, wanted) in known { #expect(try rows(tensor) == wanted) }
  }

  @Test func mostRollsAllocateNothing() throws {
    var buffer = try buffer(10, 100)
    let new = try row(1, 100)
    buffer = try buffer.rolled(new: .tensor(new))
    let before = pool.allocations
    for _ in 0..<1_000 { buffer = try buffer.rolled(new: .tensor(new)) }
    #expect(pool.allocations - before <= 1_000 / 16 + 1)
  }

  @Test func rollsInASteadyStateAskTheSystemForNothing() throws {
    var buffer = try buffer(10, 100)
    let new = try row(1, 100)
    for _ in 0..<50 { buffer = try buffer.rolled(new: .tensor(new)) }
    let before = pool.systemAllocations
    for _ in 0..<1_000 { buffer = try buffer.rolled(new: .tensor(new)) }
    #expect(pool.systemAllocations == before)
  }

  @Test func viewsAreCopied() throws {
    let whole = try buffer(3, 4)
    let column = try whole.narrowed(axis: 1, start: 1, count: 2)
    let rolled = try column.rolled(new: 9)
    #expect(try rows(rolled) == [[9, 9], [1, 2], [5, 6]])
    #expect(try rows(whole) == rows(buffer(3, 4)))
  }

  @Test func emptyBuffersStayEmpty() throws {
    for shape in [[0, 3], [2, 0]] as [[Int]] {
      let empty = try Tensor.zeros(try Shape(shape), in: pool)
      #expect(try empty.rolled().shape.list == shape)
    }
  }

  @Test func aRollNeedsAxes() throws {
    let number = try Tensor.full([], 1, in: pool)
    #expect(throws: TensorError.self) { try number.rolled() }
  }

  @Test func aWrongRowChangesNothing() throws {
    let first = try buffer(2, 3).rolled()
    #expect(throws: TensorError.self) {
      try first.rolled(new: .tensor(try row(1, 4)))
    }
    let second = try first.rolled(new: 7)
    #expect(try rows(second) == [[7, 7, 7], try rows(first)[0]])
  }
}
