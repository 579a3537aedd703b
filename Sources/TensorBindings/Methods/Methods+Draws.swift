import LuaRuntime
import Tensors

/// Methods that overwrite a tensor with random numbers, made from the table of
/// distributions.
extension Binding {
  package static func draws<R: TensorReceiver>(of _: R.Type) -> [Binding] {
    Distribution.allCases.map { distribution in
      methodInPlace(
        of: R.self, distribution.rawValue, distribution.parameters,
        "In place: " + distribution.summary
      ) { call throws(LuaRaise) in try call.draw(distribution) }
    }
  }
}

extension Distribution {
  /// What it takes, as it stands in the documentation.
  fileprivate var parameters: [Binding.Parameter] {
    switch self {
    case .uniform: [standard("low", 0), standard("high", 1)]
    case .normal: [standard("mean", 0), standard("std", 1)]
    case .exponential: [standard("rate", 1)]
    case .bernoulli:
      [Binding.Parameter("p", "number|snn.Tensor", "the probability of a 1")]
    case .poisson:
      [Binding.Parameter("rate", "number|snn.Tensor", "the mean")]
    case .integers:
      [
        Binding.Parameter("low", "integer"),
        Binding.Parameter("high", "integer", "excluded"),
      ]
    }
  }

  private func standard(_ name: String, _ number: Int) -> Binding.Parameter {
    Binding.Parameter(
      name, "number", "\(number) if not given", isOptional: true)
  }

  fileprivate var summary: String {
    switch self {
    case .uniform:
      "random numbers from low to below high, all as likely. Those of float32 are"
        + " multiples of 2^-24 of the range."
    case .normal: "random numbers of the normal distribution."
    case .exponential:
      "random numbers of the exponential distribution, of mean 1 / rate."
    case .bernoulli:
      "1 with a probability, else 0; the probability may be a tensor. It is"
        + " exact, however small; uniform numbers below it are not."
    case .poisson:
      "random numbers of the Poisson distribution; the rate may be a tensor."
    case .integers: "random whole numbers from low to below high."
    }
  }
}
