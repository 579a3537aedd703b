import Testing

@testable import Programs
@testable import Tensors

/// What plans tell of their steps.
@Suite final class PlanTextTests: ProgramFixture {
  private func text(
    _ outputs: [ProgramTensor] = [], named names: [String] = []
  ) throws -> String {
    try builder.finish(outputs: outputs).makePlan(in: pool).text(outputs: names)
  }

  @Test func whatRunsTogetherStandsTogether() throws {
    builder.position = "a.lua:1"
    try builder.apply(.multiply, to: v, .scalar(.float(0.9)))
    builder.position = "a.lua:2"
    let larger = try builder.applying(.maximum, v, .scalar(.integer(1)))
    let spike = try builder.comparing(.greaterOrEqual, larger, .tensor(v))
    builder.position = nil
    try builder.assign(
      .scalar(0), to: try builder.selection(of: v, [.mask(spike)]))
    try builder.clamp(v, minimum: .float(-1), maximum: nil)
    let found = try text([spike], named: ["spike"])
    #expect(
      found == """
        loop over 4 elements:
          v = v * 0.9  -- a.lua:1
          t1 = maximum(v, 1)  -- a.lua:2
          t2 = t1 >= v  -- a.lua:2
          v[t2] = 0
          v = clamp(v, -1.0, nil)
        spike = t2
        """)
  }

  @Test func conversionsAndChoicesAreTold() throws {
    let whole = try builder.converted(v, to: .int64)
    let chosen = try builder.choosing(
      mask, .tensor(whole), else: .scalar(.integer(-1)))
    let root = try builder.applying(
      .squareRoot, try builder.copied(chosen))
    let found = try text([root])
    #expect(
      found == """
        loop over 4 elements:
          t1 = int64(v)
          t2 = where(mask, t1, -1)
          t3 = t2
          t4 = float64(t3)
          t5 = sqrt(t4)
        """)
  }

  @Test func partsOfMatricesAreTold() throws {
    let rows = try builder.selection(of: matrix, [.mask(mask)])
    let sum = try builder.sum(rows, axis: 0)
    let block = try builder.selection(of: matrix, [.all, .mask(mask)])
    let column = try builder.viewed(sum) { view throws(TensorError) in
      try view.unsqueezed(axis: 1)
    }
    try builder.apply(.add, to: block, .tensor(column))
    try builder.clamp(block, minimum: .integer(0), maximum: .integer(1))
    let side = try builder.sum(block, axis: 1)
    let found = try text([side])
    #expect(
      found == """
        places where mask
        t1 = sum of the rows of W where mask
        w in W[{}, mask]:
          w = w + t1{column}
          w = clamp(w, 0, 1)
        t2 = sum(W[{}, mask], 2)
        """)
  }

  @Test func entriesOfSparseMatricesAreTold() throws {
    let sparse = try Tensor.full([4, 4], 1, in: pool).sparse()
    let values = try builder.input(like: sparse.values, named: "S")
    let base = ProgramSparse(sparse, values: values)
    let picked = try builder.selection(of: base, rows: mask, columns: nil)
    let sum = try builder.sum(picked, axis: 0)
    try builder.apply(.multiply, to: picked, .scalar(.float(0.5)))
    try builder.assign(.scalar(.integer(2)), to: picked)
    let found = try text([sum])
    #expect(
      found == """
        places where mask
        w in sparse S[mask, {}]:
          t1 = sum(w, 1)
        w in sparse S[mask, {}]:
          w = w * 0.5
          w = 2
        """)
  }

  @Test func factorsOfRowsAndColumnsAreTold() throws {
    let sparse = try Tensor.full([4, 4], 1, in: pool).sparse()
    let values = try builder.input(like: sparse.values, named: "S")
    let base = ProgramSparse(sparse, values: values)
    let factors = try builder.input(
      like: try Tensor.full([4], 1, in: pool), named: "x")
    let picked = try builder.elements(
      of: try builder.selection(of: factors, [.mask(mask)]))
    let product = try builder.applying(
      .multiply, picked, .elements(try builder.unsqueezed(picked, axis: 1)))
    try builder.apply(
      .add,
      to: try builder.selection(of: matrix, [.mask(mask), .mask(mask)]), product
    )
    try builder.apply(
      .subtract, to: try builder.selection(of: base, rows: nil, columns: mask),
      picked)
    let found = try text([])
    #expect(
      found == """
        places where mask
        w in W[mask, mask]:
          b3 = x{row}[picked] * x{column}[picked]
          w = w + b3
        w in sparse S[{}, mask]:
          w = w - x{row}
        """)
  }

  @Test func functionsAndDrawsAreTold() throws {
    try builder.draw(.normal, [.scalar(.integer(0)), .scalar(1)], into: v)
    let mean = try builder.reduced(.mean, v)
    let place = builder.numberInput(.integer, named: "k")
    let row = try builder.part(of: matrix, at: place)
    let last = try builder.element(of: v, [3])
    let sum = try builder.reducing(.sum, matrix, axis: 1, keepsAxis: true)
    let rolled = try builder.rolled(v, by: 2, axis: 0)
    guard
      case .tensor(let product) = try builder.product(.matrix, matrix, rolled)
    else { throw TensorError.negativeSize(0) }
    let running = try builder.cumulativeSum(product, axis: 0)
    let twice = builder.number(
      .arithmetic(.multiply, .float), of: [.number(mean), .number(last)],
      .float)
    let other = builder.number(
      .hostNumber("ask", { _ throws(TensorError) in .float(1) }),
      of: [.number(twice)], .float)
    try builder.assign(.number(other), to: v, at: place)
    let found = try text([row, sum, running])
    #expect(
      found == """
        v = normal(0, 1)
        n1 = mean(v)
        t1 = W[k + 1]
        n3 = v[4]
        t2 = sum(W, 2, true)
        t3 = roll(v, 2, 1)
        t4 = matmul(W, t3)
        t5 = cumsum(t4, 1)
        n4 = n1 * n3
        n5 = host ask(n4)
        v[k + 1] = n5
        """)
  }

  /// What no loop can walk over runs by itself; of views it is told where they
  /// lie.
  @Test func whatRunsAloneIsTold() throws {
    let cube = try builder.input(like: tensors[3], named: "c")
    try builder.apply(.add, to: cube, .scalar(1))
    let column = try builder.viewed(matrix) { view throws(TensorError) in
      try view.selected(axis: 1, index: 2)
    }
    try builder.apply(.exponential, to: column)
    let indices = try builder.input(like: tensors[4], named: "i")
    try builder.assign(
      .scalar(.integer(3)),
      to: try builder.selection(of: v, [.indices(indices, base: 1)]))
    let found = try text()
    #expect(
      found == """
        alone, since elements of W lie apart: W{[4] at 2, steps [4]} = \
        exp(W{[4] at 2, steps [4]})
        loop over 2 x 2 x 2 elements:
          c = c + 1
        alone, since it picks otherwise than by masks of rows and columns: \
        v[i] = 3
        """)
  }
}
