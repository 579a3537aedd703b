import Tensors

/// Where recorded numbers come from: what the axes of a figure are named after.
public struct Recording {
  /// What the numbers are.
  public enum Contents {
    /// A row for each iteration.
    case rows
    /// Rows `[t, index...]`.
    case events
    /// The iteration of each event.
    case times
    /// The first index of each event.
    case indices
  }

  /// What the numbers are.
  public let contents: Contents

  /// The text of the recorded expression.
  public let variable: String

  /// The first tag of the object that was recorded.
  public let tag: String

  /// The shape of the expression's value; nil if nothing was recorded.
  public let shape: Shape?

  /// The number of neurons of the object that was recorded; nil if it is no
  /// group of neurons.
  public let size: Int?

  /// The iterations that the recorder has seen, of rows one for each; nil if
  /// it doesn't know.
  public let coverage: Coverage?

  /// The last iteration of the object.
  public let iteration: Int

  /// The length of an iteration in ms; nil, if the network doesn't say.
  public let timeStep: Double?

  init(
    _ contents: Contents, of variable: String, in object: NetworkObject,
    shape: Shape?, coverage: Coverage?
  ) {
    self.contents = contents
    self.variable = variable
    tag = object.tag
    size = (object as? NeuronGroup)?.size
    self.shape = shape
    self.coverage = coverage
    iteration = object.iteration
    timeStep = object.network?.timeStep
  }
}
