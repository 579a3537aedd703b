import Tensors

/// An array as an `.npy` file: a header, and elements that are made when they
/// are written.
struct NpyContents {
  /// The beginning of the file, up to the elements.
  let header: [UInt8]

  /// The bytes of all elements.
  let byteCount: Int

  /// Calls a function with the bytes of all elements, a block at a time.
  let forEachBlock:
    ((UnsafeRawBufferPointer) throws(TensorError) -> Void)
      throws(TensorError) -> Void

  /// A tensor that lies in parts; `bfloat16` is written as `float32`.
  init(_ parts: TensorParts) {
    let stored = parts.converted(
      to: parts.type == .bfloat16 ? .float32 : parts.type)
    header = NpyHeader.text(stored.type, stored.shape)
    byteCount = stored.byteCount
    forEachBlock = { body throws(TensorError) in
      try stored.forEachBlock(body)
    }
  }

  /// Elements that lie in memory as the file has them.
  init(_ elements: NpyElements, _ shape: Shape, of storage: Storage) {
    header = NpyHeader.text(elements.name, shape)
    let count = shape.count * elements.byteCount
    byteCount = count
    forEachBlock = { body throws(TensorError) in
      try UnsafeRawBufferPointer(start: storage.address, count: count)
        .forEachBlock(body)
    }
  }

  /// A text of ASCII letters.
  init(text: String) {
    let bytes = Array(text.utf8)
    header = NpyHeader.text("|S\(bytes.count)", Shape())
    byteCount = bytes.count
    forEachBlock = { body throws(TensorError) in
      let copy = UnsafeMutableRawBufferPointer.allocate(
        byteCount: bytes.count, alignment: 1)
      defer { copy.deallocate() }
      copy.copyBytes(from: bytes)
      try body(UnsafeRawBufferPointer(copy))
    }
  }
}
