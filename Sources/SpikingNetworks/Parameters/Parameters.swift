import Tensors

/// What a behavior was given, by name, and what it asked for.
///
/// ```swift
/// let parameters = Parameters(of: "LIF", ["tau": 20])
/// let tau = try parameters.number("tau", default: 10)
/// let noise = try parameters.value("noise", default: 0.0, for: neurons)
/// ```
public final class Parameters {
  /// The name of the behavior, for error messages.
  public let behavior: String

  /// The names that were asked for or are expected, in this order.
  public private(set) var asked: [String] = []

  private var given: [(name: String, value: ParameterValue)] = []

  /// Creates the parameters of a behavior.
  public init(
    of behavior: String, _ given: KeyValuePairs<String, ParameterValue> = [:]
  ) {
    self.behavior = behavior
    for (name, value) in given { self[name] = value }
  }

  /// The names that were given, in the order in which they were.
  public var names: [String] { given.map(\.name) }

  /// What was given under a name, as it was given; nil takes it away.
  public subscript(name: String) -> ParameterValue? {
    get { given.first { $0.name == name }?.value }
    set {
      let place = given.firstIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let value?): given[place].value = value
      case (let place?, nil): given.remove(at: place)
      case (nil, let value?): given.append((name, value))
      case (nil, nil): break
      }
    }
  }

  /// Declares names that may be given, whether or not they are asked for.
  public func expect(_ names: [String]) {
    for name in names where !asked.contains(name) { asked.append(name) }
  }

  /// How a value is read.
  public struct Options: Sendable {
    /// Whether it must have been given.
    public var isRequired: Bool

    /// Whether texts such as `normal(20, 2)` stay texts.
    public var keepsText: Bool

    /// Whether it becomes a tensor: a number one without axes, and real
    /// numbers of the network's type.
    public var isTensor: Bool

    /// Creates options.
    public init(
      isRequired: Bool = false, keepsText: Bool = false, isTensor: Bool = false
    ) {
      self.isRequired = isRequired
      self.keepsText = keepsText
      self.isTensor = isTensor
    }
  }

  /// The value of a parameter, or `standard` if it wasn't given.
  ///
  /// A text is read with the help of `standard` and `object`:
  /// - `"normal(20, 2)"`, or any other mode with parentheses, becomes a vector
  ///   of a neuron group, a matrix of a synapse group;
  /// - `"same(LIF, tau)"` becomes the field `tau` of the object's behavior with
  ///   the tag `LIF`, `"same(exc, tau)"` the variable `tau` of the object with
  ///   the tag `exc`; `field` reads the fields of behaviors, which are their
  ///   parameters if not told otherwise;
  /// - beside a number, `"3"` and `"1e-3"` become numbers, `"50%"` becomes 0.5;
  /// - beside a truth value, `"true"` and `"false"` become truth values.
  ///
  /// Numbers are never converted.
  ///
  /// - Throws: `NetworkError.missingParameter`, `.invalidParameter`.
  public func value(
    _ name: String, default standard: ParameterValue? = nil,
    for object: NetworkObject? = nil, _ options: Options = Options(),
    field: (any Behavior, String) throws -> ParameterValue? = {
      $0.parameters?[$1]
    }
  ) throws -> ParameterValue? {
    if !asked.contains(name) { asked.append(name) }
    let found = self[name]
    if options.isRequired, found == nil {
      throw NetworkError.missingParameter(behavior: behavior, name: name)
    }
    guard var value = found ?? standard else { return nil }
    if case .text(let text) = value {
      let reader = ParameterReader(
        behavior: behavior, name: name, text: text, standard: standard,
        object: object, options: options)
      value = try reader.value(field: field)
    }
    return options.isTensor
      ? .tensor(try tensor(of: value, name, for: object)) : value
  }

  /// A parameter that must be a number.
  ///
  /// - Throws: As `value(_:default:for:_:)`.
  public func number(_ name: String, default standard: Double) throws -> Double
  {
    let value = try value(name, default: .number(.float(standard)))
    guard case .number(let number) = value else {
      throw NetworkError.invalidParameter(
        behavior: behavior, name: name, value: value?.shown ?? "nothing",
        problem: "it must be a number")
    }
    return number.double
  }

  /// Throws if something was given that the behavior has not asked for.
  ///
  /// - Throws: `NetworkError.unknownParameter`.
  public func checkUnused() throws(NetworkError) {
    let unused = names.first { !asked.contains($0) }
    guard let unused else { return }
    throw .unknownParameter(behavior: behavior, name: unused, known: asked)
  }

  private func tensor(
    of value: ParameterValue, _ name: String, for object: NetworkObject?
  ) throws -> Tensor {
    func failure(_ problem: String) -> NetworkError {
      .invalidParameter(
        behavior: behavior, name: name, value: value.shown, problem: problem)
    }
    guard let object else {
      throw failure("to make it a tensor, its object must be named")
    }
    switch value {
    case .tensor(let tensor):
      return tensor.type.isFloat
        ? try tensor.converted(to: object.elementType) : tensor
    case .number(let number):
      let type: ElementType =
        switch number {
        case .bool: .bool
        case .integer: .int64
        case .float: object.elementType
        }
      return try Tensor.full(Shape(), number, type: type, in: object.pool)
    case .text, .opaque: throw failure("it can't become a tensor")
    }
  }
}
