/// Puts rows of whole numbers in order, one after the other.
struct RowOrder {
  /// The length of a row.
  private let size: Int

  /// How many of its places are asked for, the first in its order.
  private let kept: Int

  /// What the first place is called.
  private let base: Int

  /// Room for a row and its places, twice.
  private let room: Scratch<Item>

  /// A number, and where it is.
  private struct Item: Comparable {
    var key: Int
    var place: Int

    @inline(__always)
    static func < (a: Item, b: Item) -> Bool {
      a.key != b.key ? a.key < b.key : a.place < b.place
    }
  }

  /// - Throws: `TensorError.outOfMemory`.
  init(
    size: Int, kept: Int, base: Int, in pool: MemoryPool
  ) throws(TensorError) {
    self.size = size
    self.kept = kept
    self.base = base
    room = try Scratch(count: 2 * size, in: pool)
  }

  /// Writes the places of a row in the order of its numbers.
  ///
  /// - Throws: `TensorError.interrupted`.
  func find(
    _ keys: UnsafePointer<Int>, into places: UnsafeMutablePointer<Int>
  ) throws(TensorError) {
    let items = room.pointer
    if kept < size / 8 {
      try pick(keys, items)
    } else {
      for i in 0..<size { items[i] = Item(key: keys[i], place: i) }
      try sort(items, size)
    }
    for i in 0..<kept { places[i] = items[i].place &+ base }
  }

  /// The first in order of a row, by a heap with the last of them on top.
  private func pick(
    _ keys: UnsafePointer<Int>, _ heap: UnsafeMutablePointer<Item>
  ) throws(TensorError) {
    for i in 0..<kept { heap[i] = Item(key: keys[i], place: i) }
    for root in stride(from: kept / 2 - 1, through: 0, by: -1) {
      sift(heap, from: root)
    }
    var check = StopCheck()
    for i in kept..<size {
      // An equal one comes later, so it isn't among the first.
      if keys[i] < heap[0].key {
        heap[0] = Item(key: keys[i], place: i)
        sift(heap, from: 0)
        try check.after(8)
      }
      try check.after(1)
    }
    try sort(heap, kept)
  }

  /// Moves an item down to where none below it is later in order.
  private func sift(_ heap: UnsafeMutablePointer<Item>, from start: Int) {
    var root = start
    while true {
      var child = 2 &* root &+ 1
      if child >= kept { return }
      if child &+ 1 < kept, heap[child] < heap[child &+ 1] { child &+= 1 }
      if !(heap[root] < heap[child]) { return }
      (heap[root], heap[child]) = (heap[child], heap[root])
      root = child
    }
  }

  /// Sorts the first `count` items of the room.
  private func sort(
    _ items: UnsafeMutablePointer<Item>, _ count: Int
  ) throws(TensorError) {
    guard count > 256 else {
      var row = UnsafeMutableBufferPointer(start: items, count: count)
      row.sort()
      return
    }
    try sortByBytes(items, count)
  }

  /// A radix sort: by each byte of the numbers in turn, from the lowest, by those
  /// that aren't the same in all.
  private func sortByBytes(
    _ items: UnsafeMutablePointer<Item>, _ count: Int
  ) throws(TensorError) {
    var (from, to) = (items, items + size)
    var differing: UInt = 0
    let first = items[0].key
    for i in 0..<count {
      differing |= UInt(bitPattern: items[i].key ^ first)
    }
    var check = StopCheck()
    for byte in 0..<8 where differing >> (8 * byte) & 0xFF != 0 {
      // The highest byte has the sign.
      let flip: UInt = byte == 7 ? 0x80 : 0
      var starts = InlineArray<256, Int>(repeating: 0)
      for i in 0..<count { starts[digit(from[i], byte, flip)] &+= 1 }
      var sum = 0
      for value in 0..<256 {
        let here = starts[value]
        starts[value] = sum
        sum &+= here
      }
      for i in 0..<count {
        let value = digit(from[i], byte, flip)
        to[starts[value]] = from[i]
        starts[value] &+= 1
      }
      (from, to) = (to, from)
      try check.after(4 * count)
    }
    if from != items { items.update(from: from, count: count) }
  }

  @inline(__always)
  private func digit(_ item: Item, _ byte: Int, _ flip: UInt) -> Int {
    Int((UInt(bitPattern: item.key) >> UInt(8 &* byte) & 0xFF) ^ flip)
  }
}
