import Tensors

/// An error of a plan, and where the operation is written that failed.
struct PlacedFailure: Error {
  /// Such as "model.lua:14"; nil if it isn't known.
  let position: String?

  /// The error itself.
  let underlying: TensorError
}
