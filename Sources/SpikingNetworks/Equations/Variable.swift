import Tensors

/// A state variable of neurons that equations change.
public final class Variable: VariableBehavior {
  public override class var summary: String {
    "A state variable of neurons that an Equation changes: \"v = 1 mV\", or"
      + " \"v = uniform(-1, 1) * 0.5 mV\" with the functions of modes. The"
      + " equation leaves its result in v_new, which becomes v as this behavior"
      + " runs the next time: so all equations see values of one iteration."
      + " With a higher key than the equation, v is the value after the"
      + " iteration; with a lower one it is that before it, and v_new the one"
      + " after it. What is assigned to v after the equation has run, or what"
      + " changes v then, counts in place of the equation's result."
  }

  override func zeros(for object: NetworkObject) throws -> Tensor {
    try required(object, NeuronGroup.self, for: name, is: "a neuron group")
      .vector()
  }
}
