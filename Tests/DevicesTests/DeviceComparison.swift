import Devices
import Programs
import Testing

@testable import Tensors

/// A program on some inputs, to be run as a plan of the processor's and on a device.
struct DeviceComparison {
  /// What the program is given.
  let inputs: [Tensor]

  /// What both run.
  let program: Program

  /// The numbers that the program is given.
  private let numbers: [(number: ProgramNumber, value: Scalar)]

  /// Writes a program down for tensors like `inputs`.
  init(
    _ inputs: [Tensor],
    _ body: (ProgramBuilder, [ProgramTensor]) throws -> [ProgramTensor]
  ) throws {
    try self.init(inputs, numbers: []) { builder, tensors, _ in
      try body(builder, tensors)
    }
  }

  /// As that, for a program that is given numbers, too.
  init(
    _ inputs: [Tensor], numbers: [(Scalar.Kind, Scalar)],
    _ body: (ProgramBuilder, [ProgramTensor], [ProgramNumber]) throws ->
      [ProgramTensor]
  ) throws {
    self.inputs = inputs
    let builder = ProgramBuilder(pool: inputs[0].pool)
    let tensors = try inputs.map { try builder.input(like: $0) }
    let given = numbers.map { builder.numberInput($0.0) }
    program = builder.finish(outputs: try body(builder, tensors, given))
    self.numbers = zip(given, numbers).map { ($0, $1.1) }
  }

  /// Runs both, the device's with groups of each size, and fails where anything differs
  /// after a run: outputs, the memory of inputs, or how far the
  /// sources of random numbers are. The plan works on copies of the inputs or, if it is to
  /// change sparse matrices, which are its own, on the inputs themselves.
  func agree(
    on device: any ComputeDevice, runs: Int = 2, groupSizes: [Int] = [256],
    onInputs: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for groupSize in groupSizes {
      let (own, others) = (onInputs ? inputs : try copies(), try copies())
      let plan = try program.makePlan(in: inputs[0].pool)
      let there = try DeviceProgram(
        program, on: device, others, groupSize: groupSize)
      for (index, input) in own.enumerated() {
        #expect(plan.bind(input, as: index))
      }
      for (number, value) in numbers {
        plan.set(number, to: value)
        there.set(number, to: value)
      }
      let (sources, copies) = (self.sources, self.sources)
      for part in sources.indices {
        plan.draw(from: sources[part], in: part)
        there.draw(from: copies[part], in: part)
      }
      for run in 1...runs {
        try withExtendedLifetime((own, sources)) { try plan.run() }
        try there.run()
        let difference = try difference(plan, own, there, others)
        #expect(
          difference == nil,
          "run \(run), groups of \(groupSize): \(difference ?? "")",
          sourceLocation: sourceLocation)
        #expect(sources.map(\.position) == copies.map(\.position))
        if difference != nil { return }
      }
    }
  }

  /// A source of random numbers for each part.
  private var sources: [RandomSource] {
    (0..<program.lowered().partCount).map {
      RandomSource(seed: 17 << 32 + 3, stream: UInt64($0) << 40 + 5)
    }
  }

  /// Tensors like the inputs, with memory of their own that they share as those do.
  private func copies() throws -> [Tensor] {
    var made: [ObjectIdentifier: Storage] = [:]
    return try inputs.map { input in
      let (old, key) = (input.storage, ObjectIdentifier(input.storage))
      let new = try #require(
        made[key] ?? Storage(byteCount: old.byteCount, pool: old.pool))
      if made[key] == nil {
        new.address.copyMemory(from: old.address, byteCount: old.byteCount)
      }
      made[key] = new
      return Tensor(layoutOf: input, storage: new)
    }
  }

  /// What differs first after a run, or nil.
  private func difference(
    _ plan: Plan, _ own: [Tensor], _ there: DeviceProgram, _ others: [Tensor]
  ) throws -> String? {
    for index in 0..<program.lowered().outputs.count {
      let found = try there.output(index, in: inputs[0].pool)
      if let text = differing(
        try found.copied().bits, try plan.output(index).copied().bits)
      {
        return "output \(index), \(found.type): \(text)"
      }
    }
    for (index, (a, b)) in zip(own, others).enumerated() {
      try there.read(into: b, index)
      if let text = differing(b.bits, a.bits) {
        return "input \(index), \(a.type): \(text)"
      }
    }
    return nil
  }

  private func differing(_ a: [UInt64], _ b: [UInt64]) -> String? {
    if a == b { return nil }
    if a.count != b.count { return "\(a.count) elements, not \(b.count)" }
    let places = a.indices.filter { a[$0] != b[$0] }
    let first = places[0]
    return "\(places.count) of \(a.count) elements, the first at \(first):"
      + " \(String(a[first], radix: 16)), not \(String(b[first], radix: 16))"
  }
}

extension Tensor {
  /// The bits of all elements in its memory; of NaN always the same ones.
  var bits: [UInt64] {
    (0..<storage.byteCount / type.byteCount).map { place in
      switch type {
      case .bool:
        return UInt64(
          storage.address.load(fromByteOffset: place, as: UInt8.self))
      case .float16, .bfloat16:
        return UInt64(
          storage.address.load(fromByteOffset: place * 2, as: UInt16.self))
      case .float32:
        let x = storage.address.load(fromByteOffset: place * 4, as: Float.self)
        return UInt64(x.isNaN ? Float.nan.bitPattern : x.bitPattern)
      case .float64:
        let x = storage.address.load(fromByteOffset: place * 8, as: Double.self)
        return x.isNaN ? Double.nan.bitPattern : x.bitPattern
      case .int64:
        return storage.address.load(fromByteOffset: place * 8, as: UInt64.self)
      }
    }
  }
}
