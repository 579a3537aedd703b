import TestSupport
import Testing

@testable import Programs
@testable import Tensors

/// Delay lines as instructions of a program.
@Suite struct DelayProgramTests {
  let pool = MemoryPool()

  /// What leaves: all sources spike, and all weights are 2.
  private let spike, weights: Tensor

  init() throws {
    spike = try Tensor.full([4], true, type: .bool, in: pool)
    weights = try Tensor.full([4, 3], 2, type: .float32, in: pool)
  }

  /// A line of four sources and three targets.
  private func line() throws -> CurrentDelayLine {
    let delays = try Tensor(
      [0, 1, 2, 3, 0, 1, 1, 1, 1, 2, 0, 3], in: pool
    ).reshaped([4, 3])
    return try CurrentDelayLine(delays: delays, sourceAxis: 0)
  }

  @Test func aStepGivesWhatTheLineGives() throws {
    let (own, other) = (try line(), try line())
    let spike = try Tensor.zeros([4], type: .bool, in: pool)
    let weights = try Tensor.range(from: 1, through: 12, in: pool)
      .converted(to: .float32).reshaped([4, 3])
    let builder = ProgramBuilder(pool: pool)
    let (mask, matrix) = (
      try builder.input(like: spike, named: "spike"),
      try builder.input(like: weights, named: "W")
    )
    let arrived = try builder.delayed(mask, by: other, weights: matrix)
    let program = builder.finish(outputs: [arrived])
    #expect(program.text(outputs: ["I"]).contains("delay(spike, W)"))
    let plan = try program.makePlan(in: pool)
    #expect(plan.bind(spike, as: 0) && plan.bind(weights, as: 1))
    for step in 0..<8 {
      try spike.fill(0)
      if step < 4 { try spike.selected(axis: 0, index: step).fill(1) }
      try plan.run()
      let current = try own.step(spike, weights)
      #expect(plan.output(0).doubles == current.doubles)
    }
    #expect(try other.pending().doubles == own.pending().doubles)
  }

  @Test func whatFailsBeforeAStepLeavesTheLine() throws {
    let line = try line()
    let builder = ProgramBuilder(pool: pool)
    let (mask, matrix) = (
      try builder.input(like: spike), try builder.input(like: weights)
    )
    _ = builder.number(host: "fail", .integer, of: []) {
      _ throws(TensorError) in
      throw .invalidArgument(operation: "fail", reason: "it is a test")
    }
    let arrived = try builder.delayed(mask, by: line, weights: matrix)
    let plan = try builder.finish(outputs: [arrived]).makePlan(in: pool)
    #expect(plan.bind(spike, as: 0) && plan.bind(weights, as: 1))
    #expect(throws: TensorError.self) { try plan.run() }
    #expect(try line.pending().doubles.allSatisfy { $0 == 0 })
  }

  @Test func whatIsDoneToALineKeepsItsOrder() throws {
    let line = try line()
    let builder = ProgramBuilder(pool: pool)
    let (mask, matrix) = (
      try builder.input(like: spike), try builder.input(like: weights)
    )
    let first = try builder.delayed(mask, by: line, weights: matrix)
    let pending = try builder.pending(of: line)
    builder.reset(line)
    let none = try builder.pending(of: line)
    try builder.restore(pending, of: line)
    let plan = try builder.finish(outputs: [first, pending, none])
      .makePlan(in: pool)
    #expect(plan.bind(spike, as: 0) && plan.bind(weights, as: 1))
    try plan.run()
    #expect(plan.output(0).doubles == [2, 4, 0])
    #expect(plan.output(1).doubles.reduce(0, +) == 18)
    #expect(plan.output(2).doubles.allSatisfy { $0 == 0 })
    #expect(try line.pending().doubles == plan.output(1).doubles)
  }
}
