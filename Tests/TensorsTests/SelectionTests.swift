import Testing

@testable import Tensors

@Suite struct SelectionTests {
  let pool = MemoryPool()

  /// A matrix [rows, columns] of different numbers.
  private func matrix(_ rows: Int, _ columns: Int) throws -> Tensor {
    try Tensor((0..<(rows * columns)).map(Float.init), in: pool)
      .reshaped([rows, columns])
  }

  private func mask(_ count: Int, _ isTrue: (Int) -> Bool) throws -> Tensor {
    try Tensor((0..<count).map { isTrue($0) ? 1 : 0 } as [UInt8], in: pool)
  }

  private func selection(
    _ tensor: Tensor, _ selectors: Selector...
  ) throws -> Selection {
    guard case .selection(let selection) = try tensor.subscripting(selectors)
    else { throw TensorError.tooManyAxes(0) }
    return selection
  }

  /// Each way to pick rows and columns, and which ones they are.
  private func picks(_ count: Int) throws -> [(Selector, [Int])] {
    let odd = (0..<count).filter { $0 % 2 == 1 }
    let some = [count - 1, 0, count / 2]
    return [
      (.all, Array(0..<count)),
      (.range(start: 1, count: count - 2), Array(1..<(count - 1))),
      (.mask(try mask(count) { $0 % 2 == 1 }), odd),
      (.mask(try mask(count) { _ in false }), []),
      (.indices(try Tensor(some, in: pool), base: 0), some),
      (.indices(try Tensor(some.map { $0 + 1 }, in: pool), base: 1), some),
    ]
  }

  /// Calls `body` with each block of a matrix that selectors can pick out, also
  /// of a matrix that was turned.
  private func forEachBlock(
    _ body: (Tensor, Selector, Selector, [Int], [Int]) throws -> Void
  ) throws {
    for (rowSelector, rows) in try picks(7) {
      for (columnSelector, columns) in try picks(9) {
        let plain = try matrix(7, 9)
        let turned = try matrix(9, 7).transposed()
        try body(plain, rowSelector, columnSelector, rows, columns)
        try body(turned, rowSelector, columnSelector, rows, columns)
      }
    }
  }

  @Test func readingGathersTheBlock() throws {
    try forEachBlock { tensor, row, column, rows, columns in
      let expected = try rows.flatMap { r in
        try columns.map { c in Float(try tensor.element([r, c])) }
      }
      let block: Tensor
      switch try tensor.subscripting([row, column]) {
      case .view(let view): block = view
      case .selection(let selection): block = try selection.gathered()
      }
      #expect(block.shape == [rows.count, columns.count])
      #expect(block.values(Float.self) == expected)
    }
  }

  @Test func changingChangesTheBlockAndNothingElse() throws {
    try forEachBlock { tensor, row, column, rows, columns in
      guard case .selection(let block) = try tensor.subscripting([row, column])
      else { return }
      let before = try tensor.copied()
      try block.apply(.multiply, 2)
      try block.apply(.add, 0.5)
      try block.clamp(minimum: 3, maximum: 50)
      for r in 0..<7 {
        for c in 0..<9 {
          let old = try before.element([r, c]).double
          let isIn = rows.contains(r) && columns.contains(c)
          let expected = isIn ? min(max(old * 2 + 0.5, 3), 50) : old
          #expect(try tensor.element([r, c]).double == expected)
        }
      }
    }
  }

  @Test func assigningATensorWritesItRowByRow() throws {
    try forEachBlock { tensor, row, column, rows, columns in
      guard case .selection(let block) = try tensor.subscripting([row, column])
      else { return }
      let values = try matrix(rows.count, columns.count)
        .applying(.add, 1_000)
      try block.assign(.tensor(values))
      #expect(
        try block.gathered().values(Float.self) == values.values(Float.self))
      try block.apply(.subtract, .tensor(values))
      #expect(try block.gathered().values(Float.self).allSatisfy { $0 == 0 })
    }
  }

  @Test func assigningBroadcastsAndFollowsTheStepsOfAView() throws {
    try forEachBlock { tensor, row, column, rows, columns in
      guard case .selection(let block) = try tensor.subscripting([row, column])
      else { return }
      for values in [
        try matrix(columns.count, rows.count).transposed(),
        try matrix(rows.count, 1), try matrix(1, columns.count),
      ] {
        try block.assign(.tensor(values))
        let expected = try values.expanded(to: block.shape)
        #expect(
          try block.gathered().values(Float.self)
            == expected.values(Float.self))
      }
    }
  }

  @Test(arguments: [0, 1, 3, 7, 8, 9, 40])
  func sumOfRowsAgreesWithALoop(count: Int) throws {
    let tensor = try matrix(50, 33)
    let rows = (0..<count).map { ($0 * 13) % 50 }.sorted()
    let chosen = try selection(
      tensor, .indices(try Tensor(rows, in: pool), base: 0))
    let sums: [Float] = try chosen.sum(axis: 0).values()
    for c in 0..<33 {
      let expected = try rows.reduce(0.0) {
        try $0 + tensor.element([$1, c]).double
      }
      #expect(Double(sums[c]) == expected)
    }
  }

  @Test func sumOfColumnsAgreesWithALoop() throws {
    for tensor in [try matrix(6, 21), try matrix(21, 6).transposed()] {
      let chosen = try selection(
        tensor, .all, .mask(try mask(21) { $0 % 3 == 0 }))
      let sums: [Float] = try chosen.sum(axis: 1).values()
      for r in 0..<6 {
        let expected = try stride(from: 0, to: 21, by: 3).reduce(0.0) {
          try $0 + tensor.element([r, $1]).double
        }
        #expect(Double(sums[r]) == expected)
      }
    }
  }

  @Test func aWideSumHasTheSameBitsOnAnyNumberOfThreads() throws {
    let source = RandomSource(seed: 1, stream: 1)
    let tensor = try Tensor.zeros([100, 9_000], in: pool)
    try source.fillUniform(tensor)
    let rows = try tensor.selection(where: try mask(100) { $0 % 3 != 0 })
    var results: [[UInt32]] = []
    for chunk in [9_000, 2_048, 100] {
      let sums = try Tensor.zeros([9_000], in: pool)
      let x: UnsafeMutablePointer<Float> = tensor.pointer()
      let out: UnsafeMutablePointer<Float> = sums.pointer()
      let list = try #require(rows.lists[0])
      for start in stride(from: 0, to: 9_000, by: chunk) {
        sumRows(
          x, list.places, list.count,
          columns: start..<min(start + chunk, 9_000), into: out)
      }
      results.append(sums.values(Float.self).map(\.bitPattern))
    }
    #expect(results[0] == results[1] && results[1] == results[2])
    let sums = try rows.sum(axis: 0).values(Float.self).map(\.bitPattern)
    #expect(sums == results[0])
  }

  @Test func aMaskOfAllAxesPicksElements() throws {
    let tensor = try matrix(3, 4)
    let large = try tensor.comparing(.greater, 7)
    let chosen = try tensor.selection(where: large)
    #expect(try chosen.gathered().values(Float.self) == [8, 9, 10, 11])
    try chosen.assign(0)
    #expect(try tensor.reduced(.maximum).double == 7)
  }

  @Test func aSelectionIsSettledWhenItIsMade() throws {
    let tensor = try matrix(1, 4).reshaped([4])
    let mask = try mask(4) { $0 < 2 }
    let chosen = try tensor.selection(where: mask)
    try mask.fill(true)
    #expect(try chosen.gathered().values(Float.self) == [0, 1])
  }

  @Test func anElementCannotBeChangedTwice() throws {
    let tensor = try Tensor.zeros([4], in: pool)
    let chosen = try selection(
      tensor, .indices(try Tensor([3, 1, 3], in: pool), base: 0))
    let error = TensorError.duplicateIndex(operation: "add", index: 3)
    #expect(throws: error) { try chosen.apply(.add, 1) }
    try chosen.assign(1)
    #expect(tensor.values(Float.self) == [0, 1, 0, 1])
    #expect(throws: TensorError.self) {
      try chosen.assign(.tensor(try Tensor([1, 2, 3] as [Float], in: pool)))
    }
  }

  @Test func writingATensorToItselfThroughASelectionGoesThroughACopy() throws {
    let tensor = try Tensor([1, 2, 3, 4] as [Float], in: pool)
    let reversed = try selection(
      tensor, .indices(try Tensor([3, 2, 1, 0], in: pool), base: 0))
    try reversed.assign(.tensor(tensor))
    #expect(tensor.values(Float.self) == [4, 3, 2, 1])
  }

  @Test func wrongMasksAndIndicesAreErrors() throws {
    let tensor = try matrix(3, 4)
    #expect(throws: TensorError.wrongMask(length: [4], expected: [3, 4])) {
      try tensor.selection(where: try mask(4) { _ in true })
    }
    #expect(throws: TensorError.self) { try tensor.selection(where: tensor) }
    let index = try Tensor([3], in: pool)
    #expect(
      throws: TensorError.indexOutOfRange(index: 3, size: 3)
    ) { try tensor.subscripting([.indices(index, base: 0)]) }
    #expect(throws: TensorError.self) {
      try tensor.subscripting([.all, .all, .all])
    }
    let extreme = try Tensor([Int.min], in: pool)
    #expect(throws: TensorError.self) {
      try tensor.subscripting([.indices(extreme, base: 1)])
    }
  }

  @Test func aSelectionOfASelectionIsOneOfTheTensor() throws {
    let columns = Selector.mask(try mask(4) { $0 != 1 })
    for (rows, places) in try picks(6) where places.count > 2 {
      for (again, chosen) in try picks(places.count) {
        let matrix = try matrix(6, 4)
        let outer = try selection(matrix, rows, columns)
        try outer.narrowed(by: [again])?.assign(-1)
        let written = Set(chosen.map { places[$0] })
        let expected = (0..<24).map { place in
          written.contains(place / 4) && place % 4 != 1 ? -1 : Float(place)
        }
        #expect(matrix.values(Float.self) == expected)
      }
    }
  }
}

extension Float {
  fileprivate init(_ scalar: Scalar) { self = Float(scalar.double) }
}
