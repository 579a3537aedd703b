import SpikingNetworks
import Tensors
import Testing

/// A value for a table of tests.
enum Given: Sendable, ExpressibleByStringLiteral, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  case number(Scalar)
  case text(String)

  init(stringLiteral value: String) { self = .text(value) }
  init(floatLiteral value: Double) { self = .number(.float(value)) }
  init(integerLiteral value: Int) { self = .number(.integer(value)) }
  init(booleanLiteral value: Bool) { self = .number(.bool(value)) }

  var value: ParameterValue {
    switch self {
    case .number(let number): .number(number)
    case .text(let text): .text(text)
    }
  }
}

@Suite struct ParametersTests {
  private func neurons() throws -> (Network, NeuronGroup) {
    let network = try Network(seed: 1)
    return (network, try NeuronGroup(size: 4, network: network, tag: "a"))
  }

  /// Reads `p` in words, as an owner of four neurons would.
  private func read(
    _ given: Given?, _ standard: Given?,
    _ options: Parameters.Options = .init(), isOwned: Bool = true
  ) throws -> String {
    let (network, neurons) = try neurons()
    let parameters = Parameters(of: "B")
    parameters["p"] = given?.value
    let value = try parameters.value(
      "p", default: standard?.value, for: isOwned ? neurons : nil, options)
    withExtendedLifetime(network) {}
    switch value {
    case .number(.bool(let value)): return "bool \(value)"
    case .number(.integer(let value)): return "int \(value)"
    case .number(.float(let value)): return "float \(value)"
    case .text(let text): return "text \(text)"
    case .tensor(let tensor):
      return "\(tensor.type) \(tensor.shape) \(try tensor.numbers())"
    case .opaque: return "opaque"
    case nil: return "nil"
    }
  }

  @Test(
    arguments: [
      (5, 1, "int 5"), (2.5, 1, "float 2.5"), (true, false, "bool true"),
      (nil, 7, "int 7"), (nil, nil, "nil"), (0, 7, "int 0"),
      (0.0, 7.0, "float 0.0"), (false, true, "bool false"), ("", "x", "text "),
      (3, 1.5, "int 3"), ("3", 1, "int 3"), ("3.0", 1.0, "float 3.0"),
      ("3", 1.0, "float 3.0"), ("3.5", 1, "float 3.5"),
      ("abc", "x", "text abc"),
      ("3", nil, "text 3"), ("true", false, "bool true"),
      ("False", true, "bool false"), ("1e-3", 1.0, "float 0.001"),
      (" 4 ", 1, "int 4"), ("-2", 1.0, "float -2.0"), ("50%", 1.0, "float 0.5"),
      ("50%", "x", "text 0.5"), ("12.5%", 1.0, "float 0.125"),
      ("50%", nil, "text 50%"), ("50%", 1, "float 0.5"),
      ("-5%", 1.0, "float -0.05"), ("50 %", 1.0, "float 0.5"),
      ("ones", nil, "text ones"), ("hello (world)", nil, "text hello (world)"),
      ("a(b)c", "x", "text a(b)c"),
    ] as [(Given?, Given?, String)])
  func values(
    given: Given?, standard: Given?, expected: String
  ) throws {
    #expect(try read(given, standard) == expected)
  }

  @Test(
    arguments: [
      ("ones()*3", 1.0, "[3.0, 3.0, 3.0, 3.0]"),
      ("2*ones()", 1.0, "[2.0, 2.0, 2.0, 2.0]"),
      ("ones", 1.0, "[1.0, 1.0, 1.0, 1.0]"),
      ("zeros()", nil, "[0.0, 0.0, 0.0, 0.0]"),
      ("full(fill_value=2.5)", 1.0, "[2.5, 2.5, 2.5, 2.5]"),
      ("ones();plot", 1.0, "[1.0, 1.0, 1.0, 1.0]"),
    ] as [(Given, Given?, String)])
  func distributionsBecomeVectors(
    given: Given, standard: Given?, expected: String
  ) throws {
    #expect(try read(given, standard) == "float32 [4] " + expected)
  }

  @Test(
    arguments: [
      ("abc", 1.0, "it must be a number"), ("2*3", 1.0, "it must be a number"),
      ("20*ms", 1.0, "it must be a number"),
      ("5%5", 1.0, "it must be a number"),
      ("abc%", 1.0, "it must be a number"),
      ("0", true, "it must be true or false"),
      (
        "nromal(1, 2)", 1.0,
        "there is no mode 'nromal'; did you mean 'normal'?"
      ),
    ] as [(String, Given, String)])
  func textsThatCannotBeRead(
    given: String, standard: Given, problem: String
  ) throws {
    #expect(
      message { _ = try read(.text(given), standard) }
        == "B: parameter 'p' = '\(given)': \(problem)")
  }

  @Test func distributionsNeedTheirObject() throws {
    #expect(
      message { _ = try read("ones()*3", 1.0, isOwned: false) }
        == "B: parameter 'p' = 'ones()*3': to make it a tensor, its object must"
        + " be named")
    #expect(try read("ones()*3", nil, isOwned: false) == "text ones()*3")
    let kept = Parameters.Options(keepsText: true)
    #expect(try read("ones()*3", nil, kept) == "text ones()*3")
    #expect(throws: NetworkError.self) { try read("ones()*3", 1.0, kept) }
  }

  @Test func synapseGroupsMakeMatrices() throws {
    let (network, a) = try neurons()
    let synapses = try SynapseGroup(
      from: .group(a), to: .group(a), network: network)
    let parameters = Parameters(of: "B", ["p": "rand()"])
    guard
      case .tensor(let tensor) = try parameters.value(
        "p", default: 1.0, for: synapses)
    else { throw Mishap() }
    #expect(tensor.shape == [4, 4])
    // A network has no shape of its own.
    #expect(throws: NetworkError.self) {
      try parameters.value("p", default: 1.0, for: network)
    }
  }

  @Test func sameReadsTheVariableOfAnother() throws {
    let (network, a) = try neurons()
    let b = try NeuronGroup(size: 1, network: network, tag: "b")
    b.state["tau"] = .number(12)
    let parameters = Parameters(
      of: "B", ["p": "same(b, tau)", "q": "same(c,tau)", "r": "same(b,tua)"])
    guard
      case .number(let number) = try parameters.value(
        "p", default: 1.0, for: a)
    else { throw Mishap() }
    #expect(number == 12)
    #expect(throws: NetworkError.self) { try parameters.value("q", for: a) }
    #expect(
      message { _ = try parameters.value("r", for: a) }
        == "NeuronGroup 'b' has no variable 'tua'; did you mean 'tau'?")
  }

  @Test func valuesBecomeTensorsOnRequest() throws {
    let tensor = Parameters.Options(isTensor: true)
    #expect(try read(4, nil, tensor) == "int64 [] [4.0]")
    #expect(try read(true, nil, tensor) == "bool [] [1.0]")
    #expect(try read("50%", 1.0, tensor) == "float32 [] [0.5]")
    #expect(try read(nil, nil, tensor) == "nil")
    #expect(throws: NetworkError.self) {
      try read(4, nil, tensor, isOwned: false)
    }
    #expect(throws: NetworkError.self) { try read("x", nil, tensor) }
  }

  @Test func requiredParametersMustBeGiven() throws {
    let required = Parameters.Options(isRequired: true)
    #expect(
      message { _ = try read(nil, 3, required) } == "B needs the parameter 'p'")
    #expect(try read(0, nil, required) == "int 0")
  }

  @Test func unusedParametersAreErrors() throws {
    let probe = Probe("LIF")
    let parameters = Parameters(of: "LIF", ["treshold": 1, "tau": 20])
    probe.parameters = parameters
    probe.onInitialize = { _ in
      _ = try parameters.number("tau", default: 10)
      _ = try parameters.number("threshold", default: -50)
    }
    let network = try Network(seed: 1, behaviors: [(1, probe)])
    #expect(
      message { try network.initialize() }
        == "in LIF:initialize (key 1) of Network 'Network_1': LIF has no"
        + " parameter 'treshold'; did you mean 'threshold'?")
    parameters["treshold"] = nil
    parameters["x"] = 1
    #expect(
      message { try parameters.checkUnused() }
        == "LIF has no parameter 'x'; known parameters: tau, threshold")
    parameters["x"] = nil
    try network.initialize()
    #expect(parameters.names == ["tau"])
  }

  @Test func numbersMustBeNumbers() throws {
    let parameters = Parameters(of: "B", ["p": "12", "q": 3])
    #expect(try parameters.number("p", default: 1) == 12)
    #expect(try parameters.number("q", default: 1) == 3)
    #expect(try parameters.number("r", default: 1.5) == 1.5)
  }
}

@Suite struct SuggestionTests {
  @Test(
    arguments: [
      ("treshold", "threshold"), ("Voltage", "voltage"), ("votlage", "voltage"),
      ("spike", nil), ("v", nil), ("", nil), ("tua", "tau"),
    ] as [(String, String?)])
  func theNearestNameIsFound(name: String, expected: String?) {
    let known = ["tau", "threshold", "voltage"]
    #expect(Suggestion.nearest(name, in: known) == expected)
  }

  @Test func exchangedNeighborsAreOneSlip() {
    #expect(Suggestion.distance("abcd", "acbd") == 1)
    #expect(Suggestion.distance("", "abc") == 3)
    #expect(Suggestion.distance("kitten", "sitting") == 3)
  }
}
