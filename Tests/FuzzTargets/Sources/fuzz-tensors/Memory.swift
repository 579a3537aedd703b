import Tensors

/// The memory that tensors share, as the reference has it: a value for each
/// element.
final class Memory {
  /// All of it, as a tensor of the engine's.
  let tensor: Tensor

  /// The values, row by row.
  var values: [Scalar]

  /// Takes the values that `tensor` has; what it means to be in memory row by
  /// row is settled by how it was made.
  init(_ tensor: Tensor) {
    self.tensor = tensor
    values = tensor.scalars
  }
}

extension Tensor {
  /// The elements row by row.
  var scalars: [Scalar] {
    indices(of: shape.list).map { index in
      guard let scalar = try? element(index) else {
        fatalError("there is no element \(index) in shape \(shape)")
      }
      return scalar
    }
  }
}

/// Every index of a tensor of shape `sizes`, row by row.
func indices(of sizes: [Int]) -> [[Int]] {
  sizes.reduce([[]]) { starts, size in
    starts.flatMap { start in (0..<size).map { start + [$0] } }
  }
}
