import Tensors

/// A state variable of synapses that equations change.
public final class SynapseVariable: VariableBehavior {
  public override class var summary: String {
    "As Variable, for a matrix of a synapse group: \"w = 0.5\"."
  }

  override func zeros(for object: NetworkObject) throws -> Tensor {
    try required(object, SynapseGroup.self, for: name, is: "a synapse group")
      .matrix()
  }
}
