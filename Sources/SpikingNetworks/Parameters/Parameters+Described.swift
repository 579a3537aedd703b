import Tensors

/// Reading parameters as they are described, with their units and ranges.
extension Parameters {
  /// The value of a described parameter, or nil if there is none.
  ///
  /// Numbers are in the unit of the description. Texts such as `"20 ms"` are
  /// converted to it, and `"normal(20 ms, 2 ms)"` has an element for each of the
  /// object's. Tensors are taken as they are.
  ///
  /// - Throws: `NetworkError.missingParameter`, `.invalidParameter` for what has
  ///   another unit, is out of range or of another kind.
  public func value(
    of description: ParameterDescription, for object: NetworkObject,
    field: (any Behavior, String) throws -> ParameterValue? = {
      $0.parameters?[$1]
    }
  ) throws -> ParameterValue? {
    let name = description.name
    expect([name])
    guard let found = self[name] ?? description.standard else {
      if !description.isRequired { return nil }
      throw NetworkError.missingParameter(behavior: behavior, name: name)
    }
    let reader = DescribedParameter(
      parameters: self, description: description, found: found, object: object)
    let value = try reader.value(field: field)
    try reader.check(value)
    return value
  }
}

/// What was found under the name of a parameter that is described.
private struct DescribedParameter {
  let parameters: Parameters
  let description: ParameterDescription
  let found: ParameterValue
  let object: NetworkObject

  private func failure(_ problem: String) -> NetworkError {
    parameters.invalid(description.name, found, problem)
  }

  // MARK: Reading

  func value(
    field: (any Behavior, String) throws -> ParameterValue?
  ) throws -> ParameterValue {
    guard case .text(let text) = found, !text.trimmed.hasPrefix("same(") else {
      return try read(field)
    }
    switch description.measure {
    case .plain: return try read(field)
    case .unit(let unit, _): return try measured(text, in: unit)
    case .iterations:
      switch try counted() {
      case .scalar(let number): return .number(number)
      case .tensor(let tensor): return .tensor(tensor)
      case nil: return try read(field)
      }
    }
  }

  /// The iterations that the text counts; nil if it is neither time nor draw.
  private func counted() throws -> Operand? {
    do {
      return try parameters.iterations(description.name, found, for: object)
    } catch let error as NetworkError {
      if case .syntax = error { throw failure("\(error)") }
      throw error
    }
  }

  /// What the text means without a unit, or what another object has.
  private func read(
    _ field: (any Behavior, String) throws -> ParameterValue?
  ) throws -> ParameterValue {
    var standard = description.standard
    if case .plain = description.measure {} else { standard = .number(0.0) }
    let options = Parameters.Options(keepsText: description.isText)
    return try parameters.value(
      description.name, default: description.isText ? found : standard ?? found,
      for: object, options, field: field) ?? found
  }

  /// The number, or the numbers drawn, in a unit.
  private func measured(
    _ text: String, in unit: Unit
  ) throws -> ParameterValue {
    do throws(NetworkError) {
      if let number = Double(text.trimmed) { return .number(.float(number)) }
      guard text.contains("(") else {
        let quantity = try Quantity(text, unit.dimension)
        return .number(.float(quantity.value(in: unit) ?? quantity.number))
      }
      let mode = try ModeExpression(text, in: unit)
      guard let shape = try? object.elementShape else {
        throw failure("\(object.label) has no elements to draw it for")
      }
      let random = object.currentRandom
      do throws(TensorError) {
        return .tensor(
          try mode.tensor(
            shape, type: object.elementType, from: random, in: object.pool))
      } catch { throw failure("\(error)") }
    } catch {
      if case .invalidParameter = error { throw error }
      throw failure("\(error)")
    }
  }

  // MARK: Checking

  func check(_ value: ParameterValue) throws {
    guard description.kinds.isEmpty else { return try checkKind(of: value) }
    switch value {
    case .number(.bool): try checkKind(is: description.isTruth)
    case .number(let number):
      try checkKind(is: !description.isText && !description.isTruth)
      try check(from: number.double, to: number.double)
      guard !description.range.isWhole || number.exactInteger != nil else {
        throw failure("it must be a whole number")
      }
    case .tensor(let tensor):
      try checkKind(is: !description.isText && !description.isTruth)
      try check(tensor)
    case .text(let text):
      try checkKind(is: description.isText || description.standard == nil)
      guard description.choices.isEmpty || description.choices.contains(text)
      else {
        throw failure(
          "it must be \(description.choiceList(" or "))"
            + Suggestion.ending(
              for: text, in: description.choices, otherwise: ""))
      }
    case .opaque:
      try checkKind(is: false)
    }
  }

  /// Throws unless the value is of a kind that was declared, and finite.
  private func checkKind(of value: ParameterValue) throws {
    guard let kind = value.kind, description.kinds.contains(kind) else {
      throw failure("it must be \(description.wanted)")
    }
    switch value {
    case .number(let number): try check(from: number.double, to: number.double)
    case .tensor(let tensor): try checkRange(of: tensor)
    default: break
    }
  }

  private func check(_ tensor: Tensor) throws {
    if description.isOpen { return }
    guard !description.isSingle || tensor.count == 1 else {
      throw failure("it must be one number for all")
    }
    if let neurons = object as? NeuronGroup, tensor.shape.rank > 0,
      tensor.shape != (try Shape([neurons.size]))
    {
      throw failure(
        "it must be a number, or of shape [\(neurons.size)], one for each"
          + " neuron")
    }
    try checkRange(of: tensor)
  }

  private func checkRange(of tensor: Tensor) throws {
    guard tensor.count > 0, tensor.type != .bool else { return }
    let low = Double(try tensor.reduced(.minimum))
    try check(from: low, to: Double(try tensor.reduced(.maximum)))
  }

  private func check(from low: Double, to high: Double) throws(NetworkError) {
    let isGood =
      mayBeInfinite ? !low.isNaN && !high.isNaN : low.isFinite && high.isFinite
    guard isGood, description.range.contains(low, high) else {
      let kind = isGood ? "" : mayBeInfinite ? "a number" : "finite"
      let words = [kind, description.range.words(in: unit)]
        .filter { !$0.isEmpty }.joined(separator: ", ")
      let spread =
        !(low < high)
        ? "" : ", and is from \(RealText.short(low)) to \(RealText.short(high))"
      throw failure("it must be \(words)\(spread)")
    }
    let type = object.elementType.computed
    guard mayBeInfinite || type.holds(low) && type.holds(high) else {
      throw failure(
        "it is too large for \(type): more than"
          + " \(RealText.short(type.greatest))")
    }
  }

  /// Throws unless the value is of a kind that fits, or nothing says of which
  /// kind it is.
  private func checkKind(is fits: Bool) throws(NetworkError) {
    guard fits || description.isOpen else {
      throw failure("it must be \(description.wanted)")
    }
  }

  private var unit: String {
    if case .iterations = description.measure { return "" }
    return description.unitName
  }

  /// Whether the default is infinite, so that what is given may be.
  private var mayBeInfinite: Bool {
    guard case .number(let number) = description.standard else { return false }
    return number.double.isInfinite
  }
}

extension ElementType {
  /// The largest real number that a tensor of this type of real numbers has.
  fileprivate var greatest: Double {
    self == .float32
      ? Double(Float.greatestFiniteMagnitude) : .greatestFiniteMagnitude
  }

  /// Whether a tensor of this type of real numbers has a finite number for it.
  fileprivate func holds(_ value: Double) -> Bool { abs(value) <= greatest }
}
