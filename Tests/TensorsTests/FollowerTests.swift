import Testing

@testable import Tensors

/// Assignments that other tensors follow.
@Suite struct FollowerTests {
  private let pool = MemoryPool()

  private func pair() throws -> (Tensor, Tensor) {
    let leader = try Tensor.zeros([2, 3], type: .float32, in: pool)
    let other = try Tensor.zeros([2, 3], type: .float32, in: pool)
    lead(leader, other)
    return (leader, other)
  }

  /// Has a tensor, or two, follow another one.
  private func lead(_ leader: Tensor, _ others: Tensor...) {
    withUnsafePointer(to: leader) { leader in
      others.withUnsafeBufferPointer {
        guard let first = $0.baseAddress else { return }
        leader.setFollowers(first, $0.count > 1 ? first + 1 : nil)
      }
    }
  }

  @Test func everyKindOfAssignmentIsFollowed() throws {
    let (leader, other) = try pair()
    try leader.setElement([0, 1], to: 1.0)
    try leader.selected(axis: 0, index: 1).assign(2)
    let mask = try leader.comparing(.equal, 0)
    try leader.assign(3, where: mask)
    try leader.transposed(0, 1).subscripting([
      .indices(try Tensor([2, 0], in: pool), base: 0)
    ]).assign(.tensor(try Tensor([7, 8], in: pool)))
    #expect(leader.values(Float.self) == [7, 1, 7, 8, 2, 8])
    #expect(other.values(Float.self) == leader.values(Float.self))
  }

  @Test func arithmeticInPlaceIsNotFollowed() throws {
    let (leader, other) = try pair()
    try leader.apply(.add, 1)
    try leader.fill(2.0)
    #expect(other.values(Float.self) == [0, 0, 0, 0, 0, 0])
  }

  @Test func onlyTensorsOfTheSameLayoutFollow() throws {
    let whole = try Tensor.zeros([4, 3], type: .float32, in: pool)
    let leader = try Tensor.zeros([2, 3], type: .float32, in: pool)
    for other in [
      try whole.narrowed(axis: 0, start: 0, count: 2),
      try Tensor.zeros([3, 2], type: .float32, in: pool),
      try Tensor.zeros([2, 3], type: .float64, in: pool), leader,
    ] {
      lead(leader, other)
      #expect(leader.followers.isEmpty)
    }
    let part = try whole.narrowed(axis: 0, start: 0, count: 2)
    lead(part, leader)
    #expect(part.followers.isEmpty)
  }

  @Test func tensorsMayFollowEachOther() throws {
    let (a, b) = try pair()
    lead(b, a)
    try a.assign(1)
    try b.setElement([0, 0], to: 5.0)
    try a.subscripting([.indices(try Tensor([1], in: pool), base: 0)])
      .assign(9)
    #expect(a.values(Float.self) == [5, 1, 1, 9, 9, 9])
    #expect(b.values(Float.self) == a.values(Float.self))
  }

  @Test func twoMayFollow() throws {
    let tensors = try (0..<3).map { _ in try Tensor.zeros([2], in: pool) }
    let narrow = try Tensor.zeros([1], in: pool)
    lead(tensors[0], tensors[1], tensors[2])
    #expect(tensors[0].followerCount == 2)
    try tensors[0].assign(1)
    #expect(
      tensors.map { $0.values(Float.self) } == [[1, 1], [1, 1], [1, 1]])
    lead(tensors[0], narrow, tensors[2])
    #expect(tensors[0].followerCount == 1)
    try tensors[0].assign(2)
    #expect(
      tensors.map { $0.values(Float.self) } == [[2, 2], [1, 1], [2, 2]])
    tensors[0].removeFollowers()
    #expect(tensors[0].followerCount == 0)
  }
}
