/// A list of plain values that is read without a count of references. Whoever
/// has it deallocates it.
@frozen public struct RawList<Element: BitwiseCopyable> {
  /// The first value.
  public private(set) var pointer: UnsafeMutablePointer<Element>
  /// The number of values.
  public private(set) var count = 0
  private var capacity = 4

  /// An empty list.
  public init() { pointer = .allocate(capacity: capacity) }

  /// The values in an array.
  public init(_ values: [Element]) {
    self.init()
    for value in values { append(value) }
  }

  /// Adds a value at the end.
  public mutating func append(_ value: Element) {
    if count == capacity {
      let larger = UnsafeMutablePointer<Element>.allocate(
        capacity: capacity * 2)
      larger.update(from: pointer, count: count)
      pointer.deallocate()
      pointer = larger
      capacity *= 2
    }
    pointer[count] = value
    count += 1
  }

  /// The value at an index.
  @inlinable @inline(__always)
  public subscript(index: Int) -> Element {
    get { pointer[index] }
    nonmutating set { (pointer + index).pointee = newValue }
  }

  /// Gives the memory back.
  public func deallocate() { pointer.deallocate() }
}
