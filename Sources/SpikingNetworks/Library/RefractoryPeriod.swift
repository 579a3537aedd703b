import Tensors

/// Keeps neurons from spiking for some iterations after a spike.
public final class RefractoryPeriod: LibraryBehavior, AlgebraicBehavior {
  public override class var summary: String {
    "Keeps neurons from spiking for some iterations after each spike: the"
      + " absolute refractory period. It belongs after the behavior that makes"
      + " spikes. How many iterations are left is in refractory_left."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      ParameterDescription(
        "period", default: 2,
        "for how many iterations after a spike there is none, or a time such"
          + " as \"2 ms\"; one for all, or a vector of iterations, or a draw such as"
          + " \"normal(2 ms, 0.5 ms)\", rounded to iterations of 0 or more"),
      ParameterDescription(
        "variable", default: "spike", "the state variable with the spikes"),
      ParameterDescription(
        "held",
        "a state variable, such as voltage, that keeps during the period the"
          + " value it had after the spike"),
    ]
  }

  private static let left = "refractory_left"
  private static let heldValues = "refractory_held"

  private var period: Operand = 0
  private var variable = ""
  private var held: String?

  public override func initialize(_ object: NetworkObject) throws {
    let neurons = try required(
      object, NeuronGroup.self, for: name, is: "a neuron group")
    period = try iterations("period", for: object) ?? 0
    variable = try text("variable", for: object) ?? ""
    held = try text("held", for: object)
    object.state[Self.heldValues] = nil
    let left = try neurons.vector()
    try checkPeriod(fits: left)
    object.state[Self.left] = .tensor(left)
  }

  func step<A: Algebra>(_ object: NetworkObject, in algebra: A) throws {
    let left = try algebra.tensor(named: Self.left, of: object)
    let isRefractory = try algebra.compare(
      .greater, left, try algebra.value(.integer(0)))
    let spike = try algebra.combine(
      .and, try algebra.tensor(named: variable, of: object),
      try algebra.apply(.logicalNot, isRefractory))
    try algebra.set(variable, of: object, to: spike)
    if let held {
      let values = try algebra.tensor(named: held, of: object)
      if case .value(let heldValues) = try algebra.content(
        of: Self.heldValues, in: object),
        algebra.layout(of: heldValues).shape != nil
      {
        for target in [values] + (try algebra.followers(of: values)) {
          try algebra.assign(
            try algebra.choose(isRefractory, heldValues, else: target),
            to: target)
        }
      }
      try algebra.set(
        Self.heldValues, of: object, to: try algebra.copied(values))
    }
    try algebra.update(left, .subtract, try algebra.value(.integer(1)))
    try algebra.clamp(left, minimum: 0, maximum: nil)
    try algebra.assign(
      try algebra.choose(spike, try algebra.value(period), else: left),
      to: left)
  }

  private func checkPeriod(fits left: Tensor) throws {
    switch period {
    case .scalar(let number):
      if let problem = problem(of: number.double) {
        throw invalid("period", .number(number), problem)
      }
    case .tensor(let tensor):
      guard tensor.shape == left.shape else {
        throw invalid(
          "period", .tensor(tensor), "its shape must be \(left.shape)")
      }
      for number in try tensor.converted(to: .float64).values(Double.self) {
        guard let problem = problem(of: number) else { continue }
        throw invalid("period", .tensor(tensor), "\(problem), not \(number)")
      }
    }
  }

  /// What is wrong with a number of iterations, if something is.
  private func problem(of number: Double) -> String? {
    if number < 0 { return "it must be 0 or more" }
    return number.isFinite && number == number.rounded()
      ? nil : "it must be a whole number of iterations"
  }
}
