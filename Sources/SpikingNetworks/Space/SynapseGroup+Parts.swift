import Tensors

/// Parts of synapse groups.
extension SynapseGroup {
  /// A group of the synapses between some of the sources and some of the
  /// destinations, with copies of this group's variables and with its tags.
  ///
  /// It is a group of its own in the network, without behaviors.
  ///
  /// - Throws: As `NeuronSubGroup.init(of:where:tag:)` for the masks;
  ///   `NetworkError.unconnected`.
  public func part(
    from sources: Tensor, to destinations: Tensor
  ) throws -> SynapseGroup {
    try checkConnected()
    let part = try SynapseGroup(
      from: .group(try NeuronSubGroup(of: source, where: sources)),
      to: .group(try NeuronSubGroup(of: destination, where: destinations)),
      network: try requiredNetwork(), tag: ownTags.joined(separator: ","))
    try part.copyVariables(ofWhole: self)
    return part
  }

  /// Copies the variables of a group that this one is a part of: of matrices
  /// the block that belongs to this group, of others all; but none that only
  /// another language can read.
  public func copyVariables(ofWhole whole: SynapseGroup) throws {
    let rows = try [whole.source, source].map { try $0.neuronNumbers() }
    let columns = try [whole.destination, destination].map {
      try $0.neuronNumbers()
    }
    var picks: [Selector] = []
    for (all, some) in [(rows[0], rows[1]), (columns[0], columns[1])] {
      picks.append(.indices(try places(of: some, in: all), base: 0))
    }
    if sourceAxis == 1 { picks.reverse() }
    for name in whole.state.names {
      guard let value = whole.state[name] else { continue }
      guard case .tensor(let tensor) = value else {
        if case .opaque = value { continue }
        if case .sparse(let matrix) = value {
          let isWhole = matrix.shape == whole.matrixShape
          state[name] = .sparse(
            isWhole
              ? try matrix.selection(picks).gathered() : try matrix.copied())
          continue
        }
        state[name] = value
        continue
      }
      let isMatrix = tensor.shape == whole.matrixShape
      state[name] = .tensor(
        isMatrix
          ? try tensor.subscripting(picks).tensor() : try tensor.copied())
    }
  }

  /// Where the numbers of neurons are among others.
  private func places(
    of some: Tensor, in all: Tensor
  ) throws(TensorError) -> Tensor {
    var place: [Int: Int] = [:]
    for (index, number) in all.values(Int.self).enumerated() {
      place[number] = index
    }
    return try Tensor(
      some.values(Int.self).map { place[$0] ?? 0 }, in: pool)
  }

  /// The factor by which the input of this group counts among all with a tag
  /// that end where it does, so that groups of different sizes weigh as much as
  /// their variable `group_weighting` (1 if there is none) says: the sum of the
  /// weightings over the sum of all sources' sizes times their groups'
  /// weightings, times the size and weighting of this group.
  public func sizeFactor(among tag: String = "All") -> Double {
    let all = destination.afferentSynapses(tag)
    let weightings = all.reduce(0) { $0 + $1.weighting }
    let total = all.reduce(0) {
      $0 + Double($1.source.size) * $1.source.weighting
    }
    guard total != 0 else { return 0 }
    return weightings / total * Double(source.size) * weighting
  }

  /// The value of an expression of the variable `distance`, the distances of
  /// the ends of synapses.
  ///
  /// - Parameters:
  ///   - text: The expression.
  ///   - distances: Its variable; all distances, if nil.
  ///   - operation: The function that it was given to, for messages.
  /// - Returns: A number, or a tensor that may be of fewer elements.
  /// - Throws: `NetworkError.syntax`, `.unknownWord`, `.unknownVariable`, and
  ///   as `distances(along:)`.
  public func value(
    ofDistance text: String, _ distances: Tensor? = nil,
    operation: String = "connect"
  ) throws -> Operand {
    let expression = try Expression(
      text, of: self, subject: "\(operation): distance",
      constants: ["distance": .tensor(try distances ?? self.distances())])
    return try expression.value()
  }
}

extension NetworkObject {
  /// How much the object counts: its variable `group_weighting`, or 1.
  var weighting: Double {
    let state = ((self as? NeuronGroup)?.root ?? self).state
    guard case .number(let number) = state["group_weighting"] else { return 1 }
    return number.double
  }
}
