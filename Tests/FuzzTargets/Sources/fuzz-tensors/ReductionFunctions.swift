import Tensors

extension ReductionOperation {
  /// The type of the result for elements of `type`.
  func type(for type: ElementType) -> ElementType {
    switch self {
    case .sum, .product: type.sum
    case .mean, .variance, .standardDeviation, .sampleVariance,
      .sampleDeviation:
      type.floating
    case .minimum, .maximum: type.computed
    case .any, .all: .bool
    case .countNonzero, .argumentOfMinimum, .argumentOfMaximum: .int64
    }
  }

  /// What it gives for elements of `type`; nil if it needs one and there is
  /// none.
  func of(_ line: [Scalar], _ type: ElementType) -> Expected? {
    let result = self.type(for: type)
    switch self {
    case .any: return Expected(.bool(line.contains { $0.isTrue }))
    case .all: return Expected(.bool(line.allSatisfy { $0.isTrue }))
    case .countNonzero:
      return Expected(.integer(line.count { $0.isTrue }))
    case .minimum, .maximum:
      return place(in: line, type.computed).map { Expected(line[$0]) }
    case .argumentOfMinimum, .argumentOfMaximum:
      return place(in: line, type.computed).map { Expected(.integer($0)) }
    case .sum where result == .int64:
      return Expected(.integer(line.reduce(0) { $0 &+ $1.integer }))
    case .product where result == .int64:
      return Expected(.integer(line.reduce(1) { $0 &* $1.integer }))
    default: return real(line.map(\.double), result)
    }
  }

  /// The place of the first extreme element, or of the first NaN.
  private func place(in line: [Scalar], _ type: ElementType) -> Int? {
    if let place = line.firstIndex(where: { $0.double.isNaN }) { return place }
    let isMinimum = self == .minimum || self == .argumentOfMinimum
    return line.indices.reduce(nil) { best, i in
      guard let best else { return i }
      let comparison: ComparisonOperation = isMinimum ? .less : .greater
      return comparison.of(line[i], line[best], as: type) ? i : best
    }
  }

  /// In double precision, in whatever order: the longer the line and the larger
  /// its numbers, the less of the result is certain.
  private func real(_ x: [Double], _ type: ElementType) -> Expected {
    let count = Double(x.count)
    let unit = type == .float64 ? 0x1p-52 : 0x1p-23
    let size = x.map(\.magnitude).max() ?? 0
    // What overflows on the way depends on the order.
    if size > (type == .float64 ? 1e150 : 1e18) {
      return Expected(0, type, within: .infinity)
    }
    let sum = x.reduce(0, +)
    let slack = 4 * unit * size * (type == .float64 ? count : 1)
    let isNaN = sum.isNaN || (x.isEmpty && self != .sum && self != .product)
    if isNaN, self != .product { return Expected(.float(.nan)) }
    switch self {
    case .sum: return Expected(sum, type, within: slack * max(count, 1))
    case .mean: return Expected(sum / count, type, within: slack)
    case .product: return product(x, type)
    default: break
    }
    let isOfSample = self == .sampleVariance || self == .sampleDeviation
    let variance =
      x.reduce(0) { $0 + ($1 - sum / count) * ($1 - sum / count) }
      / (isOfSample ? count - 1 : count)
    if variance.isNaN { return Expected(.float(.nan)) }
    let loose = 16 * unit * size * size * max(count, 1)
    if self == .variance || self == .sampleVariance {
      return Expected(variance, type, within: loose)
    }
    return Expected(
      variance.squareRoot(), type, within: loose.squareRoot())
  }

  /// Rounded after each factor, in whatever order.
  private func product(_ x: [Double], _ type: ElementType) -> Expected {
    let range = x.reduce(0) {
      $0 + ($1.isNormal ? Int($1.exponent).magnitude : 0)
    }
    // What leaves the range of numbers on the way depends on the order.
    let isFar = range > (type == .float64 ? 900 : 100)
    if isFar || x.contains(where: { $0.isSubnormal }) {
      return Expected(0, type, within: .infinity)
    }
    return Expected(x.reduce(1, *), type, ulps: 2 + Double(x.count))
  }
}
