import Testing

@testable import Programs
@testable import Tensors

/// A program on some inputs, to be run as a plan and by an interpreter.
struct ProgramComparison {
  /// What the program is given: the plan changes it.
  let inputs: [Tensor]

  /// What both run.
  let program: Program

  /// The numbers that the program is given.
  let numbers: [(number: ProgramNumber, value: Scalar)]

  /// The seed of both sources of random numbers.
  static let seed: UInt64 = 17

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

  /// Runs both, the plan for `inputs`, and fails where anything differs after a
  /// run: the outputs, the numbers, the memory of the inputs, or how far the
  /// source of random numbers is.
  ///
  /// What the plan gave away in a run must stay as it is in the next one. Of a run
  /// that throws, what the parts before the one at fault did is compared.
  ///
  /// - Returns: The error that both threw; nil for none.
  @discardableResult
  func agree(
    runs: Int = 2, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> TensorError? {
    let interpreter = ProgramInterpreter(program, inputs)
    let plan = try program.makePlan(in: inputs[0].pool)
    for (index, input) in inputs.enumerated() {
      #expect(plan.bind(input, as: index), sourceLocation: sourceLocation)
    }
    for (number, value) in numbers {
      plan.set(number, to: value)
      interpreter.given[number.place] = value
    }
    interpreter.randoms = sources
    let randoms = sources
    for (part, source) in randoms.enumerated() {
      plan.draw(from: source, in: part)
    }
    defer { withExtendedLifetime(randoms) {} }
    var given: [(tensor: Tensor, bits: [UInt64])] = []
    for run in 1...runs {
      let failures = (try failure(plan.run), try failure(interpreter.run))
      if failures.0 != nil || failures.1 != nil {
        #expect(
          failures.0?.name == failures.1?.name
            && plan.failedPart == interpreter.part,
          "\(failures)\n\(program.text())", sourceLocation: sourceLocation)
        let changed = program.cells(writtenIn: interpreter.part)
        let difference =
          try inputDifference(interpreter) { !changed.contains($0) }
          ?? outputDifference(plan) { index in
            let cell = program.outputs[index].cell
            return changed.contains(cell)
              ? nil : try interpreter.outputSoFar(index)
          }
        #expect(
          difference == nil, "\(difference ?? "")\n\(program.text())",
          sourceLocation: sourceLocation)
        return failures.0
      }
      for (tensor, bits) in given {
        #expect(try bits == self.bits(of: tensor), "of the run before \(run)")
      }
      given = try program.outputs.indices.filter {
        !program.outputs[$0].isInput
      }.map { (plan.output($0), try bits(of: plan.output($0))) }
      let difference = try difference(plan, interpreter)
      #expect(
        difference == nil,
        "run \(run): \(difference ?? "")\n\(program.text())",
        sourceLocation: sourceLocation)
      #expect(
        randoms.map(\.position) == interpreter.randoms.map(\.position),
        sourceLocation: sourceLocation)
      if difference != nil { break }
    }
    return nil
  }

  /// A source of random numbers for each part.
  private var sources: [RandomSource] {
    (0..<program.partCount).map {
      RandomSource(seed: ProgramComparison.seed, stream: UInt64($0))
    }
  }

  /// The error of the engine's that `body` throws.
  private func failure(_ body: () throws -> Void) throws -> TensorError? {
    do {
      try body()
      return nil
    } catch let error as TensorError {
      return error
    } catch {
      Issue.record("\(error)\n\(program.text())")
      throw error
    }
  }

  /// What differs first after a run, or nil.
  private func difference(
    _ plan: Plan, _ interpreter: ProgramInterpreter
  ) throws -> String? {
    if let text = try outputDifference(plan, interpreter.output) {
      return text
    }
    for (place, value) in interpreter.numbers {
      let found = plan.value(of: ProgramNumber(place: place, kind: .float))
      if !found.isSame(as: value), !(found.isNaN && value.isNaN) {
        return "number \(place): \(found), not \(value)"
      }
    }
    return inputDifference(interpreter) { _ in true }
  }

  /// What differs first in outputs, of which `expected` gives the bits; nil for
  /// one that isn't compared.
  private func outputDifference(
    _ plan: Plan, _ expected: (Int) throws -> [UInt64]?
  ) throws -> String? {
    for index in program.outputs.indices {
      guard let expected = try expected(index) else { continue }
      if let text = differing(try bits(of: plan.output(index)), expected) {
        return "output \(index): \(text)"
      }
    }
    return nil
  }

  /// The bits of a tensor's elements, row by row.
  private func bits(of tensor: Tensor) throws -> [UInt64] {
    try InterpretedTensor(
      tensor.storage.elements(tensor.type), layout: tensor
    ).bits()
  }

  /// What differs first in the memory of inputs, whose cells `isCompared`.
  private func inputDifference(
    _ interpreter: ProgramInterpreter, where isCompared: (Int) -> Bool
  ) -> String? {
    for (index, input) in inputs.enumerated()
    where isCompared(program.inputs[index].cell) {
      let found = input.storage.elements(input.type).map {
        ElementValue(bits: $0, input.type).bits(input.type)
      }
      if let text = differing(found, interpreter.memory(ofInput: index)) {
        return "input \(index): \(text)"
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

extension Program {
  /// The cells that instructions of a part write to.
  fileprivate func cells(writtenIn part: Int) -> Set<Int> {
    Set(
      instructions.compactMap { instruction in
        guard instruction.part == part,
          case .tensor(let target) = instruction.result
        else { return nil }
        return target.cell
      })
  }
}

extension Scalar {
  fileprivate var isNaN: Bool {
    if case .float(let value) = self { return value.isNaN }
    return false
  }
}

extension TensorError {
  /// The case, without its values.
  var name: String { Mirror(reflecting: self).children.first?.label ?? "" }
}

/// Whether `build` finds nothing wrong.
///
/// What the engine refuses to write down is no program.
@discardableResult
func isAllowed(_ build: () throws -> Void) throws -> Bool {
  do {
    try build()
    return true
  } catch is TensorError {
    return false
  }
}

/// A tensor with the numbers of `sample` and, in between, those on which rules
/// depend: zeros, the largest and the smallest, infinity and NaN.
func awkward(
  _ shape: Shape, _ type: ElementType, seed: UInt64 = 1, in pool: MemoryPool
) throws -> Tensor {
  let tensor = try sample(shape, type, seed: seed, in: pool)
  let special: [Scalar] =
    type == .int64
    ? [0, .integer(.min), -1, .integer(.max), 1, .integer(1 << 53 + 1), 2]
    : [
      .float(0), .float(-0.0), .float(.infinity), .float(-.infinity),
      .float(.nan), 1, -1, .float(1e-7), .float(6e4), .float(-3.5),
      .float(2.5), .float(1e30), .float(-1e19),
    ]
  if type == .bool { return tensor }
  for place in stride(from: Int(seed), to: tensor.count, by: 5) {
    let value = special[(place / 5 + Int(seed)) % special.count]
    tensor.storage.write(
      ElementValue(value, type).bits(type), at: place, type)
  }
  return tensor
}
