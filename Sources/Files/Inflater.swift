import CZlib
import Tensors

/// Takes apart compressed bytes, a piece at a time: DEFLATE, as in RFC 1951, by
/// zlib.
final class Inflater {
  /// zlib's state, which must stay where it is.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

  /// Compressed bytes, those that aren't used yet among them.
  private var input: UnsafeMutableBufferPointer<UInt8> = .allocate(capacity: 0)

  private let more: () throws(TensorError) -> [UInt8]
  private let error: (String) -> TensorError

  /// Whether the last byte came out.
  private var isAtEnd = false

  /// - Parameters:
  ///   - more: Gives some more compressed bytes, or none at the end.
  ///   - error: The error that something is wrong with them.
  /// - Throws: That there is no memory.
  init(
    more: @escaping () throws(TensorError) -> [UInt8],
    error: @escaping (String) -> TensorError
  ) throws(TensorError) {
    self.more = more
    self.error = error
    stream.initialize(to: z_stream())
    // Without zlib's own header, with the largest window.
    let status = inflateInit2_(
      stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw error("there is no memory to read it") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// Writes up to `count` bytes to `out`, and returns how many: fewer at the end
  /// alone.
  ///
  /// - Throws: What the bytes do, and the error that they are wrong.
  func fill(
    _ out: UnsafeMutablePointer<UInt8>, count: Int
  ) throws(TensorError) -> Int {
    var done = 0
    while done < count, !isAtEnd {
      if stream.pointee.avail_in == 0 { try refill() }
      let room = UInt32(clamping: count - done)
      stream.pointee.next_out = out + done
      stream.pointee.avail_out = room
      let status = inflate(stream, Z_NO_FLUSH)
      done += Int(room - stream.pointee.avail_out)
      switch status {
      case Z_OK, Z_BUF_ERROR: continue
      case Z_STREAM_END: isAtEnd = true
      case Z_MEM_ERROR: throw error("there is no memory to read it")
      default:
        throw error(
          stream.pointee.msg.map { String(cString: $0) } ?? "it is wrong")
      }
    }
    return done
  }

  private func refill() throws(TensorError) {
    let bytes = try more()
    guard !bytes.isEmpty else { throw error("it is cut off") }
    input.deallocate()
    input = .allocate(capacity: bytes.count)
    _ = input.initialize(from: bytes)
    stream.pointee.next_in = input.baseAddress
    stream.pointee.avail_in = UInt32(clamping: bytes.count)
  }
}
