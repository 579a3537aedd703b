/// The length of an iteration, and the one rule by which times are counted in
/// iterations.
///
/// A time is a whole number of iterations, but for the rounding of the decimal
/// numbers that were written; any other is an error, for it would be rounded to
/// another time. Where a part of an iteration has a meaning, as for the width
/// of a filter, `count(ofMilliseconds:)` gives it.
///
/// ```swift
/// let step = TimeStep(milliseconds: 0.1)
/// try step.iterations(inMilliseconds: 0.3) // 3
/// step.time(of: 3) // 0.3
/// ```
public struct TimeStep: Equatable, Sendable {
  /// The length in ms.
  public let milliseconds: Double

  /// A length in ms, which should be positive and finite: else nothing can be
  /// counted in it.
  public init(milliseconds: Double) { self.milliseconds = milliseconds }

  /// How many iterations a time takes, whole or not; a whole number but for
  /// rounding is that number.
  public func count(ofMilliseconds ms: Double) -> Double {
    let count = ms / milliseconds
    let nearest = count.rounded()
    // Lua joins numbers to texts with 14 digits: the error of `n * dt .. " ms"`.
    let isWhole = (count - nearest).magnitude <= 1e-12 * nearest.magnitude
    return isWhole ? nearest : count
  }

  /// The number of iterations that a time takes.
  ///
  /// - Throws: `NetworkError.outOfRange` for a negative time or one that is too
  ///   long to count, `.partOfIteration` for one that is no whole number of
  ///   iterations.
  public func iterations(
    inMilliseconds ms: Double
  ) throws(NetworkError) -> Int {
    let count = count(ofMilliseconds: ms)
    let nearest = count.rounded()
    guard nearest >= 0, ms >= 0, let whole = Int(exactly: nearest) else {
      throw .outOfRange(
        what: "a time", found: "\(ms) ms", expected: "0 or more, and countable")
    }
    guard count == nearest else {
      throw .partOfIteration(what: "", milliseconds: ms, step: self)
    }
    return whole
  }

  /// The time in ms after so many iterations, as near to `count` times the
  /// decimal number that the length was written as as a number can be.
  ///
  /// A sum of lengths would drift away from it, and a product of rounded
  /// lengths may lie just below it: after 3 iterations of 0.1 ms it is 0.3.
  public func time(of count: Int) -> Double {
    DecimalFraction(milliseconds).multiplied(by: count)
  }

  /// As `time(of:)`, in seconds.
  public func seconds(of count: Int) -> Double {
    DecimalFraction(milliseconds).multiplied(by: count, dividedBy: 1000)
  }

  /// What gives the same for one count after the other.
  var secondsOfIterations: (Int) -> Double {
    let fraction = DecimalFraction(milliseconds)
    return { fraction.multiplied(by: $0, dividedBy: 1000) }
  }
}

extension TimeStep: CustomStringConvertible {
  /// The length with its unit: `0.1 ms`.
  public var description: String { TimeStep.text(ofMilliseconds: milliseconds) }

  /// A time with its unit, a whole number without a point.
  static func text(ofMilliseconds ms: Double) -> String {
    let text = "\(ms)"
    return "\(text.hasSuffix(".0") ? String(text.dropLast(2)) : text) ms"
  }

  /// What is wrong with a time that is no whole number of iterations, and what
  /// the times next to it are.
  func problem(ofMilliseconds ms: Double) -> String {
    let quotient = DecimalFraction(ms).divided(
      by: DecimalFraction(milliseconds))
    // What is near to a whole number to the last digit must not look like one.
    let count = quotient == quotient.rounded() ? ms / milliseconds : quotient
    let below = count.rounded(.down)
    let near = [below, below + 1].filter { $0 > 0 }.compactMap { number in
      Int(exactly: number).map {
        TimeStep.text(ofMilliseconds: time(of: $0))
      }
    }
    return "\(TimeStep.text(ofMilliseconds: ms)) is \(count) iterations of"
      + " \(self), not a whole number; \(near.joined(separator: " and "))"
      + (near.count == 1 ? " is" : " are")
  }
}
