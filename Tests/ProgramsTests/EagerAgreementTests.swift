import TestSupport
import Testing

@testable import Programs
@testable import Tensors

/// What programs do as tensors do by themselves.
@Suite struct EagerAgreementTests {
  let pool = MemoryPool()

  @Test(arguments: [ElementType.float16, .bfloat16])
  func aProgramRefusesWhatTensorsRefuse(type: ElementType) throws {
    let x = try Tensor.zeros([3], type: type, in: pool)
    let other = try Tensor.zeros([4], in: pool)
    let builder = ProgramBuilder(pool: pool)
    let (a, b) = (try builder.input(like: x), try builder.input(like: other))
    let bits = TensorError.wrongType(
      operation: "bitand", expected: "bool or int64", found: type)
    #expect(throws: bits) { _ = try x.applying(.and, 1) }
    #expect(throws: bits) { _ = try builder.applying(.and, a, .scalar(1)) }
    let shapes = TensorError.shapeMismatch(
      operation: "add", left: [3], right: [4])
    #expect(throws: shapes) { try x.apply(.add, .tensor(other)) }
    #expect(throws: shapes) { try builder.apply(.add, to: a, .tensor(b)) }
  }

  @Test("A14: the bits of a long sum are the same, compiled")
  func theBitsAreTheSame() throws {
    let x = try Tensor.zeros([3_000, 70], in: pool)
    try RandomSource(seed: 1, stream: 1).fillUniform(x, from: -1, to: 1)
    let mask = try Tensor.full([3_000], true, type: .bool, in: pool)
    guard case .selection(let picked) = try x.subscripting([.mask(mask)]) else {
      Issue.record("a mask picks rows")
      return
    }
    let eager = try picked.sum(axis: 0).doubles
    let builder = ProgramBuilder(pool: pool)
    let (matrix, rows) = (
      try builder.input(like: x), try builder.input(like: mask)
    )
    let selection = try builder.selection(of: matrix, [.mask(rows)])
    let plan = try builder.finish(
      outputs: [try builder.sum(selection, axis: 0)]
    ).makePlan(in: pool)
    #expect(plan.bind(x, as: 0))
    #expect(plan.bind(mask, as: 1))
    try withExtendedLifetime((x, mask)) { try plan.run() }
    #expect(plan.output(0).doubles == eager)
  }
}
