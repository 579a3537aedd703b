import LuaRuntime
import Tensors

/// Fourier transforms.
extension Binding {
  package static func fourierTransforms<R: TensorReceiver>(
    of _: R.Type
  ) -> [Binding] {
    FourierOperation.allCases.map { transform(of: R.self, $0) }
  }

  private static let imaginary = Parameter(
    "im", "snn.Tensor", "the imaginary part, of the same shape; 0 if not given",
    isOptional: true)

  private static func transform<R: TensorReceiver>(
    of _: R.Type, _ operation: FourierOperation
  ) -> Binding {
    let count = Parameter(
      "n", "integer",
      operation == .inverseReal
        ? "how many numbers there were; the even number if not given"
        : "how many points: the first ones, or zeros after them; all if not given",
      isOptional: true)
    return method(
      of: R.self, operation.rawValue,
      (operation.isOfReal ? [] : [imaginary]) + [count, .lastAxis],
      result: operation.givesReal
        ? "snn.Tensor" : "snn.Tensor re, snn.Tensor im",
      product: .none, operation.summary
    ) { call throws(LuaRaise) in
      let frame = call.frame
      let (shape, type) = try call.layout(at: 1)
      var next = 2
      var imaginary: ElementType?
      if !operation.isOfReal {
        if !frame.isNoneOrNil(at: 2) {
          let other = try call.layout(at: 2)
          guard other.shape == shape else {
            throw LuaRaise(
              .shapeMismatch(
                operation: operation.rawValue, left: shape, right: other.shape))
          }
          imaginary = other.type
        }
        next = 3
      }
      let count =
        frame.isNoneOrNil(at: next) ? nil : try frame.integer(at: next)
      guard shape.rank > 0 else {
        throw .message("\(operation.rawValue): the tensor has no axes")
      }
      let axis = try call.axisOrLast(at: next + 1)
      let result = try raising { () throws(TensorError) in
        try operation.shape(of: shape, axis: axis, count: count)
      }
      let part = (result, operation.type(type, imaginary))
      let parts = operation.givesReal ? [part] : [part, part]
      try call.pushParts(
        operation.rawValue, of: imaginary == nil ? [1] : [1, 2], parts
      ) { operands throws(TensorError) in
        try operation.results(
          operands[0].tensor, operands.count > 1 ? operands[1].tensor : nil,
          axis: axis, count: count)
      }
      return parts.count
    }
  }
}

extension FourierOperation {
  /// What it does, and what a user would get wrong.
  fileprivate var summary: String {
    switch self {
    case .forward:
      "The discrete Fourier transform along an axis: real and imaginary parts are"
        + " tensors of their own. Any size is fast."
    case .inverse: "What undoes fft: its sums are divided by their number."
    case .forwardReal:
      "The discrete Fourier transform of real numbers along an axis: the first"
        + " n // 2 + 1 of it, of which the others are the conjugates; real and"
        + " imaginary parts are tensors of their own."
    case .inverseReal:
      "What undoes rfft: real numbers. An odd number of them must be said:"
        + " re:irfft(im, n)."
    }
  }
}
