import DeviceTestSupport
import Programs
import Testing

@testable import Devices
@testable import Tensors

/// Programs that nobody thought of: a device gives the processor's bits, in each of
/// three runs.
@Suite(.needsDevice) struct DeviceRandomTests {
  @Test(arguments: 0..<12)
  func devicesAgreeWithPlans(_ seed: UInt64) throws {
    var program = try RandomDeviceProgram(seed: seed)
    let comparison = try program.comparison(operations: 40)
    #expect(program.written > 30)
    try comparison.agree(on: try TestDevice.open(), runs: 3)
  }
}

/// A program of operations that devices do, on tensors of few shapes.
struct RandomDeviceProgram {
  private let pool = MemoryPool()
  private var state: UInt64
  private let inputs: [Tensor]
  private let shapes: [Shape]
  private var tensors: [ProgramTensor] = []

  /// How many operations were written down; the engine refuses some.
  private(set) var written = 0

  init(seed: UInt64) throws {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let n = [5, 33, 257][Int(seed % 3)]
    let m = [31, 64, 1_025][Int(seed / 3 % 3)]
    shapes = [[n, m], [n, m], [m], [n, 1], [n], [n], [m], [n, m]]
    let (pool, types) = (
      pool, [ElementType.float32, .float32, .float64, .int64]
    )
    inputs = try shapes.enumerated().map { place, shape in
      try deviceSample(
        shape, place >= 4 ? .bool : types[(place + Int(seed)) % 4],
        seed: place * 3, in: pool)
    }
  }

  mutating func comparison(operations: Int) throws -> DeviceComparison {
    var copy = self
    defer { self = copy }
    return try DeviceComparison(inputs) { builder, x in
      copy.tensors = x
      for _ in 0..<operations {
        do {
          try copy.operate(builder)
          copy.written += 1
        } catch is TensorError {}
      }
      return copy.tensors.suffix(6)
    }
  }

  /// A whole number below `size`.
  private mutating func below(_ size: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % size
  }

  private mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }

  private mutating func tensor(_ shape: Shape) -> ProgramTensor {
    pick(tensors.filter { $0.shape == shape && $0.type != .bool })
  }

  private mutating func mask(_ shape: Shape) -> ProgramTensor {
    pick(tensors.filter { $0.shape == shape && $0.type == .bool })
  }

  private mutating func operand(for shape: Shape) -> ProgramOperand {
    if below(4) == 0 { return .scalar(pick([0.5, -1.25, 2, 3])) }
    return .tensor(
      pick(tensors.filter { shape.broadcast(with: $0.shape) == shape }))
  }

  private mutating func operate(_ builder: ProgramBuilder) throws {
    let matrix = shapes[0]
    let shape = pick([matrix, matrix, shapes[2], shapes[4]])
    let known = tensors.contains { $0.shape == shape && $0.type != .bool }
    guard known else {
      // Of the vectors of rows there is none but masks at first.
      return tensors.append(
        try builder.converted(mask(shape), to: .float32))
    }
    let a = tensor(shape)
    let operations: [BinaryOperation] = [
      .add, .subtract, .multiply, .minimum, .maximum, .floorDivide, .modulo,
    ]
    switch below(9) {
    case 0, 1:
      tensors.append(
        try builder.applying(pick(operations), a, operand(for: shape)))
    case 2:
      try builder.apply(pick(operations), to: a, operand(for: shape))
      try builder.clamp(a, minimum: -50, maximum: 50)
    case 3:
      tensors.append(
        try builder.comparing(
          pick(ComparisonOperation.allCases), a, operand(for: shape)))
    case 4:
      let functions: [UnaryOperation] = [
        .absoluteValue, .floor, .square, .sign, .rectified,
      ]
      tensors.append(try builder.applying(pick(functions), a))
    case 5:
      tensors.append(
        try builder.choosing(
          mask(shape), operand(for: shape), else: .tensor(a)))
    case 6:
      let picked = try builder.selection(
        of: tensor(matrix), [.mask(mask(shapes[4]))])
      tensors.append(try builder.sum(picked, axis: 0))
    case 7:
      let selectors: [ProgramSelector] = pick([
        [.mask(mask(shapes[4]))], [.all, .mask(mask(shapes[2]))],
        [.mask(mask(shapes[4])), .mask(mask(shapes[2]))],
      ])
      let picked = try builder.selection(of: tensor(matrix), selectors)
      try builder.apply(
        pick(operations), to: picked, .scalar(pick([2, 3, -1])))
      try builder.clamp(picked, minimum: -9, maximum: 9)
    default:
      let target = tensor(shape)
      guard target.type.isFloat, target.type == .float32 else { return }
      try builder.draw(.uniform, [.scalar(-2), .scalar(2)], into: target)
    }
  }
}
