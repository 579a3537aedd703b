/// A draw into plain memory, of a number of elements that was settled before.
package typealias PlainDraw = (
  RandomSource, UnsafeMutablePointer<Float>
) throws(TensorError) -> Void

extension Distribution {
  /// A draw of `count` elements without the checks that its arguments pass; nil
  /// for distributions and arguments that need them.
  package func plainDraw(_ arguments: [Operand], count: Int) -> PlainDraw? {
    guard arguments.count == 2, case .scalar(let first) = arguments[0],
      case .scalar(let second) = arguments[1], isPlain(first, second)
    else { return nil }
    let (a, b) = (Float(first.double), Float(second.double))
    switch self {
    case .uniform:
      let kernel = UniformFloat(low: a, high: b)
      return { random, out throws(TensorError) in
        try random.generate(kernel, into: out, count: count)
      }
    case .normal:
      let kernel = NormalFloat(mean: a, deviation: b)
      return { random, out throws(TensorError) in
        try random.generate(kernel, into: out, count: count)
      }
    default: return nil
    }
  }

  /// Whether these parameters are plainly good for it.
  package func isPlain(_ first: Scalar, _ second: Scalar) -> Bool {
    let (a, b) = (Float(first.double), Float(second.double))
    return switch self {
    case .uniform: a < b && (b - a).isFinite
    case .normal: a.isFinite && b.isFinite && b > 0
    default: false
    }
  }
}
