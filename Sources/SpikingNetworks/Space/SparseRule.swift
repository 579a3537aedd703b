import Tensors

/// How many synapses a sparse matrix has, and between which neurons.
///
/// The rules are those of NEST and of Senk et al. 2022 (Connectivity concepts in
/// neuronal network modeling, doi 10.1371/journal.pcbi.1010086).
public enum SparseRule {
  /// Each pair with a probability.
  case density(Double)
  /// Each pair with a probability that follows from the distance: what the
  /// function makes of distances, one for each element of some rows of a
  /// matrix.
  case distance((Tensor) throws -> Operand)
  /// Each destination with as many sources.
  case inDegree(Int)
  /// Each source with as many destinations.
  case outDegree(Int)
  /// As many synapses of all neurons together.
  case total(Int)
}

extension SynapseGroup {
  /// The places of the entries, where each pair is one with a probability.
  func structure(
    density: Double, _ allowsAutapses: Bool
  ) throws -> SparseStructure {
    guard density >= 0, density <= 1 else {
      throw TensorError.invalidArgument(
        operation: "matrix",
        reason: "the density must be a number in 0...1, not"
          + " \(density.isNaN ? .nan : density)")
    }
    return try SparseStructure.random(
      rows: matrixShape[0], columns: matrixShape[1], density: density,
      excluding: allowsAutapses ? nil : try partners(along: 0),
      from: currentRandom, in: pool)
  }

  /// The places where pairs are drawn with what `probability` makes of their
  /// distance, some rows at a time.
  func structure(
    ofDistance probability: (Tensor) throws -> Operand, _ allowsAutapses: Bool
  ) throws -> SparseStructure {
    let (rows, columns) = (matrixShape[0], matrixShape[1])
    let height = max(1, SynapseGroup.distanceBlock / max(1, columns))
    let excluded =
      try allowsAutapses ? nil : partners(along: 0)?.values(Int.self)
    var blocks: [SparseStructure] = []
    for start in stride(from: 0, to: rows, by: height) {
      let block = start..<min(start + height, rows)
      let distances = try distances(inRows: block)
      let drawn = try Tensor.zeros(distances.shape, type: .bool, in: pool)
      try currentRandom.fillBernoulli(
        drawn, probability: try probability(distances))
      for row in block {
        guard let column = excluded?[row], column >= 0 else { continue }
        try drawn.setElement([row - start, column], to: false)
      }
      blocks.append(try drawn.sparse().structure)
    }
    return try SparseStructure.stacked(blocks, columns: columns, in: pool)
  }

  /// How many distances there are at a time.
  private static let distanceBlock = 1 << 22

  /// As many synapses of each source, or else of each destination.
  func draws(
    _ degree: Int, ofSources: Bool, _ allowsAutapses: Bool,
    _ allowsMultapses: Bool
  ) throws -> EntryDraws {
    let lines = try lines(ofSources: ofSources, allowsAutapses: allowsAutapses)
    try check(
      ofSources ? "out_degree" : "in_degree", degree,
      most: lines.mostDraws(isRepeating: allowsMultapses),
      "the \(ofSources ? "destinations" : "sources") that each neuron can have"
        + (allowsAutapses ? "" : " but itself"), allowsMultapses)
    return try EntryDraws(
      degree: degree, lines: lines, isRepeating: allowsMultapses,
      from: currentRandom, in: pool)
  }

  /// As many synapses of all neurons, destination by destination.
  func draws(
    total: Int, _ allowsAutapses: Bool, _ allowsMultapses: Bool
  ) throws -> EntryDraws {
    let lines = try lines(ofSources: false, allowsAutapses: allowsAutapses)
    try check(
      "total", total, most: lines.mostTotal(isRepeating: allowsMultapses),
      "the pairs of \(allowsAutapses ? "" : "different ")neurons",
      allowsMultapses)
    return try EntryDraws(
      total: total, lines: lines, isRepeating: allowsMultapses,
      from: currentRandom, in: pool)
  }

  /// Throws unless there can be so many synapses.
  private func check(
    _ name: String, _ count: Int, most: Int, _ pairs: String,
    _ allowsMultapses: Bool
  ) throws(NetworkError) {
    guard count < 0 || count > most else { return }
    let room =
      allowsMultapses && most > 0
      ? "as many entries as a matrix can have"
      : allowsMultapses
        ? "as there are no \(pairs.dropFirst(4))"
        : "\(pairs), each at most once"
    throw .outOfRange(
      what: "matrix: \(name)", found: "\(count)",
      expected: count < 0 ? "0 or more" : "from 0 to \(most), \(room)")
  }

  /// What is drawn from by a rule that counts synapses of each source, or else
  /// of destinations.
  private func lines(
    ofSources: Bool, allowsAutapses: Bool
  ) throws -> EntryLines {
    let (own, others) =
      ofSources ? (source, destination) : (destination, source)
    return try EntryLines(
      count: own.size, length: others.size,
      excluding: allowsAutapses
        ? nil : try partners(along: ofSources ? sourceAxis : 1 - sourceAxis))
  }

  /// Where along the other axis of matrices the neuron of each place along
  /// `axis` is, from 0, or -1; nil if no neuron is both source and destination.
  private func partners(along axis: Int) throws -> Tensor? {
    guard source.root === destination.root else { return nil }
    let (own, others) =
      axis == sourceAxis ? (source, destination) : (destination, source)
    let places = try Tensor.full(
      [source.root.size], -1, type: .int64, in: pool)
    try places.subscripting([.indices(try others.neuronNumbers(), base: 0)])
      .assign(
        .tensor(try Tensor.range(from: 0, through: others.size - 1, in: pool)))
    return try places.subscripting([
      .indices(try own.neuronNumbers(), base: 0)
    ]).tensor()
  }
}
