import Testing

@testable import Tensors

/// Operations on large tensors end early if they are broken off; small ones,
/// and those of other threads, don't.
@Suite struct InterruptionTests {
  static let large: [(String, @Sendable (Tensor) throws -> Void)] = [
    ("exp", { _ = try $0.applying(.exponential) }),
    ("add", { _ = try $0.applying(.add, .tensor($0)) }),
    ("add_", { try $0.apply(.add, .scalar(.float(0))) }),
    ("ge", { _ = try $0.comparing(.greaterOrEqual, .scalar(.float(1))) }),
    ("sum", { _ = try $0.reduced(.sum) }),
    ("clamp_", { try $0.clamp(minimum: .float(0), maximum: .float(1)) }),
    ("copy", { _ = try $0.copied() }),
    ("uniform_", { try random.fillUniform($0) }),
    ("normal_", { try random.fillNormal($0) }),
    ("transposed", { _ = try $0.applying(.add, .tensor($0.transposed(0, 1))) }),
    ("cumsum", { _ = try $0.cumulativeSum(axis: 0) }),
    ("randperm", { _ = try random.permutation(of: 100_000, in: $0.pool) }),
    (
      "mask",
      { x in
        let mask = try x.comparing(.equal, .scalar(.float(0)))
        _ = try x.selection(where: mask)
      }
    ),
    ("matmul", { _ = try $0.matrixProduct($0) }),
  ]

  private static var random: RandomSource { RandomSource(seed: 1, stream: 1) }

  @Test(arguments: large.indices)
  func aLargeOperationIsBrokenOff(_ index: Int) throws {
    let interruption = Interruption()
    let (_, operation) = Self.large[index]
    let x = try Tensor.zeros([300, 300], in: MemoryPool())
    try interruption.covering { () throws in
      interruption.stop()
      try operation(x)
      interruption.breakOff()
      #expect(throws: TensorError.interrupted("interrupted!")) {
        try operation(x)
      }
    }
  }

  @Test func aSmallOperationIsNot() throws {
    let interruption = Interruption()
    interruption.breakOff()
    try interruption.covering { () throws in
      let x = try Tensor.zeros([1000], in: MemoryPool())
      let sum = try x.applying(.exponential).reduced(.sum)
      #expect(sum == .float(1000))
    }
  }
}
