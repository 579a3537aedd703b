import Tensors

/// How near to a wanted array another must be.
public enum ComparisonRule: Equatable, Sendable {
  /// Elements are equal.
  case exact

  /// `|found - wanted| <= absolute + relative * |wanted|`, for each element.
  case close(relative: Double, absolute: Double)

  /// Quantiles of `|found - wanted|` have limits.
  case quantile([Limit])

  /// What a quantile may be at most.
  public struct Limit: Equatable, Sendable {
    let quantile: Double
    let value: Double
  }

  /// What is wrong with `found`; nil if it satisfies the rule.
  ///
  /// Indices in the answer count from 0, as NumPy does.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func problem(
    of found: Tensor, wanted: Tensor
  ) throws(TensorError) -> String? {
    guard found.shape == wanted.shape else {
      return "has shape \(found.shape), wanted \(wanted.shape)"
    }
    let pair = Pair(
      shape: wanted.shape,
      found: try found.converted(to: .float64).values(Double.self),
      wanted: try wanted.converted(to: .float64).values(Double.self))
    switch self {
    case .exact: return pair.problem { $0 == $1 }
    case .close(let relative, let absolute):
      return pair.problem { found, wanted in
        abs(found - wanted) <= absolute + relative * abs(wanted)
      }
    case .quantile(let limits):
      if let problem = pair.problem({ found, _ in found.isFinite }) {
        return problem
      }
      let differences = zip(pair.found, pair.wanted).map { abs($0 - $1) }
        .sorted()
      for limit in limits {
        let found = valueBelow(limit.quantile, ofSorted: differences)
        if !(found <= limit.value) {
          return "the \(limit.quantile) quantile of the differences is"
            + " \(found), wanted at most \(limit.value)"
        }
      }
      return nil
    }
  }
}

extension ComparisonRule: Decodable {
  private enum Key: String, CodingKey { case mode, rtol, atol, limits }

  /// Reads a rule of a manifest: `{"mode": "close", "rtol": …, "atol": …}`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    switch try values.decode(String.self, forKey: .mode) {
    case "exact": self = .exact
    case "close":
      self = .close(
        relative: try values.decode(Double.self, forKey: .rtol),
        absolute: try values.decode(Double.self, forKey: .atol))
    case "quantile":
      self = .quantile(
        try values.decode([[Double]].self, forKey: .limits)
          .map { Limit(quantile: $0[0], value: $0[1]) })
    case let mode:
      throw DecodingError.dataCorruptedError(
        forKey: .mode, in: values,
        debugDescription: "there is no rule '\(mode)'")
    }
  }
}

/// Two arrays of one shape, row by row.
private struct Pair {
  let shape: Shape
  let found: [Double]
  let wanted: [Double]

  /// How many elements don't fit, and the first of them.
  func problem(_ fits: (Double, Double) -> Bool) -> String? {
    let misfits = found.indices.filter { !fits(found[$0], wanted[$0]) }
    guard let first = misfits.first else { return nil }
    return "\(misfits.count) of \(found.count) elements are wrong, the first"
      + " at \(place(of: first)): \(found[first]), wanted \(wanted[first])"
  }

  /// The indices of the element at `position`.
  private func place(of position: Int) -> [Int] {
    var rest = position
    return shape.list.reversed()
      .map { size in
        defer { rest /= size }
        return rest % size
      }
      .reversed()
  }
}

/// The value below which a fraction of `values` lies, between two of them by
/// linear interpolation, as NumPy's.
private func valueBelow(
  _ fraction: Double, ofSorted values: [Double]
) -> Double {
  guard let last = values.indices.last else { return 0 }
  let position = fraction * Double(last)
  let lower = Int(position)
  let upper = min(lower + 1, last)
  return values[lower]
    + (position - Double(lower)) * (values[upper] - values[lower])
}
