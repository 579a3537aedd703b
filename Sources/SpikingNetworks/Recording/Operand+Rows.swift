import Tensors

/// What a value that is recorded needs of a row.
extension Operand {
  /// The shape of the tensor; a number has no axes.
  var shape: Shape {
    switch self {
    case .tensor(let tensor): tensor.shape
    case .scalar: Shape()
    }
  }

  /// The type of the elements, or one that is exact for the number.
  var type: ElementType {
    switch self {
    case .tensor(let tensor): tensor.type
    case .scalar(let scalar): scalar.type
    }
  }
}
