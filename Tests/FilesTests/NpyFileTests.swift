import Glibc
import TestSupport
import Testing

@testable import Files
@testable import Tensors

@Suite struct NpyFileTests {
  let pool = MemoryPool()

  /// A new folder.
  func makeFolder() throws -> String {
    var name = Array("/tmp/npy-test-XXXXXX".utf8CString)
    let folder = name.withUnsafeMutableBufferPointer { buffer -> String? in
      guard let start = buffer.baseAddress else { return nil }
      return mkdtemp(start).map { String(cString: $0) }
    }
    return try #require(folder)
  }

  /// Calls `body` with the path of a file in a folder of its own, which is
  /// removed afterwards.
  func withPath(_ body: (String) throws -> Void) throws {
    let folder = try makeFolder()
    let path = folder + "/array.npy"
    defer {
      unlink(path)
      rmdir(folder)
    }
    try body(path)
    // Nothing but the file is left, or the folder could not be removed.
    unlink(path)
    #expect(rmdir(folder) == 0)
    mkdir(folder, 0o700)
  }

  func write(_ bytes: [UInt8], _ path: String) throws {
    let file = try #require(fopen(path, "w"))
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  func readBytes(_ path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    return Array(bytes[..<fread(&bytes, 1, bytes.count, file)])
  }

  /// A file with this header and these elements.
  func bytes(
    _ header: String, version: UInt8 = 1, _ elements: [UInt8] = []
  ) -> [UInt8] {
    let text = Array(header.utf8)
    var length = [UInt8(text.count & 0xFF), UInt8(text.count >> 8)]
    if version > 1 { length += [0, 0] }
    return [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, version, 0] + length + text
      + elements
  }

  @Test(arguments: ElementType.allCases)
  func whatIsSavedIsRead(type: ElementType) throws {
    for sizes in [[], [0], [1], [7], [3, 4], [2, 0, 3], [2, 3, 4], [70_000]] {
      try withPath { path in
        let x = try Samples.tensor(sizes, type: type, in: pool)
        try x.save(path: path)
        let y = try Tensor.load(path: path, in: pool)
        #expect(y.type == (type == .bfloat16 ? .float32 : type))
        #expect(y.shape == x.shape)
        #expect(y.doubles == x.doubles)
      }
    }
  }

  @Test func viewsAreSavedRowByRow() throws {
    for view in try Samples.views(in: pool) {
      try withPath { path in
        try view.save(path: path)
        #expect(
          try Tensor.load(path: path, in: pool).doubles == view.doubles)
      }
    }
  }

  @Test func aSavedFileIsWhatNumPyWrites() throws {
    try withPath { path in
      try Tensor([Float(1), 2], in: pool).save(path: path)
      let found = try readBytes(path)
      #expect(found.count == 128 + 8)
      let header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }"
      let padded = header + String(repeating: " ", count: 117 - header.count)
      let expected = bytes(padded + "\n", [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40])
      #expect(found == expected)
    }
  }

  @Test func aFileIsReplacedByANewOne() throws {
    try withPath { path in
      try Samples.tensor([1_000], in: pool).save(path: path)
      try Tensor([1, 2, 3], in: pool).save(path: path)
      #expect(try Tensor.load(path: path, in: pool).doubles == [1, 2, 3])
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt8])
  func allVersionsAndNarrowTypesAreRead(version: UInt8) throws {
    try withPath { path in
      func load(_ type: String, _ elements: [UInt8]) throws -> Tensor {
        let header =
          "{'descr': '\(type)', 'fortran_order': False, 'shape': (2,), }\n"
        try write(bytes(header, version: version, elements), path)
        return try Tensor.load(path: path, in: pool)
      }
      let narrow = try load("<i4", [0xFE, 0xFF, 0xFF, 0xFF, 5, 0, 0, 0])
      #expect(narrow.type == .int64)
      #expect(narrow.doubles == [-2, 5])
      let byte = try load("|u1", [200, 1])
      #expect(byte.type == .int64)
      #expect(byte.doubles == [200, 1])
      #expect(
        try Tensor.load(path: path, type: .bool, in: pool).doubles == [1, 1])
      let truth = try load("|b1", [0, 7])
      #expect(truth.type == .bool)
      #expect(truth.doubles == [0, 1])
    }
  }

  /// Elements that are 1, 2 and -3, or 253 where there is no sign; the names
  /// that NumPy and others write for them.
  static let readable: [(names: [String], type: ElementType, [UInt8])] = [
    (["|i1", "<i1", ">b", "b"], .int64, [1, 2, 0xFD]),
    (["<i2", "<h", "i2", "=i2", "int16"], .int64, [1, 0, 2, 0, 0xFD, 0xFF]),
    ([">i2"], .int64, [0, 1, 0, 2, 0xFF, 0xFD]),
    ([">i4"], .int64, [0, 0, 0, 1, 0, 0, 0, 2, 0xFF, 0xFF, 0xFF, 0xFD]),
    (
      [">i8", ">q"], .int64,
      [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2]
        + [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFD]
    ),
    (["|u1", "B", "uint8"], .int64, [1, 2, 253]),
    (["<u2", "H", "uint16"], .int64, [1, 0, 2, 0, 253, 0]),
    ([">u4"], .int64, [0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 253]),
    (
      ["<u8", "Q"], .int64,
      [
        1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 253, 0, 0, 0, 0, 0, 0,
        0,
      ]
    ),
    ([">f2", ">e"], .float16, [0x3C, 0, 0x40, 0, 0xC2, 0]),
    (
      [">f4", ">f"], .float32,
      [0x3F, 0x80, 0, 0, 0x40, 0, 0, 0, 0xC0, 0x40, 0, 0]
    ),
    (
      ["<f8", "<d", "=f8", "f8", "d"], .float64,
      [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0x40]
        + [0, 0, 0, 0, 0, 0, 0x08, 0xC0]
    ),
    (
      [">f8"], .float64,
      [0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0]
        + [0xC0, 0x08, 0, 0, 0, 0, 0, 0]
    ),
  ]

  @Test(
    "C5: numbers are read in each width and order of bytes",
    arguments: readable.indices)
  func numbersOfEachWidthAndOrderAreRead(_ index: Int) throws {
    let (names, type, elements) = Self.readable[index]
    try withPath { path in
      for name in names {
        let header =
          "{'descr': '\(name)', 'fortran_order': False, 'shape': (3L,), }\n"
        try write(bytes(header, elements), path)
        let x = try Tensor.load(path: path, in: pool)
        #expect(x.type == type, "\(name)")
        let isUnsigned = name.contains { "uBHQ".contains($0) }
        #expect(x.doubles == [1, 2, isUnsigned ? 253 : -3], "\(name)")
      }
    }
  }

  static let refused = [
    ("<c16", "elements '<c16', complex numbers, can't be read"),
    ("<U4", "elements '<U4', texts, can't be read"),
    ("|O", "elements '|O', Python objects, can't be read"),
    ("<M8[s]", "elements '<M8[s]', dates, can't be read"),
    (
      "<f16",
      "elements '<f16', real numbers of more than 64 bits, can't be read"
    ),
    ("<x4", "elements '<x4' can't be read"),
    ("float", "elements 'float' can't be read"),
    ("float128", "elements 'float128' can't be read"),
    ("mouse", "elements 'mouse' can't be read"),
  ]

  @Test("C5: other elements are refused by their name", arguments: refused)
  func otherElementsAreRefusedByName(name: String, reason: String) throws {
    try withPath { path in
      let header =
        "{'descr': '\(name)', 'fortran_order': False, 'shape': (1,), }\n"
      try write(bytes(header, [UInt8](repeating: 0, count: 16)), path)
      #expect(
        throws: TensorError.file(
          path: path,
          reason: "\(reason), only truth values, and whole and real numbers of"
            + " up to 64 bits")
      ) { try Tensor.load(path: path, in: self.pool) }
    }
  }

  @Test("C5: a whole number that is too large is an error")
  func aWholeNumberThatIsTooLargeIsAnError() throws {
    try withPath { path in
      let header =
        "{'descr': '<u8', 'fortran_order': False, 'shape': (1,), }\n"
      try write(bytes(header, [UInt8](repeating: 0xFF, count: 8)), path)
      #expect(
        throws: TensorError.file(
          path: path,
          reason: "the element 18446744073709551615 of '<u8' is too large for"
            + " int64")
      ) { try Tensor.load(path: path, in: self.pool) }
    }
  }

  @Test func longNarrowArraysAreWidenedInPlace() throws {
    try withPath { path in
      let elements = (0..<1_000).map { UInt8($0 & 0xFF) }
      let header =
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1000,), }\n"
      try write(bytes(header, elements), path)
      #expect(
        try Tensor.load(path: path, in: pool).doubles
          == elements.map { Double($0) })
    }
  }

  @Test func arraysInFortranOrderComeOutRight() throws {
    try withPath { path in
      let header =
        "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }\n"
      try write(bytes(header, [1, 4, 2, 5, 3, 6]), path)
      let x = try Tensor.load(path: path, in: pool)
      #expect(x.shape == [2, 3])
      #expect(x.isContiguous)
      #expect(x.doubles == [1, 2, 3, 4, 5, 6])
    }
  }

  /// Headers that must be refused, and a part of the reason.
  static let hostileHeaders = [
    ("", "impossible length"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)", "'}'"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}", "size"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x", "more"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}", "12 bytes"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", "4 bytes"),
    (
      "{'descr': '<f4', 'fortran_order': False, "
        + "'shape': (99999999999999999999,)}", "too large"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, "
        + "'shape': (4611686018427387904, 4)}", "too many"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1099511627776,)}",
      "bytes"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, "
        + "'shape': (1,1,1,1,1,1,1,1,2)}", "axes"
    ),
    ("{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}", "'<c8'"),
    ("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "'|O'"),
    (
      "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}",
      "records"
    ),
    ("{'descr': [('a', '<f4'), 'fortran_order': False", "end"),
    ("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,)}", "True"),
    ("{'descr': '<f4', 'fortran_order': False}", "missing"),
    ("{'descr': '<f4', 'descr': '<f4'}", "twice"),
    ("{'descr': '<f4', 'evil': '<f4'}", "unknown"),
    ("{'descr': '<f4", "end"),
    ("{'descr': '\u{1}\u{2}'}", "end"),
    ("{{{{{{{{{{{{{{{{", "string"),
    ("((((((((((((((((", "'{'"),
    ("{'shape': ((((2,),),),)}", "size"),
  ]

  @Test(arguments: hostileHeaders)
  func hostileHeadersAreRefused(header: String, reason: String) throws {
    try withPath { path in
      try write(bytes(header, [UInt8](repeating: 0, count: 8)), path)
      let before = pool.allocations
      do {
        _ = try Tensor.load(path: path, in: pool)
        Issue.record("the file was read")
      } catch TensorError.file(path, let found) {
        #expect(found.contains(reason), "\(found)")
      }
      #expect(pool.allocations == before)
    }
  }

  @Test func cutOffFilesAreRefused() throws {
    try withPath { path in
      try Tensor([Float(1), 2], in: pool).save(path: path)
      let whole = try readBytes(path)
      for length in 0..<whole.count {
        try write(Array(whole[..<length]), path)
        #expect(throws: TensorError.self) {
          try Tensor.load(path: path, in: self.pool)
        }
      }
      #expect(pool.bytesInUse == 0)
    }
  }

  @Test func changedBytesAreNeverFatal() throws {
    try withPath { path in
      try Tensor([Float(1), 2], in: pool).save(path: path)
      let whole = try readBytes(path)
      for place in 0..<70 {
        for value in [0, 0x20, 0x27, 0x39, 0x7F, 0xFF] as [UInt8] {
          var changed = whole
          changed[place] = value
          try write(changed, path)
          _ = try? Tensor.load(path: path, in: pool)
        }
      }
    }
  }

  @Test func filesThatAreNotThereAreAnError() throws {
    let path = "/tmp/there/is/no/such/folder/x.npy"
    let error = TensorError.file(
      path: path, reason: "No such file or directory")
    #expect(throws: error) { try Tensor.load(path: path, in: self.pool) }
    let x = try Tensor.zeros([1], in: pool)
    #expect(throws: error) { try x.save(path: path) }
    for path in ["", "/tmp/a\0b.npy"] {
      #expect(
        throws: TensorError.file(path: path, reason: "this is not a path")
      ) { try x.save(path: path) }
      #expect(
        throws: TensorError.file(path: path, reason: "this is not a path")
      ) { try Tensor.load(path: path, in: self.pool) }
    }
    #expect(
      throws: TensorError.file(
        path: "/tmp", reason: "this is not a regular file")
    ) { try Tensor.load(path: "/tmp", in: self.pool) }
    #expect(throws: TensorError.self) {
      try Tensor.load(path: "/dev/zero", in: self.pool)
    }
  }

  @Test func aFailedSaveLeavesNothingBehind() throws {
    let folder = try makeFolder()
    // A folder can't be replaced by a file.
    mkdir(folder + "/x", 0o700)
    let x = try Tensor.zeros([1], in: pool)
    #expect(throws: TensorError.self) { try x.save(path: folder + "/x") }
    rmdir(folder + "/x")
    #expect(rmdir(folder) == 0)
  }

  @Test func aLongSaveIsBrokenOff() throws {
    let x = try Tensor.zeros([300, 300], in: pool)
    let interruption = Interruption()
    try withPath { path in
      try interruption.covering { () throws in
        interruption.stop()
        try x.save(path: path)
        interruption.breakOff()
        #expect(throws: TensorError.interrupted("interrupted!")) {
          try x.save(path: path)
        }
      }
    }
  }
}
