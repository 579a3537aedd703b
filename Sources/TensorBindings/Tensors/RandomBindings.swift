import LuaRuntime
import Tensors

/// Random numbers. Within a behavior they come from the behavior's own stream,
/// outside from the script's; both follow from the seed.
extension Binding {
  package static var randomness: [Binding] {
    drawn(
      "rand", [],
      "Random numbers from 0 to below 1, all as likely. Those of float32 are"
        + " multiples of 2^-24, so one in 17 million is 0; what is as rare is"
        + " drawn by bernoulli_."
    ) { source, _, tensor throws(TensorError) in
      try source.fillUniform(tensor, from: 0, to: 1)
    }
      + drawn(
        "randn", [],
        "Random numbers of the normal distribution of mean 0 and deviation 1."
      ) { source, _, tensor throws(TensorError) in
        try source.fillNormal(tensor, mean: 0, deviation: 1)
      }
      + drawn(
        "uniform", [Parameter("low", "number"), Parameter("high", "number")],
        "Random numbers from low to below high, all as likely."
      ) { source, numbers, tensor throws(TensorError) in
        try source.fillUniform(tensor, from: numbers[0], to: numbers[1])
      }
      + drawn(
        "normal", [Parameter("mean", "number"), Parameter("std", "number")],
        "Random numbers of the normal distribution."
      ) { source, numbers, tensor throws(TensorError) in
        try source.fillNormal(tensor, mean: numbers[0], deviation: numbers[1])
      }
      + drawn(
        "lognormal",
        [Parameter("mean", "number"), Parameter("sigma", "number")],
        "Random numbers whose logarithms are normally distributed, of this mean"
          + " and deviation."
      ) { source, numbers, tensor throws(TensorError) in
        try source.fillLognormal(
          tensor, mean: numbers[0], deviation: numbers[1])
      }
      + drawn(
        "gamma", [Parameter("shape", "number"), Parameter("scale", "number")],
        "Random numbers of the gamma distribution, of mean shape * scale."
      ) { source, numbers, tensor throws(TensorError) in
        try source.fillGamma(
          tensor, shape: .scalar(.float(numbers[0])),
          scale: .scalar(.float(numbers[1])))
      }
      + drawn(
        "binomial",
        [
          Parameter("n", "number", "the number of trials"),
          Parameter("p", "number", "the probability that one succeeds"),
        ],
        "How many of n trials succeed, each with probability p."
      ) { source, numbers, tensor throws(TensorError) in
        try source.fillBinomial(
          tensor, trials: .scalar(.float(numbers[0])),
          probability: .scalar(.float(numbers[1])))
      }
      + [integers, permutation] + draws(of: DenseReceiver.self)
  }

  /// Fills a tensor with random numbers; gets the numbers that the script gave.
  private typealias Draw = (RandomSource, [Double], Tensor)
    throws(TensorError) -> Void

  /// A function of numbers and sizes, and, if it takes no numbers, one of a
  /// tensor whose shape and type the result has.
  private static func drawn(
    _ name: String, _ numbers: [Parameter], _ summary: String,
    _ draw: @escaping Draw
  ) -> [Binding] {
    let plain = Binding(
      owner: .library, name: name,
      parameters: numbers + [.shape, .elementType], result: "snn.Tensor",
      summary: summary, product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        var given: [Double] = []
        for index in numbers.indices {
          given.append(try frame.number(at: index + 1))
        }
        let (shape, next) = try context.shape(frame, numbers.count + 1)
        let type = try context.elementType(frame, next) ?? .float32
        return try context.give(
          frame, try context.drawn(shape, type, given, draw))
      }
    }
    guard numbers.isEmpty else { return [plain] }
    let like = Binding(
      owner: .library, name: name + "_like",
      parameters: [Parameter("tensor", "snn.Tensor")], result: "snn.Tensor",
      summary: "As \(name), of the shape and type of a tensor.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let model = try context.tensor(frame, 1)
        return try context.give(
          frame, try context.drawn(model.shape, model.type, [], draw))
      }
    }
    return [plain, like]
  }

  private static var integers: Binding {
    Binding(
      owner: .library, name: "randint",
      parameters: [
        Parameter("low", "integer"), Parameter("high", "integer", "excluded"),
        .shape,
        Parameter(
          "type", "snn.ElementType", "int64 if not given",
          isOptional: true),
      ],
      result: "snn.Tensor",
      summary: "Random whole numbers from low to below high, all as likely.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let low = try frame.integer(at: 1)
        let high = try frame.integer(at: 2)
        let (shape, next) = try context.shape(frame, 3)
        let type = try context.elementType(frame, next) ?? .int64
        return try context.give(
          frame,
          try raising { () throws(TensorError) in
            let tensor = try Tensor.zeros(shape, type: type, in: context.pool)
            try context.currentRandom.fillIntegers(tensor, from: low, to: high)
            return tensor
          })
      }
    }
  }

  private static var permutation: Binding {
    Binding(
      owner: .library, name: "randperm",
      parameters: [Parameter("count", "integer")], result: "snn.Tensor",
      summary: "The numbers from 1 to count in a random order, as int64.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let count = try frame.integer(at: 1)
        return try context.give(
          frame,
          try raising { () throws(TensorError) in
            try context.currentRandom.permutation(
              of: try Shape([count]).count, base: 1, in: context.pool)
          })
      }
    }
  }
}

extension TensorContext {
  /// A new tensor that `draw` has filled.
  fileprivate func drawn(
    _ shape: Shape, _ type: ElementType, _ numbers: [Double],
    _ draw: (RandomSource, [Double], Tensor) throws(TensorError) -> Void
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in
      let tensor = try Tensor.zeros(shape, type: type, in: pool)
      try draw(currentRandom, numbers, tensor)
      return tensor
    }
  }
}
