import TestSupport
import Testing

@testable import Programs
@testable import Tensors

/// Functions of whole tensors and numbers: a plan gives the bits of one element
/// after the other.
@Suite struct InterpretedFunctionTests {
  let pool = MemoryPool()

  @Test(arguments: ReductionOperation.allCases, ElementType.allCases)
  func reductions(
    _ operation: ReductionOperation, _ type: ElementType
  ) throws {
    let inputs =
      try Samples.views([5, 7, 6], type: type, in: pool) + [
        try awkward([70, 3], type, in: pool),
        try sample([70, 3], type, seed: 2, in: pool),
        try sample([3, 70], type, seed: 3, in: pool).transposed(0, 1),
        try sample([90, 40], type, seed: 4, in: pool)
          .narrowed(axis: 1, start: 3, count: 5),
        try sample([1_025], type, seed: 5, in: pool),
        try sample([67], type, seed: 6, in: pool),
        try sample([0], type, in: pool), try sample([1], type, in: pool),
        try sample([4, 0, 3], type, in: pool),
        try sample([65, 1, 2, 1], type, seed: 7, in: pool),
      ]
    try ProgramComparison(inputs) { builder, x in
      var results: [ProgramTensor] = []
      for input in x {
        try isAllowed { _ = try builder.reduced(operation, input) }
        for axis in 0..<input.shape.rank {
          try isAllowed {
            results.append(
              try builder.reducing(
                operation, input, axis: axis, keepsAxis: axis == 1))
          }
        }
      }
      return results
    }.agree(runs: 1)
  }

  @Test(arguments: ElementType.allCases)
  func longReductions(_ type: ElementType) throws {
    let inputs = [
      try sample([70_000], type, in: pool),
      try sample([5_000], type, seed: 2, in: pool),
    ]
    try ProgramComparison(inputs) { builder, x in
      for input in x {
        for operation in [ReductionOperation.sum, .maximum, .variance] {
          if operation == .variance, input.shape[0] > 5_000 { continue }
          _ = try builder.reduced(operation, input)
        }
      }
      return []
    }.agree(runs: 1)
  }

  @Test(arguments: ElementType.allCases, [ElementType.float32, .int64])
  func products(_ type: ElementType, _ other: ElementType) throws {
    let inputs = [
      try sample([300], type, in: pool), try sample([300], other, in: pool),
      try sample([7, 300], type, seed: 2, in: pool),
      try sample([300, 7], type, seed: 3, in: pool).transposed(0, 1),
      try sample([300, 19], other, seed: 4, in: pool),
      try sample([19, 300], other, seed: 5, in: pool).transposed(0, 1),
      try sample([2, 300, 3], other, seed: 6, in: pool),
      try sample([600], other, seed: 7, in: pool).view(
        shape: [300], strides: AxisValues(repeating: 2), offset: 1),
      try sample([300, 2], other, seed: 8, in: pool)
        .narrowed(axis: 1, start: 0, count: 1),
      try sample([3, 2, 1, 300], type, seed: 9, in: pool),
    ]
    try ProgramComparison(inputs) { builder, x in
      var results: [ProgramTensor] = []
      var count = 0
      for operation in ProductOperation.allCases {
        for (i, j) in [
          (0, 1), (0, 4), (0, 5), (0, 6), (0, 7), (0, 8), (2, 1), (2, 7),
          (2, 4), (2, 5), (2, 6), (2, 8), (3, 1), (3, 4), (3, 5), (3, 8),
          (9, 6), (9, 4),
        ] {
          // An outer product of long vectors takes long.
          if operation == .outer { continue }
          try isAllowed {
            let product = try builder.product(operation, x[i], x[j])
            if case .tensor(let tensor) = product { results.append(tensor) }
            count += 1
          }
        }
      }
      #expect(count > 18)
      return results
    }.agree(runs: 1)
  }

  @Test(arguments: ElementType.allCases)
  func movesAndRunningSums(_ type: ElementType) throws {
    let inputs =
      try Samples.views([5, 7, 6], type: type, in: pool) + [
        try awkward([13], type, in: pool), try sample([0], type, in: pool),
        try awkward([9], .float32, in: pool),
      ]
    try ProgramComparison(inputs) { builder, x in
      var results: [ProgramTensor] = []
      for input in x {
        for shift in [0, 2, -1, 100] {
          results.append(try builder.rolled(input, by: shift, axis: nil))
          for axis in 0..<input.shape.rank {
            results.append(try builder.rolled(input, by: shift, axis: axis))
          }
        }
        for axis in 0..<input.shape.rank {
          results.append(try builder.cumulativeSum(input, axis: axis))
        }
      }
      let outer = try builder.product(.outer, x[9], x[11])
      if case .tensor(let tensor) = outer { results.append(tensor) }
      return results
    }.agree(runs: 1)
  }

  @Test(arguments: ElementType.allCases)
  func partsAndElements(_ type: ElementType) throws {
    let views = try Samples.views([5, 7, 6], type: type, in: pool)
    let inputs =
      views[..<8] + [
        try awkward([13], type, in: pool), try sample([6], seed: 3, in: pool),
      ]
    try ProgramComparison(
      Array(inputs), numbers: [(.integer, 1), (.float, 2.9)]
    ) { builder, x, numbers in
      var results: [ProgramTensor] = []
      for input in x where input.shape.rank == 3 {
        _ = try builder.element(of: input, [2, 1, 3])
        for number in numbers {
          results.append(try builder.part(of: input, at: number))
          try isAllowed {
            try builder.assign(.scalar(3), to: input, at: number)
            try builder.assign(.number(number), to: input, at: number)
          }
        }
      }
      for number in numbers {
        let element = builder.element(of: x[8], at: number)
        try isAllowed { try builder.assign(.number(element), to: x[8]) }
        if type.isFloat {
          try builder.assign(.tensor(x[9]), to: x[0], at: number)
        }
        // A part of the tensor itself.
        let first = try builder.viewed(x[0]) { x throws(TensorError) in
          try x.selected(axis: 0, index: 0)
        }
        try builder.assign(.tensor(first), to: x[0], at: number)
      }
      return results
    }.agree()
  }

  @Test(arguments: [3, -1])
  func aPlaceThatIsNoneIsAnError(_ place: Int) throws {
    for isWritten in [true, false] {
      let error = try ProgramComparison(
        [try sample([3, 4], in: pool)], numbers: [(.integer, .integer(place))]
      ) { builder, x, numbers in
        if isWritten {
          try builder.assign(.scalar(1), to: x[0], at: numbers[0])
          return []
        }
        return [try builder.part(of: x[0], at: numbers[0])]
      }.agree()
      #expect(error?.name == "indexOutOfRange")
    }
  }

  @Test(arguments: BinaryOperation.allCases)
  func arithmeticOnNumbers(_ operation: BinaryOperation) throws {
    let values: [Scalar] = [
      7, -7, 2, 0, .integer(.min), -1, .integer(.max), 2.5, -0.75,
      .float(.infinity), .float(.nan), .float(-0.0), 2.0,
    ]
    var errors = 0
    for first in values {
      for second in values {
        let isWhole =
          ![.divide, .power, .angle, .hypotenuse].contains(operation)
          && first.type == .int64 && second.type == .int64
        if operation.isBitwise, !isWhole { continue }
        let input = try sample([3], in: pool)
        let error = try ProgramComparison(
          [input], numbers: [(.float, first), (.float, second)]
        ) { builder, x, numbers in
          let kind: Scalar.Kind = isWhole ? .integer : .float
          let result = builder.number(
            .arithmetic(operation, kind), of: numbers.map { .number($0) }, kind)
          _ = builder.number(
            .arithmetic(.add, kind), of: [.number(result), .scalar(1)], kind)
          return []
        }.agree(runs: 1)
        errors += error == nil ? 0 : 1
      }
    }
    #expect((errors > 0) == (operation == .floorDivide || operation == .modulo))
  }

  @Test func whatAHostComputes() throws {
    let inputs = [try sample([6, 5], in: pool).transposed(0, 1)]
    try ProgramComparison(inputs) { builder, x in
      let pool = self.pool
      let made = try builder.tensor(
        .hostTensor(
          "twice",
          { (operands) throws(TensorError) in
            try operands[0].tensor.applying(.multiply, 2)
          }, isRandom: false),
        of: [.tensor(x[0])], x[0].shape, .float32)
      let constant = try builder.tensor(
        host: "ones", [5], .float32, isRandom: false
      ) { _ throws(TensorError) in try Tensor.full([5], 1, in: pool) }
      let number = builder.number(
        host: "first", .float, of: [.tensor(made)]
      ) { operands throws(TensorError) in
        try operands[0].tensor.element([1, 2])
      }
      try builder.apply(.add, to: x[0], .number(number))
      return [made, constant]
    }.agree()
  }

  @Test(arguments: Distribution.allCases, ElementType.allCases)
  func draws(_ distribution: Distribution, _ type: ElementType) throws {
    let chances = try Tensor.zeros([13], in: pool)
    try RandomSource(seed: 3, stream: 4).fillUniform(chances)
    let inputs = [
      try sample([13], type, in: pool),
      try sample([13, 7], type, seed: 2, in: pool).transposed(0, 1), chances,
      try sample([0], type, in: pool),
    ]
    let parameters: [ProgramOperand] =
      switch distribution {
      case .uniform: [.scalar(-1), .scalar(2.5)]
      case .normal, .lognormal: [.scalar(0.5), .scalar(2)]
      case .exponential: [.scalar(1.5)]
      case .bernoulli: [.scalar(0.25)]
      case .poisson: [.scalar(3)]
      case .gamma: [.scalar(0.5), .scalar(2)]
      case .binomial: [.scalar(20), .scalar(0.25)]
      case .integers: [.scalar(0), .scalar(2)]
      }
    let error = try ProgramComparison(
      inputs, numbers: [(.float, 0.5)]
    ) { builder, x, numbers in
      var results: [ProgramTensor] = []
      for target in [x[0], x[1], x[3]] {
        try builder.draw(distribution, parameters, into: target)
        let fresh = try builder.temporary(target.shape, type)
        try builder.draw(distribution, parameters, into: fresh)
        results.append(fresh)
      }
      if distribution.takesTensors {
        let first = parameters.dropLast()
        try builder.draw(distribution, first + [.tensor(x[2])], into: x[1])
        try builder.draw(
          distribution, first + [.number(numbers[0])], into: x[0])
      }
      return results
    }.agree(runs: 3)
    #expect((error == nil) == (type.isFloat || !distribution.isReal))
  }
}
