import Tensors

/// Matrices of one size, in memory of their own, as LAPACK works on them: numbers of
/// 64 bits, column by column.
struct MatrixStack {
  /// The function that they are for.
  let function: MatrixFunction

  /// The sizes of the axes before those of the matrices.
  let batch: [Int]

  let rows: Int
  let columns: Int

  /// The elements. Its last axis goes along the columns.
  let elements: Tensor

  /// How many elements a matrix may have, so that the room that routines need for it
  /// has no more than 32-bit integers count.
  static let largestCount = 1 << 28

  /// Copies the matrices of the last two axes.
  ///
  /// - Parameters:
  ///   - function: What they are for.
  ///   - matrices: A tensor with two axes or more.
  ///   - height: The number of rows that there is to be room for, if more than there
  ///     are.
  /// - Throws: `TensorError.notFinite`, `.invalidArgument` for matrices that are too
  ///   large, `.outOfMemory`, `.interrupted`.
  init(
    _ function: MatrixFunction, _ matrices: Tensor, height: Int = 0
  ) throws(TensorError) {
    let rank = matrices.rank
    let rows = max(height, matrices.shape[rank - 2])
    let columns = matrices.shape[rank - 1]
    try MatrixStack.check(function, rows: rows, columns: columns)
    let flipped = try matrices.transposed(rank - 2, rank - 1)
    var shape = flipped.shape
    shape[rank - 1] = rows
    let elements = try Tensor(
      uninitialized: shape, type: .float64, in: matrices.pool)
    if rows > matrices.shape[rank - 2] { try elements.fill(0) }
    try elements.narrowed(
      axis: rank - 1, start: 0, count: matrices.shape[rank - 2]
    ).copy(from: flipped)
    self.init(function, elements)
  }

  /// New matrices of undefined contents.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  init(
    _ function: MatrixFunction, _ batch: [Int], rows: Int, columns: Int,
    in pool: MemoryPool
  ) throws(TensorError) {
    try MatrixStack.check(function, rows: rows, columns: columns)
    self.init(
      function,
      try Tensor(
        uninitialized: try Shape(batch + [columns, rows]), type: .float64,
        in: pool))
  }

  private init(_ function: MatrixFunction, _ elements: Tensor) {
    self.function = function
    self.elements = elements
    batch = elements.shape.list.dropLast(2)
    columns = elements.shape[elements.rank - 2]
    rows = elements.shape[elements.rank - 1]
  }

  /// - Throws: `TensorError.invalidArgument` for matrices that are too large.
  static func check(
    _ function: MatrixFunction, rows: Int, columns: Int
  ) throws(TensorError) {
    if columns > 0, rows > largestCount / columns {
      throw .invalidArgument(
        operation: function.rawValue,
        reason: "a matrix of \(rows) rows and \(columns) columns is too large;"
          + " it may have \(largestCount) elements")
    }
  }

  /// How many matrices there are.
  var count: Int { batch.reduce(1, *) }

  var pool: MemoryPool { elements.pool }

  /// The first element of a matrix. The stack is kept alive while it is in use.
  func matrix(_ place: Int) -> UnsafeMutablePointer<Double> {
    elements.pointer(Double.self) + place * rows * columns
  }

  /// The element in a row and a column.
  func element(_ place: Int, _ row: Int, _ column: Int) -> Double {
    matrix(place)[column * rows + row]
  }

  /// Where a matrix is in the stack.
  func index(_ place: Int) -> [Int] {
    var (rest, index) = (place, batch)
    for axis in batch.indices.reversed() {
      index[axis] = rest % batch[axis]
      rest /= batch[axis]
    }
    return index
  }

  /// The matrices as a tensor, row by row; the first rows if there are to be fewer.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  func tensor(rows: Int? = nil) throws(TensorError) -> Tensor {
    let rank = elements.rank
    return try elements.narrowed(
      axis: rank - 1, start: 0, count: rows ?? self.rows
    ).transposed(rank - 2, rank - 1).copied()
  }

  /// Calls `body`, which calls a routine, with each matrix.
  ///
  /// A routine can't be broken off, so what it costs is counted before it, with so
  /// many `rightSides` of equations.
  ///
  /// - Throws: What `body` does, `TensorError.interrupted`.
  func forEach(
    rightSides: Int = 0,
    _ body: (Int, UnsafeMutablePointer<Double>) throws(TensorError) -> Void
  ) throws(TensorError) {
    let products = rows * columns * (min(rows, columns) + rightSides)
    for place in 0..<count {
      if let interruption = Interruption.current {
        interruption.spend(count: products, cost: function.cost)
        try interruption.check()
      }
      try Lapack.turn.withLock { _ throws(TensorError) in
        try body(place, matrix(place))
      }
    }
    withExtendedLifetime(elements) {}
  }

  /// Room of the size that `ask` writes to the first place of what it is given, as
  /// routines do whose size of the room is -1.
  ///
  /// - Throws: `TensorError.invalidArgument` if a routine can't count it,
  ///   `.outOfMemory`.
  func room(
    _ ask: (UnsafeMutablePointer<Double>, UnsafePointer<Int32>) -> Void
  ) throws(TensorError) -> (Scratch<Double>, Int32) {
    var size = 0.0
    ask(&size, [-1])
    guard let count = Int32(exactly: max(1, size.rounded(.up))) else {
      throw .invalidArgument(
        operation: function.rawValue,
        reason: "a matrix of \(rows) rows and \(columns) columns is too large")
    }
    return (try Scratch(count: Int(count), in: pool), count)
  }
}
