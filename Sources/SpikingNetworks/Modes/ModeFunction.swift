import Tensors

/// A function of the language of modes: it fills a tensor.
///
/// This is the only list of these functions. Where a function has parameters
/// they may be given in order or by name.
enum ModeFunction: CaseIterable {
  case zeros, ones, full, uniform, normal, integers, lognormal, exponential
  case gamma, poisson, binomial, bernoulli

  /// A parameter: its names, and its value where there need not be one.
  struct Parameter {
    let names: [String]
    let standard: Double?

    init(_ names: String..., standard: Double? = nil) {
      self.names = names
      self.standard = standard
    }
  }

  /// The names of the function.
  var names: [String] {
    switch self {
    case .zeros: ["zeros"]
    case .ones: ["ones"]
    case .full: ["full"]
    case .uniform: ["uniform", "random", "rand", "rnd"]
    case .normal: ["normal", "randn"]
    case .integers: ["randint"]
    case .lognormal: ["lognormal"]
    case .exponential: ["exponential"]
    case .gamma: ["gamma"]
    case .poisson: ["poisson"]
    case .binomial: ["binomial"]
    case .bernoulli: ["bernoulli"]
    }
  }

  /// What the function takes.
  var parameters: [Parameter] {
    switch self {
    case .zeros, .ones: []
    case .full: [Parameter("fill_value", "value")]
    case .uniform:
      [
        Parameter("low", "from", "a", standard: 0),
        Parameter("high", "to", "b", standard: 1),
      ]
    case .normal:
      [
        Parameter("mean", "loc", standard: 0),
        Parameter("std", "stdv", "scale", standard: 1),
      ]
    // `randint(5)` is `randint(0, 5)`; ModeCompiler sees to it.
    case .integers: [Parameter("low"), Parameter("high")]
    case .lognormal:
      [
        Parameter("mean", standard: 0),
        Parameter("sigma", "std", standard: 1),
      ]
    case .exponential: [Parameter("scale", standard: 1)]
    case .gamma: [Parameter("shape"), Parameter("scale", standard: 1)]
    case .poisson: [Parameter("lam", "lambda", "rate", standard: 1)]
    case .binomial: [Parameter("n"), Parameter("p")]
    case .bernoulli: [Parameter("p", "probability")]
    }
  }

  /// All names of all functions.
  static let allNames = allCases.flatMap(\.names)

  /// The function with this name.
  init?(named name: String) {
    guard let found = Self.allCases.first(where: { $0.names.contains(name) })
    else { return nil }
    self = found
  }

  /// Fills `tensor`, which is of real numbers; `arguments` are the values of
  /// all parameters.
  ///
  /// - Throws: `TensorError.invalidArgument` for arguments out of range.
  func fill(
    _ tensor: Tensor, _ arguments: [Double], from random: RandomSource
  ) throws(TensorError) {
    switch self {
    case .zeros: try tensor.fill(0)
    case .ones: try tensor.fill(1)
    case .full: try tensor.fill(.float(arguments[0]))
    case .uniform:
      try random.fillUniform(tensor, from: arguments[0], to: arguments[1])
    case .normal:
      try random.fillNormal(
        tensor, mean: arguments[0], deviation: arguments[1])
    case .integers:
      try random.fillIntegers(
        tensor, from: Scalar.float(arguments[0]).integer,
        to: Scalar.float(arguments[1]).integer)
    case .lognormal:
      try random.fillLognormal(
        tensor, mean: arguments[0], deviation: arguments[1])
    case .exponential:
      try random.fillExponential(tensor, rate: 1)
      try tensor.apply(.multiply, .scalar(.float(arguments[0])))
    case .gamma:
      try random.fillGamma(
        tensor, shape: .scalar(.float(arguments[0])),
        scale: .scalar(.float(arguments[1])))
    case .binomial:
      try random.fillBinomial(
        tensor, trials: .scalar(.float(arguments[0])),
        probability: .scalar(.float(arguments[1])))
    case .poisson:
      try random.fillPoisson(tensor, rate: .scalar(.float(arguments[0])))
    case .bernoulli:
      try random.fillBernoulli(
        tensor, probability: .scalar(.float(arguments[0])))
    }
  }
}
