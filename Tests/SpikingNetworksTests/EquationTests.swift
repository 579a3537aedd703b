import Testing

@testable import SpikingNetworks
@testable import Tensors

@Suite struct EquationTests {
  /// Whether `text` is linear in the variable v, and what it is multiplied with
  /// when a is 2 and v is 3.
  private func coefficient(of text: String) throws -> Double? {
    let network = try Network(seed: 1, type: .float64)
    let neurons = try NeuronGroup(size: 1, network: network)
    neurons.state["v"] = .number(3.0)
    neurons.state["a"] = .number(2.0)
    let source = ExpressionText(subject: "equation", text: text)
    let node = try ExpressionCompiler(source: source, object: neurons)
      .node(try SyntaxParser.parse(source))
    let found = try node.coefficient(
      of: .variable(StateVariable("v", of: neurons)))
    guard let found else { return nil }
    let value = try ExpressionEvaluator(pool: network.pool).value(of: found)
    guard case .scalar(let scalar) = value else { return nil }
    return scalar.double
  }

  @Test(arguments: [
    ("v", 1), ("-v", -1), ("a - v", -1), ("v / a", 0.5), ("a * (v + 1)", 2),
    ("(v + 1) * a - 3 * v", -1), ("a ^ 2 * v", 4), ("v - v", 0),
  ])
  func theCoefficientIsReadOffTheExpression(
    text: String, wanted: Double
  ) throws {
    #expect(try coefficient(of: text) == wanted)
  }

  @Test(arguments: ["a", "exp(a) + 1", "where(a > 1, a, 2)"])
  func whatDoesNotDependOnTheVariableHasNone(text: String) throws {
    #expect(try coefficient(of: text) == nil)
  }

  @Test(arguments: [
    "v * v", "a / v", "v ^ 2", "2 ^ v", "exp(v)", "v > 1", "not v", "v[1]",
    "a[v]", "mean(v)", "v % 2",
  ])
  func otherExpressionsAreNotLinear(text: String) throws {
    #expect(throws: NotLinear.self) { try coefficient(of: text) }
  }

  @Test(arguments: [
    ("10 mV", 10), ("10mV", 10), ("1 V", 1000), ("20 ms", 0.02), ("2 nA", 2),
    ("1 uA", 1000), ("10 Mohm * 2 nA", 20), ("1 uF * 10 mV / (10 ms)", 1000),
    ("3 kHz", 3000), ("1 / 2 ms", 500), ("-65*mV", -65), ("1e3 ms", 1),
  ])
  func unitsGiveNumbersThatFitTogether(text: String, wanted: Double) throws {
    let network = try Network(seed: 1, type: .float64)
    let neurons = try NeuronGroup(
      size: 1, network: network,
      behaviors: [(1, Variable(["eq": .text("v = \(text)")]))])
    try network.initialize()
    let value = try neurons.tensor(named: "v").values(Double.self)[0]
    #expect((value - wanted).magnitude <= 1e-12 * wanted.magnitude)
  }

  @Test func modesAndRecordersKnowNoUnits() {
    #expect(throws: NetworkError.self) { try ModeExpression("10 ms") }
    #expect(throws: NetworkError.self) { try ModeExpression("10ms") }
  }
}
