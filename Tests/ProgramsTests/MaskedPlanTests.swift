import TestSupport
import Testing

@testable import Programs
@testable import Tensors

/// Elements that masks pick out: a plan does what tensors do.
@Suite struct MaskedPlanTests {
  let pool = MemoryPool()

  /// Runs a program that changes the first of `inputs`, and gives its elements.
  private func changed(
    _ inputs: [Tensor], _ number: Scalar = 0,
    _ body: (ProgramBuilder, [ProgramTensor], ProgramNumber) throws -> Void
  ) throws -> [Double] {
    let builder = ProgramBuilder(pool: pool)
    let tensors = try inputs.map { try builder.input(like: $0) }
    let kind: Scalar.Kind = number.type == .int64 ? .integer : .float
    let given = builder.numberInput(kind)
    try body(builder, tensors, given)
    let plan = try builder.finish(outputs: []).makePlan(in: pool)
    for (index, input) in inputs.enumerated() {
      #expect(plan.bind(input, as: index))
    }
    plan.set(given, to: number)
    try plan.run()
    return inputs[0].doubles
  }

  @Test func anElementBroadcastsToMasksOfSeveralAxes() throws {
    let x = try sample([3, 4, 5], in: pool)
    let mask = try sample([3, 4, 5], .bool, seed: 2, in: pool)
    let one = try Tensor.full([1], 9, in: pool)
    let expected = try x.copied()
    try expected.selection(where: mask).assign(.tensor(one))
    let found = try changed([x, mask, one]) { builder, x, _ in
      try builder.assign(
        .tensor(x[2]), to: try builder.selection(of: x[0], [.mask(x[1])]))
    }
    #expect(found == expected.doubles)
  }

  @Test(arguments: [0, 1])
  func aMaskMayOverlapWhatItPicks(_ start: Int) throws {
    let x = try Tensor.full([9], true, type: .bool, in: pool)
    let expected = try x.copied()
    let views = { (x: Tensor) throws(TensorError) in
      (
        try x.narrowed(axis: 0, start: 1 - start, count: 8),
        try x.narrowed(axis: 0, start: start, count: 8)
      )
    }
    let (base, mask) = try views(expected)
    try base.selection(where: mask).assign(false)
    let found = try changed([x]) { builder, x, _ in
      let base = try builder.viewed(x[0]) { x throws(TensorError) in
        try views(x).0
      }
      let mask = try builder.viewed(x[0]) { x throws(TensorError) in
        try views(x).1
      }
      try builder.assign(
        .scalar(false), to: try builder.selection(of: base, [.mask(mask)]))
    }
    #expect(found == expected.doubles)
  }

  @Test(arguments: [ElementType.float16, .bfloat16])
  func functionsOfNarrowElementsAreRoundedToThem(
    _ type: ElementType
  ) throws {
    let x = try sample([40], type, in: pool)
    let mask = try sample([40], .bool, seed: 2, in: pool)
    let expected = try x.copied()
    try expected.selection(where: mask).apply(.exponential)
    let found = try changed([x, mask]) { builder, x, _ in
      try builder.apply(
        .exponential, to: try builder.selection(of: x[0], [.mask(x[1])]))
    }
    #expect(found == expected.doubles)
  }

  @Test(arguments: [[6, 5], [30]])
  func wholeNumbersHoldNoNegativePowers(_ sizes: [Int]) throws {
    let x = try sample(try Shape(sizes), .int64, in: pool)
    let rows = try sample(try Shape([sizes[0]]), .bool, seed: 2, in: pool)
    let refused = TensorError.cannotHold(
      operation: "pow", destination: .int64, result: .float64)
    #expect(throws: refused) { try x.apply(.power, -2) }
    #expect(throws: refused) {
      try self.changed([x], -2) { builder, x, exponent in
        try builder.apply(.power, to: x[0], .number(exponent))
      }
    }
    #expect(throws: refused) {
      try self.changed([x, rows], -2) { builder, x, exponent in
        try builder.apply(
          .power, to: try builder.selection(of: x[0], [.mask(x[1])]),
          .number(exponent))
      }
    }
  }

  @Test func truthValuesAreNoEntries() throws {
    let structure = try SparseStructure.random(
      rows: 4, columns: 4, density: 0.5,
      from: RandomSource(seed: 1, stream: 1), in: pool)
    let matrix = try SparseMatrix(structure, filledWith: 1)
    let builder = ProgramBuilder(pool: pool)
    let base = ProgramSparse(
      matrix, values: try builder.input(like: matrix.values))
    let all = try builder.selection(of: base, rows: nil, columns: nil)
    #expect(
      throws: TensorError.cannotHold(
        operation: "isnan", destination: .float32, result: .bool)
    ) { try builder.apply(.isNaN, to: all) }
  }
}
