import Tensors
import Testing

@testable import SpikingNetworks

/// Systems of equations give the same bits as parts of programs and as calls of
/// `forward`.
@Suite struct TracedSystemTests {
  private static let neurons = """
    dv/dt = (E - v + R * (I + s)) / tau : mV (unless refractory)
    ds/dt = -s / (5 ms) + 0.1 * v / R / tau : nA
    I = 3 nA * sin(2 * pi * 20 Hz * t) + drive * 1 nA : nA
    g : nS
    """

  /// The parameters of neurons.
  static let cases: [[String: String]] = [
    ["method": "euler"], ["method": "heun"], ["method": "rk4"],
    ["method": "exponential_euler", "refractory": "v > -60 mV"],
    ["method": "euler", "refractory": "uniform(1 ms, 5 ms)"],
    ["method": "euler", "tau": "uniform(5 ms, 20 ms)"],
    ["method": "euler", "spike": "fired"],
  ]

  private func parameters(
    _ text: String, _ given: [String: String],
    _ standard: KeyValuePairs<String, ParameterValue>
  ) -> Parameters {
    let result = Parameters(of: "Equation", standard)
    result["eq"] = .text(text)
    for (name, value) in given { result[name] = .text(value) }
    return result
  }

  private func compare(_ model: EquationModel, _ count: Int = 60) throws {
    let called = try model.course(count, isTraced: false)
    let network = try model.makeNetwork(isTraced: true)
    let traced = try model.course(of: network, 1...count)
    let difference = zip(called, traced).enumerated().first { $1.0 != $1.1 }
    if let (iteration, (wanted, found)) = difference {
      let lines = zip(
        wanted.split(separator: "\n"), found.split(separator: "\n"))
      let first = lines.first { $0 != $1 }
      Issue.record(
        """
        iteration \(iteration + 1): \(first?.1 ?? ""), by forward \
        \(first?.0 ?? "")
        """)
    }
    #expect(called.count == count && traced.count == count)
    #expect(!network.programs.isEmpty)
    #expect(
      network.scheduledBehaviors.allSatisfy {
        ($0.behavior as? LibraryBehavior)?.isCalled == false
      })
  }

  @Test(arguments: cases.indices)
  func stepsOfNeuronsGiveTheSameBits(index: Int) throws {
    for type in [ElementType.float32, .float64] {
      try compare(
        EquationModel(
          type: type,
          behaviors: {
            [
              (
                1,
                Equation(
                  self.parameters(
                    Self.neurons, Self.cases[index],
                    [
                      "E": "-65 mV", "R": "10 Mohm", "tau": "10 ms",
                      "v": "uniform(-65 mV, -50 mV)", "g": 5.0,
                      "threshold": "v > -52 mV",
                      "reset": "v = E; s *= 0.5; g += 0.25 nS",
                      "refractory": "2 ms",
                    ]))
              )
            ]
          },
          changes: [
            5: { $0.state["drive"] = .number(.float(2)) },
            9: { $0.state["g"] = .tensor(try $0.vector(1)) },
            13: { $0.state["v"] = .number(.float(-70)) },
            17: { $0.state["drive"] = .tensor(try $0.vector(1.5)) },
          ]))
    }
  }

  /// Parameters of exact steps.
  static let exact: [[String: String]] = [
    [:], ["tau": "uniform(5 ms, 20 ms)"], ["refractory": "4 ms"],
    ["refractory": "4 ms", "tau": "uniform(5 ms, 20 ms)"],
  ]

  @Test(arguments: exact.indices)
  func exactStepsGiveTheSameBits(index: Int) throws {
    let text = """
      dv/dt = (E - v + R * (s + drive * 1 nA)) / tau : mV (unless refractory)
      ds/dt = (v / R - s) / (k * 1 ms) : nA
      k : 1 (constant)
      """
    for type in [ElementType.float32, .float64] {
      try compare(
        EquationModel(
          type: type,
          behaviors: {
            [
              (
                1,
                Equation(
                  self.parameters(
                    text, Self.exact[index],
                    [
                      "E": "-65 mV", "R": "10 Mohm", "tau": "10 ms",
                      "method": "exact", "v": "uniform(-65 mV, -50 mV)",
                      "k": 5.0,
                      "threshold": "v > -52 mV", "reset": "v = E",
                    ]))
              )
            ]
          },
          changes: [
            5: { $0.state["drive"] = .number(.float(20)) },
            9: { $0.state["k"] = .tensor(try $0.vector("uniform(2, 9)")) },
            13: { $0.state["k"] = .number(.float(3)) },
            30: { try $0.requiredNetwork().setTimeStep(0.25) },
          ]))
    }
  }

  @Test func noiseGivesTheSameBits() throws {
    for method in ["euler", "heun"] {
      try compare(
        EquationModel(
          behaviors: {
            [
              (
                1,
                Equation([
                  "eq": """
                  dx/dt = -x / tau + sqrt(2 / tau) * (xi_1 + x * xi_2) : 1
                  y = 2 * xi_1 * sqrt(tau) : 1
                  """, "tau": "5 ms", "method": .text(method),
                  "threshold": "rand() < x", "reset": "x = uniform(-1, 1)",
                ])
              )
            ]
          }))
    }
  }

  /// What synapses do at spikes.
  static let events: [(String, String)] = [
    ("g_post += w", "apost += 0.5"),
    (
      "g_post += w; apre += 0.25; w = clip(w + apost, 0, 1)",
      "apost += -0.5; w = clip(w + apre, 0, 1)"
    ),
    ("g_post += 0.5 * w * (2 - v_post / mV) / 3", "w *= 1.125"),
    ("g_post += w * apre; apre += 1", "v_pre -= w * 1 mV"),
    ("v_post += 1 mV; g_post += apre", "dst.v -= 1 mV; w -= 0.01 * w * apre"),
    ("w = 0.5; x = apost", "w = 0.25 + 0 * apost"),
    ("w = where(apost > 0.25, w * 2, 0.5 * w + apre)", "w = 1 - exp(-w)"),
    ("x += w; w = minimum(w, 0.9) - x / 100", "x = -w"),
    ("x = apre; apre += 1; w += 0.1 * apre * apost", "x = apost + apre"),
  ]

  @Test(arguments: events.indices)
  func eventsOfSynapsesGiveTheSameBits(index: Int) throws {
    for type in [ElementType.float32, .float64] {
      try compare(
        EquationModel(
          type: type,
          behaviors: {
            [
              (
                1,
                Equation([
                  "eq": """
                  dv/dt = (4 mV + g * mV - v) / tau : mV (unless refractory)
                  dg/dt = -g / tau : 1
                  """, "tau": "uniform(3 ms, 12 ms)",
                  "v": "uniform(0 mV, 2 mV)",
                  "threshold": "v > 2 mV", "reset": "v = 0 mV",
                  "refractory": "1.5 ms",
                ])
              )
            ]
          },
          synapseBehaviors: {
            [
              (
                3,
                Equation([
                  "eq": """
                  w : 1
                  x : 1
                  dapre/dt = -apre / (10 ms) : 1 (source)
                  dapost/dt = -apost / (8 ms) : 1 (destination)
                  """, "w": "uniform(0, 1)",
                  "on_pre": .text(Self.events[index].0),
                  "on_post": .text(Self.events[index].1),
                ])
              )
            ]
          }))
    }
  }

  @Test func aGroupOfEquationsIsOneLoop() throws {
    let model = EquationModel(
      behaviors: {
        [
          (
            1,
            Equation([
              "eq": """
              dv/dt = (I - v) / tau : 1 (unless refractory)
              du/dt = (v - u) / tau : 1
              I : 1
              """, "tau": "5 ms", "threshold": "v > 0.5", "I": 1.0,
              "reset": "v = 0; u += 0.5", "refractory": "2 ms",
            ])
          )
        ]
      })
    let network = try model.makeNetwork(isTraced: true)
    _ = try model.course(of: network, 1...2)
    let text = try #require(network.programs.first?.program?.text())
    #expect(
      text.split(separator: "\n").filter { $0.contains("loop") }.count == 1)
  }
}
