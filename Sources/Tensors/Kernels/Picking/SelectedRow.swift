import CMachine

/// The elements of one row of a selection.
struct SelectedRow<T: Element> {
  /// Where the row's places count from.
  let start: UnsafeMutablePointer<T>
  /// The number of elements.
  let count: Int
  /// The step between neighbors, for a row that was taken whole.
  let stride: Int
  /// The places of the elements, for one that was picked from.
  let places: UnsafeMutablePointer<Int>?

  /// Copies the elements to `out`.
  @inline(__always)
  func gather(_ range: Range<Int>, to out: UnsafeMutablePointer<T>) {
    if let places {
      let list = places + range.lowerBound
      for i in 0..<range.count { out[i] = start[list[i]] }
    } else {
      let first = start + range.lowerBound &* stride
      for i in 0..<range.count { out[i] = first[i &* stride] }
    }
  }

  /// Copies values, which lie `step` apart, to the elements.
  @inline(__always)
  func scatter(
    _ range: Range<Int>, from values: UnsafePointer<T>, step: Int = 1
  ) {
    if let places {
      let list = places + range.lowerBound
      for i in 0..<range.count { start[list[i]] = values[i &* step] }
    } else {
      let first = start + range.lowerBound &* stride
      for i in 0..<range.count { first[i &* stride] = values[i &* step] }
    }
  }

  /// Writes `value` to all elements of `range`.
  @inline(__always)
  func fill(_ range: Range<Int>, _ value: T) {
    if let places {
      for i in range { start[places[i]] = value }
    } else if stride == 1 {
      for i in range { start[i] = value }
    } else {
      for i in range { start[i &* stride] = value }
    }
  }

  /// Asks for the same elements of the row that begins at `other`.
  @inline(__always)
  func prefetch(_ range: Range<Int>, at other: UnsafeMutablePointer<T>) {
    guard let places else { return }
    for i in range { memory_prefetch(other + places[i]) }
  }
}
