/// A tensor whose rows lie in several tensors, one after the other: what is
/// written to a file without a copy of the whole.
public struct TensorParts {
  /// The shape of the whole.
  public let shape: Shape

  /// The type of the elements.
  public let type: ElementType

  private let count: Int
  private let part: (Int) throws(TensorError) -> Tensor

  /// Describes a tensor by its parts.
  ///
  /// - Parameters:
  ///   - shape: The shape of the whole.
  ///   - type: The type of the elements.
  ///   - count: The number of parts.
  ///   - part: Makes or gives a part, by its number from 0, whenever it is asked
  ///     for: the same one each time. All of them have as many elements as the
  ///     whole.
  public init(
    shape: Shape, type: ElementType, count: Int,
    part: @escaping (Int) throws(TensorError) -> Tensor
  ) {
    self.shape = shape
    self.type = type
    self.count = count
    self.part = part
  }

  /// A tensor in one part.
  public init(_ tensor: Tensor) {
    self.init(shape: tensor.shape, type: tensor.type, count: 1) {
      (_) throws(TensorError) in tensor
    }
  }

  /// The parts in order.
  ///
  /// - Throws: What making them does.
  public func tensors() throws(TensorError) -> [Tensor] {
    var tensors: [Tensor] = []
    for number in 0..<count { tensors.append(try part(number)) }
    return tensors
  }

  /// How many bytes the elements take up.
  package var byteCount: Int { shape.count * type.byteCount }

  /// Calls `body` with the bytes of all elements, row by row, a block at a time.
  ///
  /// - Throws: What `body` and making the parts do, `TensorError.outOfMemory`,
  ///   `.interrupted`.
  package func forEachBlock(
    _ body: (UnsafeRawBufferPointer) throws(TensorError) -> Void
  ) throws(TensorError) {
    for number in 0..<count {
      let part = try part(number).converted(to: type)
      let rows = part.isContiguous ? part : try part.copied()
      let size = type.byteCount
      let bytes = UnsafeRawBufferPointer(
        start: rows.storage.address + rows.offset * size,
        count: rows.count * size)
      try bytes.forEachBlock(body)
      withExtendedLifetime(rows) {}
    }
  }

  /// The same elements as another type, converted when they are asked for.
  package func converted(to type: ElementType) -> TensorParts {
    TensorParts(shape: shape, type: type, count: count, part: part)
  }
}
