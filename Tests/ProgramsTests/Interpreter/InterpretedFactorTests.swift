import TestSupport
import Testing

@testable import Programs
@testable import Tensors

/// Rows, columns and blocks of matrices that change by a factor for each row and
/// each column: a plan gives the bits of one element after the other.
@Suite struct InterpretedFactorTests {
  let pool = MemoryPool()

  /// What masks hold.
  enum Filling: CaseIterable { case some, none, all }

  /// Which axes are picked from.
  static let picks = [(true, false), (false, true), (true, true)]

  private func mask(
    _ size: Int, _ filling: Filling, seed: UInt64
  ) throws -> Tensor {
    let mask = try sample([size], .bool, seed: seed, in: pool)
    if filling != .some { try mask.fill(.bool(filling == .all)) }
    return mask
  }

  /// A matrix, its masks of rows and of columns, and a vector along each axis.
  private func inputs(
    _ shape: Shape, _ type: ElementType, _ filling: Filling
  ) throws -> [Tensor] {
    [
      try sample(shape, type, in: pool),
      try mask(shape[0], filling, seed: 3),
      try mask(shape[1], filling, seed: 4),
      try sample([shape[0]], type, seed: 5, in: pool),
      try sample([shape[1]], .float64, seed: 6, in: pool),
    ]
  }

  /// The product of the vectors, each picked as its axis is.
  private func product(
    _ builder: ProgramBuilder, _ x: [ProgramTensor], _ isPicked: (Bool, Bool)
  ) throws -> ProgramElements {
    func factor(_ axis: Int, _ isPicked: Bool) throws -> ProgramElementsOperand
    {
      let vector = x[3 + axis]
      if isPicked {
        let elements = try builder.elements(
          of: try builder.selection(of: vector, [.mask(x[1 + axis])]))
        return .elements(
          axis == 1 ? elements : try builder.unsqueezed(elements, axis: 1))
      }
      return .operand(
        .tensor(
          try builder.viewed(vector) { vector throws(TensorError) in
            try vector.unsqueezed(axis: 1 - axis)
          }))
    }
    let (row, column) = (
      try factor(0, isPicked.0), try factor(1, isPicked.1)
    )
    switch (row, column) {
    case (.elements(let row), _):
      return try builder.applying(.multiply, row, column)
    case (_, .elements(let column)):
      return try builder.applying(.multiply, column, row, isReversed: true)
    default: throw ProgramFault("nothing is picked")
    }
  }

  private func selectors(
    _ x: [ProgramTensor], _ isPicked: (Bool, Bool)
  ) -> [ProgramSelector] {
    [
      isPicked.0 ? .mask(x[1]) : .all, isPicked.1 ? .mask(x[2]) : .all,
    ]
  }

  /// Narrow and wide matrices: several rows or a part of one at a time.
  @Test(arguments: [ElementType.float32, .float64], Filling.allCases)
  func matrices(_ type: ElementType, _ filling: Filling) throws {
    for shape in [[70, 9], [9, 70], [3, 1_300]] as [Shape] {
      try ProgramComparison(try inputs(shape, type, filling)) { builder, x in
        for isPicked in Self.picks {
          let picked = {
            try builder.selection(of: x[0], selectors(x, isPicked))
          }
          let value = try product(builder, x, isPicked)
          try builder.apply(.add, to: try picked(), value)
          try builder.clamp(try picked(), minimum: -2, maximum: 2)
          let rest = try builder.applying(
            .subtract, value, .operand(.scalar(1)), isReversed: true)
          try builder.apply(.multiply, to: try picked(), rest)
          let test = try builder.comparing(
            .greater, value, .operand(.scalar(0)))
          let own = try builder.elements(of: try picked())
          try builder.assign(
            try builder.choosing(test, .elements(value), else: .elements(own)),
            to: try picked())
        }
        return []
      }.agree()
    }
  }

  @Test(arguments: [ElementType.float32, .float64], Filling.allCases)
  func entriesOfSparseMatrices(
    _ type: ElementType, _ filling: Filling
  ) throws {
    let structure = try SparseStructure.random(
      rows: 80, columns: 20, density: 0.25,
      from: RandomSource(seed: 1, stream: 1), in: pool)
    let matrix = SparseMatrix(
      structure,
      values: try sample(Shape(vector: structure.entryCount), type, in: pool))
    var inputs = try inputs([80, 20], type, filling)
    inputs[0] = matrix.values
    try ProgramComparison(inputs) { builder, x in
      let base = ProgramSparse(matrix, values: x[0])
      for isPicked in Self.picks {
        let picked = try builder.selection(
          of: base, rows: isPicked.0 ? x[1] : nil,
          columns: isPicked.1 ? x[2] : nil)
        let value = try product(builder, x, isPicked)
        try builder.apply(.add, to: picked, value)
        try builder.clamp(picked, minimum: -2, maximum: 2)
        try builder.apply(
          .multiply, to: picked,
          try builder.applying(.exponential, value))
        try builder.assign(
          try builder.applying(.subtract, value, .operand(.scalar(1))),
          to: picked)
      }
      return []
    }.agree()
  }

  @Test(arguments: [1, 3])
  func threadsDoNotMatter(_ threads: Int) throws {
    let before = WorkerPool.shared.threadCount
    defer { WorkerPool.shared.threadCount = before }
    WorkerPool.shared.threadCount = threads
    let inputs = try inputs([400, 130], .float32, .all)
    try ProgramComparison(inputs) { builder, x in
      for isPicked in Self.picks {
        try builder.apply(
          .add,
          to: try builder.selection(of: x[0], selectors(x, isPicked)),
          try product(builder, x, isPicked))
      }
      return []
    }.agree(runs: 1)
  }
}
