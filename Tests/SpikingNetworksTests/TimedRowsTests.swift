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

  private func pair(_ value: Int, _ pool: MemoryPool) throws -> Tensor {
    try Tensor.full([2], .integer(value), in: pool)
  }
}
