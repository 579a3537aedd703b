import Tensors

extension NpzFile {
  /// The arrays of a file, to be read one by one.
  ///
  /// Members are read as they are or compressed, as `numpy.savez` and
  /// `numpy.savez_compressed` write them. What the archive says is compared with
  /// the length of the file before memory is taken, and each member's checksum
  /// before it is returned.
  final class Reader {
    private let file: File
    private var members: [(name: String, member: Member)] = []

    /// What the directory of the archive says of a member.
    struct Member {
      var isCompressed = false
      var checksum: UInt32 = 0
      /// The bytes that it takes in the file.
      var stored = 0
      /// The bytes that come out.
      var size = 0
      /// Where its header is.
      var place = 0
    }

    /// Opens a file and reads its directory.
    ///
    /// - Throws: `TensorError.file`.
    init(_ path: String) throws(TensorError) {
      file = try File.reading(path)
      try readDirectory()
    }

    /// The names of the arrays, in their order in the directory.
    var names: [String] {
      members.map {
        $0.name.hasSuffix(".npy") ? String($0.name.dropLast(4)) : $0.name
      }
    }

    /// An error about the file.
    func error(_ reason: String) -> TensorError { file.error(reason) }

    /// An array as a tensor; nil if there is none of this name.
    ///
    /// - Throws: As `Tensor.load(path:type:in:)`.
    func tensor(
      _ name: String, in pool: MemoryPool
    ) throws(TensorError) -> Tensor? {
      guard let bytes = try bytes(of: name) else { return nil }
      let tensor = try Tensor.read(from: bytes, in: pool)
      try bytes.finish()
      return tensor
    }

    /// An array of one text of ASCII letters; nil if there is none of this name.
    ///
    /// - Throws: `TensorError.file`.
    func text(_ name: String) throws(TensorError) -> String? {
      guard let bytes = try bytes(of: name) else { return nil }
      let text = try NpyHeader.text(from: bytes)
      try bytes.finish()
      return text
    }

    /// The bytes of an array.
    private func bytes(
      of name: String
    ) throws(TensorError) -> MemberBytes? {
      guard
        let (_, member) = members.first(where: { $0.name == name + ".npy" })
      else { return nil }
      let header = try bytes(at: member.place, 30)
      guard header[..<4] == [0x50, 0x4B, 3, 4] else {
        throw error("'\(name)' isn't where the archive says")
      }
      let start =
        member.place + 30 + word(header[26..<28]) + word(header[28..<30])
      guard start <= file.size, member.stored <= file.size - start else {
        throw error("'\(name)' reaches beyond the end of the file")
      }
      return try MemberBytes(self, name, member, start)
    }

    /// Some bytes of the file.
    fileprivate func bytes(
      at place: Int, _ count: Int
    ) throws(TensorError) -> [UInt8] {
      guard place >= 0, count >= 0, place <= file.size,
        count <= file.size - place
      else { throw error("the archive is cut off") }
      try file.seek(place)
      return try file.read(count, "the archive is cut off")
    }

    // MARK: The directory

    private func readDirectory() throws(TensorError) {
      let (start, length, count) = try directory()
      guard length <= 1 << 26 else {
        throw error("the archive has a directory of \(length) bytes")
      }
      let bytes = try bytes(at: start, length)
      var place = 0
      for _ in 0..<count {
        guard length - place >= 46,
          bytes[place..<place + 4] == [0x50, 0x4B, 1, 2]
        else { throw error("the directory of the archive is damaged") }
        func field(_ offset: Int, _ size: Int) -> Int {
          word(bytes[place + offset..<place + offset + size])
        }
        let nameEnd = place + 46 + field(28, 2)
        let extraEnd = nameEnd + field(30, 2)
        let end = extraEnd + field(32, 2)
        guard end <= length else {
          throw error("the directory of the archive is damaged")
        }
        let name = String(decoding: bytes[place + 46..<nameEnd], as: UTF8.self)
        let method = field(10, 2)
        guard field(8, 2) & 1 == 0, method == 0 || method == 8 else {
          throw error(
            "'\(name)' is encrypted or compressed by another method than"
              + " NumPy's")
        }
        var member = Member()
        member.isCompressed = method == 8
        member.checksum = UInt32(exactly: field(16, 4)) ?? 0
        (member.size, member.stored) = (field(24, 4), field(20, 4))
        member.place = field(42, 4)
        widen(&member, bytes[nameEnd..<extraEnd])
        // Nothing is compressed to less than a thousandth.
        guard member.size >= 0, member.stored >= 0,
          member.stored <= file.size,
          member.isCompressed
            ? member.size / 1_100 <= member.stored
            : member.size == member.stored
        else { throw error("the length of '\(name)' is impossible") }
        members.append((name, member))
        place = end
      }
    }

    /// Where the directory is, its length, and how many members it has.
    private func directory() throws(TensorError) -> (Int, Int, Int) {
      // The end has 22 bytes, and a comment of up to 65,535.
      let length = min(file.size, 22 + 65_535)
      let tail = try bytes(at: file.size - length, length)
      let mark: [UInt8] = [0x50, 0x4B, 5, 6]
      guard
        let end = stride(from: length - 22, through: 0, by: -1).first(where: {
          tail[$0..<$0 + 4] == mark[...]
        })
      else { throw error("this is not a .npz file") }
      var result = (
        word(tail[end + 16..<end + 20]), word(tail[end + 12..<end + 16]),
        word(tail[end + 10..<end + 12])
      )
      // Before it may be where an end with wider fields is.
      let locator = file.size - length + end - 20
      if locator >= 0 {
        let wide = try bytes(at: locator, 20)
        if wide[..<4] == [0x50, 0x4B, 6, 7] {
          let record = try bytes(at: word(wide[8..<16]), 56)
          guard record[..<4] == [0x50, 0x4B, 6, 6] else {
            throw error("the directory of the archive isn't where it says")
          }
          result = (
            word(record[48..<56]), word(record[40..<48]), word(record[32..<40])
          )
        }
      }
      guard result.2 >= 0, result.2 <= file.size / 46 else {
        throw error("the archive can't have \(result.2) members")
      }
      return result
    }

    /// Takes what has no room in 32 bits from the fields that follow the name.
    private func widen(_ member: inout Member, _ extra: ArraySlice<UInt8>) {
      var rest = extra
      while rest.count >= 4 {
        let kind = word(rest.prefix(2))
        let size = word(rest.dropFirst(2).prefix(2))
        var fields = rest.dropFirst(4).prefix(size)
        rest = rest.dropFirst(4 + size)
        if kind != 1 { continue }
        let full = 0xFFFF_FFFF
        for field in [\Member.size, \.stored, \.place]
        where member[keyPath: field] == full && fields.count >= 8 {
          member[keyPath: field] = word(fields.prefix(8))
          fields = fields.dropFirst(8)
        }
      }
    }
  }

  /// The bytes of a member, in order.
  final class MemberBytes: NpySource {
    private let reader: Reader
    private let name: String
    private let member: Reader.Member

    /// Where the next bytes in the file are, and how many are left there.
    private var place: Int
    private var left: Int

    private var checksum = CyclicRedundancyCheck()
    private var inflater: Inflater?

    /// - Throws: `TensorError.file` if there is no memory.
    fileprivate init(
      _ reader: Reader, _ name: String, _ member: Reader.Member, _ start: Int
    ) throws(TensorError) {
      self.reader = reader
      self.name = name
      self.member = member
      place = start
      left = member.stored
      guard member.isCompressed else { return }
      inflater = try Inflater(
        more: { [unowned self] () throws(TensorError) in try nextBytes() },
        error: { [unowned self] in error("its compression is damaged: \($0)") })
    }

    var size: Int { member.size }

    func error(_ reason: String) -> TensorError {
      reader.error("'\(name)': \(reason)")
    }

    func read(
      _ count: Int, _ reason: String
    ) throws(TensorError) -> [UInt8] {
      let buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: count, alignment: 1)
      defer { buffer.deallocate() }
      try read(into: buffer, reason)
      return Array(buffer)
    }

    func read(
      into buffer: UnsafeMutableRawBufferPointer, _ reason: String
    ) throws(TensorError) {
      let bytes = UnsafeRawBufferPointer(buffer)
      try bytes.forEachBlock { block throws(TensorError) in
        guard let start = block.baseAddress else { return }
        let out = UnsafeMutableRawPointer(mutating: start)
          .assumingMemoryBound(to: UInt8.self)
        guard try fill(out, block.count) == block.count else {
          throw error(reason)
        }
        checksum.add(block)
      }
    }

    /// Compares what was read with what the archive says.
    ///
    /// - Throws: `TensorError.file`.
    func finish() throws(TensorError) {
      var byte: UInt8 = 0
      guard try fill(&byte, 1) == 0 else {
        throw error("it is longer than the archive says")
      }
      guard checksum.value == member.checksum else {
        throw error("its checksum is wrong")
      }
    }

    /// Writes the next bytes, up to `count` of them; returns how many.
    private func fill(
      _ out: UnsafeMutablePointer<UInt8>, _ count: Int
    ) throws(TensorError) -> Int {
      if let inflater { return try inflater.fill(out, count: count) }
      var done = 0
      while done < count {
        let bytes = try nextBytes(upTo: count - done)
        if bytes.isEmpty { break }
        for byte in bytes {
          out[done] = byte
          done += 1
        }
      }
      return done
    }

    /// Some more bytes of the file, none at the end of the member.
    private func nextBytes(
      upTo most: Int = 1 << 16
    ) throws(TensorError) -> [UInt8] {
      let count = min(left, most, 1 << 16)
      let bytes = try reader.bytes(at: place, count)
      place += count
      left -= count
      return bytes
    }
  }
}
