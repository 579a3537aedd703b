import Tensors

extension SynapseGroup {
  /// A new sparse matrix, of the shape of the group's matrices.
  ///
  /// Each element is an entry with probability `density`, whatever the others
  /// are; entries only are drawn from the mode, in their order. The dense
  /// matrix is never made.
  ///
  /// - Parameters:
  ///   - mode: What the entries are filled with.
  ///   - scale: What they are multiplied with.
  ///   - density: The probability of an entry.
  ///   - type: The type of the values; the network's, if nil.
  /// - Returns: A matrix that shares no memory with others.
  /// - Throws: As `matrix(_:scale:density:type:isOnlyEnabled:)`;
  ///   `NetworkError.wrongKind` if there is a tensor `enabled`, for which
  ///   synapses should be left out.
  public func sparseMatrix(
    _ mode: TensorMode = 0, scale: Scalar? = nil, density: Double = 1,
    type: ElementType? = nil
  ) throws -> SparseMatrix {
    try checkConnected()
    let type = type ?? elementType
    guard type.isComputedFloat else {
      throw TensorError.wrongType(
        operation: "matrix", expected: "float32 or float64 for a sparse matrix",
        found: type)
    }
    guard density >= 0, density <= 1 else {
      throw TensorError.invalidArgument(
        operation: "matrix",
        reason: "the density must be a number in 0...1, not"
          + " \(density.isNaN ? .nan : density)")
    }
    var isEnabled = true
    switch state["enabled"] {
    case nil: break
    case .number(let number): isEnabled = number.isTrue
    case let value?:
      throw NetworkError.wrongKind(
        what: "'enabled' of \(label), beside a sparse matrix,",
        expected: "a truth value, as the entries say which synapses there are",
        found: value.kind)
    }
    let structure = try SparseStructure.random(
      rows: matrixShape[0], columns: matrixShape[1],
      density: isEnabled ? density : 0, from: currentRandom, in: pool)
    let values = try tensor(
      mode, shape: [structure.entryCount], scale: scale.map { .scalar($0) },
      type: type)
    return SparseMatrix(structure, values: values)
  }
}
