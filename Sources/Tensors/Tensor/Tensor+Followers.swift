import Glibc

/// Assignments that other tensors follow.
///
/// An assignment of some elements can't be seen in the tensor afterwards: they
/// may have had these values before. So whoever must know which were assigned
/// has another tensor follow.
extension Tensor {
  /// The elements of each tensor that follows that this one has of its own:
  /// what is assigned here is assigned there too.
  ///
  /// Assignments are those of `assign` and `setElement`, of selections too;
  /// arithmetic in place isn't followed.
  public var followers: [Tensor] {
    [storage.firstFollower, storage.secondFollower].compactMap {
      $0.map { Tensor(layoutOf: self, storage: $0) }
    }
  }

  /// Whether any tensor follows.
  @inline(__always)
  var isFollowed: Bool { storage.firstFollower != nil }

  /// Has no tensor follow.
  @inline(__always)
  public func removeFollowers() {
    if storage.firstFollower == nil { return }
    (storage.firstFollower, storage.secondFollower) = (nil, nil)
  }

  /// The number of tensors that follow.
  public var followerCount: Int {
    storage.firstFollower == nil ? 0 : storage.secondFollower == nil ? 1 : 2
  }

  /// Whether both have the same type and shape and the same bytes, row by row
  /// without gaps.
  public func hasSameBytes(as other: Tensor) -> Bool {
    guard isAligned(with: other) else { return false }
    return memcmp(bytes, other.bytes, count * type.byteCount) == 0
  }

  /// The first byte of the elements.
  private var bytes: UnsafeRawPointer {
    UnsafeRawPointer(storage.address + offset * type.byteCount)
  }

  /// Whether the tensor is all that is in its memory.
  @inline(__always)
  fileprivate var fillsStorage: Bool {
    isContiguous && offset == 0
      && storage.byteCount == count &* type.byteCount
  }
}

/// Who follows a tensor that is somewhere, asked without counts of references.
extension UnsafePointer<Tensor> {
  /// Has one tensor or two, and no more those before, follow assignments to this
  /// tensor and to its views. Those with another layout don't follow.
  public func setFollowers(
    _ first: UnsafePointer<Tensor>, _ second: UnsafePointer<Tensor>? = nil
  ) {
    let storage = pointee.storage
    storage.firstFollower = follower(first)
    let other = second.flatMap(follower)
    if storage.firstFollower == nil {
      storage.firstFollower = other
      storage.secondFollower = nil
    } else {
      storage.secondFollower = other
    }
  }

  /// The memory of a tensor, if it can follow.
  @inline(__always)
  private func follower(_ other: UnsafePointer<Tensor>) -> Storage? {
    guard pointee.fillsStorage, other.pointee.fillsStorage,
      pointee.type == other.pointee.type,
      pointee.shape == other.pointee.shape,
      pointee.storage !== other.pointee.storage
    else { return nil }
    return other.pointee.storage
  }

  /// Whether another tensor follows.
  public func isFollowed(by other: UnsafePointer<Tensor>) -> Bool {
    pointee.storage.firstFollower === other.pointee.storage
      || pointee.storage.secondFollower === other.pointee.storage
  }

  /// Whether both tensors view the same elements in the same order.
  public func isSameView(as other: UnsafePointer<Tensor>) -> Bool {
    pointee.isSameView(as: other.pointee)
  }
}
