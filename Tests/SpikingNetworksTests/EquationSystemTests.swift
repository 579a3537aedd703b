import Foundation
import Tensors
import Testing

@testable import SpikingNetworks

/// Systems of equations against closed forms.
@Suite struct EquationSystemTests {
  /// The group of a network whose neurons have these equations, after a time.
  private func neurons(
    _ parameters: KeyValuePairs<String, ParameterValue>, size: Int = 1,
    dt: Double, for time: String, in network: Network? = nil
  ) throws -> NeuronGroup {
    let network = try network ?? Network(seed: 3, type: .float64)
    try network.setTimeStep(dt)
    let neurons = try NeuronGroup(
      size: size, network: network, behaviors: [(1, Equation(parameters))])
    try network.initialize()
    try network.simulate(time)
    return neurons
  }

  private func value(
    of name: String, _ parameters: KeyValuePairs<String, ParameterValue>,
    dt: Double, for time: String
  ) throws -> Double {
    try neurons(parameters, dt: dt, for: time).tensor(named: name)
      .values(Double.self)[0]
  }

  // MARK: Methods

  /// The methods, and by how much smaller the error is with half the step.
  @Test(arguments: [("euler", 1.0), ("heun", 2), ("rk4", 4)])
  func methodsConvergeToTheirOrder(method: String, order: Double) throws {
    func error(_ dt: Double) throws -> Double {
      // x = 1 / (1 + t / (1 s)), and y = exp(x - 1).
      let found = try neurons(
        [
          "eq": """
          dx/dt = -x * x * Hz : 1
          dy/dt = -y * x**2 * Hz : 1
          """, "method": .text(method), "x": 1.0, "y": 1.0,
        ], dt: dt, for: "2 s")
      let y = try found.tensor(named: "y").values(Double.self)[0]
      return (y - exp(1.0 / 3 - 1)).magnitude
    }
    let errors = try [100.0, 50, 25].map(error)
    for (coarse, fine) in zip(errors, errors.dropFirst()) {
      #expect((log2(coarse / fine) - order).magnitude < 0.2)
    }
  }

  /// A time that equations depend on is that of the part of the step.
  @Test(arguments: [("heun", 2.0), ("rk4", 4)])
  func methodsConvergeWithTime(method: String, order: Double) throws {
    func error(_ dt: Double) throws -> Double {
      let x = try value(
        of: "x",
        [
          "eq": "dx/dt = cos(t * Hz) * x * Hz : 1", "method": .text(method),
          "x": 1.0,
        ], dt: dt, for: "2 s")
      return (x - exp(sin(2))).magnitude
    }
    let errors = try [100.0, 50, 25].map(error)
    for (coarse, fine) in zip(errors, errors.dropFirst()) {
      #expect((log2(coarse / fine) - order).magnitude < 0.3)
    }
  }

  @Test(arguments: [0.1, 1.0, 5])
  func exactStepsAreExactWhateverTheirLength(dt: Double) throws {
    let found = try value(
      of: "v",
      [
        "eq": """
        dv/dt = (E - v + R * I) / tau : mV
        dI/dt = -I / tau_s : nA
        """, "v": "-60 mV", "I": "2 nA", "E": "-65 mV", "R": "10 Mohm",
        "tau": "20 ms", "tau_s": "5 ms",
      ], dt: dt, for: "50 ms")
    let (tau, other, t) = (20.0, 5.0, 50.0)
    let current = 20 * other / (other - tau) * (exp(-t / other) - exp(-t / tau))
    #expect((found - (-65 + 5 * exp(-t / tau) + current)).magnitude < 1e-11)
  }

  @Test func exactStepsOfAnOscillatorTurn() throws {
    let found = try value(
      of: "x",
      [
        "eq": """
        dx/dt = y * 10 * Hz : 1
        dy/dt = -x * 10 * Hz : 1
        """, "x": 1.0, "method": "exact",
      ], dt: 1, for: "1 s")
    #expect((found - cos(10)).magnitude < 1e-11)
  }

  @Test func constantsThatAreSetAnewCountAtOnce() throws {
    let network = try Network(seed: 3, type: .float64)
    let neurons = try neurons(
      [
        "eq": """
        dv/dt = -v / tau : mV
        tau : ms (constant)
        """, "method": "exact", "v": 1.0, "tau": 10.0,
      ], size: 2, dt: 1, for: "10 ms", in: network)
    neurons.state["tau"] = .tensor(
      try Tensor([5, 20] as [Double], in: neurons.pool))
    try network.simulate("10 ms")
    let found = try neurons.tensor(named: "v").values(Double.self)
    for (value, tau) in zip(found, [5.0, 20]) {
      #expect((value - exp(-1 - 10 / tau)).magnitude < 1e-12)
    }
  }

  /// What refractory neurons keep is a constant to the others.
  @Test func heldVariablesStayInExactSteps() throws {
    let neurons = try neurons(
      [
        "eq": """
        dv/dt = (1 - v) / tau : 1 (unless refractory)
        du/dt = (v - u) / tau : 1
        """, "tau": "10 ms", "v": 0.75, "threshold": "v > 0.5",
        "refractory": "50 ms",
      ], dt: 1, for: "31 ms")
    // The first step is free, and then v is held for 30.
    let v = 1 - 0.25 * exp(-0.1)
    let first = 1 - exp(-0.1) - 0.25 * 0.1 * exp(-0.1)
    let u = v + (first - v) * exp(-3)
    let found = try ["v", "u"].map {
      try neurons.tensor(named: $0).values(Double.self)[0]
    }
    #expect((found[0] - v).magnitude < 1e-14)
    #expect((found[1] - u).magnitude < 1e-13)
  }

  // MARK: The integral

  @Test func theIntegralAgreesWithClosedForms() throws {
    for a in [-1e6, -3, -1e-9, 0, 0.5] {
      let found = try #require(
        ExponentialIntegral.of([a], size: 1, step: 0.25))[0]
      let wanted = a == 0 ? 0.25 : expm1(a * 0.25) / a
      #expect((found - wanted).magnitude <= 4e-15 * wanted.magnitude, "\(a)")
    }
    let shift = try #require(
      ExponentialIntegral.of([0, 1, 0, 0], size: 2, step: 0.5))
    #expect(shift == [0.5, 0.125, 0, 0.5])
    #expect(ExponentialIntegral.of([.infinity], size: 1, step: 1) == nil)
    #expect(ExponentialIntegral.of([1e4], size: 1, step: 1) == nil)
  }

  // MARK: Noise

  @Test func noiseHasTheVarianceOfItsProcess() throws {
    for method in ["euler", "heun"] {
      let neurons = try neurons(
        [
          "eq": "dx/dt = -x / tau + sigma * sqrt(2 / tau) * xi : mV",
          "tau": "5 ms", "sigma": "2 mV", "method": .text(method),
        ], size: 20_000, dt: 0.1, for: "50 ms")
      let deviation = try neurons.tensor(named: "x")
        .reduced(.standardDeviation).double
      #expect((deviation - 2).magnitude < 0.05, "\(method)")
    }
  }

  /// Of the geometric process Heun's method gives Stratonovich's mean, and Euler's
  /// Itô's.
  @Test func multipliedNoiseIsStratonovichsByHeun() throws {
    for (method, mean) in [("heun", exp(0.125)), ("euler", 1)] {
      let neurons = try neurons(
        [
          "eq": "dx/dt = 0.5 * x * xi * sqrt(Hz) : 1", "x": 1.0,
          "method": .text(method),
        ], size: 20_000, dt: 10, for: "1 s")
      let found = try neurons.tensor(named: "x").reduced(.mean).double
      #expect((found - mean).magnitude < 0.02, "\(method)")
    }
  }

  // MARK: Units

  @Test func numbersAreInTheDeclaredUnit() throws {
    let neurons = try neurons(
      [
        "eq": """
        dv/dt = (g * (E - v) + slope * t) / C : V
        g : nS
        slope : nA/ms
        both = g * E : pA
        """, "v": "-65 mV", "g": 10.0, "E": "-70 mV", "C": "200 pF",
        "slope": 0.0, "method": "euler",
      ], dt: 1, for: "1 ms")
    let v = try neurons.tensor(named: "v").values(Double.self)[0]
    // 10 nS times -5 mV over 200 pF are -0.25 mV in a ms.
    #expect((v + 0.06525).magnitude < 1e-15)
    let both = try neurons.tensor(named: "both").values(Double.self)[0]
    #expect((both + 700).magnitude < 1e-10)
  }

  @Test(arguments: [
    ("mV", "mV"), ("nS*mV", "nA"), ("1/ms", "Hz"), ("mV**2", "mV^2"),
    ("nS/mV", "uS/mV"), ("volt/second", "mV/s"), ("pA*ms", "nC"),
    ("amp/meter**2", "m^-2 A"), ("1", "1"), ("minute", "s"),
  ])
  func unitsHaveNames(unit: String, name: String) throws {
    let lines = try #require(try EquationLine.lines(of: "x : \(unit)"))
    #expect(lines[0].unit.dimensions.description == name)
  }

  @Test(arguments: [
    ("mV", 1.0), ("V", 1e3), ("nS", 1e-3), ("pF", 1e-6), ("ms", 1e-3),
    ("1/ms", 1e3), ("nS/ms", 1), ("mV**2", 1), ("V**2", 1e6), ("hour", 3600),
    ("Mohm*nA", 1),
  ])
  func unitsAreOfTheirSize(unit: String, value: Double) throws {
    let lines = try #require(try EquationLine.lines(of: "x : \(unit)"))
    #expect(
      (lines[0].unit.modelValue - value).magnitude <= 1e-15 * value, "\(unit)")
  }

  @Test func oneEquationWithoutAUnitIsNoSystem() throws {
    for text in ["dv/dt = -v", "dv/dt = v:mean() - v", "dv/dt = v[1:2] - 1"] {
      #expect(try EquationLine.lines(of: text) == nil)
    }
  }

  @Test func linesAreJoinedByOpenBrackets() throws {
    let lines = try #require(
      try EquationLine.lines(
        of: """
          # two equations
          dv/dt = (E - v +
                   g) / tau : mV (unless refractory)

          g : mV (constant)  # a variable
          """))
    #expect(lines.map(\.name) == ["v", "g"])
    #expect(lines[0].source.text.hasPrefix("dv/dt = (E - v + g) / tau"))
    #expect(lines[0].flags == [.unlessRefractory])
    #expect(lines[1].flags == [.constant])
  }
}
