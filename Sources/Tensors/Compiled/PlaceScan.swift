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
    places = .allocate(capacity: size + 1)
  }

  deinit { places.deallocate() }

  /// Finds where `mask` is true; a place is an index times `step`.
  func scan(_ mask: UnsafePointer<UInt8>, step: Int) {
    count = findPlaces(mask, size, step: step, into: places)
  }
}
