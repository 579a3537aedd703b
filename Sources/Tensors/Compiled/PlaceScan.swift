/// The places where a mask is true, in memory that is used again.
final class PlaceScan {
  /// The places, in ascending order; one more than there can be.
  let places: UnsafeMutablePointer<Int>

  /// The number of places.
  private(set) var count = 0

  /// The number of elements of the mask.
  let size: Int

  /// Room for the places of a mask of `size` elements.
  init(size: Int) {
    self.size = size
    places = .allocate(capacity: size + 1)
  }

  deinit { places.deallocate() }

  /// Finds where `mask` is true.
  func scan(_ mask: UnsafePointer<UInt8>) {
    count = findPlaces(mask, size, into: places)
  }
}

/// Finds the places where a mask is true, for all steps that pick by it.
final class ScanStep: PlanStep {
  private let mask: ProgramTensor
  private let place: PlanPlace
  private let scan: PlaceScan

  /// - Precondition: `mask` has one axis and is contiguous.
  init(_ mask: ProgramTensor, _ scan: PlaceScan) {
    self.mask = mask
    self.scan = scan
    place = PlanPlace(mask)
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    scan.scan(memory.pointer(place))
  }

  override func lines(_ names: PlanNames) -> [String] {
    ["places where \(names.tensor(mask))"]
  }
}
