import TestSupport
import Testing

@testable import Tensors

/// Operations on large tensors end early if they are broken off; small ones,
/// and those of other threads, don't.
@Suite struct InterruptionTests {
  static let large: [(String, @Sendable (Tensor) throws -> Void)] = [
    ("exp", { _ = try $0.applying(.exponential) }),
    ("add", { _ = try $0.applying(.add, .tensor($0)) }),
    ("add_", { try $0.apply(.add, .scalar(.float(0))) }),
    ("ge", { _ = try $0.comparing(.greaterOrEqual, .scalar(.float(1))) }),
    ("sum", { _ = try $0.reduced(.sum) }),
    ("clamp_", { try $0.clamp(minimum: .float(0), maximum: .float(1)) }),
    ("copy", { _ = try $0.copied() }),
    ("uniform_", { try random.fillUniform($0) }),
    ("normal_", { try random.fillNormal($0) }),
    ("transposed", { _ = try $0.applying(.add, .tensor($0.transposed(0, 1))) }),
    ("cumsum", { _ = try $0.cumulativeSum(axis: 0) }),
    ("cumprod", { _ = try $0.cumulativeProduct(axis: 0) }),
    ("sort", { _ = try $0.order(axis: 0) }),
    ("sort of one row", { _ = try $0.flattened().order(axis: 0) }),
    ("topk", { _ = try $0.flattened().order(axis: 0, first: 3) }),
    ("unique", { _ = try $0.unique() }),
    ("isin", { _ = try $0.isElement(of: $0) }),
    ("histogram", { _ = try $0.histogram($0.selected(axis: 0, index: 0)) }),
    (
      "gather",
      { x in
        let places = try Interruption.shielding { () throws in
          try Tensor.zeros(x.shape, type: .int64, in: x.pool)
        }
        _ = try x.gathered(axis: 0, places)
      }
    ),
    ("triu", { _ = try $0.triangle(isUpper: true) }),
    ("cdist", { _ = try $0.distances(to: $0) }),
    ("quantile", { _ = try $0.quantiles($0.flattened(), axis: 0) }),
    (
      "fft",
      { _ = try FourierOperation.forward.results($0.flattened(), axis: 0) }
    ),
    ("randperm", { _ = try random.permutation(of: 100_000, in: $0.pool) }),
    (
      "mask",
      { x in
        let mask = try x.comparing(.equal, .scalar(.float(0)))
        _ = try x.selection(where: mask)
      }
    ),
    ("matmul", { _ = try $0.matrixProduct($0) }),
    ("zeros", { _ = try Tensor.zeros($0.shape, in: $0.pool) }),
    ("fill_", { try $0.fill(.float(1)) }),
    ("arange", { _ = try Tensor.range(from: 1, through: 50_000, in: $0.pool) }),
    (
      "arange of floats",
      { _ = try Tensor.range(from: 0, to: 5e4, in: $0.pool) }
    ),
    ("nonzero", { _ = try $0.flattened().nonzeroPositions() }),
    ("argmax", { _ = try $0.reducing(.argumentOfMaximum, axis: 0) }),
    (
      "fingerprint",
      { x in
        let large = try Interruption.shielding { () throws in
          try Tensor.zeros([600, 600], in: x.pool)
        }
        _ = try large.fingerprint()
      }
    ),
    (
      "a long row that is no vector",
      { x in
        let row = try Tensor.zeros([1], in: x.pool)
          .expanded(to: [100_000])
        _ = try row.applying(.exponential)
      }
    ),
    ("the sum of such a row", { _ = try $0.transposed(0, 1).reduced(.sum) }),
    ("to_sparse", { _ = try $0.sparse() }),
  ]

  private static var random: RandomSource { RandomSource(seed: 1, stream: 1) }

  @Test(arguments: large.indices)
  func aLargeOperationIsBrokenOff(_ index: Int) throws {
    let interruption = Interruption()
    let (_, operation) = Self.large[index]
    let x = try Tensor.zeros([300, 300], in: MemoryPool())
    try interruption.covering { () throws in
      interruption.stop()
      try operation(x)
      interruption.breakOff()
      #expect(throws: TensorError.interrupted("interrupted!")) {
        try operation(x)
      }
    }
  }

  /// Work that lies in one chunk, however long it is, on 2²⁰ elements. What it
  /// needs is made first.
  static let long: [(String, @Sendable (Tensor) throws -> () throws -> Void)] =
    [
      ("dot", { x in { _ = try x.matrixProduct(x) } }),
      (
        "a vector and a matrix",
        { x in
          let matrix = try x.unsqueezed(axis: 1).expanded(to: [1 << 20, 2])
            .copied()
          return { _ = try x.matrixProduct(matrix) }
        }
      ),
      (
        "a tile of a product",
        { x in
          let (a, b) = (try x.reshaped([4, -1]), try x.reshaped([-1, 4]))
          return { _ = try a.matrixProduct(b) }
        }
      ),
      ("picked rows", { try sum(ofPicked: 0, $0.reshaped([-1, 2])) }),
      ("picked columns", { try sum(ofPicked: 1, $0.reshaped([2, -1])) }),
      (
        "a sparse row and a matrix",
        { x in
          let row = try x.reshaped([1, -1]).sparse()
          let matrix = try x.unsqueezed(axis: 1).expanded(to: [1 << 20, 2])
            .copied()
          return { _ = try row.matrixProduct(matrix) }
        }
      ),
      (
        "draws of a sparse row",
        { x in
          {
            _ = try SparseStructure.random(
              rows: 1, columns: 1 << 16, density: 0.5,
              from: RandomSource(seed: 1, stream: 1), in: x.pool)
          }
        }
      ),
      (
        "the entries of a sparse row",
        { x in
          let row = try x.reshaped([1, -1]).sparse()
          return { _ = try SparseSelection(row).sum(axis: 1) }
        }
      ),
    ]

  /// Sums up along an axis, all of which is picked.
  private static func sum(
    ofPicked axis: Int, _ x: Tensor
  ) throws -> () throws -> Void {
    let places = try Tensor.range(
      from: 0, through: x.shape[axis] - 1, in: x.pool)
    let selectors: [Selector] =
      axis == 0
      ? [.indices(places, base: 0)] : [.all, .indices(places, base: 0)]
    guard case .selection(let selection) = try x.subscripting(selectors) else {
      throw TensorError.tooManyAxes(0)
    }
    return { _ = try selection.sum(axis: axis) }
  }

  @Test("F1: a chunk that is much work is broken off", arguments: long.indices)
  func aLongChunkIsBrokenOff(_ index: Int) throws {
    let interruption = Interruption()
    let (name, operation) = Self.long[index]
    let x = try Tensor.full([1 << 20], 1, in: MemoryPool())
    let work = try operation(x)
    try interruption.covering { () throws in
      try work()
      interruption.breakOff()
      #expect(throws: TensorError.interrupted("interrupted!"), "\(name)") {
        try work()
      }
    }
  }

  static let sparse: [(String, @Sendable (SparseMatrix) throws -> Void)] = [
    ("matmul", { _ = try $0.matrixProduct(Tensor.zeros([500], in: $0.pool)) }),
    (
      "matmul from the left",
      {
        let ones = try Tensor.full([500], .float(1), in: $0.pool)
        _ = try $0.matrixProduct(left: ones)
      }
    ),
    ("to_dense", { _ = try $0.dense() }),
    ("indices", { _ = try $0.indices() }),
    ("sum", { _ = try $0.reducing(.sum, axis: 0) }),
    ("sum of columns", { _ = try $0.reducing(.sum, axis: 1) }),
    (
      "random",
      { x in
        _ = try SparseStructure.random(
          rows: 500, columns: 500, density: 0.9, from: random, in: x.pool)
      }
    ),
    (
      "degrees",
      { x in
        _ = try EntryDraws(
          degree: 300, lines: try EntryLines(count: 500, length: 500),
          isRepeating: false, from: random, in: x.pool)
      }
    ),
    (
      "a total",
      { x in
        _ = try EntryDraws(
          total: 50_000, lines: try EntryLines(count: 500, length: 500),
          isRepeating: true, from: random, in: x.pool)
      }
    ),
    (
      "a matrix of draws",
      { x in
        let (draws, values) = try Interruption.shielding { () throws in
          let draws = try EntryDraws(
            degree: 300, lines: try EntryLines(count: 500, length: 500),
            isRepeating: true, from: random, in: x.pool)
          return (draws, try Tensor.full([draws.count], 1, in: x.pool))
        }
        _ = try draws.matrix(values: values, linesAreRows: false)
      }
    ),
    (
      "full",
      { x in
        _ = try SparseStructure.random(
          rows: 500, columns: 500, density: 1, from: random, in: x.pool)
      }
    ),
    (
      "entries",
      { x in
        let places = try Tensor.range(from: 0, through: 499, in: x.pool)
        let all = try Tensor.zeros([500, 500], type: .int64, in: x.pool)
        let (rows, columns) = try Interruption.shielding { () throws in
          (
            try all.applying(.add, .tensor(places.unsqueezed(axis: 1)))
              .flattened(),
            try all.applying(.add, .tensor(places)).flattened()
          )
        }
        _ = try SparseMatrix(
          rows: rows, columns: columns, values: .scalar(.float(1)),
          size: (500, 500), in: x.pool)
      }
    ),
  ]

  @Test(arguments: sparse.indices)
  func aLargeSparseOperationIsBrokenOff(_ index: Int) throws {
    let interruption = Interruption()
    let (_, operation) = Self.sparse[index]
    let x = try Tensor.full([500, 500], .float(1), in: MemoryPool()).sparse()
    try interruption.covering { () throws in
      try operation(x)
      interruption.breakOff()
      #expect(throws: TensorError.interrupted("interrupted!")) {
        try operation(x)
      }
    }
  }

  @Test func aSmallOperationIsNot() throws {
    let interruption = Interruption()
    interruption.breakOff()
    try interruption.covering { () throws in
      let x = try Tensor.zeros([1000], in: MemoryPool())
      let sum = try x.applying(.exponential).reduced(.sum)
      #expect(sum == .float(1000))
    }
  }
}
