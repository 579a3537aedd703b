import Tensors

/// Which synapses of a group there are, as its state variable `enabled` says.
enum EnabledSynapses {
  case all
  case none
  /// Those where the bool tensor is true.
  case only(Tensor)

  /// What `enabled` of `object` says of a variable of `shape`. Objects without
  /// `enabled`, and variables of another shape, are enabled whole.
  ///
  /// - Throws: `NetworkError.wrongKind`, `TensorError.outOfMemory`.
  init(of object: NetworkObject, shape: Shape) throws {
    switch object.state["enabled"] {
    case nil: self = .all
    case .number(let number): self = number.isTrue ? .all : .none
    case .tensor(let tensor) where tensor.shape == shape:
      self = .only(try tensor.converted(to: .bool))
    case .tensor: self = .all
    case let value?:
      throw NetworkError.wrongKind(
        what: "'enabled' of \(object.label)",
        expected: "a truth value or a tensor", found: value.kind)
    }
  }

  /// Which entries of a sparse matrix are enabled, where `mask` is about all
  /// places.
  static func entries(
    of mask: Tensor, in matrix: SparseMatrix
  ) throws(TensorError) -> Tensor {
    let entries = try SparseMatrix(
      matrix.structure, filledWith: 0, type: .float32)
    try SparseSelection(entries).assign(.tensor(mask))
    return try entries.values.converted(to: .bool)
  }

  /// The values that count: 0 where a synapse is not enabled.
  func masking(_ values: Tensor) throws(TensorError) -> Tensor {
    switch self {
    case .all: values
    case .none:
      try Tensor.zeros(values.shape, type: values.type, in: values.pool)
    case .only(let mask): try mask.choosing(.tensor(values), else: 0)
    }
  }

  /// Changes `variable` in place by `change`, but for the synapses that are not
  /// enabled.
  func update(
    _ variable: Tensor, _ change: (Tensor) throws -> Void
  ) throws {
    switch self {
    case .all: try change(variable)
    case .none: break
    case .only(let mask):
      let changed = try variable.copied()
      try change(changed)
      try variable.copy(
        from: try mask.choosing(.tensor(changed), else: .tensor(variable)))
    }
  }
}
