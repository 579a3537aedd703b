import Foundation
import TestSupport
import Testing

@testable import Files
@testable import Tensors

/// Sparse matrices in `.npz` files of SciPy's. What SciPy reads of what is
/// written here, a script compares where there is SciPy.
@Suite struct SparseFileTests {
  let pool = MemoryPool()
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A file that `SciPy/matrices.py` has written.
  static func stored(_ name: String) -> String {
    packageFolder.appending(path: "Tests/FilesTests/SciPy/\(name).npz").path
  }

  /// The matrix of most files, row by row.
  static let dense: [Double] = [0, 1.5, 0, -2, 0, 0, 0, 0, 3, 0, 0.5, 0]

  @Test(arguments: [
    ("csr", ElementType.float32), ("csr_stored", .float32),
    ("csr_array", .float64), ("csc", .float32), ("coo", .float64),
    ("csr_unsorted", .float32),
  ])
  func whatSciPyWritesIsRead(_ name: String, _ type: ElementType) throws {
    let path = Self.stored(name)
    let matrix = try SparseMatrix.load(path: path, in: pool)
    #expect(matrix.shape == [3, 4])
    #expect(matrix.type == type)
    #expect(matrix.entryCount == 4)
    #expect(try matrix.dense().doubles == Self.dense)
    let other = try SparseMatrix.load(path: path, type: .float64, in: pool)
    #expect(other.type == .float64)
    #expect(try other.dense().doubles == Self.dense)
  }

  @Test func otherValuesBecomeRealNumbers() throws {
    let whole = try SparseMatrix.load(path: Self.stored("whole"), in: pool)
    #expect(whole.type == .float64)
    #expect(try whole.dense().doubles == Self.dense.map { 2 * $0 })
    let truth = try SparseMatrix.load(path: Self.stored("truth"), in: pool)
    #expect(truth.type == .float32)
    #expect(try truth.dense().doubles == Self.dense.map { $0 == 0 ? 0 : 1 })
  }

  @Test func allOfALargeFileIsRead() throws {
    let matrix = try SparseMatrix.load(path: Self.stored("large"), in: pool)
    #expect(matrix.entryCount == 9_000)
    for i in 0..<9_000 {
      let value = try matrix.element(
        row: i * 7_919 % 3_001, column: i * 104_729 % 2_003)
      #expect(value == .float(Double(i * i % 65_521)))
    }
  }

  @Test(arguments: [
    (
      "bsr",
      "a sparse matrix in the format 'bsr' can't be read, only in csr,"
        + " csc and coo"
    ),
    ("no_lines", "'indptr' of the sparse matrix is damaged"),
    (
      "complex",
      "'data': elements '<c16', complex numbers, can't be read, only"
        + " truth values, and whole and real numbers of up to 64 bits"
    ),
    (
      "other",
      "there is no sparse matrix in the file; it has weights,"
        + " spikes"
    ),
  ])
  func whatCannotBeReadIsNamed(_ name: String, _ reason: String) throws {
    let path = Self.stored(name)
    #expect(throws: TensorError.file(path: path, reason: reason)) {
      try SparseMatrix.load(path: path, in: pool)
    }
  }

  @Test(arguments: [ElementType.float32, .float64])
  func whatIsWrittenIsReadAgain(_ type: ElementType) throws {
    let path = folder.path("w.npz")
    for (rows, columns, density) in [
      (0, 0, 0.5), (3, 0, 0.5), (1, 1, 1), (40, 30, 0.2), (300, 2_000, 0.05),
    ] {
      let structure = try SparseStructure.random(
        rows: rows, columns: columns, density: density,
        from: RandomSource(seed: 1, stream: 1), in: pool)
      let values = try Tensor.zeros(
        [structure.entryCount], type: type, in: pool)
      try RandomSource(seed: 2, stream: 1).fillNormal(values)
      let matrix = SparseMatrix(structure, values: values)
      try matrix.save(path: path)
      let again = try SparseMatrix.load(path: path, in: pool)
      #expect(again.structure.isSame(as: structure))
      #expect(again.values.doubles == values.doubles)
      #expect(again.type == type)
    }
  }

  @Test func theFileHasTheArraysOfSciPy() throws {
    let path = folder.path("w.npz")
    let matrix = try SparseMatrix.load(path: Self.stored("csr"), in: pool)
    try matrix.save(path: path)
    let file = try NpzFile.Reader(path)
    #expect(
      file.names
        == ["indices", "indptr", "format", "shape", "data"])
    #expect(try file.text("format") == "csr")
    func list(_ name: String) throws -> [Double]? {
      try file.tensor(name, in: pool)?.doubles
    }
    #expect(try list("indices") == [1, 3, 0, 2])
    #expect(try list("indptr") == [0, 2, 2, 4])
    #expect(try list("shape") == [3, 4])
    #expect(try list("data") == [1.5, -2, 3, 0.5])
    let bytes = try Data(contentsOf: URL(filePath: path))
    #expect(bytes.range(of: Data("'descr': '<i4'".utf8)) != nil)
    #expect(bytes.range(of: Data("'descr': '|S3'".utf8)) != nil)
  }

  /// Where there is SciPy, it reads the matrix.
  @Test func sciPyReadsWhatIsWritten() throws {
    let path = folder.path("w.npz")
    let matrix = try SparseMatrix.load(path: Self.stored("csr"), in: pool)
    try matrix.save(path: path)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import sys
      try:
          from scipy import sparse
      except ImportError:
          print("no SciPy")
          sys.exit()
      matrix = sparse.load_npz(sys.argv[1])
      print(matrix.format, matrix.dtype, matrix.has_canonical_format,
            matrix.toarray().tolist())
      """, path,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(),
      as: UTF8.self)
    process.waitUntilExit()
    #expect(
      text == "no SciPy\n"
        || text == "csr float32 True [[0.0, 1.5, 0.0, -2.0], [0.0, 0.0, 0.0,"
          + " 0.0], [3.0, 0.0, 0.5, 0.0]]\n"
    )
  }

  /// Whatever is wrong with a file, it is an error or another matrix.
  @Test(arguments: ["csr", "csr_stored", "coo"])
  func damagedFilesAreErrors(_ name: String) throws {
    let whole = try Data(contentsOf: URL(filePath: Self.stored(name)))
    let path = folder.path("damaged.npz")
    let pool = MemoryPool(limit: 1 << 24)
    var failures = 0
    func check(_ bytes: Data) throws {
      try bytes.write(to: URL(filePath: path))
      do {
        _ = try SparseMatrix.load(path: path, in: pool)
      } catch is TensorError {
        failures += 1
      }
    }
    for length in stride(from: 0, to: whole.count, by: 7) {
      try check(whole.prefix(length))
    }
    #expect(failures == (whole.count + 6) / 7)
    for place in stride(from: 0, to: whole.count, by: 3) {
      for value in [0, 1, 0x7F, 0xFF] as [UInt8] {
        var bytes = whole
        bytes[place] = bytes[place] &+ value
        try check(bytes)
      }
    }
    #expect(failures > whole.count / 2)
  }
}
