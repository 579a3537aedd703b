import Tensors

/// Makes activity harder after activity, with a counter that decays: a relative
/// refractory period.
public final class Refractory: LibraryBehavior, AlgebraicBehavior {
  public override class var summary: String {
    "Lowers the activity of neurons that were active: refractory_counter ="
      + " refractory_counter * decayfactor + output, then activity = activity"
      + " - refractory_counter * strengthfactor."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      ParameterDescription(
        "decayfactor", default: 0.5,
        "what of the counter is left after an iteration"),
      ParameterDescription(
        "strengthfactor", default: 0.1, "how much the counter lowers activity"),
      ParameterDescription(
        "output", default: "output",
        "the state variable that is counted, such as spike"),
      ParameterDescription(
        "activity", default: "activity",
        "the state variable that is lowered, such as voltage"),
    ]
  }

  private static let counter = "refractory_counter"

  private var decay: Operand = 0
  private var strength: Operand = 0
  private var output = ""
  private var activity = ""

  public override func initialize(_ object: NetworkObject) throws {
    let neurons = try required(
      object, NeuronGroup.self, for: name, is: "a neuron group")
    decay = try operand("decayfactor", for: object) ?? 0
    strength = try operand("strengthfactor", for: object) ?? 0
    output = try text("output", for: object) ?? ""
    activity = try text("activity", for: object) ?? ""
    object.state[Self.counter] = .tensor(try neurons.vector())
  }

  func step<A: Algebra>(_ object: NetworkObject, in algebra: A) throws {
    let counter = try algebra.tensor(named: Self.counter, of: object)
    try algebra.update(counter, .multiply, try algebra.value(decay))
    try algebra.update(
      counter, .add, try algebra.tensor(named: output, of: object))
    let activity = try algebra.tensor(named: activity, of: object)
    try algebra.update(
      activity, .subtract,
      try algebra.combine(.multiply, counter, try algebra.value(strength)))
  }
}
