import Tensors

/// Numbers along an axis of a figure, read piece by piece: a long tensor is
/// never copied as a whole.
public enum Numbers {
  /// The numbers one by one.
  case list([Double])
  /// The elements of a tensor with one axis.
  case tensor(Tensor)
  /// `count` numbers from `start` on, `step` apart.
  case even(start: Double, step: Double, count: Int)

  /// The elements of a tensor, row by row.
  ///
  /// - Throws: `PlotError.tensor` if there is no memory to put them in order.
  public init(_ tensor: Tensor) throws(PlotError) {
    self = .tensor(
      tensor.rank == 1
        ? tensor
        : try reading { () throws(TensorError) in
          try tensor.reshaped([tensor.count])
        })
  }

  /// How many there are.
  public var count: Int {
    switch self {
    case .list(let list): list.count
    case .tensor(let tensor): tensor.count
    case .even(_, _, let count): count
    }
  }

  /// Whether all are whole because of their type.
  var isWhole: Bool {
    guard case .tensor(let tensor) = self else { return false }
    return tensor.type == .int64
  }

  /// The numbers in `range`; those that can't be drawn are NaN.
  ///
  /// - Throws: `PlotError.tensor` if there is no memory for a copy.
  func read(_ range: Range<Int>) throws(PlotError) -> [Double] {
    switch self {
    case .list(let list): return list[range].map(drawable)
    case .even(let start, let step, _):
      return range.map { drawable(start + step * Double($0)) }
    case .tensor(let tensor):
      return try reading { () throws(TensorError) in
        try Interruption.begin(range.count / 4)
        return try tensor.narrowed(
          axis: 0, start: range.lowerBound, count: range.count
        )
        .converted(to: .float64).values(Double.self).map(drawable)
      }
    }
  }

  /// From the least to the greatest number that can be drawn; nil if there is
  /// none.
  ///
  /// - Throws: `PlotError.tensor` if there is no memory for a copy.
  public func range() throws(PlotError) -> ClosedRange<Double>? {
    var (low, high) = (Double.infinity, -Double.infinity)
    try forEachPiece { _, piece in
      for number in piece where !number.isNaN {
        low = min(low, number)
        high = max(high, number)
      }
    }
    return low <= high ? low...high : nil
  }

  /// Calls `body` with one piece after the other, each of `size` numbers or
  /// less, and where it begins.
  func forEachPiece(
    of size: Int = 1 << 16,
    _ body: (_ start: Int, [Double]) throws(PlotError) -> Void
  ) throws(PlotError) {
    var start = 0
    while start < count {
      let end = start + min(size, count - start)
      try body(start, try read(start..<end))
      start = end
    }
  }
}

/// `value`; NaN if it is not finite or so large that differences overflow, and
/// 0 if it is so small that quotients do.
func drawable(_ value: Double) -> Double {
  guard value.magnitude <= 1e300 else { return .nan }
  return value.magnitude < 1e-290 ? 0 : value
}

/// The result of `body`, its error as one of this target.
func reading<Result>(
  _ body: () throws(TensorError) -> Result
) throws(PlotError) -> Result {
  do throws(TensorError) { return try body() } catch { throw .tensor(error) }
}
