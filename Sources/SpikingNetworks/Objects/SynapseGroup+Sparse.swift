import Tensors

extension SynapseGroup {
  /// A new sparse matrix, of the shape of the group's matrices.
  ///
  /// The entries are drawn first, then their values from the mode, one for each
  /// synapse: in the order of the entries, where a rule draws each pair once;
  /// else neuron by neuron, for which the rule counts. The dense matrix is never
  /// made. At the peak, a synapse takes 16 bytes in `float32`.
  ///
  /// Where a pair may have several synapses (multapses), the entry has the sum
  /// of their values. The entries that a rule draws for each neuron are the
  /// same ones in both modes of the network.
  ///
  /// - Parameters:
  ///   - mode: What the synapses are filled with.
  ///   - scale: What they are multiplied with.
  ///   - rule: Which synapses there are.
  ///   - allowsAutapses: Whether neurons may be connected with themselves.
  ///   - allowsMultapses: Whether a pair may have several synapses; of a rule
  ///     that draws each pair once it makes no difference.
  ///   - type: The type of the values; the network's, if nil.
  /// - Returns: A matrix that shares no memory with others.
  /// - Throws: As `matrix(_:scale:density:type:isOnlyEnabled:)`;
  ///   `NetworkError.wrongKind` if there is a tensor `enabled`, for which
  ///   synapses should be left out; `.outOfRange` for numbers of synapses that
  ///   are not possible.
  public func sparseMatrix(
    _ mode: TensorMode = 0, scale: Scalar? = nil,
    rule: SparseRule = .density(1), allowsAutapses: Bool = true,
    allowsMultapses: Bool = false, type: ElementType? = nil
  ) throws -> SparseMatrix {
    let result = try drawnMatrix(
      mode, scale, rule, allowsAutapses, allowsMultapses, type ?? elementType)
    result.releaseBuildMemory()
    return result
  }

  private func drawnMatrix(
    _ mode: TensorMode, _ scale: Scalar?, _ rule: SparseRule,
    _ allowsAutapses: Bool, _ allowsMultapses: Bool, _ type: ElementType
  ) throws -> SparseMatrix {
    try checkConnected()
    guard type.isComputedFloat else {
      throw TensorError.wrongType(
        operation: "matrix", expected: "float32 or float64 for a sparse matrix",
        found: type)
    }
    func values(_ count: Int) throws -> Tensor {
      try tensor(
        mode, shape: [count], scale: scale.map { .scalar($0) }, type: type)
    }
    func filled(_ structure: SparseStructure) throws -> SparseMatrix {
      SparseMatrix(structure, values: try values(structure.entryCount))
    }
    func filled(_ draws: EntryDraws, ofSources: Bool) throws -> SparseMatrix {
      try draws.matrix(
        values: try values(draws.count),
        linesAreRows: ofSources == (sourceAxis == 0))
    }
    let rule = try isEnabled() ? rule : .density(0)
    switch rule {
    case .density(let density):
      return try filled(structure(density: density, allowsAutapses))
    case .distance(let probability):
      return try filled(structure(ofDistance: probability, allowsAutapses))
    case .inDegree(let count):
      return try filled(
        draws(count, ofSources: false, allowsAutapses, allowsMultapses),
        ofSources: false)
    case .outDegree(let count):
      return try filled(
        draws(count, ofSources: true, allowsAutapses, allowsMultapses),
        ofSources: true)
    case .total(let count):
      return try filled(
        draws(total: count, allowsAutapses, allowsMultapses), ofSources: false)
    }
  }

  /// Whether `enabled` allows synapses.
  private func isEnabled() throws -> Bool {
    switch state["enabled"] {
    case nil: return true
    case .number(let number): return number.isTrue
    case let value?:
      throw NetworkError.wrongKind(
        what: "'enabled' of \(label), beside a sparse matrix,",
        expected: "a truth value, as the entries say which synapses there are",
        found: value.kind)
    }
  }
}
