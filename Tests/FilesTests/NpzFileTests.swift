import Foundation
import TestSupport
import Testing

@testable import Files
@testable import Tensors

@Suite struct NpzFileTests {
  let pool = MemoryPool()
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func entry(_ name: String, _ tensor: Tensor) -> NpzFile.Entry {
    NpzFile.Entry(name: name) { () throws(TensorError) in tensor }
  }

  @Test func pythonReadsWhatIsWritten() throws {
    let path = folder.path("a.npz")
    let ramp = try Tensor.range(from: 0, to: 6, type: .float32, in: pool)
      .reshaped([2, 3])
    try NpzFile.write(
      [
        entry("exc.voltage", ramp),
        entry("exc.spike.t", ramp.transposed(0, 1).converted(to: .int64)),
        entry(
          "größe", Tensor.full(Shape(), .float(0.5), type: .float64, in: pool)),
        entry("none", Tensor.zeros([0, 4], type: .bool, in: pool)),
      ], to: path)
    #expect(
      try npzContents(path) == """
        exc.voltage.npy <f4 (2, 3) [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
        exc.spike.t.npy <i8 (3, 2) [0, 3, 1, 4, 2, 5]
        größe.npy <f8 () [0.5]
        none.npy |b1 (0, 4) []

        """)
  }

  /// NumPy takes what begins with other bytes for a pickle.
  @Test("C2: a file without arrays is an empty archive that NumPy opens")
  func aFileWithoutArraysIsAnArchiveToo() throws {
    let path = folder.path("empty.npz")
    try NpzFile.write([], to: path)
    #expect(
      try Data(contentsOf: URL(filePath: path))
        == Data([0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)))
    #expect(try npzContents(path) == "")
  }

  @Test func equalContentsAreEqualFiles() throws {
    let ones = try Tensor.full([3], .float(1), type: .float32, in: pool)
    let paths = [folder.path("a.npz"), folder.path("b.npz")]
    for path in paths { try NpzFile.write([entry("v", ones)], to: path) }
    let data = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
    #expect(data[0] == data[1])
  }

  @Test func anErrorLeavesTheOldFile() throws {
    let path = folder.path("a.npz")
    try NpzFile.write([], to: path)
    let before = try Data(contentsOf: URL(filePath: path))
    let failing = NpzFile.Entry(name: "v") { () throws(TensorError) in
      throw .file(path: "v", reason: "boom")
    }
    #expect(throws: TensorError.file(path: "v", reason: "boom")) {
      try NpzFile.write([failing], to: path)
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        == ["a.npz"])
  }

  /// The check value of CRC-32 in Ross Williams's catalogue.
  @Test func theChecksumIsCRC32() {
    var check = CyclicRedundancyCheck()
    Array("1234".utf8).withUnsafeBytes { check.add($0) }
    Array("56789".utf8).withUnsafeBytes { check.add($0) }
    #expect(check.value == 0xCBF4_3926)
  }

  @Test(arguments: [
    ("/nonexistent/a.npz", "No such file or directory"),
    ("/dev/null", "this is not a regular file"),
    ("/proc/a.npz", "Permission denied"),
  ])
  func whatCannotBeWrittenIsKnownBefore(path: String, reason: String) {
    // The administrator may write anywhere, and then learns it from `write`.
    if path.hasPrefix("/proc"), getuid() == 0 { return }
    #expect(throws: TensorError.file(path: path, reason: reason)) {
      try checkFileCanBeReplaced(at: path)
    }
  }

  @Test func whatCanBeWrittenIsNotTouchedBefore() throws {
    let path = folder.path("a.npz")
    try checkFileCanBeReplaced(at: path)
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
