import LuaRuntime
import SpikingNetworks
import Tensors

/// Random numbers. Within a behavior they come from the behavior's own stream,
/// outside from the script's; both follow from the seed.
extension Binding {
  static var randomness: [Binding] {
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
      + [
        integers, permutation, uniform, normal, bernoulli, integersInPlace,
        exponential, poisson,
      ]
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
    ) { engine in
      { frame throws(LuaRaise) in
        var given: [Double] = []
        for index in numbers.indices {
          given.append(try frame.number(at: index + 1))
        }
        let (shape, next) = try engine.shape(frame, numbers.count + 1)
        let type = try engine.elementType(frame, next) ?? .float32
        return try engine.give(
          frame, try engine.drawn(shape, type, given, draw))
      }
    }
    guard numbers.isEmpty else { return [plain] }
    let like = Binding(
      owner: .library, name: name + "_like",
      parameters: [Parameter("tensor", "snn.Tensor")], result: "snn.Tensor",
      summary: "As \(name), of the shape and type of a tensor.",
      product: .tensor
    ) { engine in
      { frame throws(LuaRaise) in
        let model = try engine.tensor(frame, 1)
        return try engine.give(
          frame, try engine.drawn(model.shape, model.type, [], draw))
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
    ) { engine in
      { frame throws(LuaRaise) in
        let low = try frame.integer(at: 1)
        let high = try frame.integer(at: 2)
        let (shape, next) = try engine.shape(frame, 3)
        let type = try engine.elementType(frame, next) ?? .int64
        return try engine.give(
          frame,
          try raising { () throws(TensorError) in
            let tensor = try Tensor.zeros(shape, type: type, in: engine.pool)
            try engine.currentRandom.fillIntegers(tensor, from: low, to: high)
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
    ) { engine in
      { frame throws(LuaRaise) in
        let count = try frame.integer(at: 1)
        return try engine.give(
          frame,
          try raising { () throws(TensorError) in
            try engine.currentRandom.permutation(
              of: try Shape([count]).count, base: 1, in: engine.pool)
          })
      }
    }
  }

  /// A method that overwrites its receiver with random numbers.
  private static func inPlace(
    _ name: String, _ parameters: [Parameter], _ summary: String,
    _ draw:
      @escaping (Engine, LuaFrame, RandomSource, UnsafePointer<Tensor>)
      throws(LuaRaise) -> Void
  ) -> Binding {
    Binding(
      owner: .tensor, name: name, parameters: parameters, result: "self",
      summary: summary
    ) { engine in
      { frame throws(LuaRaise) in
        if let tensor = frame.payload(at: 1, of: engine.tensorType) {
          try draw(engine, frame, engine.currentRandom, UnsafePointer(tensor))
          return engine.giveSelf(frame)
        }
        switch try engine.target(frame, 1) {
        case .tensor(let tensor):
          try withUnsafePointer(to: tensor) { tensor throws(LuaRaise) in
            try draw(engine, frame, engine.currentRandom, tensor)
          }
        case .selection(let selection):
          let values = try raising { () throws(TensorError) in
            try selection.gathered()
          }
          try withUnsafePointer(to: values) { tensor throws(LuaRaise) in
            try draw(engine, frame, engine.currentRandom, tensor)
          }
          try raising { () throws(TensorError) in
            try selection.assign(.tensor(values))
          }
        }
        return engine.giveSelf(frame)
      }
    }
  }

  private static var uniform: Binding {
    inPlace(
      "uniform_",
      [
        Parameter("low", "number", "0 if not given", isOptional: true),
        Parameter("high", "number", "1 if not given", isOptional: true),
      ],
      "In place: random numbers from low to below high, all as likely. Those of"
        + " float32 are multiples of 2^-24 of the range."
    ) { _, frame, source, tensor throws(LuaRaise) in
      let low = frame.isNoneOrNil(at: 2) ? 0 : try frame.number(at: 2)
      let high = frame.isNoneOrNil(at: 3) ? 1 : try frame.number(at: 3)
      try raising { () throws(TensorError) in
        try source.fillUniform(tensor.pointee, from: low, to: high)
      }
    }
  }

  private static var normal: Binding {
    inPlace(
      "normal_",
      [
        Parameter("mean", "number", "0 if not given", isOptional: true),
        Parameter("std", "number", "1 if not given", isOptional: true),
      ],
      "In place: random numbers of the normal distribution."
    ) { _, frame, source, tensor throws(LuaRaise) in
      let mean = frame.isNoneOrNil(at: 2) ? 0 : try frame.number(at: 2)
      let deviation = frame.isNoneOrNil(at: 3) ? 1 : try frame.number(at: 3)
      try raising { () throws(TensorError) in
        try source.fillNormal(tensor.pointee, mean: mean, deviation: deviation)
      }
    }
  }

  private static var bernoulli: Binding {
    inPlace(
      "bernoulli_",
      [Parameter("p", "number|snn.Tensor", "the probability of a 1")],
      "In place: 1 with a probability, else 0; the probability may be a tensor."
        + " It is exact, however small; uniform numbers below it are not."
    ) { engine, frame, source, tensor throws(LuaRaise) in
      let probability = try engine.operand(frame, 2)
      try raising { () throws(TensorError) in
        try source.fillBernoulli(tensor.pointee, probability: probability)
      }
    }
  }

  private static var integersInPlace: Binding {
    inPlace(
      "random_",
      [
        Parameter("low", "integer"), Parameter("high", "integer", "excluded"),
      ],
      "In place: random whole numbers from low to below high."
    ) { _, frame, source, tensor throws(LuaRaise) in
      let low = try frame.integer(at: 2)
      let high = try frame.integer(at: 3)
      try raising { () throws(TensorError) in
        try source.fillIntegers(
          tensor.pointee, from: low, to: high, operation: "random_")
      }
    }
  }

  private static var exponential: Binding {
    inPlace(
      "exponential_",
      [Parameter("rate", "number", "1 if not given", isOptional: true)],
      "In place: random numbers of the exponential distribution, of mean"
        + " 1 / rate."
    ) { _, frame, source, tensor throws(LuaRaise) in
      let rate = frame.isNoneOrNil(at: 2) ? 1 : try frame.number(at: 2)
      try raising { () throws(TensorError) in
        try source.fillExponential(tensor.pointee, rate: rate)
      }
    }
  }

  private static var poisson: Binding {
    inPlace(
      "poisson_", [Parameter("rate", "number|snn.Tensor", "the mean")],
      "In place: random numbers of the Poisson distribution; the rate may be a"
        + " tensor."
    ) { engine, frame, source, tensor throws(LuaRaise) in
      let rate = try engine.operand(frame, 2)
      try raising { () throws(TensorError) in
        try source.fillPoisson(tensor.pointee, rate: rate)
      }
    }
  }
}

extension Engine {
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
