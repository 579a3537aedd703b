/// An array of numbers of one element type, with any number of axes.
///
/// A tensor is a view of memory that it may share with others: copying the
/// value, or taking a view such as `narrowed`, copies no elements, and what is
/// written through one is seen through all. Elements lie row by row unless a
/// view changed their order.
///
/// ```swift
/// let pool = MemoryPool()
/// let voltage = try Tensor.zeros([100], in: pool)
/// try voltage.apply(.add, 0.5)           // in place
/// let doubled = try voltage.applying(.multiply, 2.0)  // a new tensor
/// ```
///
/// A tensor and its pool belong to one thread; large operations are split over
/// cores inside, with the same bits for any number of threads.
public struct Tensor {
  /// The memory that holds the elements.
  public private(set) var storage: Storage

  /// The type of the elements.
  public let type: ElementType

  /// The size along each axis.
  public let shape: Shape

  /// The steps in memory, in elements, between neighbors along each axis.
  package let strides: AxisValues

  /// The position of the first element in the storage, in elements.
  package let offset: Int

  /// Whether the elements lie in memory row by row without gaps.
  public let isContiguous: Bool

  package init(
    storage: Storage, type: ElementType, shape: Shape, strides: AxisValues,
    offset: Int
  ) {
    self.storage = storage
    self.type = type
    self.shape = shape
    self.strides = strides
    self.offset = offset
    self.isContiguous = shape.isContiguous(strides)
  }

  /// The elements of `storage` in the layout of `view`.
  ///
  /// - Precondition: `storage` is large enough.
  public init(layoutOf view: Tensor, storage: Storage) {
    self.storage = storage
    type = view.type
    shape = view.shape
    strides = view.strides
    offset = view.offset
    isContiguous = view.isContiguous
  }

  /// Creates a tensor of undefined contents.
  ///
  /// - Throws: `TensorError.tooManyElements`, as shapes that broadcasting gave
  ///   may have; `.outOfMemory`.
  package init(
    uninitialized shape: Shape, type: ElementType, in pool: MemoryPool
  ) throws(TensorError) {
    guard shape.isAllowed else { throw .tooManyElements(shape.list) }
    let bytes = shape.count &* type.byteCount
    guard let storage = Storage(byteCount: bytes, pool: pool) else {
      throw .outOfMemory(
        shape: shape, bytes: bytes, inUse: pool.countedBytes, limit: pool.limit)
    }
    self.storage = storage
    self.type = type
    self.shape = shape
    strides = shape.contiguousStrides
    offset = 0
    isContiguous = true
  }

  /// Creates a tensor of undefined contents, with the type and the shape of
  /// `model`, in the same pool.
  ///
  /// - Precondition: `model` is contiguous.
  /// - Throws: `TensorError.outOfMemory`.
  init(uninitializedLike model: Tensor) throws(TensorError) {
    self = try withUnsafePointer(to: model) { model throws(TensorError) in
      try Tensor(uninitializedLike: model, type: model.pointee.type)
    }
  }

  /// As that, of another type, for a model that isn't to be copied.
  @inline(__always)
  init(
    uninitializedLike model: UnsafePointer<Tensor>, type: ElementType
  ) throws(TensorError) {
    let bytes = model.pointee.count &* type.byteCount
    guard let storage = Storage(byteCount: bytes, pool: model.pointee.pool)
    else { throw .outOfMemory(model.pointee, bytes: bytes) }
    self.storage = storage
    self.type = type
    shape = model.pointee.shape
    strides = model.pointee.strides
    offset = 0
    isContiguous = true
  }

  /// Views the elements of `storage` from here on, in the same layout.
  ///
  /// - Precondition: `storage` is large enough.
  @inline(__always)
  public mutating func exchangeStorage(for storage: Storage) {
    self.storage = storage
  }

  /// Whether nobody else has its memory.
  package mutating func hasSoleStorage() -> Bool {
    isKnownUniquelyReferenced(&storage)
  }

  /// The number of elements.
  public var count: Int { shape.count }

  /// The number of axes.
  public var rank: Int { shape.rank }

  /// The pool that new tensors made from this one take their memory from.
  public var pool: MemoryPool { storage.pool }

  /// The address of the first element.
  ///
  /// - Precondition: `T` stands for the tensor's element type. The tensor is
  ///   kept alive while the address is in use.
  @inline(__always)
  package func pointer<T: Element>(_: T.Type = T.self) -> UnsafeMutablePointer<
    T
  > {
    assert(T.elementType == type, "\(T.elementType) is not \(type)")
    return (storage.address + offset &* MemoryLayout<T>.stride)
      .assumingMemoryBound(to: T.self)
  }

  /// The same elements under another shape and steps.
  func view(
    shape: Shape, strides: AxisValues, offset: Int
  ) -> Tensor {
    Tensor(
      storage: storage, type: type, shape: shape, strides: strides,
      offset: offset)
  }

  /// Whether two elements of the tensor are the same place in memory.
  var hasSharedElements: Bool {
    if count == 0 { return false }
    for axis in 0..<rank where strides[axis] == 0 && shape[axis] > 1 {
      return true
    }
    return false
  }

  /// Whether both tensors view the same elements in the same order.
  @inline(__always)
  public func isSameView(as other: Tensor) -> Bool {
    storage === other.storage && offset == other.offset
      && shape == other.shape && strides == other.strides
      && type == other.type
  }

  /// Whether the tensors may have a place in memory in common.
  ///
  /// Compares the ranges of memory, so interleaved views count as overlapping.
  package func mayOverlap(_ other: Tensor) -> Bool {
    guard storage === other.storage else { return false }
    let (a, b) = (span, other.span)
    return a.lowerBound < b.upperBound && b.lowerBound < a.upperBound
  }

  /// The bytes of the storage between the first and the last element.
  private var span: Range<Int> {
    if count == 0 { return 0..<0 }
    var last = offset
    for axis in 0..<rank { last += (shape[axis] - 1) * strides[axis] }
    return (offset * type.byteCount)..<((last + 1) * type.byteCount)
  }
}

extension Shape {
  /// Whether elements with these steps lie in memory row by row.
  func isContiguous(_ strides: AxisValues) -> Bool {
    var expected = 1
    for axis in stride(from: rank - 1, through: 0, by: -1) {
      if sizes[axis] != 1 && strides[axis] != expected {
        return count == 0
      }
      expected &*= sizes[axis]
    }
    return true
  }
}
