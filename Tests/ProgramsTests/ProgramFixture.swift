@testable import Programs
@testable import Tensors

/// What a program is made of in tests that compare its text: the vector `v`, the
/// mask `mask` and the matrix `W`.
class ProgramFixture {
  let pool = MemoryPool()
  let builder: ProgramBuilder
  let v: ProgramTensor
  let mask: ProgramTensor
  let matrix: ProgramTensor

  /// The tensors of these, and others: those that share memory would be one.
  let tensors: [Tensor]

  init() throws {
    builder = ProgramBuilder(pool: pool)
    tensors = [
      try Tensor.zeros([4], in: pool),
      try Tensor.zeros([4], type: .bool, in: pool),
      try Tensor.zeros([4, 4], in: pool),
      try Tensor.zeros([2, 2, 2], in: pool),
      try Tensor.zeros([2], type: .int64, in: pool),
    ]
    v = try builder.input(like: tensors[0], named: "v")
    mask = try builder.input(like: tensors[1], named: "mask")
    matrix = try builder.input(like: tensors[2], named: "W")
  }
}
