import DeviceTestSupport
import Programs
import Testing

@testable import Devices
@testable import Tensors

/// Reductions, and numbers that a program computes: a device gives the processor's bits.
@Suite(.needsDevice) struct DeviceNumberTests {
  let pool = MemoryPool()

  /// The reductions that devices do.
  private static let operations: [ReductionOperation] = [
    .sum, .product, .mean, .minimum, .maximum, .any, .all, .countNonzero,
  ]

  /// Numbers without NaN and infinity, whose sums depend on the order.
  private func sample(_ shape: Shape, _ type: ElementType) throws -> Tensor {
    let tensor = try Tensor.zeros(shape, type: .float64, in: pool)
    try RandomSource(seed: 3, stream: 3).fillUniform(tensor, from: -2, to: 2)
    return try tensor.converted(to: type)
  }

  /// A tensor with one element that is the number, in each type.
  private func tensors(
    _ number: ProgramNumber, _ builder: ProgramBuilder
  ) throws -> [ProgramTensor] {
    try [ElementType.float32, .float64, .int64, .bool].compactMap { type in
      if type == .bool, number.kind != .bool { return nil }
      // Only the processor finds out whether it is whole.
      if type == .int64, number.kind == .float { return nil }
      return try builder.full([1], .number(number), type: type)
    }
  }

  @Test(arguments: deviceTypes)
  func allElementsAsANumber(type: ElementType) throws {
    for count in [1, 1_027] {
      let inputs = [
        try sample([count], type), try deviceSample([count], type, in: pool),
      ]
      try DeviceComparison(inputs) { builder, x in
        try DeviceNumberTests.operations.enumerated().flatMap {
          try tensors(builder.reduced($1, x[$0 % 2]), builder)
        }
      }.agree(on: try TestDevice.open())
    }
  }

  /// Of as many lanes and chunks as there may be.
  @Test func sumsOfManyElements() throws {
    for count in deviceCounts + [65_536, 65_537, 200_001] {
      let inputs = [try sample([count], .float32)]
      try DeviceComparison(inputs) { builder, x in
        try tensors(builder.reduced(.sum, x[0]), builder)
      }.agree(
        on: try TestDevice.open(),
        groupSizes: [count == 1_023 ? 33 : 256])
    }
  }

  @Test(arguments: deviceTypes)
  func elementsAlongAnAxis(type: ElementType) throws {
    let inputs = [
      try sample([65, 37], type), try deviceSample([65, 37], type, in: pool),
    ]
    try DeviceComparison(inputs) { builder, x in
      try DeviceNumberTests.operations.enumerated().flatMap {
        place, operation in
        try (0..<2).map {
          try builder.reducing(
            operation, x[place % 2], axis: $0, keepsAxis: $0 == 0)
        }
      }
    }.agree(on: try TestDevice.open())
  }

  @Test(arguments: [
    (1, 1), (33, 257), (257, 1), (63, 3), (64, 3), (1_025, 31), (130, 128),
    (3, 70_000),
  ])
  func sumsAlongAnAxis(rows: Int, columns: Int) throws {
    try DeviceComparison([try sample([rows, columns], .float32)]) {
      builder, x in
      try (0..<2).map { try builder.reducing(.sum, x[0], axis: $0) }
    }.agree(on: try TestDevice.open(), groupSizes: [rows == 33 ? 32 : 256])
  }

  @Test func numbersOfElementsAndOfNumbers() throws {
    let inputs = [
      try sample([7], .float32), try sample([3, 5], .float64).transposed(),
      try deviceSample([4], .int64, in: pool), try sample([4], .bool),
    ]
    try DeviceComparison(
      inputs, numbers: [(.float, 2.75), (.integer, -3)]
    ) { builder, x, given in
      let (single, double) = (
        try builder.element(of: x[0], [3]),
        try builder.element(of: x[1], [2, 1])
      )
      let (whole, truth) = (
        try builder.element(of: x[2], [1]), try builder.element(of: x[3], [2])
      )
      var numbers = [single, double, whole, truth]
      for operation: BinaryOperation in [
        .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .minimum,
        .maximum,
      ] {
        numbers.append(
          builder.number(
            .arithmetic(operation, .float),
            of: [.number(single), .number(given[0])], .float))
        numbers.append(
          builder.number(
            .arithmetic(operation, .float),
            of: [.number(numbers[numbers.count - 1]), .number(whole)], .float))
      }
      for operation: BinaryOperation in [
        .add, .subtract, .multiply, .minimum, .maximum, .and, .or, .exclusiveOr,
      ] {
        numbers.append(
          builder.number(
            .arithmetic(operation, .integer),
            of: [.number(given[1]), .number(whole)], .integer))
        numbers.append(
          builder.number(
            .arithmetic(operation, .integer), of: [.number(truth), .scalar(6)],
            .integer))
      }
      numbers.append(
        builder.number(
          .arithmetic(.power, .float), of: [.number(double), .scalar(2)],
          .float))
      // What is computed of a number changes what the next run finds.
      try builder.apply(.add, to: x[0], .number(numbers[5]))
      return try numbers.flatMap { try tensors($0, builder) }
    }.agree(on: try TestDevice.open(), runs: 3, groupSizes: [256])
  }

  @Test func whatMayFailRunsOnTheProcessor() throws {
    for (operation, kind) in [
      (BinaryOperation.modulo, Scalar.Kind.integer), (.power, .float),
    ] {
      let x = try sample([2], .int64)
      let comparison = try DeviceComparison([x]) { builder, x in
        let number = builder.number(
          .arithmetic(operation, kind),
          of: [.number(try builder.element(of: x[0], [0])), .scalar(3)], kind)
        return try tensors(number, builder)
      }
      let error = #expect(throws: DeviceError.self) {
        _ = try DeviceProgram(
          comparison.program, on: try TestDevice.open(), [x])
      }
      guard case .noDeviceForm? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }
}
