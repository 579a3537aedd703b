import Tensors

/// Reading parameters that count iterations.
extension Parameters {
  /// The most iterations that a draw gives.
  public static var drawnIterationMaximum: Int { Int(UInt16.max) }

  /// The iterations that a text counts: a time such as `10 ms`, which must be a
  /// whole number of iterations, or a draw such as `normal(2 ms, 0.5 ms)`, which
  /// is rounded to whole iterations, 0 where it is less, up to
  /// `drawnIterationMaximum`. Nil for what is neither.
  ///
  /// A draw has an element for each of the object's, or is of `shape`.
  ///
  /// - Throws: `NetworkError.invalidParameter`, `.noTimeStep`,
  ///   `TensorError.outOfMemory`.
  func iterations(
    _ name: String, _ value: ParameterValue?, for object: NetworkObject,
    shape: Shape? = nil
  ) throws -> Operand? {
    guard case .text(let text)? = value else { return nil }
    guard let time = try value?.time() else {
      return try drawnIterations(name, text, for: object, shape).map {
        .tensor($0)
      }
    }
    do throws(NetworkError) {
      return .scalar(.integer(try time.count(in: object.network, name)))
    } catch {
      guard case .partOfIteration(_, let ms, let step) = error else {
        throw error
      }
      throw invalid(name, .text(text), step.problem(ofMilliseconds: ms))
    }
  }

  /// What a draw of iterations gives, if the text is one.
  private func drawnIterations(
    _ name: String, _ text: String, for object: NetworkObject, _ shape: Shape?
  ) throws -> Tensor? {
    guard text.contains("("), object.kind != .network else { return nil }
    let mode: ModeExpression
    do {
      mode = try ModeExpression(text, countingIterationsOf: object.network)
    } catch .unknownWord(_, "same", _) {
      return nil
    } catch .noTimeStep(let time) {
      throw NetworkError.noTimeStep(time: time)
    } catch {
      throw invalid(name, .text(text), "\(error)")
    }
    if mode.isConstant { return nil }
    guard let shape = try shape ?? object.elementShape else { return nil }
    let drawn = try mode.tensor(
      shape, type: object.elementType.computed, from: object.currentRandom,
      in: object.pool)
    try drawn.apply(.round)
    try drawn.clamp(minimum: 0, maximum: nil)
    let most = drawn.count > 0 ? Double(try drawn.reduced(.maximum)) : 0
    guard most <= Double(Self.drawnIterationMaximum) else {
      throw invalid(
        name, .text(text),
        "it draws \(most) iterations, and the most is"
          + " \(Self.drawnIterationMaximum)")
    }
    return drawn
  }

  /// The error for a value that can't be used.
  func invalid(
    _ name: String, _ value: ParameterValue, _ problem: String
  ) -> NetworkError {
    .invalidParameter(
      behavior: behavior, name: name, value: value.shown, problem: problem)
  }
}

extension ParameterValue {
  /// The time that a text is; nil if it is none. Texts that are numbers,
  /// percentages or calls, as of `randint(1, 5)`, are no times.
  func time() throws(NetworkError) -> RunTiming.Span? {
    guard case .text(let text) = self, !text.contains("("),
      !text.hasSuffix("%"), Double(text) == nil
    else { return nil }
    return try .time(text)
  }
}

extension NetworkObject {
  /// An element for each neuron, or for each synapse; nil for a network.
  var elementShape: Shape? {
    get throws(TensorError) {
      switch self {
      case let synapses as SynapseGroup: synapses.matrixShape
      case let neurons as NeuronGroup: try Shape([neurons.size])
      default: nil
      }
    }
  }
}
