import Tensors

/// Reads the text of a parameter.
struct ParameterReader {
  let behavior: String
  let name: String
  let text: String
  let standard: ParameterValue?
  let object: NetworkObject?
  let options: Parameters.Options

  /// What the text means. `field` reads a field of a behavior.
  func value(
    field: (any Behavior, String) throws -> ParameterValue?
  ) throws -> ParameterValue {
    if let object, !options.keepsText {
      if let value = try sameValue(from: object, field) { return value }
      if let tensor = try modeTensor(of: object) { return .tensor(tensor) }
    }
    switch standard {
    case .number(.bool): return .number(.bool(try truth()))
    case .number(let standard): return .number(try number(beside: standard))
    case .text:
      return .text(percentage(text).map { "\($0)" } ?? text)
    case .tensor, .opaque, nil: return .text(text)
    }
  }

  private func failure(_ problem: String) -> NetworkError {
    .invalidParameter(
      behavior: behavior, name: name, value: "'\(text)'", problem: problem)
  }

  private var sameIsNotAll: NetworkError {
    failure(
      "same(tag, variable) must be the whole text; compute with its value in"
        + " initialize")
  }

  /// What `same(tag, name)` names, or nil for other texts: a variable of this
  /// object, a field of one of its behaviors, or a variable of another object.
  private func sameValue(
    from object: NetworkObject,
    _ field: (any Behavior, String) throws -> ParameterValue?
  ) throws -> ParameterValue? {
    let body = text.trimmed
    guard body.hasPrefix("same(") else { return nil }
    let inner = body.dropFirst(5).dropLast()
    guard body.hasSuffix(")"), !inner.contains(")") else {
      throw sameIsNotAll
    }
    let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
      .map(\.trimmed)
    guard parts.count == 2 else {
      throw failure("expected same(tag, variable)")
    }
    if !object.tags.contains(parts[0]),
      let entry = object.behaviors.first(where: {
        $0.behavior.tags.contains(parts[0])
      })
    {
      switch try field(entry.behavior, parts[1]) {
      case .opaque: throw failure("the field is neither number nor tensor")
      case let value?: return value
      case nil:
        throw failure(
          "\(entry.behavior.name) has no field '\(parts[1])'; fields are set by"
            + " an initialize that runs before, with a lower key")
      }
    }
    let network = try object.requiredNetwork()
    guard
      let found = object.tags.contains(parts[0])
        ? object : network.objects(tagged: parts[0]).first
    else {
      throw NetworkError.unknownTag(
        tag: parts[0], wanted: "object or behavior",
        known: unique(
          object.behaviors.flatMap(\.behavior.tags)
            + network.searchedObjects.flatMap(\.tags)))
    }
    switch found.state[parts[1]] {
    case .tensor(let tensor): return .tensor(tensor)
    case .number(let number): return .number(number)
    case .text(let text): return .text(text)
    case .opaque, .sparse:
      throw failure("the variable is neither number nor tensor")
    case nil:
      throw NetworkError.unknownVariable(
        name: parts[1], object: found.label, known: found.state.names)
    }
  }

  /// The vector or matrix that a mode gives, or nil if the text is none.
  private func modeTensor(of object: NetworkObject) throws -> Tensor? {
    // `;plot` is a wish of PymoNNto's that is not for this place.
    var mode = text.trimmed
    if mode.hasSuffix(";plot") { mode = mode.dropLast(5).trimmed }
    let hasCall = mode.contains("(") && mode.contains(")")
    let wantsNumber: Bool
    switch standard {
    case .number(.bool): wantsNumber = false
    case .number: wantsNumber = true
    default: wantsNumber = false
    }
    guard hasCall || wantsNumber, object.kind != .network else { return nil }
    do {
      if try ModeExpression(mode).isConstant { return nil }
    } catch .unknownWord(_, "same", _) {
      if wantsNumber { throw sameIsNotAll }
      return nil
    } catch let error {
      // Not every text with parentheses is a mode, unless a number is wanted.
      if hasCall, wantsNumber { throw failure("\(error)") }
      return nil
    }
    switch object {
    case let neurons as NeuronGroup:
      return try neurons.vector(.text(mode))
    case let synapses as SynapseGroup:
      return try synapses.matrix(.text(mode))
    default: return nil
    }
  }

  private func truth() throws(NetworkError) -> Bool {
    switch text.trimmed.lowercased() {
    case "true": return true
    case "false": return false
    default: throw failure("it must be true or false")
    }
  }

  private func number(beside standard: Scalar) throws(NetworkError) -> Scalar {
    let body = text.trimmed
    if case .integer = standard, let whole = Int(body) {
      return .integer(whole)
    }
    if let value = finite(body) ?? percentage(body) { return .float(value) }
    if object == nil, body.contains("(") {
      throw failure("to make it a tensor, its object must be named")
    }
    throw failure("it must be a number")
  }

  /// The value of a text such as `12.5%`, or nil.
  private func percentage(_ text: String) -> Double? {
    let body = text.trimmed
    guard body.last == "%" else { return nil }
    return finite(body.dropLast().trimmed).map { $0 / 100 }
  }

  /// The number that a text is, or nil; `inf` and `nan` are none.
  private func finite(_ text: String) -> Double? {
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}
