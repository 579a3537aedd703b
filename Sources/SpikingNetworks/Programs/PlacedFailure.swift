import Tensors

/// An error of a plan, and where the operation is written that failed.
public struct PlacedFailure: Error {
  /// Such as "model.lua:14"; nil if it isn't known.
  public let position: String?

  /// The error itself.
  public let underlying: TensorError
}

/// An error of a part of a stretch.
struct StretchFailure: Error {
  /// The number of the part.
  let part: Int

  /// The error itself.
  let underlying: any Error
}
