import Testing

@testable import Programs
@testable import Tensors

/// What programs tell of their values, before they become plans.
@Suite final class ProgramTextTests: ProgramFixture {
  @Test func anOperationInPlaceMakesTheNextValue() throws {
    builder.position = "a.lua:1"
    try builder.apply(.multiply, to: v, .scalar(.float(0.9)))
    builder.position = nil
    let spike = try builder.comparing(.greater, v, .scalar(.integer(1)))
    let picked = try builder.selection(of: v, [.mask(spike)])
    try builder.assign(.scalar(.integer(0)), to: picked)
    try builder.clamp(v, minimum: .integer(0), maximum: nil)
    let doubled = try builder.applying(.multiply, v, .scalar(.integer(2)))
    try builder.apply(.add, to: doubled, .tensor(v))
    let found = builder.finish(outputs: [spike, mask]).text(
      outputs: ["spike", "spike_old"])
    // A variable that becomes another one is a new name and no copy.
    #expect(
      found == """
        v.1 = v * 0.9  -- a.lua:1
        t1 = v.1 > 1
        v.2 = where(t1, 0, v.1)
        v.3 = clamp(v.2, 0, nil)
        t2 = v.3 * 2
        t2.2 = t2 + v.3
        spike = t1
        spike_old = mask
        """)
  }

  @Test func selectedElementsAreTold() throws {
    let rows = try builder.selection(of: matrix, [.mask(mask)])
    let sum = try builder.sum(rows, axis: 0)
    try builder.apply(.add, to: rows, .tensor(sum))
    let block = try builder.beginUpdate(of: rows)
    let grown = try builder.applying(
      .multiply, block, .operand(.scalar(.float(1.5))))
    let limited = try builder.clamping(
      grown, minimum: .integer(0), maximum: .integer(1))
    try builder.endUpdate(block, .elements(limited))
    #expect(
      builder.finish(outputs: []).text() == """
        t1 = sum(W[mask], 1)
        W.1 = W with W[mask] = W[mask] + t1
        w in W.1[mask]:
          w1 = w * 1.5
          w2 = clamp(w1, 0, 1)
        W.2 = W.1 with W.1[mask] = w2
        """)
  }

  @Test func sparseEntriesAndPartsAreTold() throws {
    let sparse = try Tensor.full([4, 4], 1, in: pool).sparse()
    let values = try builder.input(like: sparse.values, named: "S")
    let base = ProgramSparse(sparse, values: values)
    let picked = try builder.selection(of: base, rows: mask, columns: nil)
    _ = try builder.sum(picked, axis: 0)
    try builder.apply(.multiply, to: picked, .scalar(.float(0.5)))
    let place = builder.numberInput(.integer, named: "k")
    try builder.assign(.tensor(v), to: matrix, at: place)
    try builder.draw(.normal, [.scalar(.integer(0)), .scalar(1)], into: v)
    let mean = try builder.reduced(.mean, v)
    _ = try builder.applying(.add, v, .number(mean))
    #expect(
      builder.finish(outputs: []).text() == """
        t1 = sum(sparse S[mask, {}], 1)
        S.1 = S with sparse S[mask, {}] = S[mask, {}] * 0.5
        W.1 = W with W[k + 1] = v
        v.1 = normal(0, 1)
        n2 = mean(v.1)
        t2 = v.1 + n2
        """)
  }
}
