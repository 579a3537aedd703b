import Glibc

/// An axis with its ends and marks worked out.
struct Scale {
  /// A number on the axis, and what stands beside it.
  struct Mark: Equatable {
    let value: Double
    let text: String
  }

  let low: Double
  let high: Double
  private(set) var marks: [Mark]

  private let isLogarithmic: Bool

  /// Works out `axis` for data in `range`, with about `count` marks.
  init(_ axis: Axis, data range: ClosedRange<Double>, marks count: Int) {
    isLogarithmic = axis.isLogarithmic
    let (low, high) = Scale.widened(axis.limits ?? range, axis)
    if axis.isLogarithmic {
      (self.low, self.high, marks) = Scale.decades(low, high, count)
      return
    }
    let step = Scale.step(
      near: (high - low) / Double(count), isWhole: axis.isWhole)
    let isExact = axis.limits != nil || axis.isTight
    self.low =
      isExact ? low : (low / step.size + 1e-9).rounded(.down) * step.size
    self.high =
      isExact ? high : (high / step.size - 1e-9).rounded(.up) * step.size
    marks = Scale.marks(from: self.low, to: self.high, step)
  }

  /// The ends, apart from each other.
  private static func widened(
    _ range: ClosedRange<Double>, _ axis: Axis
  ) -> (Double, Double) {
    let (low, high) = (range.lowerBound, range.upperBound)
    if axis.isLogarithmic {
      return low < high ? (low, high) : (low / 2, high * 2)
    }
    // Closer than this, numbers can't be told apart.
    let least = max(low.magnitude, high.magnitude) * 1e-12
    guard high - low <= least else { return (low, high) }
    let isLarge = low.magnitude > 1e11  // there, 0.5 is hardly a difference
    let room =
      axis.isWhole && !isLarge || low == 0 ? 0.5 : low.magnitude / 10
    return (low - room, high + room)
  }

  // MARK: Room

  /// Works out `axis` with about `count` marks, or as many fewer as have `room`
  /// for their texts.
  init(
    _ axis: Axis, data range: ClosedRange<Double>, marks count: Int,
    room: MarkRoom?
  ) {
    self.init(axis, data: range, marks: count)
    guard let room else { return }
    for fewer in stride(from: count - 1, to: 0, by: -1)
    where !room.holds(self) {
      self.init(axis, data: range, marks: fewer)
    }
    // Every second one, every third, and so on.
    let all = marks
    var step = 1
    while !room.holds(self) {
      step += 1
      marks = all.enumerated().filter { $0.offset % step == 0 }.map(\.element)
    }
  }

  /// Where a number is on the axis, from 0 to 1.
  func position(of value: Double) -> Double {
    isLogarithmic
      ? (log10(value) - log10(low)) / (log10(high) - log10(low))
      : (value - low) / (high - low)
  }

  // MARK: Marks

  /// A round step: 1, 2 or 5 times a power of ten.
  struct Step {
    let digit: Int
    let exponent: Int
    var size: Double { Double(digit) * pow(10, Double(exponent)) }
  }

  static func step(near size: Double, isWhole: Bool) -> Step {
    let exponent = Int(log10(size).rounded(.down))
    let ratio = size / pow(10, Double(exponent))
    let step =
      if ratio < 1.5 {
        Step(digit: 1, exponent: exponent)
      } else if ratio < 3.5 {
        Step(digit: 2, exponent: exponent)
      } else if ratio < 7.5 {
        Step(digit: 5, exponent: exponent)
      } else {
        Step(digit: 1, exponent: exponent + 1)
      }
    return isWhole && step.exponent < 0 ? Step(digit: 1, exponent: 0) : step
  }

  private static func marks(
    from low: Double, to high: Double, _ step: Step
  ) -> [Mark] {
    let size = step.size
    let last = high / size + 1e-9
    var multiple = (low / size - 1e-9).rounded(.up)
    let hasPowers =
      max(low.magnitude, high.magnitude) >= 1e5 || step.exponent < -4
    var marks: [Mark] = []
    while multiple <= last, marks.count < 20 {
      let number = DecimalNumber(
        digits: Int(exactly: multiple * Double(step.digit)) ?? 0,
        exponent: step.exponent)
      marks.append(
        Mark(
          value: multiple * size,
          text: hasPowers ? number.power : number.plain))
      multiple += 1
    }
    return marks
  }

  /// Whole powers of ten around a range above 0, at most `count` of them.
  private static func decades(
    _ low: Double, _ high: Double, _ count: Int
  ) -> (Double, Double, [Mark]) {
    let first = Int((log10(low) + 1e-9).rounded(.down))
    let last = max(Int((log10(high) - 1e-9).rounded(.up)), first + 1)
    let stride = max(1, (last - first + count - 1) / count)
    let marks = Swift.stride(from: first, through: last, by: stride).map {
      exponent in
      Mark(
        value: pow(10, Double(exponent)),
        text: (-3...3).contains(exponent)
          ? DecimalNumber(digits: 1, exponent: exponent).plain
          : "10" + superscript(exponent))
    }
    return (pow(10, Double(first)), pow(10, Double(last)), marks)
  }
}
