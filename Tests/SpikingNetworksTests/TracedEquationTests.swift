import Tensors
import Testing

@testable import SpikingNetworks

/// Equations and variables give the same bits as parts of programs and as calls of
/// `forward`.
@Suite struct TracedEquationTests {
  /// The right sides of equations of v, in which w, E, tau and gain may stand.
  static let euler = [
    "(E - v) / tau", "gain * (w - v)", "-v ^ 2 + 3 * v", "2 ^ v - 1",
    "exp(-v) * 2 - tanh(w) / 3 ms", "where(v > 0.5, -v, w) * 100",
    "where(flag, drive, E) - where(drive > E, 1, 2)", "1", "0", "drive * drive",
    "drive / count - count // 2 + count % 2", "count ^ 2 + count ^ drive",
    "(v > 0 and not flag) - (w > 0 or flag)", "not v", "~(v > 0)", "-flag",
    "clip(v, -0.5, 0.5) + minimum(v, w) - maximum(drive, 0.1)",
    "mean(v) - sum(w, 1) + max(input)", "argmax(v) + argmin(w, 1)", "v[2] * 3",
    "v[1] * v[2:2] + v[3]", "max(stack([v, w, input]), 1) - n.input",
    "float(v) + int(w) + double(drive)", "t * 100 + iteration - size", "input",
    "sigmoid(v) * E + abs(drive - 2)", "(v == w) + (v ~= drive) * (drive <= 1)",
    "cat([v, w])[2:4]", "gain ^ count", "sqrt(drive) + float(count > 2)",
    "mean(v[v > 0])", "v[argmax(v)]", "sum(v[stack([1, 2])])",
  ]

  /// Right sides that are linear in v.
  static let linear = [
    "(E - v) / tau", "-v / tau + gain * (w - v)", "drive * v", "gain - v * 0",
    "(2 - v) * count + input", "v * input - v * gain", "1 / drive",
    "v * 1e300 - v * 0", "-v * 1e-40", "where(flag, 1, 2) * (w - v)",
  ]

  /// What may be assigned between iterations.
  static var changes: [Int: (NeuronGroup) throws -> Void] {
    [
      3: { $0.state["drive"] = .number(.float(2)) },
      4: { try $0.tensor(named: "v").setElement([1], to: 0.125) },
      5: { $0.state["count"] = .number(.integer(-2)) },
      6: { $0.state["v"] = .tensor(try $0.vector("uniform(0, 1)")) },
      7: { $0.state["v"] = .number(.float(0.5)) },
      8: { try $0.tensor(named: "v").apply(.multiply, 0.5) },
      9: { $0.state["v_new"] = .tensor(try $0.vector(3)) },
      10: { $0.state["drive"] = .tensor(try $0.vector(0.25)) },
      11: { $0.state["v"] = .tensor(try $0.vector(3, type: .int64)) },
      12: { try $0.requiredNetwork().setTimeStep(0.25) },
      13: { $0.state["drive"] = .number(.integer(2)) },
    ]
  }

  /// A model of an equation, which uses some of the parameters, and one more.
  private func model(
    _ right: String, _ method: String, type: ElementType,
    variableKey: Double, hasClock: Bool, hasReset: Bool
  ) -> EquationModel {
    func parameters(of text: String) throws -> Parameters {
      let pool = MemoryPool()
      let all: KeyValuePairs<String, ParameterValue> = [
        "E": "normal(0, 1)", "tau": "uniform(5 ms, 20 ms)",
        "gain": .tensor(try Tensor([1, 0, 2] as [Int], in: pool)),
      ]
      var given: [(String, ParameterValue)] = [
        ("eq", .text(text)), ("method", .text(method)),
      ]
      for (name, value) in all
      where text.split(whereSeparator: { !$0.isLetter }).contains(
        Substring(name))
      {
        given.append((name, value))
      }
      let parameters = Parameters(of: "Equation", [:])
      for (name, value) in given { parameters[name] = value }
      return parameters
    }
    let usesTime = right.contains("t * 100")
    return EquationModel(
      type: type,
      behaviors: {
        var behaviors: [(Double, any Behavior)] = [
          (variableKey, Variable(["eq": "v = uniform(-1, 1)"])),
          (8, Variable(["eq": "w = 0.5"])),
          (3, Equation(try parameters(of: "dv/dt = \(right)"))),
          (4, Equation(["eq": "dw/dt = (v - w) * 50"])),
        ]
        if hasReset {
          behaviors.append(
            (
              5,
              Probe(forward: { object in
                let v = try object.tensor(named: "v")
                object.state["spike"] = .tensor(
                  try v.comparing(.greater, 0.5))
                try v.assign(
                  -0.25, where: try object.tensor(named: "spike"))
              })
            ))
        }
        return behaviors
      }, step: hasClock || usesTime ? "0.1 ms" : nil,
      changes: Self.changes.filter {
        // A Clock goes by its own step; equations need a tensor.
        ($0.key != 12 || !(hasClock || usesTime))
          && ($0.key != 7 || variableKey < 3)
      })
  }

  /// Compares the courses of a model, which must not be empty of programs.
  private func compare(_ model: EquationModel, _ note: String) throws {
    let called = try model.course(15, isTraced: false)
    let traced = try model.course(15, isTraced: true)
    let difference = zip(called, traced).enumerated().first { $1.0 != $1.1 }
    if let (iteration, (wanted, found)) = difference {
      let lines = zip(
        wanted.split(separator: "\n"), found.split(separator: "\n"))
      let first = lines.first { $0 != $1 }
      Issue.record(
        """
        \(note), iteration \(iteration + 1): \(first?.1 ?? ""), by forward \
        \(first?.0 ?? "")
        """)
    }
    #expect(called.count == traced.count, "\(note)")
  }

  @Test(arguments: euler)
  func stepsGiveTheSameBits(right: String) throws {
    for type in [ElementType.float32, .float64] {
      for (key, hasReset) in [(1.0, false), (1, true), (9, false), (9, true)] {
        try compare(
          model(
            right, "euler", type: type, variableKey: key,
            hasClock: hasReset, hasReset: hasReset),
          "\(type), Variable at \(key)\(hasReset ? ", reset" : "")")
      }
    }
  }

  @Test(arguments: linear)
  func exponentialStepsGiveTheSameBits(right: String) throws {
    for type in [ElementType.float32, .float64] {
      for (key, hasReset) in [(1.0, false), (9, true)] {
        try compare(
          model(
            right, "exponential_euler", type: type, variableKey: key,
            hasClock: !hasReset, hasReset: hasReset),
          "\(type), Variable at \(key)")
      }
    }
  }

  /// Which of the expressions have no traced form.
  @Test func whatCanNotBeTracedIsCalled() throws {
    for right in Self.euler {
      let model = model(
        right, "euler", type: .float32, variableKey: 9, hasClock: false,
        hasReset: false)
      let network = try model.makeNetwork(isTraced: true)
      _ = try model.course(of: network, 1...2)
      let isTraced = network.scheduledBehaviors.allSatisfy {
        ($0.behavior as? LibraryBehavior)?.isCalled == false
      }
      #expect(
        isTraced
          == !["v[v > 0]", "v[argmax", "v[stack"].contains {
            right.contains($0)
          }, "\(right)")
    }
  }

  @Test func neighborsAreOneProgram() throws {
    let model = model(
      "(E - v) / tau", "euler", type: .float32, variableKey: 9,
      hasClock: true, hasReset: false)
    let network = try model.makeNetwork(isTraced: true)
    _ = try model.course(of: network, 1...2)
    #expect(network.programs.map(\.behaviors.count) == [5])
    let called = try model.makeNetwork(isTraced: false)
    _ = try model.course(of: called, 1...2)
    #expect(called.programs.isEmpty)
  }

  @Test func aForwardThatIsCalledDirectlyDoesTheSame() throws {
    for key in [1.0, 9] {
      let model = model(
        "gain * (w - v)", "exponential_euler", type: .float32,
        variableKey: key, hasClock: true, hasReset: false)
      let traced = try model.course(6, isTraced: true)
      let network = try model.makeNetwork(isTraced: true)
      for behavior in network.scheduledBehaviors.map(\.behavior) {
        behavior.isEnabled = false
      }
      var course: [String] = []
      for iteration in 1...6 {
        try model.changes[iteration]?(try network.neurons())
        try network.simulateIteration()
        for entry in network.scheduledBehaviors {
          try entry.behavior.forward(entry.object)
        }
        course.append(try network.bits())
      }
      #expect(course == traced)
    }
  }

  @Test func weightsOfSynapsesGiveTheSameBits() throws {
    for hasMask in [false, true] {
      let model = EquationModel(
        behaviors: {
          [
            (1, Variable(["eq": "v = uniform(-1, 1)"])),
            (2, Equation(["eq": "dv/dt = input - v"])),
          ]
        },
        changes: [
          3: {
            guard let synapses = $0.network?.synapseGroups.first else { return }
            if hasMask {
              synapses.state["enabled"] = .tensor(
                try synapses.matrix("uniform(-1, 1)").comparing(.greater, 0))
            } else {
              synapses.state["enabled"] = .number(.bool(false))
            }
          }
        ],
        synapseBehaviors: {
          [
            (1, SynapseVariable(["eq": "u = uniform(0, 1)"])),
            (3, Equation(["eq": "du/dt = (src.v - u) * 200"])),
            (4, WeightClip(["variable": "u", "w_max": 0.75])),
          ]
        })
      try compare(model, hasMask ? "a mask" : "none")
    }
  }

  @Test func whoWatchesSeesWhatAnEquationReadsAndWrites() throws {
    let network = try model(
      "drive * (w - v)", "euler", type: .float32, variableKey: 9,
      hasClock: true, hasReset: false
    ).makeNetwork(isTraced: true)
    try network.simulateIterations(2)
    try network.traceIteration()
    let entry = network.scheduledBehaviors.first { $0.key == 3 }
    let trace = entry.flatMap { network.trace(of: $0) }
    #expect(
      Set(trace?.reads.map(\.name) ?? [])
        == ["v", "w", "drive", "clock_step_size"])
    #expect(
      Set(trace?.writes.map(\.name) ?? []) == ["v_at_equation", "v_new"])
  }

  @Test func numbersThatChangeAreReadInEachRun() throws {
    let model = EquationModel(
      behaviors: {
        [
          (
            1,
            Probe(forward: { object in
              object.state["drive"] = .number(
                .float(Double(object.iteration)))
            })
          ),
          (2, Equation(["eq": "dv/dt = drive * 1000 - v ^ count"])),
          (3, Variable(["eq": "v = 0"])),
        ]
      })
    let network = try model.makeNetwork(isTraced: true)
    _ = try model.course(of: network, 1...3)
    let text = network.programs.first?.program?.text()
    _ = try model.course(of: network, 4...9)
    #expect(
      text != nil && network.programs.first?.program?.text() == text)
    try compare(model, "drive")
  }
}
