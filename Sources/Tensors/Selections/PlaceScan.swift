/// The places where a mask is true, in memory that is used again.
package final class PlaceScan {
  /// The places, in ascending order; one more than there can be.
  package let places: UnsafeMutablePointer<Int>

  /// The number of places.
  package private(set) var count = 0

  /// The number of elements of the mask.
  let size: Int

  /// Room for the places of a mask of `size` elements.
  package init(size: Int) {
    self.size = size
    places = .allocate(capacity: size + 1)
  }

  deinit { places.deallocate() }

  /// Finds where `mask` is true.
  package func scan(_ mask: UnsafePointer<UInt8>) {
    count = findPlaces(mask, size, into: places)
  }
}
