/// A distribution that random numbers are drawn from.
///
/// This is the list of those that compiled functions draw from. A raw value is
/// the name of the method of tensors in Lua that overwrites them.
public enum Distribution: String, CaseIterable, Sendable {
  case uniform = "uniform_"
  case normal = "normal_"
  case lognormal = "lognormal_"
  case exponential = "exponential_"
  case bernoulli = "bernoulli_"
  case gamma = "gamma_"
  case poisson = "poisson_"
  case binomial = "binomial_"
  case integers = "random_"

  /// What stands for each parameter that is not given; nil for one that must
  /// be.
  public var standard: [Scalar?] {
    switch self {
    case .uniform, .normal, .lognormal: [0, 1]
    case .exponential: [1]
    case .gamma: [nil, 1]
    case .bernoulli, .poisson: [nil]
    case .binomial, .integers: [nil, nil]
    }
  }

  /// Whether a parameter may be a tensor, with one for each draw.
  public var takesTensors: Bool {
    switch self {
    case .bernoulli, .gamma, .poisson, .binomial: true
    case .uniform, .normal, .lognormal, .exponential, .integers: false
    }
  }

  /// Whether draws are real numbers, which no other elements can hold.
  public var isReal: Bool {
    switch self {
    case .uniform, .normal, .lognormal, .exponential, .gamma: true
    case .bernoulli, .poisson, .binomial, .integers: false
    }
  }

  /// Whether parameters are whole numbers.
  public var isOfWholeNumbers: Bool { self == .integers }
}

extension RandomSource {
  /// Overwrites a tensor with draws; `operation` is what errors call a draw of
  /// whole numbers.
  ///
  /// - Precondition: There are as many parameters as the distribution has, and
  ///   they are of its kinds.
  /// - Throws: As the fill of the distribution's name.
  package func fill(
    _ tensor: Tensor, _ distribution: Distribution, _ parameters: [Operand],
    operation: String? = nil
  ) throws(TensorError) {
    switch distribution {
    case .uniform:
      try fillUniform(
        tensor, from: parameters[0].number.double,
        to: parameters[1].number.double)
    case .normal:
      try fillNormal(
        tensor, mean: parameters[0].number.double,
        deviation: parameters[1].number.double)
    case .lognormal:
      try fillLognormal(
        tensor, mean: parameters[0].number.double,
        deviation: parameters[1].number.double)
    case .exponential:
      try fillExponential(tensor, rate: parameters[0].number.double)
    case .gamma:
      try fillGamma(tensor, shape: parameters[0], scale: parameters[1])
    case .bernoulli: try fillBernoulli(tensor, probability: parameters[0])
    case .poisson: try fillPoisson(tensor, rate: parameters[0])
    case .binomial:
      try fillBinomial(
        tensor, trials: parameters[0], probability: parameters[1])
    case .integers:
      try fillIntegers(
        tensor, from: parameters[0].number.integer,
        to: parameters[1].number.integer, operation: operation ?? "random_")
    }
  }
}
