import LuaRuntime
import Tensors

/// Methods that draw: those that overwrite a tensor with random numbers, made from
/// the table of distributions, and `multinomial`.
extension Binding {
  package static func draws<R: TensorReceiver>(of _: R.Type) -> [Binding] {
    Distribution.allCases.map { distribution in
      methodInPlace(
        of: R.self, distribution.rawValue, distribution.parameters,
        "In place: " + distribution.summary
      ) { call throws(LuaRaise) in try call.draw(distribution) }
    } + [multinomial(of: R.self)]
  }

  private static func multinomial<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "multinomial",
      [
        Parameter("count", "integer", "how many"),
        Parameter(
          "replacement", "boolean",
          "whether one may be picked again; false if not given",
          isOptional: true),
      ],
      product: .none,
      "Picks elements by chance, along the last axis, with probabilities in"
        + " proportion to the elements; gives their indices from 1, in the order in"
        + " which they were picked."
    ) { call throws(LuaRaise) in
      let (shape, _) = try call.layout(at: 1)
      let count = try call.frame.integer(at: 2)
      let isRepeated =
        call.frame.isNoneOrNil(at: 3) ? false : try call.frame.boolean(at: 3)
      let picks = try raising { () throws(TensorError) in
        try Picks(of: shape, count: count, isRepeated: isRepeated)
      }
      try call.pushMade(
        "multinomial", of: [1], drawing: picks.distribution, picks.drawn,
        picks.shape, .int64
      ) { operands throws(TensorError) in
        try picks.indices(
          weights: operands[0].tensor, draws: operands[1].tensor, base: 1)
      }
      return 1
    }
  }
}

extension Distribution {
  /// What it takes, as it stands in the documentation.
  fileprivate var parameters: [Binding.Parameter] {
    switch self {
    case .uniform: [standard("low", 0), standard("high", 1)]
    case .normal: [standard("mean", 0), standard("std", 1)]
    case .lognormal: [standard("mean", 0), standard("sigma", 1)]
    case .exponential: [standard("rate", 1)]
    case .bernoulli:
      [Binding.Parameter("p", "number|snn.Tensor", "the probability of a 1")]
    case .gamma:
      [
        Binding.Parameter("shape", "number|snn.Tensor"),
        Binding.Parameter(
          "scale", "number|snn.Tensor", "1 if not given", isOptional: true),
      ]
    case .poisson:
      [Binding.Parameter("rate", "number|snn.Tensor", "the mean")]
    case .binomial:
      [
        Binding.Parameter(
          "n", "integer|snn.Tensor", "the number of trials"),
        Binding.Parameter(
          "p", "number|snn.Tensor", "the probability that one succeeds"),
      ]
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
    case .lognormal:
      "random numbers whose logarithms are normally distributed, of this mean and"
        + " deviation; log_normal_ of PyTorch."
    case .exponential:
      "random numbers of the exponential distribution, of mean 1 / rate."
    case .bernoulli:
      "1 with a probability, else 0; the probability may be a tensor. It is"
        + " exact, however small; uniform numbers below it are not."
    case .gamma:
      "random numbers of the gamma distribution, of mean shape * scale; both may"
        + " be tensors."
    case .poisson:
      "random numbers of the Poisson distribution; the rate may be a tensor."
    case .binomial:
      "how many of n trials succeed, each with probability p; both may be"
        + " tensors."
    case .integers: "random whole numbers from low to below high."
    }
  }
}
