/// The places where a mask is true, in memory that is used again.
final class PlaceScan {
  /// The places, in ascending order; one more than there can be.
  let places: UnsafeMutablePointer<Int>

  /// The number of places.
  private(set) var count = 0

  private let size: Int

  /// Room for the places of a mask of `size` elements.
  init(size: Int) {
    self.size = size
    places = .allocate(capacity: size + 8)
  }

  deinit { places.deallocate() }

  /// Finds where `mask` is true; a place is an index times `step`.
  ///
  /// Masks of spikes are mostly false, so eight elements are looked at together.
  func scan(_ mask: UnsafePointer<UInt8>, step: Int) {
    let (places, size) = (places, size)
    let raw = UnsafeRawPointer(mask)
    var found = 0
    var i = 0
    while i &+ 8 <= size {
      var word = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      while word != 0 {
        let byte = word.trailingZeroBitCount >> 3
        places[found] = (i &+ byte) &* step
        found &+= 1
        word &= word &- 1
      }
      i &+= 8
    }
    while i < size {
      places[found] = i &* step
      found &+= Int(mask[i])
      i &+= 1
    }
    count = found
  }
}
