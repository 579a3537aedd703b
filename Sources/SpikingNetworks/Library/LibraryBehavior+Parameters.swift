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
    try given.iterations(name, given[name], for: object, shape: shape)
      ?? operand(name, for: object)
  }

  /// The value of a parameter that counts iterations, of which a part counts
  /// too: a number, or a time such as `10 ms`. Nil if there is none.
  ///
  /// - Throws: `NetworkError.invalidParameter`, `.noTimeStep`.
  public func partsOfIterations(
    _ name: String, for object: NetworkObject
  ) throws -> Double? {
    guard case .milliseconds(let ms)? = try given[name]?.time() else {
      return try number(name, for: object)
    }
    return try object.requiredNetwork().count(ofMilliseconds: ms)
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
