import Tensors

/// Reading parameters as they are described.
extension LibraryBehavior {
  /// The value of a described parameter; nil if there is none.
  ///
  /// - Precondition: The parameter is described.
  /// - Throws: `NetworkError.missingParameter`, `.invalidParameter`.
  public func value(
    _ name: String, for object: NetworkObject
  ) throws -> ParameterValue? {
    let found = Self.parameterDescriptions.first { $0.name == name }
    guard let found else {
      preconditionFailure("\(Self.name) describes no parameter '\(name)'")
    }
    return try given.value(
      name, default: found.standard, for: object,
      Parameters.Options(isRequired: found.isRequired))
  }

  /// The value of a parameter that must be a number or a tensor; nil if there
  /// is none.
  public func operand(
    _ name: String, for object: NetworkObject
  ) throws -> Operand? {
    switch try value(name, for: object) {
    case nil: return nil
    case .number(let number): return .scalar(number)
    case .tensor(let tensor): return .tensor(tensor)
    case let value?: throw invalid(name, value, "it must be a number or tensor")
    }
  }

  /// The value of a parameter that must be a number; nil if there is none.
  public func number(
    _ name: String, for object: NetworkObject
  ) throws -> Double? {
    switch try value(name, for: object) {
    case nil: return nil
    case .number(let number): return number.double
    case let value?: throw invalid(name, value, "it must be a number")
    }
  }

  /// The value of a parameter that must be a whole number; nil if there is
  /// none.
  public func integer(
    _ name: String, for object: NetworkObject
  ) throws -> Int? {
    switch try value(name, for: object) {
    case nil: return nil
    case .number(let number)?:
      guard let integer = number.exactInteger else {
        throw invalid(name, .number(number), "it must be a whole number")
      }
      return integer
    case let value?: throw invalid(name, value, "it must be a number")
    }
  }

  /// The value of a parameter that counts iterations: a number, a tensor, a
  /// time such as `10 ms`, which must be a whole number of iterations, or a draw
  /// such as `normal(2 ms, 0.5 ms)`, which is rounded to whole iterations, 0 where
  /// it is less, up to `drawnIterationMaximum`. Nil if there is none. Whether
  /// numbers are whole is not looked at.
  ///
  /// A draw has an element for each of the object's, or is of `shape`.
  ///
  /// - Throws: `NetworkError.invalidParameter`, `.noTimeStep`,
  ///   `TensorError.outOfMemory`.
  public func iterations(
    _ name: String, for object: NetworkObject, shape: Shape? = nil
  ) throws -> Operand? {
    if let time = try time(name) {
      do throws(NetworkError) {
        return .scalar(.integer(try time.count(in: object.network, name)))
      } catch {
        guard case .partOfIteration(_, let ms, let step) = error else {
          throw error
        }
        throw invalid(
          name, given[name] ?? .text(""), step.problem(ofMilliseconds: ms))
      }
    }
    return try drawnIterations(name, for: object, shape).map { .tensor($0) }
      ?? operand(name, for: object)
  }

  /// The most iterations that a draw gives.
  public static var drawnIterationMaximum: Int { Int(UInt16.max) }

  /// What a draw of iterations gives, if the parameter is one.
  private func drawnIterations(
    _ name: String, for object: NetworkObject, _ shape: Shape?
  ) throws -> Tensor? {
    guard case .text(let text)? = given[name], text.contains("("),
      object.kind != .network
    else { return nil }
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
    let elements: Shape
    switch object {
    case let synapses as SynapseGroup: elements = shape ?? synapses.matrixShape
    case let neurons as NeuronGroup:
      elements = try shape ?? Shape([neurons.size])
    default: return nil
    }
    let drawn = try mode.tensor(
      elements, type: object.elementType.computed, from: object.currentRandom,
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

  /// The value of a parameter that counts iterations, of which a part counts
  /// too: a number, or a time such as `10 ms`. Nil if there is none.
  ///
  /// - Throws: `NetworkError.invalidParameter`, `.noTimeStep`.
  public func partsOfIterations(
    _ name: String, for object: NetworkObject
  ) throws -> Double? {
    guard case .milliseconds(let ms)? = try time(name) else {
      return try number(name, for: object)
    }
    return try object.requiredNetwork().count(ofMilliseconds: ms)
  }

  /// The time that a parameter is given as; nil if it is none. Texts that are
  /// numbers, percentages or calls, as of `randint(1, 5)`, are no times.
  private func time(_ name: String) throws(NetworkError) -> RunTiming.Span? {
    guard case .text(let text)? = given[name], !text.contains("("),
      !text.hasSuffix("%"), Double(text) == nil
    else { return nil }
    return try .time(text)
  }

  /// The value of a parameter that must be a truth value; nil if there is none.
  public func truth(
    _ name: String, for object: NetworkObject
  ) throws -> Bool? {
    switch try value(name, for: object) {
    case nil: return nil
    case .number(.bool(let truth)): return truth
    case let value?: throw invalid(name, value, "it must be true or false")
    }
  }

  /// The value of a parameter that must be a text; nil if there is none.
  public func text(
    _ name: String, for object: NetworkObject
  ) throws -> String? {
    switch try value(name, for: object) {
    case nil: return nil
    case .text(let text): return text
    case let value?: throw invalid(name, value, "it must be a text")
    }
  }

  /// Throws if `variable`, which a parameter names, can't be a state variable.
  func checkName(
    _ variable: String, _ parameter: String, for object: NetworkObject
  ) throws(NetworkError) {
    guard !object.state.hasVariable(variable),
      let problem = object.nameProblem?(variable)
    else { return }
    throw invalid(parameter, given[parameter] ?? .text(variable), problem)
  }

  /// The text of a required parameter that holds an expression: it is not
  /// looked through for modes such as `normal(0, 1)`.
  func expressionText(
    _ name: String, for object: NetworkObject
  ) throws -> String {
    let value = try given.value(
      name, for: object,
      Parameters.Options(isRequired: true, keepsText: true))
    guard case .text(let text) = value else {
      throw invalid(name, value ?? .text(""), "it must be a text")
    }
    return text
  }

  /// The error for a value that can't be used.
  func invalid(
    _ name: String, _ value: ParameterValue, _ problem: String
  ) -> NetworkError {
    .invalidParameter(
      behavior: Self.name, name: name, value: value.shown, problem: problem)
  }
}

/// The object as the kind that a behavior works on.
///
/// - Throws: `NetworkError.wrongKind`.
func required<Object: NetworkObject>(
  _ object: NetworkObject, _: Object.Type, for behavior: String, is kind: String
) throws(NetworkError) -> Object {
  guard let result = object as? Object else {
    throw .wrongKind(
      what: "the object of \(behavior)", expected: kind, found: object.label)
  }
  return result
}
