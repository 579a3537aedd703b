import DeviceTestSupport
import Programs
import Testing

@testable import Devices
@testable import Tensors

/// Elementwise operations: a device gives the processor's bits.
@Suite(.needsDevice) struct DeviceOperationTests {
  let pool = MemoryPool()

  /// Operations on tensors of all sizes, those of one size in one kernel.
  private func compare(
    _ type: ElementType,
    _ operations: (ProgramBuilder, [ProgramTensor]) throws -> [ProgramTensor]
  ) throws {
    let inputs = try deviceCounts.flatMap { count in
      try (0..<3).map {
        try deviceSample([count], type, seed: $0 * 7, in: pool)
      } + [try deviceSample([count], .bool, seed: 5, in: pool)]
    }
    try DeviceComparison(inputs) { builder, x in
      try stride(from: 0, to: x.count, by: 4).flatMap {
        try operations(builder, Array(x[$0..<$0 + 4]))
      }
    }.agree(on: try TestDevice.open())
  }

  @Test(arguments: deviceTypes) func binaryOperations(
    type: ElementType
  ) throws {
    let operations = try KernelSample(type).binaryOperations
    try compare(type) { builder, x in
      try operations.flatMap { operation in
        let changed = try builder.copied(x[0])
        if operation.resultType(type) == type {
          try builder.apply(operation, to: changed, .tensor(x[1]))
        }
        return [
          try builder.applying(operation, x[0], .tensor(x[1])),
          try builder.applying(operation, x[2], .scalar(3)), changed,
          try builder.applying(operation, x[1], .scalar(-2), isReversed: true),
        ]
      }
    }
  }

  @Test(arguments: deviceTypes) func unaryOperations(type: ElementType) throws {
    let operations = try KernelSample(type).unaryOperations
    try compare(type) { builder, x in
      try operations.flatMap { operation in
        try x[..<2].map { try builder.applying(operation, $0) }
      }
    }
  }

  @Test(arguments: deviceTypes)
  func comparisonsLimitsChoicesAndConversions(type: ElementType) throws {
    try compare(type) { builder, x in
      var results = try ComparisonOperation.allCases.flatMap { comparison in
        [
          try builder.comparing(comparison, x[0], .tensor(x[1])),
          try builder.comparing(comparison, x[2], .scalar(1)),
        ]
      }
      for other in deviceTypes {
        results.append(try builder.converted(x[0], to: other))
      }
      let (low, high): (Scalar, Scalar) =
        type == .bool ? (false, true) : (-1, 2)
      results += [
        try builder.clamping(x[0], minimum: low, maximum: high),
        try builder.clamping(x[1], minimum: low, maximum: nil),
        try builder.clamping(x[1], minimum: nil, maximum: high),
        try builder.choosing(x[3], .tensor(x[0]), else: .tensor(x[1])),
        try builder.choosing(x[3], .scalar(high), else: .tensor(x[1])),
      ]
      let picked = try builder.selection(of: x[0], [.mask(x[3])])
      try builder.assign(
        try builder.elements(of: picked.moved(to: x[1])), to: picked)
      try builder.assign(
        .scalar(low), to: try builder.selection(of: x[2], [.mask(x[3])]))
      return results
    }
  }

  /// Numbers over the whole range of each function, some thousand of them.
  @Test(arguments: [1.0, 30, 120, 3e6, 1e38])
  func functionsOverTheirRange(scale: Double) throws {
    let numbers = (0..<20_000).map { place in
      Float(scale * (Double(place) - 9_999.5) / 10_000)
    }
    let inputs = [
      try Tensor(numbers, in: pool),
      try Tensor(numbers.reversed().map { $0 * 0.37 + 0.01 }, in: pool),
    ]
    try DeviceComparison(inputs) { builder, x in
      let functions: [UnaryOperation] = [
        .exponential, .logarithm, .sine, .cosine, .hyperbolicTangent, .sigmoid,
        .squareRoot, .reciprocal, .round,
      ]
      return try functions.map { try builder.applying($0, x[0]) } + [
        try builder.applying(.power, x[0], .tensor(x[1])),
        try builder.applying(.power, x[0], .scalar(0.37)),
        try builder.applying(.power, x[0], .scalar(-3)),
        try builder.applying(.modulo, x[0], .tensor(x[1])),
        try builder.applying(.floorDivide, x[0], .tensor(x[1])),
      ]
    }.agree(on: try TestDevice.open(), runs: 1)
  }
}
