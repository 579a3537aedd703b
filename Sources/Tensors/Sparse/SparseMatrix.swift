/// A matrix of which only some elements are stored: its entries.
///
/// An element without an entry counts as 0 where elements are summed up, and
/// stays what it is in operations in place, which change entries only: `add(1)`
/// adds 1 to the entries. There are never new entries.
///
/// ```swift
/// let structure = try SparseStructure.random(
///   rows: 5_000, columns: 5_000, density: 0.01, from: source, in: pool)
/// let weights = try SparseMatrix(structure, filledWith: 0.5)
/// let fired = try weights.selection([.mask(spikes)])
/// let current = try fired.sum(axis: 0)
/// ```
///
/// With the index by column, an entry of `float32` takes 16 bytes. Like a
/// tensor, a matrix belongs to one thread; its results don't depend on the
/// number of threads that work inside.
public final class SparseMatrix {
  /// Where the entries are.
  public let structure: SparseStructure

  /// The values of the entries in their order, as a tensor with one axis. Who
  /// changes its elements changes the matrix.
  public let values: Tensor

  /// Creates a matrix with these entries; it shares the memory of `values`.
  ///
  /// - Precondition: There is one value of real numbers for each entry, and
  ///   they lie in memory in order.
  public init(_ structure: SparseStructure, values: Tensor) {
    precondition(
      values.shape == Shape(vector: structure.entryCount)
        && values.isContiguous && values.type.isComputedFloat)
    self.structure = structure
    self.values = values
  }

  /// Creates a matrix with the same value for all entries.
  ///
  /// - Throws: `TensorError.wrongType` unless the type is one of real numbers,
  ///   `.outOfMemory`.
  public convenience init(
    _ structure: SparseStructure, filledWith value: Scalar,
    type: ElementType = .float32
  ) throws(TensorError) {
    try SparseMatrix.check(type)
    let values = try Tensor.full(
      Shape(vector: structure.entryCount), value, type: type,
      in: structure.pool)
    self.init(structure, values: values)
  }

  /// Gives back what is left of the memory in which the matrix was made, if it
  /// is a large one.
  ///
  /// A model makes its matrices once, so nobody would use that again.
  public func releaseBuildMemory() {
    let large = 1 << 20
    if byteCount >= large { pool.releaseCache(ofAtLeast: large) }
  }

  /// The rows and the columns.
  public var shape: Shape { structure.shape }

  /// The type of the values.
  public var type: ElementType { values.type }

  /// The number of entries.
  public var entryCount: Int { structure.entryCount }

  /// The pool that new tensors made from this matrix take their memory from.
  public var pool: MemoryPool { values.pool }

  /// The bytes that values, structure and index by column take.
  public var byteCount: Int {
    structure.byteCount + values.count * type.byteCount
  }

  /// The number of elements, whether they have an entry or not.
  var elementCount: Double {
    Double(structure.rowCount) * Double(structure.columnCount)
  }

  /// Whether elements are missing.
  var hasGaps: Bool { Double(entryCount) < elementCount }

  /// The value of an element, or nil if it has no entry.
  ///
  /// - Throws: `TensorError.indexOutOfRange`.
  public func element(
    row: Int, column: Int
  ) throws(TensorError) -> Scalar? {
    guard let entry = try entry(row, column) else { return nil }
    return try values.element([entry])
  }

  /// Changes the value of an element.
  ///
  /// - Throws: `TensorError.indexOutOfRange`, `.noEntry`.
  public func setElement(
    row: Int, column: Int, to value: Scalar
  ) throws(TensorError) {
    guard let entry = try entry(row, column) else {
      throw .noEntry(row: row, column: column)
    }
    try values.setElement([entry], to: value)
  }

  private func entry(
    _ row: Int, _ column: Int
  ) throws(TensorError) -> Int? {
    for (axis, index) in [row, column].enumerated() {
      guard index >= 0, index < shape[axis] else {
        throw .indexOutOfRange(index: index, size: shape[axis])
      }
    }
    return structure.entry(row: row, column: column)
  }

  /// A matrix with values of its own and the same structure.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func copied() throws(TensorError) -> SparseMatrix {
    SparseMatrix(structure, values: try values.copied())
  }

  /// A copy with values of another type.
  ///
  /// - Throws: `TensorError.wrongType` unless that is one of real numbers,
  ///   `.outOfMemory`.
  public func converted(
    to type: ElementType
  ) throws(TensorError) -> SparseMatrix {
    try SparseMatrix.check(type)
    return SparseMatrix(structure, values: try values.converted(to: type))
  }

  static func check(_ type: ElementType) throws(TensorError) {
    guard type.isComputedFloat else {
      throw .wrongType(
        operation: "sparse", expected: "float32 or float64 values",
        found: type)
    }
  }
}

extension SparseMatrix: CustomStringConvertible {
  /// The matrix in a line: type, shape, the number of entries and their share,
  /// and the smallest, the mean and the largest value.
  public var description: String {
    let title = "sparse \(type) \(shape), \(entryCount) entries"
    guard entryCount > 0, let low = try? values.reduced(.minimum),
      let mean = try? values.reduced(.mean),
      let high = try? values.reduced(.maximum)
    else { return title }
    let share = NumberFormat.short(Double(entryCount) / elementCount * 100)
    let shown = [low, mean, high].map { NumberFormat.short($0.double) }
    return "\(title) (\(share) %) min \(shown[0]) mean \(shown[1])"
      + " max \(shown[2])"
  }
}
