/// The elements of a tensor that masks or indices pick out, without a copy.
///
/// Reading it gathers the elements; an operation in place writes through to
/// the tensor. Each axis is picked from on its own: with a mask of rows and a
/// mask of columns, a selection is the block where they cross. Which elements
/// are selected is settled when the selection is made; later changes of a mask
/// don't matter.
public final class Selection {
  /// The tensor that is selected from.
  public let base: Tensor

  /// The number of elements along each axis of the selection.
  public private(set) var shape = Shape()

  /// The steps along the axes that were taken whole.
  package private(set) var strides = AxisValues.zero

  /// For each axis that was picked from, the places of its elements.
  package private(set) var lists = InlineArray<8, PlaceList?>(repeating: nil)

  /// Whether the elements were visited and are so few that they may still be
  /// in the caches.
  var isNear = false

  init(base: Tensor) { self.base = base }

  /// The type of the elements.
  public var type: ElementType { base.type }

  /// The number of elements.
  public var count: Int { shape.count }

  /// The same places of another tensor with the layout of `base`.
  func moved(to base: Tensor) -> Selection {
    let result = Selection(base: base)
    (result.shape, result.strides, result.lists) = (shape, strides, lists)
    return result
  }

  /// Adds an axis that is taken whole.
  func append(size: Int, stride: Int) {
    strides[shape.rank] = stride
    shape.append(size)
  }

  /// Adds an axis that is picked from.
  func append(_ list: PlaceList) {
    lists[shape.rank] = list
    shape.append(list.count)
  }
}

/// Places along an axis: steps in memory from its first element.
package struct PlaceList {
  /// Holds `count` values of type `Int`.
  let storage: Storage

  /// The number of places.
  let count: Int

  /// A place that is in the list more than once, if there is one: its index
  /// along the axis, from 0.
  let duplicate: Int?

  /// The first place.
  ///
  /// Valid as long as the list is alive.
  package var places: UnsafeMutablePointer<Int> {
    storage.address.assumingMemoryBound(to: Int.self)
  }
}

extension Tensor {
  /// What `selectors` pick out, one for each axis from the first; axes without
  /// one are taken whole.
  ///
  /// - Throws: `TensorError.wrongMask` if a mask's shape isn't that of its
  ///   axes, `.indexOutOfRange`, `.wrongType` if a mask isn't bool or indices
  ///   aren't int64, `.invalidArgument` for too many selectors,
  ///   `.outOfMemory`.
  public func subscripting(
    _ selectors: [Selector]
  ) throws(TensorError) -> Subscript {
    var view = self
    var axis = 0
    var picks: [(axis: Int, rank: Int, list: PlaceList)] = []
    for selector in selectors {
      switch selector {
      case .all:
        try view.checkSelector(axis, selectors.count, of: self)
        axis += 1
      case .index(let index):
        try view.checkSelector(axis, selectors.count, of: self)
        view = try view.selected(axis: axis, index: index)
      case .range(let start, let count):
        try view.checkSelector(axis, selectors.count, of: self)
        view = try view.narrowed(axis: axis, start: start, count: count)
        axis += 1
      case .mask(let mask):
        let list = try view.places(axis, where: mask)
        picks.append((axis, mask.rank, list))
        axis += mask.rank
      case .indices(let indices, let base):
        try view.checkSelector(axis, selectors.count, of: self)
        let list = try view.places(axis, indices, base: base)
        picks.append((axis, 1, list))
        axis += 1
      }
    }
    if picks.isEmpty { return .view(view) }
    return .selection(view.selection(picks))
  }

  /// The rows, along the first axis, where `mask` is true; the elements where
  /// it is, if it has as many axes as the tensor.
  ///
  /// - Throws: `TensorError.wrongMask`, `.wrongType`, `.outOfMemory`.
  public func selection(where mask: Tensor) throws(TensorError) -> Selection {
    let list = try places(0, where: mask)
    let result = Selection(base: self)
    result.append(list)
    for axis in mask.rank..<rank {
      result.append(size: shape[axis], stride: strides[axis])
    }
    return result
  }

  func selection(
    _ picks: [(axis: Int, rank: Int, list: PlaceList)]
  ) -> Selection {
    let result = Selection(base: self)
    var axis = 0
    for pick in picks {
      while axis < pick.axis {
        result.append(size: shape[axis], stride: strides[axis])
        axis += 1
      }
      result.append(pick.list)
      axis += pick.rank
    }
    while axis < rank {
      result.append(size: shape[axis], stride: strides[axis])
      axis += 1
    }
    return result
  }

  private func checkSelector(
    _ axis: Int, _ count: Int, of tensor: Tensor
  ) throws(TensorError) {
    guard axis < rank else {
      throw .invalidArgument(
        operation: "index",
        reason: "\(count) selectors for a tensor of shape \(tensor.shape)")
    }
  }

  /// The places where `mask`, laid over the axes from `axis`, is true.
  func places(
    _ axis: Int, where mask: Tensor
  ) throws(TensorError) -> PlaceList {
    guard mask.type == .bool else {
      throw .wrongType(
        operation: "index", expected: "a bool mask", found: mask.type)
    }
    let covered = (0..<mask.rank).allSatisfy {
      axis + $0 < rank && mask.shape[$0] == shape[axis + $0]
    }
    guard mask.rank > 0, covered else {
      throw .wrongMask(length: mask.shape, expected: shape)
    }
    let storage = try placeStorage(mask.count)
    let places = storage.address.assumingMemoryBound(to: Int.self)
    let truth: UnsafeMutablePointer<UInt8> = mask.pointer()
    var count = 0
    if mask.rank == 1, mask.isContiguous {
      count = try findPlacesOrStop(
        truth, mask.count, step: strides[axis], into: places)
    } else {
      var steps = AxisValues.zero
      for offset in 0..<mask.rank { steps[offset] = strides[axis + offset] }
      let nest = LoopNest(mask.shape, mask.strides, steps)
      try nest.forEachRowOrStop { at, length in
        for i in 0..<length {
          places[count] = at[1] &+ i &* nest.rowStride[1]
          count &+= Int(truth[at[0] &+ i &* nest.rowStride[0]])
        }
      }
    }
    return PlaceList(storage: storage, count: count, duplicate: nil)
  }

  /// The places along `axis` of `indices`, which count from `base`.
  private func places(
    _ axis: Int, _ indices: Tensor, base: Int
  ) throws(TensorError) -> PlaceList {
    let list = try IndexList(indices, base: base, size: shape[axis])
    let step = strides[axis]
    let storage = try placeStorage(list.count)
    let places = storage.address.assumingMemoryBound(to: Int.self)
    let isAscending = try list.visit { i, place in places[i] = place &* step }
    return PlaceList(
      storage: storage, count: list.count,
      duplicate: isAscending ? nil : try list.firstDuplicate(in: pool))
  }

  func placeStorage(_ count: Int) throws(TensorError) -> Storage {
    // One place more, for the loops write the next place before they know
    // whether it counts.
    let bytes = (count + 1) * MemoryLayout<Int>.stride
    guard let storage = Storage(byteCount: bytes, pool: pool) else {
      throw .outOfMemory(self, bytes: bytes)
    }
    return storage
  }
}
