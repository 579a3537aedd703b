import Tensors

/// The weights of a synapse group, as behaviors of the library change them.
enum WeightMatrix {
  case dense(Tensor)
  case sparse(SparseMatrix)

  /// A state variable.
  ///
  /// - Throws: `NetworkError.unknownVariable`, `.wrongKind`.
  init(named name: String, of object: NetworkObject) throws {
    if case .sparse(let matrix) = object.state[name] {
      self = .sparse(matrix)
    } else {
      self = .dense(try object.tensor(named: name))
    }
  }

  /// The weights, or those of the entries.
  private var values: Tensor {
    switch self {
    case .dense(let tensor): tensor
    case .sparse(let matrix): matrix.values
    }
  }

  /// Which of the weights count, as `enabled` of `object` says.
  private func enabled(
    of object: NetworkObject
  ) throws -> EnabledElements<TensorAlgebra> {
    let algebra = TensorAlgebra(pool: values.pool)
    return switch self {
    case .dense(let tensor):
      try EnabledElements(of: object, shape: tensor.shape, in: algebra)
    case .sparse(let matrix):
      try EnabledElements(of: object, matrix, in: algebra)
    }
  }

  /// The sums of the magnitudes along `axis`.
  func magnitudes(
    axis: Int, of object: NetworkObject
  ) throws -> Tensor {
    let counted = try enabled(of: object).masking(.tensor(values))
      .tensor.applying(.absoluteValue)
    switch self {
    case .dense: return try counted.reducing(.sum, axis: axis)
    case .sparse(let matrix):
      return try SparseMatrix(matrix.structure, values: counted)
        .reducing(.sum, axis: axis)
    }
  }

  /// Multiplies the weights with `factors`, broadcast to their matrix.
  func multiply(by factors: Tensor, of object: NetworkObject) throws {
    try enabled(of: object).update(.tensor(values)) {
      let values = $0.tensor
      switch self {
      case .dense: try values.apply(.multiply, .tensor(factors))
      case .sparse(let matrix):
        let changed = SparseMatrix(matrix.structure, values: values)
        try SparseSelection(changed).apply(.multiply, .tensor(factors))
      }
    }
  }
}
