@testable import Programs
@testable import Tensors

/// A program of random operations on random tensors, the same for each seed.
///
/// Operations that the engine refuses are left out, and counted.
final class RandomProgram {
  let pool = MemoryPool()
  private var random: SplitMix

  /// The size of the matrices that most operations are on.
  let rows: Int
  let columns: Int

  /// What the program is given.
  private(set) var inputs: [Tensor] = []
  private(set) var numberInputs: [(Scalar.Kind, Scalar)] = []
  private var matrix: SparseMatrix?

  // What there is to work on, while the program is written.
  var builder: ProgramBuilder
  var tensors: [ProgramTensor] = []
  var numbers: [ProgramNumber] = []

  /// Numbers of rows.
  var places: [ProgramNumber] = []
  var sparse: ProgramSparse?

  /// Tensors that many operations are on, so that these depend on each other.
  private var favorites: [ProgramTensor] = []

  /// How many operations were written and refused.
  private(set) var written = 0
  private(set) var refused = 0

  init(seed: UInt64) throws {
    random = SplitMix(state: seed &* 0x9E37_79B9)
    builder = ProgramBuilder(pool: pool)
    // Every fifth one has more elements than a block.
    let isLarge = seed % 5 == 3
    rows = isLarge ? 36 : random.pick([1, 3, 7, 12])
    columns = isLarge ? 36 : random.pick([1, 4, 9, 15])
    try makeInputs()
  }

  private func makeInputs() throws {
    let (n, m) = (rows, columns)
    let wide = try tensor([2 * n + 1, 2 * m + 1])
    let shapes: [Shape] = [
      [n, m], [n, m], [m, n], [m], [n], [n, 1], [], [1], [2, n, m],
    ]
    inputs = try shapes.map(tensor)
    inputs += [
      wide, try wide.narrowed(axis: 0, start: 1, count: n),
      wide.view(
        shape: [n, m], strides: wide.shape.everySecond, offset: 1),
      try inputs[2].transposed(0, 1),
    ]
    for shape in [[n], [m], [n, m], [n], [2, n, m]] as [Shape] {
      inputs.append(try sample(shape, .bool, seed: random.next(), in: pool))
    }
    let list = (1...n).filter { _ in chance(0.4) }.shuffled(using: &random)
    inputs.append(try Tensor(list, in: pool))
    let structure = try SparseStructure.random(
      rows: n, columns: m, density: 0.3,
      from: RandomSource(seed: random.next(), stream: 0), in: pool)
    let type: ElementType = chance(0.5) ? .float32 : .float64
    let values = try sample(
      Shape(vector: structure.entryCount), type, seed: random.next(), in: pool)
    matrix = SparseMatrix(structure, values: values)
    inputs.append(values)
    numberInputs = [
      (.integer, .integer(Int.random(in: 0..<n, using: &random))),
      (.float, .float(Double.random(in: -2...2, using: &random))),
      (.integer, .integer(Int.random(in: -3...3, using: &random))),
    ]
  }

  private func tensor(_ shape: Shape) throws -> Tensor {
    let types: [ElementType] = [
      .float32, .float32, .float32, .float64, .int64, .bool, .float16,
      .bfloat16,
    ]
    return try sample(
      shape, random.pick(types), seed: random.next(), in: pool)
  }

  /// Writes the program down.
  func comparison(operations: Int = 20) throws -> ProgramComparison {
    try ProgramComparison(inputs, numbers: numberInputs) {
      builder, tensors, numbers in
      self.builder = builder
      (self.tensors, self.numbers) = (tensors, numbers)
      places = [numbers[0]]
      if let matrix, let values = tensors.last {
        sparse = ProgramSparse(matrix, values: values)
      }
      // A matrix, a row, a column, masks, and two of the others.
      favorites = [0, 0, 3, 5, 13, 14].map { tensors[$0] }
      favorites += [pick(tensors), pick(tensors)]
      for _ in 0..<operations {
        if chance(0.1) { builder.beginPart() }
        if try isAllowed(operate) { written += 1 } else { refused += 1 }
      }
      return self.tensors.filter { _ in chance(0.3) }
    }
  }

  // MARK: Choices

  /// Whether a draw falls below a probability.
  func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &random) < probability
  }

  /// One of several.
  func pick<T>(_ list: [T]) -> T { random.pick(list) }

  /// A tensor that `isWanted`, more often a favorite or one of the last ones.
  func pickTensor(
    where isWanted: (ProgramTensor) -> Bool = { _ in true }
  ) throws -> ProgramTensor {
    let near = favorites.filter(isWanted)
    if !near.isEmpty, chance(0.5) { return random.pick(near) }
    let wanted = tensors.filter(isWanted)
    if wanted.isEmpty {
      throw TensorError.invalidArgument(operation: "pick", reason: "none")
    }
    return chance(0.4) ? random.pick(wanted.suffix(4)) : random.pick(wanted)
  }

  /// A tensor of a shape.
  func pickTensor(_ shape: Shape) throws -> ProgramTensor {
    try pickTensor { $0.shape == shape }
  }

  /// A tensor with the shape of the matrices, or with that of `like`.
  func pickMatrix(like: ProgramTensor? = nil) throws -> ProgramTensor {
    try pickTensor(like?.shape ?? [rows, columns])
  }

  /// A mask of a shape.
  func pickMask(_ shape: Shape) throws -> ProgramTensor {
    try pickTensor { $0.type == .bool && $0.shape == shape }
  }

  /// A tensor that broadcasts to `shape`, or a number.
  func pickOperand(for shape: Shape) throws -> ProgramOperand {
    if chance(0.2) {
      return .scalar(pick([0, 1, 2, -3, 0.5, -1.25, true, 3]))
    }
    if chance(0.15) { return .number(pick(numbers)) }
    return .tensor(
      try pickTensor { shape.broadcast(with: $0.shape) == shape })
  }

  /// Has a tensor among those that operations are on.
  func add(_ tensor: ProgramTensor) { tensors.append(tensor) }

  /// Has a number among those that operations are on.
  func add(_ number: ProgramNumber) { numbers.append(number) }
}

/// The generator SplitMix64 (Steele et al. 2014, doi 10.1145/2660193.2660195).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// One of several.
  mutating func pick<C: RandomAccessCollection>(_ list: C) -> C.Element {
    let place = Int(next() % UInt64(list.count))
    return list[list.index(list.startIndex, offsetBy: place)]
  }
}

extension Shape {
  /// The steps of every second row and column of a matrix.
  fileprivate var everySecond: AxisValues {
    var steps = contiguousStrides
    for axis in 0..<rank { steps[axis] *= 2 }
    return steps
  }
}
