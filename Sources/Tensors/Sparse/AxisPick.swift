/// The rows or the columns of a sparse matrix that were picked out.
struct AxisPick {
  /// The number of rows or columns that there are.
  let size: Int

  /// The number of those that were picked.
  private(set) var count = 0

  /// One that was picked more than once, if there is one; from 0.
  private(set) var duplicate: Int?

  /// How many there is room for.
  let capacity: Int

  /// Memory of its own; nil if the places are somebody else's.
  private let list: Scratch<Int>?

  /// The numbers of those that were picked.
  private let room: UnsafeMutablePointer<Int>

  /// Room for all of them.
  init(size: Int, capacity: Int, in pool: MemoryPool) throws(TensorError) {
    self.size = size
    self.capacity = capacity
    // One more, for loops write the next one before they know whether it
    // counts.
    let list = try Scratch<Int>(count: capacity + 1, in: pool)
    self.list = list
    room = list.pointer
  }

  /// Those that `scan` has found, which stays alive.
  init(_ scan: PlaceScan) {
    size = scan.size
    capacity = scan.size
    count = scan.count
    list = nil
    room = scan.places
  }

  /// The numbers of those that were picked.
  var places: UnsafePointer<Int> { UnsafePointer(room) }

  /// Picks those whose byte is not 0.
  ///
  /// - Precondition: There is room for all.
  mutating func pick(where mask: UnsafePointer<UInt8>) {
    count = findPlaces(mask, size, into: room)
    duplicate = nil
  }

  /// What a selector picks out; nil if it takes the whole axis.
  ///
  /// - Throws: `TensorError.wrongMask`, `.wrongType`, `.indexOutOfRange`,
  ///   `.invalidArgument`, `.outOfMemory`.
  static func picking(
    _ selector: Selector, axis: Int, of shape: Shape, in pool: MemoryPool
  ) throws(TensorError) -> AxisPick? {
    let size = shape[axis]
    switch selector {
    case .all: return nil
    case .index(let index):
      return try range(index, 1, size, in: pool)
    case .range(let start, let count):
      return try range(start, count, size, in: pool)
    case .mask(let mask):
      guard mask.type == .bool else {
        throw .wrongType(
          operation: "index", expected: "a bool mask", found: mask.type)
      }
      guard mask.rank == 1, mask.shape[0] == size else {
        throw .wrongMask(length: mask.shape, expected: shape)
      }
      var result = try AxisPick(size: size, capacity: size, in: pool)
      let bytes = mask.isContiguous ? mask : try mask.copied()
      result.pick(where: bytes.pointer(UInt8.self))
      return result
    case .indices(let indices, let base):
      return try list(of: indices, base: base, size, in: pool)
    }
  }

  private static func range(
    _ start: Int, _ count: Int, _ size: Int, in pool: MemoryPool
  ) throws(TensorError) -> AxisPick {
    guard start >= 0, start <= size, count >= 0, count <= size - start else {
      throw .indexOutOfRange(index: start, size: size)
    }
    var result = try AxisPick(size: size, capacity: count, in: pool)
    for i in 0..<count { result.room[i] = start + i }
    result.count = count
    return result
  }

  private static func list(
    of indices: Tensor, base: Int, _ size: Int, in pool: MemoryPool
  ) throws(TensorError) -> AxisPick {
    let list = try IndexList(indices, base: base, size: size)
    var result = try AxisPick(size: size, capacity: list.count, in: pool)
    let room = result.room
    let isAscending = try list.visit { i, place in room[i] = place }
    result.count = list.count
    if !isAscending { result.duplicate = try list.firstDuplicate(in: pool) }
    return result
  }
}
