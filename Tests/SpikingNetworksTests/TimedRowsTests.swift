import Tensors
import Testing

@testable import SpikingNetworks

@Suite struct TimedRowsTests {
  /// Wherever memory runs out.
  @Test func rowsThatFindNoRoomAreNotAddedAtAll() throws {
    let source = MemoryPool()
    let added = try Tensor.full([60_000], 7, type: .int64, in: source)
    var failures = 0
    for limit in stride(from: 0, to: 3 << 20, by: 50_000) {
      let pool = MemoryPool(limit: limit)
      var rows = TimedRows(rowShape: [], type: .int64, pool: pool)
      do {
        try rows.append(.scalar(.integer(1)), at: 1)
        try rows.append(rows: added, at: 2)
      } catch {
        failures += 1
        #expect(rows.rows.count <= 1 && rows.times.count == rows.rows.count)
      }
    }
    #expect(failures > 10 && failures < 60)
  }

  @Test func rowsThatAreTakenBackLeaveThoseBefore() throws {
    let pool = MemoryPool()
    var rows = RowBuffer(rowShape: [2], type: .float32, pool: pool)
    for row in 0..<100 { try rows.append(.tensor(pair(row, pool))) }
    rows.trim(to: 90)
    for length in [90, 89, 50, 17, 16, 1, 0] {
      rows.truncate(to: length)
      #expect(
        try rows.tensor().numbers()
          == (10..<10 + length).flatMap { [Double($0), Double($0)] })
    }
    try rows.append(.tensor(pair(7, pool)))
    #expect(try rows.tensor().numbers() == [7, 7])
  }

  @Test func aBufferThatIsEmptiedTakesRowsAgain() throws {
    let pool = MemoryPool()
    var rows = RowBuffer(rowShape: [2], type: .float32, pool: pool)
    for _ in 0..<3 {
      for row in 0..<100 { try rows.append(.tensor(pair(row, pool))) }
      rows.trim(to: 70)
      #expect(rows.count == 70)
      rows.removeAll()
      #expect(try rows.tensor().shape.list == [0, 2])
    }
  }

  /// Rows that moved together, as there was no room for a copy, are taken back
  /// as others are.
  @Test(arguments: [0, 3, 16, 40, 95])
  func rowsThatWereGatheredAreTakenBackToo(dropped: Int) throws {
    let row = 1 << 16
    let pool = MemoryPool(limit: 140 * row)
    var rows = RowBuffer(rowShape: [row / 8], type: .int64, pool: pool)
    for number in 0..<95 { try rows.append(.scalar(.integer(number))) }
    for start in [0, 1] {
      rows.trim(to: 95 - start)
      rows.mark()
      for number in 95..<100 { try rows.append(.scalar(.integer(number))) }
      rows.trim(to: 100 - start - dropped)
      #expect(
        try firstOfEach(try rows.tensor()) == Array(start + dropped..<100))
      #expect(pool.bytesInUse < 125 * row)
      rows.rewind()
      #expect(try firstOfEach(try rows.tensor()) == Array(start..<95))
    }
  }

  /// Memory may run out at each of the chunks.
  @Test func aTypeThatFindsNoRoomChangesNothing() throws {
    for limit in stride(from: 1, to: 3000, by: 100) {
      let source = MemoryPool()
      let pool = MemoryPool(limit: (limit + 400) << 10)
      var rows = RowBuffer(rowShape: [1024], type: .float32, pool: pool)
      do {
        for row in 0..<100 { try rows.append(.scalar(.integer(row))) }
        try rows.append(
          .tensor(try Tensor.full([1024], 0.5, type: .float64, in: source)))
      } catch {}
      let expected = (0..<min(100, rows.count)).map { $0 }
      let kept = try rows.parts().flatMap(firstOfEach)
      #expect(Array(kept.prefix(expected.count)) == expected)
      #expect(try rows.parts().allSatisfy { $0.type == rows.type })
    }
  }

  /// The first element of each row.
  private func firstOfEach(_ rows: Tensor) throws -> [Int] {
    try rows.selected(axis: 1, index: 0).numbers().map { Int($0) }
  }

  private func pair(_ value: Int, _ pool: MemoryPool) throws -> Tensor {
    try Tensor.full([2], .integer(value), in: pool)
  }
}
