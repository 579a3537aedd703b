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
    guard let storages = storage.followers else { return [] }
    return storages.map { Tensor(layoutOf: self, storage: $0) }
  }

  /// Whether any tensor follows.
  @inline(__always)
  var isFollowed: Bool { storage.followers != nil }

  /// Has `others`, and no more the tensors before, follow assignments to this
  /// tensor and to its views. Those with another layout don't follow.
  public func setFollowers(_ others: [Tensor]) {
    let isFit = fillsStorage
    let storages = others.filter {
      isFit && $0.fillsStorage && $0.type == type && $0.shape == shape
        && $0.storage !== storage
    }.map(\.storage)
    storage.followers = storages.isEmpty ? nil : storages
  }

  /// Has no tensor follow.
  @inline(__always)
  public func removeFollowers() {
    if storage.followers != nil { storage.followers = nil }
  }

  /// The number of tensors that follow.
  public var followerCount: Int { storage.followers?.count ?? 0 }

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

  /// Whether `other` follows.
  public func isFollowed(by other: Tensor) -> Bool {
    storage.followers?.contains { $0 === other.storage } ?? false
  }

  /// Whether the tensor is all that is in its memory.
  private var fillsStorage: Bool {
    isContiguous && offset == 0
      && storage.byteCount == count * type.byteCount
  }
}
