import DeviceTestSupport
import Programs
import Testing

@testable import Devices
@testable import Tensors

/// Sparse matrices: a device gives the processor's bits.
@Suite(.needsDevice) struct DeviceSparseTests {
  let pool = MemoryPool()

  /// A matrix of entries of no pattern.
  private func matrix(
    _ rows: Int, _ columns: Int, density: Double,
    _ type: ElementType = .float32
  ) throws -> SparseMatrix {
    let structure = try SparseStructure.random(
      rows: rows, columns: columns, density: density,
      from: RandomSource(seed: 5, stream: 1), in: pool)
    let values = try Tensor.zeros(
      Shape(vector: structure.entryCount), type: type, in: pool)
    try RandomSource(seed: 6, stream: 2).fillUniform(values, from: -9, to: 9)
    return SparseMatrix(structure, values: values)
  }

  private static let shares = [0, 0.02, 0.5, 1]

  /// Compares the sums of listed rows and columns, and of all.
  private func compareSums(
    _ matrix: SparseMatrix, groupSizes: [Int],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    let shares = DeviceSparseTests.shares
    let inputs =
      [matrix.values]
      + (try shares.map { try deviceMask(rows, $0, seed: 7, in: pool) })
      + (try shares.map { try deviceMask(columns, $0, seed: 8, in: pool) })
    try DeviceComparison(inputs) { builder, x in
      let base = ProgramSparse(matrix, values: x[0])
      let all = try builder.selection(of: base, rows: nil, columns: nil)
      return try [
        builder.sum(all, axis: 0), builder.sum(all, axis: 1),
      ]
        + x[1...shares.count].map {
          try builder.sum(
            builder.selection(of: base, rows: $0, columns: nil), axis: 0)
        }
        + x[(shares.count + 1)...].map {
          try builder.sum(
            builder.selection(of: base, rows: nil, columns: $0), axis: 1)
        }
    }.agree(
      on: try TestDevice.open(), groupSizes: groupSizes,
      sourceLocation: sourceLocation)
  }

  @Test(arguments: [ElementType.float32, .float64])
  func sumsOfEntries(type: ElementType) throws {
    for count in deviceCounts {
      try compareSums(
        try matrix(count, 257, density: 0.1, type), groupSizes: [256])
    }
    for count in [0, 1, 33, 1_025] {
      try compareSums(
        try matrix(257, count, density: 0.3, type),
        groupSizes: [count == 33 ? 1 : 32])
    }
  }

  /// Many rows, whose sums are added up in blocks; and many entries, which are added
  /// up in groups.
  @Test(arguments: [
    (3_000, 40, 0.9), (300, 2_000, 0.5), (2_000, 300, 0.6), (20, 9_000, 0.9),
  ])
  func longSumsOfEntries(rows: Int, columns: Int, density: Double) throws {
    let matrix = try matrix(rows, columns, density: density)
    let split = RunGroups(
      entries: matrix.entryCount, runs: rows, sums: columns)
    #expect(split.count > 1 || split.runs > split.block)
    try compareSums(matrix, groupSizes: [rows == 300 ? 64 : 256])
  }

  /// Each of the few rows of a group, and columns without any entry.
  @Test func entriesInSomeColumnsOnly() throws {
    let structure = try SparseStructure.stacked(
      (0..<40).map { row in
        try SparseStructure.random(
          rows: 8, columns: 500, density: row % 3 == 0 ? 0 : 1,
          from: RandomSource(seed: 1, stream: UInt64(row)), in: pool)
      }, columns: 500, in: pool)
    let values = try deviceSample(
      Shape(vector: structure.entryCount), .float32, in: pool)
    try compareSums(
      SparseMatrix(structure, values: values), groupSizes: [256])
  }

  /// Entries in listed rows, columns, both and all, changed by numbers, by vectors along
  /// either axis, and by expressions.
  @Test(
    arguments: [ElementType.float32, .float64],
    [(1, 1), (33, 257), (257, 32), (1_025, 31)])
  func changesOfEntries(type: ElementType, size: (Int, Int)) throws {
    let (n, m) = size
    let structure = try matrix(n, m, density: 0.4).structure
    let matrix = SparseMatrix(
      structure,
      values: try deviceSample(
        Shape(vector: structure.entryCount), type, in: pool))
    let inputs = [
      matrix.values, try deviceMask(n, 0.4, seed: 1, in: pool),
      try deviceMask(m, 0.4, seed: 2, in: pool),
      try deviceMask(n, 0, seed: 3, in: pool),
      try deviceSample([m], type, seed: 4, in: pool),
      try deviceSample([n, 1], .int64, seed: 5, in: pool),
      try deviceSample([n, m], type, seed: 6, in: pool),
      try deviceSample([m], .bool, seed: 7, in: pool),
    ]
    try DeviceComparison(inputs, numbers: [(.float, 0.75)]) {
      builder, x, numbers in
      let base = ProgramSparse(matrix, values: x[0])
      var sums: [ProgramTensor] = []
      for (rows, columns) in [
        (nil, nil), (1, nil), (nil, 2), (1, 2), (3, 2),
      ] as [(Int?, Int?)] {
        let picked = {
          try builder.selection(
            of: base, rows: rows.map { x[$0] }, columns: columns.map { x[$0] })
        }
        try builder.apply(.multiply, to: try picked(), .scalar(0.5))
        try builder.apply(.add, to: try picked(), .number(numbers[0]))
        if columns == nil {
          try builder.apply(.maximum, to: try picked(), .tensor(x[4]))
          try builder.apply(.subtract, to: try picked(), .tensor(x[7]))
        }
        if rows == nil {
          try builder.apply(.add, to: try picked(), .tensor(x[5]))
        }
        try builder.apply(.absoluteValue, to: try picked())
        try builder.clamp(try picked(), minimum: 0.25, maximum: 40)
        if rows != nil || columns != nil {
          let others = try builder.elements(
            of: try builder.selection(
              of: x[6],
              [
                rows.map { .mask(x[$0]) } ?? .all,
                columns.map { .mask(x[$0]) } ?? .all,
              ]))
          let change = try builder.applying(
            .multiply, others, .operand(.number(numbers[0])))
          try builder.apply(.add, to: try picked(), change)
        }
        sums.append(
          try builder.sum(
            try builder.selection(of: base, rows: nil, columns: nil), axis: 0))
      }
      try builder.assign(
        .scalar(3),
        to: try builder.selection(of: base, rows: x[1], columns: nil))
      return sums
    }.agree(
      on: try TestDevice.open(), groupSizes: [n == 33 ? 33 : n == 1 ? 1 : 256],
      onInputs: true)
  }

  /// With vectors and matrices of all types, on both sides.
  @Test(arguments: [(1, 1), (31, 257), (300, 33), (1_025, 64), (700, 3)])
  func products(size: (Int, Int)) throws {
    let (n, m) = size
    for type in [ElementType.float32, .float64] {
      let matrix = try matrix(n, m, density: n == 700 ? 1 : 0.7, type)
      let spikes = try deviceMask(n, 0.6, seed: 3, in: pool)
      let inputs = [
        matrix.values, try deviceSample([m], .float32, seed: 1, in: pool),
        try deviceSample([m, 3], type, seed: 2, in: pool),
        try deviceSample([3, m], .int64, seed: 3, in: pool).transposed(0, 1),
        spikes, try spikes.converted(to: type),
        try deviceSample([2, n], type, seed: 4, in: pool),
        try deviceSample([n, 2], .float64, seed: 5, in: pool)
          .transposed(0, 1),
      ]
      try DeviceComparison(inputs) { builder, x in
        let base = ProgramSparse(matrix, values: x[0])
        return try x[1...].enumerated().map {
          try builder.product(base, $1, isFromLeft: $0 > 2)
        }
      }.agree(
        on: try TestDevice.open(),
        groupSizes: [n == 31 ? 1 : n == 700 ? 32 : 256])
    }
  }

  /// What the matrices of two projections share goes to the device once.
  @Test func aStructureThatIsSharedGoesToTheDeviceOnce() throws {
    let first = try matrix(200, 300, density: 0.2)
    let second = try first.copied()
    let inputs = [
      first.values, second.values, try deviceMask(200, 0.5, seed: 1, in: pool),
    ]
    let sizes = try [1, 2].map { count in
      let comparison = try DeviceComparison(inputs) { builder, x in
        try (0..<count).map {
          try builder.sum(
            builder.selection(
              of: ProgramSparse($0 == 0 ? first : second, values: x[$0]),
              rows: x[2], columns: nil), axis: 0)
        }
      }
      return try DeviceProgram(
        comparison.program, on: try TestDevice.open(), inputs
      ).byteCount
    }
    let structure = first.structure.entryCount * 8 + 301 * 8
    #expect(sizes[0] > structure + first.entryCount * 4)
    #expect(sizes[1] - sizes[0] < structure)
  }
}
