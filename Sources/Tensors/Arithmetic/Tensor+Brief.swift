/// Operations on few numbers, of tensors that lie somewhere in memory.
///
/// A tensor is some hundred bytes: to copy it takes longer than to add a hundred
/// numbers. So these read of it what they need where it lies. Each does nothing
/// and returns false where more is to be looked at than here: then the tensors'
/// own operation of the same name does it, and finds the same bits.
extension UnsafePointer<Tensor> {
  /// As `Tensor.apply(_:with:)`, of two tensors.
  @inline(__always)
  public func applyBriefly(
    _ operation: BinaryOperation, _ other: UnsafePointer<Tensor>
  ) -> Bool {
    guard isBrief, other.isBrief, pointee.shape == other.pointee.shape,
      let (_, rows) = Float.rows(of: operation)
    else { return false }
    let (x, y, count) = (elements, other.elements, pointee.count)
    // What overlaps in another order must be copied.
    guard x == y || x + count <= y || y + count <= x else { return false }
    rows.vector(x, y, count)
    return true
  }

  /// As `Tensor.apply(_:with:)`, of a tensor and a number.
  @inline(__always)
  public func applyBriefly(
    _ operation: BinaryOperation, _ number: Scalar
  ) -> Bool {
    guard isBrief, let (_, rows) = Float.rows(of: operation) else {
      return false
    }
    rows.number(elements, Float(number), pointee.count)
    return true
  }

  /// As `Tensor.applying(_:with:isReversed:)`, of two tensors: makes the result
  /// at `result`.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  @inline(__always)
  public func applyingBriefly(
    _ operation: BinaryOperation, _ other: UnsafePointer<Tensor>,
    isReversed: Bool, to result: UnsafeMutablePointer<Tensor>
  ) throws(TensorError) -> Bool {
    guard isBrief, other.isBrief, pointee.shape == other.pointee.shape,
      let (rows, _) = Float.rows(of: operation)
    else { return false }
    let out: UnsafeMutablePointer<Float> = try result.initializeLike(
      self, .float32)
    if isReversed {
      rows.vectors(out, other.elements, elements, pointee.count)
    } else {
      rows.vectors(out, elements, other.elements, pointee.count)
    }
    return true
  }

  /// As `Tensor.applying(_:with:isReversed:)`, of a tensor and a number:
  /// makes the result at `result`.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  @inline(__always)
  public func applyingBriefly(
    _ operation: BinaryOperation, _ number: Scalar, isReversed: Bool,
    to result: UnsafeMutablePointer<Tensor>
  ) throws(TensorError) -> Bool {
    // A square is a product.
    guard isBrief, operation != .power,
      let (rows, _) = Float.rows(of: operation)
    else { return false }
    let out: UnsafeMutablePointer<Float> = try result.initializeLike(
      self, .float32)
    if isReversed {
      rows.numberAndVector(out, Float(number), elements, pointee.count)
    } else {
      rows.vectorAndNumber(out, elements, Float(number), pointee.count)
    }
    return true
  }

  /// As `Tensor.comparing(_:with:)`, of a tensor and a number: makes the
  /// result at `result`.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  @inline(__always)
  public func comparingBriefly(
    _ comparison: ComparisonOperation, _ number: Scalar,
    to result: UnsafeMutablePointer<Tensor>
  ) throws(TensorError) -> Bool {
    guard isBrief else { return false }
    let out: UnsafeMutablePointer<UInt8> = try result.initializeLike(
      self, .bool)
    comparison.rows(Float.self)
      .vectorAndNumber(out, elements, Float(number), pointee.count)
    return true
  }

  /// As `Tensor.subscripting(_:)`, of a matrix and masks of its rows and of its
  /// columns, of which one may be nil for all; nil if the masks aren't of their
  /// sizes.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func block(
    rows: UnsafePointer<Tensor>?, columns: UnsafePointer<Tensor>?
  ) throws(TensorError) -> Selection? {
    guard pointee.rank == 2 else { return nil }
    if let rows, !rows.isMask(of: pointee.shape[0]) { return nil }
    if let columns, !columns.isMask(of: pointee.shape[1]) { return nil }
    let result = Selection(base: pointee)
    for (axis, mask) in [(0, rows), (1, columns)] {
      if let mask {
        result.append(try pointee.places(axis, where: mask.pointee))
      } else {
        result.append(
          size: pointee.shape[axis], stride: pointee.strides[axis])
      }
    }
    return result
  }

  /// Whether it picks from an axis of `size`.
  private func isMask(of size: Int) -> Bool {
    pointee.type == .bool && pointee.rank == 1 && pointee.shape[0] == size
  }

  /// Whether it is of few numbers of the usual type, side by side; not one that
  /// is a number in Lua.
  @inline(__always)
  private var isBrief: Bool {
    pointee.type == .float32 && pointee.isContiguous
      && pointee.count <= mostBriefly && pointee.rank > 0
  }

  /// The first element.
  @inline(__always)
  private var elements: UnsafeMutablePointer<Float> { pointee.pointer() }
}

/// The most elements that are computed briefly: no threads, and nobody waits.
private let mostBriefly = 4096

extension UnsafeMutablePointer<Tensor> {
  /// Makes a tensor of undefined contents here, of the shape and in the pool of
  /// `model`, which is contiguous.
  @inline(__always)
  fileprivate func initializeLike<T: Element>(
    _ model: UnsafePointer<Tensor>, _ type: ElementType
  ) throws(TensorError) -> UnsafeMutablePointer<T> {
    initialize(to: try Tensor(uninitializedLike: model, type: type))
    return pointee.pointer()
  }
}
