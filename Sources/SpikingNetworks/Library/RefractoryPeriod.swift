import Tensors

/// Keeps neurons from spiking for some iterations after a spike.
public final class RefractoryPeriod: LibraryBehavior {
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
          + " as \"2 ms\"; one for all, or a vector of iterations"),
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

  public override func forward(_ object: NetworkObject) throws {
    let left = try object.tensor(named: Self.left)
    let isRefractory = try left.comparing(.greater, 0)
    let spike = try object.tensor(named: variable).applying(
      .and, .tensor(try isRefractory.applying(.logicalNot)))
    object.state[variable] = .tensor(spike)
    if let held {
      let values = try object.tensor(named: held)
      if case .tensor(let heldValues) = object.state[Self.heldValues] {
        for target in [values] + values.followers {
          try target.copy(
            from: try isRefractory.choosing(
              .tensor(heldValues), else: .tensor(target)))
        }
      }
      object.state[Self.heldValues] = .tensor(try values.copied())
    }
    try left.apply(.subtract, 1)
    try left.clamp(minimum: 0, maximum: nil)
    try left.copy(
      from: try spike.choosing(period, else: .tensor(left)))
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
