import LuaRuntime
import Programs
import SpikingNetworks
import TensorBindings
import Tensors

/// New tensors of random numbers in traced functions: they are drawn in each run.
extension Binding {
  static var tracedNewTensors: [Binding] {
    [tracedVector, tracedTensor, tracedIntegers]
      + [
        ("rand", .uniform, 0), ("randn", .normal, 0), ("uniform", .uniform, 2),
        ("normal", .normal, 2), ("lognormal", .lognormal, 2),
        ("gamma", .gamma, 2), ("binomial", .binomial, 2),
      ].map(tracedNew)
      + [("rand_like", .uniform), ("randn_like", .normal)].map(tracedLike)
  }

  /// `traced_vector(neurons, mode, dtype)`
  private static var tracedVector: Binding {
    native("traced_vector") { context, frame throws(LuaRaise) in
      let group = try context.neurons(frame, 1)
      let shape = try raising { () throws(TensorError) in
        try Shape([group.size])
      }
      return try context.pushDrawn(frame, group, shape, 2, "vector")
    }
  }

  /// `traced_tensor(object, sizes, mode)`
  private static var tracedTensor: Binding {
    native("traced_tensor") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      let shape: Shape
      do throws(LuaRaise) {
        shape = try context.shape(frame, 2).shape
      } catch {
        guard case .badArgument(let index, let problem) = error else {
          throw error
        }
        throw .message("bad argument #\(index) to 'tensor' (\(problem))")
      }
      return try context.pushDrawn(frame, object, shape, 3, "tensor")
    }
  }

  /// `rand(sizes…, type)`, `uniform(low, high, sizes…, type)` and such, as in the
  /// library; `numbers` is how many there are before the sizes.
  private static func tracedNew(
    _ name: String, _ distribution: Distribution, _ numbers: Int
  ) -> Binding {
    native(name) { context, frame throws(LuaRaise) in
      var operands = distribution.standard.map {
        ProgramOperand.scalar($0 ?? 0)
      }
      for index in 0..<numbers {
        operands[index] = try context.tracedNumber(frame, index + 1)
      }
      let (shape, next) = try context.shape(frame, numbers + 1)
      let type = try context.elementType(frame, next) ?? .float32
      return try context.pushDrawn(frame, distribution, operands, shape, type)
    }
  }

  /// `rand_like(tensor)` and such, as in the library.
  private static func tracedLike(
    _ name: String, _ distribution: Distribution
  ) -> Binding {
    native(name) { context, frame throws(LuaRaise) in
      let model = try context.tracedTensor(frame, 1)
      return try context.pushDrawn(
        frame, distribution, distribution.standard.map { .scalar($0 ?? 0) },
        model.shape, model.type)
    }
  }

  /// `randint(low, high, sizes…, type)`, as in the library.
  private static var tracedIntegers: Binding {
    native("randint") { context, frame throws(LuaRaise) in
      let limits = [
        try context.tracedWhole(frame, 1), try context.tracedWhole(frame, 2),
      ]
      let (shape, next) = try context.shape(frame, 3)
      let type = try context.elementType(frame, next) ?? .int64
      return try context.pushDrawn(frame, .integers, limits, shape, type)
    }
  }
}

extension ScriptContext {
  /// Pushes what stands for a tensor that is drawn in each run.
  fileprivate func pushDrawn(
    _ frame: LuaFrame, _ distribution: Distribution,
    _ operands: [ProgramOperand], _ shape: Shape, _ type: ElementType
  ) throws(LuaRaise) -> Int {
    let builder = try tracer().builder(at: frame)
    return try push(
      frame,
      .tensor(
        try raising { () throws(TensorError) in
          try builder.drawn(distribution, operands, shape, type)
        }))
  }

  /// The number at `index`, which may be one that isn't known.
  fileprivate func tracedNumber(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> ProgramOperand {
    if case .number(let number)? = try traced(frame, index),
      number.kind != .bool
    {
      return .number(number)
    }
    return .scalar(.float(try frame.number(at: index)))
  }

  /// The whole number at `index`, which may be one that isn't known.
  fileprivate func tracedWhole(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> ProgramOperand {
    if case .number(let number)? = try traced(frame, index),
      number.kind == .integer
    {
      return .number(number)
    }
    return .scalar(.integer(try frame.integer(at: index)))
  }

  /// Pushes what stands for a tensor that is made in each run, as the mode at
  /// `index`, or the table of it and more, and the type behind it say.
  fileprivate func pushDrawn(
    _ frame: LuaFrame, _ object: NetworkObject, _ shape: Shape, _ index: Int,
    _ what: String
  ) throws(LuaRaise) -> Int {
    let options =
      frame.kind(at: index) == .table
      ? try OptionTable(self, frame, index, what, Binding.modeOptions) : nil
    try options?.push(at: 1)
    let mode = try mode(frame, options == nil ? index : frame.top, what)
    if options != nil { frame.pop() }
    let scale = try options?.tracedFactor("scale")
    let density = try options?.tracedFactor("density")
    var wanted = try elementType(frame, index + 1, "\(what): dtype")
    if let options {
      let given = try options.index(of: "dtype")
      wanted = try elementType(frame, given, "\(what): dtype") ?? wanted
      frame.pop()
    }
    let type = wanted ?? object.elementType
    // A mode that means nothing is an error of the object's.
    try raisingAny {
      _ = try object.tensor(mode, shape: [0], type: type)
    }
    let tracer = try tracer()
    let builder = tracer.builder(at: frame)
    if tracer.isKernel {
      return try pushMade(
        frame, object, mode, shape, scale, density, type, what)
    }
    return try push(
      frame,
      .tensor(
        try raisingAny {
          try object.tensor(
            mode, shape: shape, scale: scale, density: density, type: type,
            in: builder)
        }))
  }

  /// As that, of a kernel: what an object makes outside of behaviors is drawn from
  /// its own source, which is not the kernel's.
  private func pushMade(
    _ frame: LuaFrame, _ object: NetworkObject, _ mode: TensorMode,
    _ shape: Shape, _ scale: ProgramOperand?, _ density: ProgramOperand?,
    _ type: ElementType, _ what: String
  ) throws(LuaRaise) -> Int {
    let builder = try tracer().builder
    let operands = [scale, density].compactMap { $0 }
    let function = ProgramFunction.hostTensor(
      what,
      { [weak object] operands throws(TensorError) in
        guard let object else {
          throw .invalidArgument(
            operation: what, reason: "the group was released")
        }
        var given = operands[...]
        let factor = scale.flatMap { _ in given.popFirst() }
        do {
          return try object.tensor(
            mode, shape: shape, scale: factor, density: given.first, type: type)
        } catch let error as TensorError {
          throw error
        } catch {
          throw .invalidArgument(operation: what, reason: "\(error)")
        }
      }, isRandom: true)
    return try push(
      frame,
      .tensor(
        try raising { () throws(TensorError) in
          try builder.tensor(function, of: operands, shape, type)
        }))
  }
}

extension OptionTable {
  /// The tensor or number that an option is.
  fileprivate func tracedFactor(
    _ name: String
  ) throws(LuaRaise) -> ProgramOperand? {
    try read(name) { index throws(LuaRaise) in
      guard
        frame.payload(at: index, of: script.tracedType) != nil
          || script.isOperand(frame, index)
      else {
        throw .message(
          "\(what): \(name) must be a number or a tensor, got"
            + " \(frame.typeName(at: index))")
      }
      return try script.tracedOperand(frame, index)
    }
  }
}
