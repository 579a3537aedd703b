import Tensors

/// Sparse matrices in `.npz` files, as SciPy's `save_npz` writes them.
extension SparseMatrix {
  /// Writes the matrix to the `.npz` file at `path`, row by row (`csr`): in
  /// Python it is `scipy.sparse.load_npz(path)`. It isn't compressed.
  ///
  /// - Throws: As `NpzFile.write(_:to:)`.
  public func save(path: String) throws(TensorError) {
    let (sizes, structure) = (shape.list, structure)
    let indices = NpyContents(
      // Columns of 32 bits have no sign to lose.
      NpyElements(structure.columnCount <= 1 << 31 ? .signed : .unsigned, 4),
      values.shape, of: structure.columnStorage)
    let starts = NpyContents(
      NpyElements(.signed, 8), try Shape([structure.rowCount + 1]),
      of: structure.rowStartStorage)
    let values = values
    let pool = pool
    try NpzFile.write(
      [
        NpzFile.Entry(name: "indices", contents: indices),
        NpzFile.Entry(name: "indptr", contents: starts),
        NpzFile.Entry(name: "format", contents: NpyContents(text: "csr")),
        NpzFile.Entry(name: "shape") { () throws(TensorError) in
          try Tensor(sizes, in: pool)
        },
        NpzFile.Entry(name: "data") { values },
      ], to: path)
  }

  /// The matrix in the `.npz` file at `path`, which SciPy's `save_npz` has
  /// written: `csr`, `csc` or `coo`, compressed or not.
  ///
  /// Entries that are there more than once are added up, as SciPy does. Truth
  /// values become `float32`, whole numbers `float64`.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - type: The type of the values; that of the file, if nil.
  ///   - pool: Where the matrix gets its memory.
  /// - Returns: A matrix that shares no memory with others.
  /// - Throws: `TensorError.file` if there is no such file, or it can't be read
  ///   or isn't of that kind; `.wrongType`, `.outOfMemory`.
  public static func load(
    path: String, type: ElementType? = nil, in pool: MemoryPool
  ) throws(TensorError) -> SparseMatrix {
    let file = try NpzFile.Reader(path)
    guard let format = try file.text("format") else {
      throw file.error(
        "there is no sparse matrix in the file; it has"
          + (file.names.isEmpty
            ? " no arrays" : " \(file.names.joined(separator: ", "))"))
    }
    guard ["csr", "csc", "coo"].contains(format) else {
      throw file.error(
        "a sparse matrix in the format '\(format)' can't be read, only in csr,"
          + " csc and coo")
    }
    func vector(_ name: String) throws(TensorError) -> Tensor {
      guard let tensor = try file.tensor(name, in: pool) else {
        throw file.error("'\(name)' of the sparse matrix is missing")
      }
      guard tensor.rank == 1, name == "data" || tensor.type == .int64 else {
        throw file.error(
          "'\(name)' of the sparse matrix must be a list of"
            + " \(name == "data" ? "" : "whole ")numbers, found a"
            + " \(tensor.type) array of shape \(tensor.shape)")
      }
      return tensor
    }
    let sizes = try vector("shape").values(Int.self)
    guard sizes.count == 2 else {
      throw file.error(
        "the sparse matrix has \(sizes.count) axes, and must have 2")
    }
    let values = try vector("data")
    var (rows, columns) = (values, values)
    switch format {
    case "csr":
      columns = try vector("indices")
      rows = try lines(
        of: try vector("indptr"), sizes[0], columns.shape[0], file)
    case "csc":
      rows = try vector("indices")
      columns = try lines(
        of: try vector("indptr"), sizes[1], rows.shape[0], file)
    default:
      (rows, columns) = (try vector("row"), try vector("col"))
    }
    do throws(TensorError) {
      return try SparseMatrix(
        rows: rows, columns: columns, values: .tensor(values),
        size: (sizes[0], sizes[1]), type: type, addsDuplicates: true, in: pool)
    } catch .indexOutOfRange, .shapeMismatch, .negativeSize, .tooManyElements {
      throw file.error("the places of the entries are damaged")
    }
  }

  /// The line of each of `count` entries, from where the lines start, which are
  /// so many.
  private static func lines(
    of starts: Tensor, _ lineCount: Int, _ count: Int, _ file: NpzFile.Reader
  ) throws(TensorError) -> Tensor {
    let damage = file.error("'indptr' of the sparse matrix is damaged")
    guard lineCount >= 0, starts.rank == 1, starts.count - 1 == lineCount else {
      throw damage
    }
    let starts = starts.isContiguous ? starts : try starts.copied()
    defer { withExtendedLifetime(starts) {} }
    let place = starts.pointer(Int.self)
    guard place[0] == 0, place[lineCount] == count else { throw damage }
    try forEachPart(of: lineCount) { part throws(TensorError) in
      for number in part where place[number] > place[number + 1] {
        throw damage
      }
    }
    let lines = try Tensor(
      uninitialized: try Shape([count]), type: .int64, in: starts.storage.pool)
    let line = lines.pointer(Int.self)
    try forEachPart(of: lineCount) { part in
      for number in part {
        (line + place[number]).update(
          repeating: number, count: place[number + 1] - place[number])
      }
    }
    return lines
  }
}
