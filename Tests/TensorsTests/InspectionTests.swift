import Tensors
import Testing

@Suite struct InspectionTests {
  static let counts = [1, 7, 31, 32, 33, 1_000]

  @Test(arguments: counts)
  func theFirstElementThatIsNotFiniteIsFound(count: Int) throws {
    for type in [ElementType.float32, .float64] {
      let x = try Tensor.full([2, count], 1, type: type, in: MemoryPool())
      #expect(x.firstNonFinite() == nil)
      try x.setElement([1, count - 1], to: .float(-.infinity))
      #expect(x.firstNonFinite() == [1, count - 1])
      #expect(x.firstNonFinite(allowsInfinity: true) == nil)
      try x.setElement([1, count / 2], to: .float(.nan))
      #expect(x.firstNonFinite() == [1, count / 2])
      #expect(x.firstNonFinite(allowsInfinity: true) == [1, count / 2])
    }
  }

  @Test func aViewIsSearchedInItsOwnOrder() throws {
    let x = try Tensor.zeros([3, 4], in: MemoryPool())
    try x.setElement([2, 0], to: .float(.infinity))
    #expect(try x.transposed(0, 1).firstNonFinite() == [0, 2])
    #expect(
      try x.narrowed(axis: 1, start: 1, count: 3).firstNonFinite() == nil)
  }

  @Test(arguments: counts)
  func oneChangedElementChangesTheFingerprint(count: Int) throws {
    let x = try Tensor.zeros([count], in: MemoryPool())
    let before = try x.fingerprint()
    #expect(try x.copied().fingerprint() == before)
    var seen: Set<UInt64> = [before]
    for i in 0..<count {
      try x.setElement([i], to: 1)
      #expect(seen.insert(try x.fingerprint()).inserted)
      try x.setElement([i], to: 0)
    }
    #expect(try x.fingerprint() == before)
  }

  @Test func theShapeIsPartOfTheFingerprint() throws {
    let x = try Tensor.zeros([2, 3], in: MemoryPool())
    #expect(try x.fingerprint() != x.transposed(0, 1).fingerprint())
  }
}
