import LuaRuntime
import Tensors

extension DenseReceiver {
  @inline(__always)
  package func draw(_ distribution: Distribution) throws(LuaRaise) {
    if let tensor = frame.payload(at: 1, of: context.tensorType) {
      return try draw(distribution, UnsafePointer(tensor))
    }
    switch try target() {
    case .tensor(let tensor): try draw(distribution, tensor)
    case .selection(let selection):
      let values = try raising { () throws(TensorError) in
        try selection.gathered()
      }
      try draw(distribution, values)
      try raising { () throws(TensorError) in
        try selection.assign(.tensor(values))
      }
    }
  }

  private func draw(
    _ distribution: Distribution, _ tensor: Tensor
  ) throws(LuaRaise) {
    try withUnsafePointer(to: tensor) { tensor throws(LuaRaise) in
      try draw(distribution, tensor)
    }
  }

  private func draw(
    _ distribution: Distribution, _ tensor: UnsafePointer<Tensor>
  ) throws(LuaRaise) {
    let source = context.currentRandom
    switch distribution {
    case .uniform:
      let (low, high) = (try number(2, else: 0), try number(3, else: 1))
      try raising { () throws(TensorError) in
        try source.fillUniform(tensor.pointee, from: low, to: high)
      }
    case .normal:
      let (mean, deviation) = (try number(2, else: 0), try number(3, else: 1))
      try raising { () throws(TensorError) in
        try source.fillNormal(
          tensor.pointee, mean: mean, deviation: deviation)
      }
    case .lognormal:
      let (mean, deviation) = (try number(2, else: 0), try number(3, else: 1))
      try raising { () throws(TensorError) in
        try source.fillLognormal(
          tensor.pointee, mean: mean, deviation: deviation)
      }
    case .exponential:
      let rate = try number(2, else: 1)
      try raising { () throws(TensorError) in
        try source.fillExponential(tensor.pointee, rate: rate)
      }
    case .bernoulli:
      let probability = try context.operand(frame, 2)
      try raising { () throws(TensorError) in
        try source.fillBernoulli(tensor.pointee, probability: probability)
      }
    case .poisson:
      let rate = try context.operand(frame, 2)
      try raising { () throws(TensorError) in
        try source.fillPoisson(tensor.pointee, rate: rate)
      }
    case .gamma, .binomial:
      let first = try context.operand(frame, 2)
      let second: Operand =
        distribution == .gamma && frame.isNoneOrNil(at: 3)
        ? 1 : try context.operand(frame, 3)
      try raising { () throws(TensorError) in
        try source.fill(tensor.pointee, distribution, [first, second])
      }
    case .integers:
      let (low, high) = (try frame.integer(at: 2), try frame.integer(at: 3))
      try raising { () throws(TensorError) in
        try source.fillIntegers(
          tensor.pointee, from: low, to: high,
          operation: distribution.rawValue)
      }
    }
  }

  @inline(__always)
  private func number(
    _ index: Int, else standard: Double
  ) throws(LuaRaise) -> Double {
    frame.isNoneOrNil(at: index) ? standard : try frame.number(at: index)
  }
}
