import Tensors

/// Where recorded numbers come from: what the axes of a figure are named after.
public struct Recording {
  /// What the numbers are.
  public enum Contents {
    /// A row for each iteration: the first of them and how many iterations
    /// apart they are; nil if they are not evenly spaced.
    case rows(RowTimes.Spacing?)
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

  /// The last iteration of the object.
  public let iteration: Int

  /// The length of an iteration in ms; nil, if the network doesn't say.
  public let timeStep: Double?

  init(
    _ contents: Contents, of variable: String, in object: NetworkObject,
    shape: Shape?
  ) {
    self.contents = contents
    self.variable = variable
    tag = object.tag
    self.shape = shape
    iteration = object.iteration
    timeStep = object.network?.timeStep
  }
}
