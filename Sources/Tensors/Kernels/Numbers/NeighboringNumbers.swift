/// The real numbers that elements can hold, around others.
extension ElementType {
  /// What elements hold for `value`; infinity beyond their range.
  func nearest(to value: Double) -> Double {
    onReal { $0.init(.float(value)).scalar.double }
  }

  /// The largest number below `end` that elements can hold.
  func largest(below end: Double) -> Double {
    onReal {
      var number = $0.init(.float(end))
      while number.scalar.double >= end { number = number.nextDown }
      return number.scalar.double
    }
  }

  /// The largest number up to `end` that elements can hold.
  func largest(upTo end: Int) -> Double {
    onReal {
      var number = $0.init(.integer(end))
      while isAbove(number.scalar.double, end) { number = number.nextDown }
      return number.scalar.double
    }
  }

  /// The least number from `start` on that elements can hold.
  func least(from start: Int) -> Double {
    onReal {
      var number = $0.init(.integer(start))
      while isBelow(number.scalar.double, start) { number = number.nextUp }
      return number.scalar.double
    }
  }

  private func onReal(
    _ body: (any NeighboredElement.Type) -> Double
  ) -> Double {
    switch self {
    case .float64: body(Double.self)
    case .float16: body(Float16.self)
    case .bfloat16: body(BFloat16.self)
    case .float32, .int64, .bool: body(Float.self)
    }
  }
}

/// Whether a finite number that is whole, or nearly, is above `limit`.
///
/// Not all whole numbers are a `Double`, so they are compared as `Int`.
private func isAbove(_ number: Double, _ limit: Int) -> Bool {
  if !number.isFinite { return false }
  return Int(exactly: number).map { $0 > limit } ?? (number > 0)
}

private func isBelow(_ number: Double, _ limit: Int) -> Bool {
  if !number.isFinite { return false }
  return Int(exactly: number).map { $0 < limit } ?? (number < 0)
}

/// An element type of real numbers, each of which has a next one.
private protocol NeighboredElement: Element {
  var nextUp: Self { get }
  var nextDown: Self { get }
}

extension Float: NeighboredElement {}
extension Double: NeighboredElement {}
extension Float16: NeighboredElement {}

extension BFloat16: NeighboredElement {
  // The bits behind the sign grow with the magnitude.
  var nextUp: BFloat16 {
    BFloat16(bits: float < 0 ? bits &- 1 : (bits & 0x7FFF) &+ 1)
  }
  var nextDown: BFloat16 {
    BFloat16(bits: float > 0 ? bits &- 1 : (bits | 0x8000) &+ 1)
  }
}
