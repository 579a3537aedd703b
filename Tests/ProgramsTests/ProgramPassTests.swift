import TestSupport
import Testing

@testable import Programs
@testable import Tensors

/// What the passes over programs leave.
@Suite final class ProgramPassTests: ProgramFixture {
  @Test func whatIsComputedTwiceIsComputedOnce() throws {
    let a = try builder.applying(.multiply, v, .scalar(.float(0.5)))
    let b = try builder.applying(.multiply, v, .scalar(.float(0.5)))
    let sum = try builder.applying(.add, a, .tensor(b))
    // Another number, another sign of zero, another type of the number.
    _ = try builder.applying(.multiply, v, .scalar(.float(0.25)))
    _ = try builder.applying(.multiply, v, .scalar(.float(0)))
    _ = try builder.applying(.multiply, v, .scalar(.float(-0.0)))
    try builder.apply(.add, to: v, .scalar(.integer(1)))
    let later = try builder.applying(.multiply, v, .scalar(.float(0.5)))
    #expect(
      builder.finish(outputs: [sum, later]).sharingResults().text() == """
        t1 = v * 0.5
        t3 = t1 + t1
        t4 = v * 0.25
        t5 = v * 0.0
        t6 = v * -0.0
        v.1 = v + 1
        t7 = v.1 * 0.5
        """)
  }

  @Test func whatIsGivenOrChangedStaysByItself() throws {
    let a = try builder.applying(.add, v, .scalar(.integer(1)))
    let b = try builder.applying(.add, v, .scalar(.integer(1)))
    let c = try builder.applying(.add, v, .scalar(.integer(1)))
    try builder.apply(.multiply, to: c, .scalar(.integer(2)))
    let program = builder.finish(outputs: [a, b, c])
    #expect(program.sharingResults().text() == program.text())
  }

  @Test func sharedResultsReachSelections() throws {
    let large = try builder.comparing(.greater, v, .scalar(.integer(1)))
    let same = try builder.comparing(.greater, v, .scalar(.integer(1)))
    let rows = try builder.selection(of: matrix, [.mask(large)])
    let others = try builder.selection(of: matrix, [.mask(same)])
    let sums = [
      try builder.sum(rows, axis: 0), try builder.sum(others, axis: 0),
    ]
    let block = try builder.beginUpdate(of: others)
    try builder.endUpdate(
      block,
      .elements(
        try builder.applying(.add, block, .operand(.tensor(sums[0])))))
    let plan = try builder.finish(outputs: sums).makePlan(in: pool)
    #expect(plan.scanCount == 1)
    #expect(
      plan.text() == """
        loop over 4 elements:
          t1 = v > 1
        places where t1
        t3 = sum of the rows of W where t1
        t4 = sum of the rows of W where t1
        w in W[t1]:
          w = w + t3{row}
        """)
  }

  @Test func updatesThatChangeNothingAreLeftOut() throws {
    try builder.apply(.multiply, to: v, .scalar(.integer(1)))
    try builder.apply(.divide, to: v, .scalar(.float(1)))
    try builder.apply(.subtract, to: v, .scalar(.integer(0)))
    try builder.apply(.add, to: v, .scalar(.integer(0)))
    try builder.apply(.subtract, to: v, .scalar(.float(-0.0)))
    try builder.apply(.multiply, to: v, .scalar(.float(-1)))
    #expect(
      builder.finish(outputs: []).withoutIdentities().text() == """
        v.4 = v.3 + 0
        v.5 = v.4 - -0.0
        v.6 = v.5 * -1.0
        """)
  }

  /// Draws, and arithmetic on numbers, don't part loops.
  @Test func whatCanBeDoneFirstIs() throws {
    let gain = builder.numberInput(.float, named: "gain")
    let noise = try builder.copied(v)
    try builder.apply(.multiply, to: v, .scalar(.float(0.9)))
    let twice = builder.number(
      .arithmetic(.multiply, .float),
      of: [.number(gain), .scalar(.integer(2))], .float)
    try builder.apply(.add, to: v, .number(twice))
    try builder.draw(
      .uniform, [.scalar(.integer(0)), .scalar(.integer(1))], into: noise)
    try builder.apply(.add, to: v, .tensor(noise))
    #expect(
      try builder.finish(outputs: []).makePlan(in: pool).text() == """
        n2 = gain * 2
        loop over 4 elements:
          t1 = v
          v = v * 0.9
          v = v + n2
        t1 = uniform(0, 1)
        loop over 4 elements, which waits for t1:
          v = v + t1
        """)
  }

  /// What a later part changes stays behind what may fail in an earlier one.
  @Test func whatMayFailLeavesLaterPartsUndone() throws {
    let place = builder.numberInput(.integer, named: "k")
    try builder.apply(.add, to: v, .scalar(.integer(1)))
    builder.beginPart()
    let other = try builder.copied(v)
    let element = builder.element(of: other, at: place)
    builder.beginPart()
    let sum = try builder.applying(.add, v, .scalar(.integer(2)))
    try builder.apply(.multiply, to: v, .scalar(.integer(3)))
    #expect(builder.mayFail(in: 1...1))
    #expect(!builder.mayFail(in: 2...2))
    let plan = try builder.finish(outputs: [sum]).makePlan(in: pool)
    #expect(
      plan.text() == """
        loop over 4 elements:
          v = v + 1
          t1 = v
          t2 = v + 2
        n2 = t1[k + 1]
        loop over 4 elements, which waits for a step, which may fail:
          v = v * 3
        """)
    #expect(plan.bind(tensors[0], as: 0))
    plan.set(place, to: .integer(9))
    #expect(throws: TensorError.self) { try plan.run() }
    #expect(plan.failedPart == 1)
    #expect(tensors[0].doubles == [1, 1, 1, 1])
    _ = element
  }

  /// How many elements a mask picks isn't known before.
  @Test func operandsOfSelectedElementsMayNotFit() throws {
    let picked = try builder.selection(of: v, [.mask(mask)])
    let two = try builder.input(like: try Tensor.zeros([2], in: pool))
    let one = try builder.input(like: try Tensor.zeros([1], in: pool))
    try builder.apply(.add, to: picked, .tensor(one))
    #expect(!builder.mayFail(in: 0...0))
    try builder.apply(.add, to: picked, .tensor(two))
    #expect(builder.mayFail(in: 0...0))
  }

  @Test func drawsMayBeTooLargeForElements() throws {
    for type in [ElementType.float32, .float16] {
      builder.beginPart()
      let x = try builder.input(
        like: try Tensor.zeros([2], type: type, in: pool))
      try builder.draw(
        .normal, [.scalar(.integer(100_000)), .scalar(.integer(1))], into: x)
    }
    #expect(!builder.mayFail(in: 1...1))
    #expect(builder.mayFail(in: 2...2))
  }

  @Test func powersOfWholeNumbersMayBeNone() throws {
    let exponent = builder.numberInput(.integer)
    let whole = try builder.input(
      like: try Tensor.zeros([2], type: .int64, in: pool))
    try builder.apply(.power, to: v, .number(exponent))
    #expect(!builder.mayFail(in: 0...0))
    try builder.apply(.power, to: whole, .number(exponent))
    #expect(builder.mayFail(in: 0...0))
  }
}
