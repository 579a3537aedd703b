import Testing

@testable import Programs
@testable import Tensors

/// What a plan leaves behind is in its inputs and its source of random numbers:
/// with those put back, it does the same once more.
@Suite struct PlanSnapshotTests {
  let pool = MemoryPool()

  /// What a run leaves: the bytes of the inputs and the place in the stream.
  private struct Snapshot: Equatable {
    let memory: [[UInt64]]
    let position: UInt64

    init(_ inputs: [Tensor], _ source: RandomSource) {
      memory = inputs.map { $0.storage.elements($0.type) }
      position = source.position
    }

    func restore(_ inputs: [Tensor], _ source: RandomSource) {
      for (input, elements) in zip(inputs, memory) {
        for (place, bits) in elements.enumerated() {
          input.storage.write(bits, at: place, input.type)
        }
      }
      source.position = position
    }
  }

  /// A plan of neurons with noise: voltage, spikes that choose rows of weights,
  /// weights that change and a sparse matrix.
  private func network(_ inputs: [Tensor], _ matrix: SparseMatrix) throws
    -> Plan
  {
    let builder = ProgramBuilder(pool: pool)
    let x = try inputs.map { try builder.input(like: $0) }
    let (voltage, weights, trace) = (x[0], x[1], x[2])
    let noise = try builder.temporary(voltage.shape, .float32)
    try builder.draw(.normal, [.scalar(0), .scalar(0.5)], into: noise)
    try builder.apply(.multiply, to: voltage, .scalar(0.9))
    try builder.apply(.add, to: voltage, .tensor(noise))
    let spike = try builder.comparing(.greater, voltage, .scalar(0.8))
    try builder.assign(
      .scalar(0), to: try builder.selection(of: voltage, [.mask(spike)]))
    let fired = try builder.selection(of: weights, [.mask(spike)])
    try builder.apply(
      .add, to: voltage, .tensor(try builder.sum(fired, axis: 0)))
    try builder.apply(.multiply, to: fired, .scalar(0.99))
    let random = try builder.temporary(voltage.shape, .bool)
    try builder.draw(.bernoulli, [.scalar(0.2)], into: random)
    let sparse = try builder.selection(
      of: ProgramSparse(matrix, values: x[3]), rows: random, columns: nil)
    try builder.apply(
      .add, to: trace, .tensor(try builder.sum(sparse, axis: 0)))
    try builder.apply(.multiply, to: sparse, .scalar(0.95))
    try builder.clamp(trace, minimum: -4, maximum: 4)
    return try builder.finish(outputs: [spike]).makePlan(in: pool)
  }

  @Test(arguments: [1, 7]) func aSnapshotGoesOnTheSameWay(
    _ before: Int
  ) throws {
    let structure = try SparseStructure.random(
      rows: 60, columns: 60, density: 0.2,
      from: RandomSource(seed: 1, stream: 1), in: pool)
    let matrix = SparseMatrix(
      structure,
      values: try sample(Shape(vector: structure.entryCount), in: pool))
    let inputs = [
      try sample([60], seed: 2, in: pool), try sample([60, 60], in: pool),
      try Tensor.zeros([60], in: pool), matrix.values,
    ]
    let source = RandomSource(seed: 5, stream: 9)
    defer { withExtendedLifetime(source) {} }
    let plan = try network(inputs, matrix)
    plan.draw(from: source)
    for (index, input) in inputs.enumerated() {
      #expect(plan.bind(input, as: index))
    }
    /// Runs the plan, and gives its spikes and what it leaves, of each run.
    func run(_ count: Int, _ plan: Plan) throws -> [([UInt8], Snapshot)] {
      try (0..<count).map { _ in
        try plan.run()
        return (plan.output(0).values(UInt8.self), Snapshot(inputs, source))
      }
    }
    _ = try run(before, plan)
    let snapshot = Snapshot(inputs, source)
    let first = try run(6, plan)
    #expect(first.contains { $0.0.contains(1) })
    #expect(first[0].1 != first[1].1)
    snapshot.restore(inputs, source)
    let second = try run(6, plan)
    // Another plan of the same program has nothing else in its memory.
    snapshot.restore(inputs, source)
    let other = try network(inputs, matrix)
    other.draw(from: source)
    for (index, input) in inputs.enumerated() {
      #expect(other.bind(input, as: index))
    }
    let third = try run(6, other)
    for index in first.indices {
      #expect(first[index] == second[index], "run \(index)")
      #expect(first[index] == third[index], "run \(index)")
    }
  }
}
