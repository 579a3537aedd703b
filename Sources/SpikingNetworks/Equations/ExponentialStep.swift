import Glibc
import Tensors

/// A step of an equation whose change per second is `a * v` and what doesn't
/// depend on the variable `v`.
///
/// With both constant, `v(t + dt) = v(t) + (a v(t) + b) (exp(a dt) - 1) / a`
/// exactly. That is `dt` to the last digit where `a * dt` is tiny, and neither it
/// nor `a` need have all its digits there. Up to 1, `exp(x) - 1` is worked out as
/// `2 tanh(x / 2) / (1 - tanh(x / 2))`, which loses no digits for small `x`.
struct ExponentialStep<A: Algebra> {
  let algebra: A

  /// How long it is: a number.
  let seconds: A.Value

  private var tiny: Double { 1e-30 }

  /// What the change per second is multiplied with, for `a`.
  func factor(of a: A.Value) throws -> A.Value {
    guard algebra.layout(of: a).shape != nil else {
      return try algebra.compute("exponential step", [a, seconds]) {
        [tiny] in
        let (a, step) = ($0[0].double, $0[1].double)
        let x = a * step
        return .float(x.magnitude < tiny ? step : expm1(x) / a)
      }
    }
    let (one, two) = (try algebra.value(1.0), try algebra.value(2.0))
    let x = try algebra.combine(.multiply, a, seconds)
    let half = try algebra.apply(
      .hyperbolicTangent,
      try algebra.combine(.multiply, x, try algebra.value(0.5)))
    let small = try algebra.combine(
      .divide, try algebra.combine(.multiply, half, two),
      try algebra.combine(.subtract, one, half))
    let large = try algebra.combine(
      .subtract, try algebra.apply(.exponential, x), one)
    let change = try algebra.choose(
      try algebra.compare(.greater, x, one), large, else: small)
    let isTiny = try algebra.compare(
      .less, try algebra.apply(.absoluteValue, x), try algebra.value(tiny))
    return try algebra.choose(
      isTiny, seconds, else: try algebra.combine(.divide, change, a))
  }

  /// The change: `right`, the change per second, times `factor`. What doesn't
  /// change stays as it is, also where `factor` is beyond all numbers.
  func change(_ right: A.Value, _ factor: A.Value) throws -> A.Value {
    let (r, f) = (algebra.layout(of: right), algebra.layout(of: factor))
    if r.shape == nil, f.shape == nil {
      return try algebra.compute("change", [right, factor]) {
        let (right, factor) = ($0[0].double, $0[1].double)
        let isStill = right == 0 && !Float(factor).isFinite
        return .float(isStill ? 0 : right * factor)
      }
    }
    let product = try algebra.combine(.multiply, right, factor)
    guard let isEndless = try algebra.hasNonFinite(factor) else {
      return product
    }
    let zero = try algebra.value(0.0)
    let isStill = try algebra.compare(.equal, right, zero)
    return try algebra.choose(
      try algebra.combine(.and, isStill, isEndless), zero, else: product)
  }
}
