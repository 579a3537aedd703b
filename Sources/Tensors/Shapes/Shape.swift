/// The size of a tensor along each of its axes.
///
/// Axes count from 0. Sizes are held in place, so a shape costs no allocation.
public struct Shape: Equatable, Sendable {
  /// The largest number of axes.
  public static let maximumRank = 8

  /// The largest number of elements.
  static let maximumCount = 1 << 40

  /// The sizes; those past `rank` are 1.
  var sizes: AxisValues

  /// The number of axes: 0 for a single number.
  public private(set) var rank: Int

  /// The shape of a single number.
  public init() {
    sizes = .one
    rank = 0
  }

  /// Creates a shape from a size per axis.
  ///
  /// - Throws: `TensorError.negativeSize`, `.tooManyAxes` or
  ///   `.tooManyElements`.
  public init(_ list: [Int]) throws(TensorError) {
    guard list.count <= Shape.maximumRank else {
      throw .tooManyAxes(list.count)
    }
    self.init()
    for size in list {
      guard size >= 0 else { throw .negativeSize(size) }
      append(size)
    }
    guard isAllowed else { throw .tooManyElements(list) }
  }

  /// Whether both have the same sizes.
  @inline(__always)
  public static func == (left: Shape, right: Shape) -> Bool {
    left.rank == right.rank && left.sizes == right.sizes
  }

  /// Whether a tensor may have this shape.
  ///
  /// A size of 0 counts as 1, so that no axis is too large once the empty one
  /// is summed away.
  package var isAllowed: Bool {
    var product = 1
    for axis in 0..<rank {
      let (next, overflow) = product.multipliedReportingOverflow(
        by: max(sizes[axis], 1))
      if overflow || next > Shape.maximumCount { return false }
      product = next
    }
    return true
  }

  /// The size along `axis`.
  ///
  /// - Precondition: `0 <= axis < rank`.
  @inline(__always)
  public subscript(axis: Int) -> Int {
    get { sizes[axis] }
    set { sizes[axis] = newValue }
  }

  /// The number of elements: the product of the sizes, 1 if there are none.
  public var count: Int {
    var product = 1
    for axis in 0..<rank { product &*= sizes[axis] }
    return product
  }

  /// The sizes as an array.
  public var list: [Int] { (0..<rank).map { sizes[$0] } }

  /// Adds an axis of `size` at the end.
  ///
  /// - Precondition: There are fewer than `maximumRank` axes.
  package mutating func append(_ size: Int) {
    sizes[rank] = size
    rank += 1
  }

  /// Takes out `axis`.
  package mutating func remove(_ axis: Int) {
    for later in axis..<(rank - 1) { sizes[later] = sizes[later + 1] }
    rank -= 1
    sizes[rank] = 1
  }

  /// Takes out the first axis.
  ///
  /// - Precondition: There is one.
  public mutating func removeFirst() { remove(0) }

  /// Puts an axis of `size` before `axis`.
  package mutating func insert(_ size: Int, at axis: Int) {
    for later in stride(from: rank, to: axis, by: -1) {
      sizes[later] = sizes[later - 1]
    }
    sizes[axis] = size
    rank += 1
  }

  /// The steps, in elements, between neighbors along each axis of a tensor
  /// that lies in memory row by row.
  public var contiguousSteps: [Int] {
    let strides = contiguousStrides
    return (0..<rank).map { strides[$0] }
  }

  /// As `contiguousSteps`, held in place.
  package var contiguousStrides: AxisValues {
    var strides = AxisValues.zero
    var step = 1
    for axis in stride(from: rank - 1, through: 0, by: -1) {
      strides[axis] = step
      step &*= sizes[axis]
    }
    return strides
  }

  /// The shape that two shapes give by broadcasting, or nil if they don't
  /// match: aligned at the last axis, sizes are equal or one of them is 1.
  package func broadcast(with other: Shape) -> Shape? {
    if self == other { return self }
    var result = rank >= other.rank ? self : other
    for back in 1...Shape.maximumRank {
      guard back <= rank, back <= other.rank else { break }
      let left = sizes[rank - back]
      let right = other.sizes[other.rank - back]
      if left != right {
        guard left == 1 || right == 1 else { return nil }
        result.sizes[result.rank - back] = left == 1 ? right : left
      }
    }
    return result
  }
}

extension Shape: ExpressibleByArrayLiteral, CustomStringConvertible {
  /// Creates a shape from sizes known to be valid.
  public init(arrayLiteral elements: Int...) {
    self.init()
    for size in elements { append(size) }
  }

  /// As in error messages: `[100, 80]`.
  public var description: String { "\(list)" }
}
