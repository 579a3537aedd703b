import Tensors

/// Which neurons synapses connect.
public enum ConnectionRule {
  /// All sources with all destinations.
  case all
  /// The first source with the first destination, and so on.
  case oneToOne
  /// Each destination with as many sources, drawn without repetition.
  case inDegree(Int)
  /// Each source with as many destinations, drawn without repetition.
  case outDegree(Int)
  /// Each pair with a probability, which may be a matrix of one for each
  /// synapse.
  case probability(Operand)
}

extension SynapseGroup {
  /// A bool matrix that is true where `rule` connects a source with a
  /// destination, to be stored as `enabled`.
  ///
  /// Random numbers are those of the running behavior.
  ///
  /// - Parameters:
  ///   - rule: Which neurons are connected.
  ///   - allowsAutapses: Whether neurons may be connected with themselves.
  /// - Returns: A new bool matrix.
  /// - Throws: `NetworkError.outOfRange` for numbers of synapses that are not
  ///   possible, `.unconnected`; `TensorError.invalidArgument` for a
  ///   probability, `.shapeMismatch`.
  public func connections(
    _ rule: ConnectionRule, allowsAutapses: Bool = true
  ) throws -> Tensor {
    try checkConnected()
    let shape = try Shape(matrixShape.list)
    let result: Tensor
    switch rule {
    case .all:
      result = try Tensor.full(shape, true, type: .bool, in: pool)
    case .oneToOne:
      guard source.size == destination.size else {
        throw NetworkError.outOfRange(
          what: "one to one: the number of destinations",
          found: "\(destination.size)",
          expected: "that of sources, \(source.size)")
      }
      result = try Tensor.identity(source.size, type: .bool, in: pool)
    case .probability(let probability):
      result = try Tensor.zeros(shape, type: .bool, in: pool)
      try currentRandom.fillBernoulli(result, probability: probability)
    case .inDegree(let count):
      return try drawn(
        count, along: sourceAxis, "in degree", allowsAutapses)
    case .outDegree(let count):
      return try drawn(
        count, along: 1 - sourceAxis, "out degree", allowsAutapses)
    }
    if !allowsAutapses {
      try result.apply(
        .and, .tensor(try autapses().applying(.logicalNot)))
    }
    return result
  }

  /// A matrix with `count` true elements in each line along `axis`.
  private func drawn(
    _ count: Int, along axis: Int, _ what: String, _ allowsAutapses: Bool
  ) throws -> Tensor {
    let shape = matrixShape
    let (length, lines) = (shape[axis], shape[1 - axis])
    let excluded = try allowsAutapses ? [:] : partners(along: axis)
    let free = excluded.isEmpty ? length : length - 1
    guard count >= 0, count <= free || lines == 0 else {
      throw NetworkError.outOfRange(
        what: what, found: "\(count)", expected: "from 0 to \(free)")
    }
    let result = try Tensor.zeros(
      try Shape(shape.list), type: .bool, in: pool)
    if lines == 0 || count == 0 { return result }
    let draws = try Tensor.zeros(
      try Shape([lines, count]), type: .float64, in: pool)
    try currentRandom.fillUniform(draws)
    var order = Array(0..<length)
    for line in 0..<lines {
      try Interruption.begin(count)
      let random = try draws.selected(axis: 0, index: line)
        .values(Double.self)
      // The one that is left out waits at the end, beyond those drawn from.
      let candidates = excluded[line] == nil ? length : length - 1
      if let partner = excluded[line] {
        let place = order.firstIndex(of: partner) ?? candidates
        order.swapAt(place, candidates)
      }
      for i in 0..<count {
        // The beginning of a shuffle by Fisher and Yates.
        let left = Double(candidates - i)
        let drawn = Int(random[i] * left)
        let j = i + min(drawn, candidates - i - 1)
        order.swapAt(i, j)
      }
      let chosen = try Tensor(Array(order[..<count]), in: pool)
      try result.selected(axis: 1 - axis, index: line)
        .subscripting([.indices(chosen, base: 0)])
        .assign(true)
    }
    return result
  }

  /// For each place across `axis`, the place along it of the same neuron.
  private func partners(along axis: Int) throws -> [Int: Int] {
    guard source.root === destination.root else { return [:] }
    let (from, to) = (
      try source.neuronNumbers().values(Int.self),
      try destination.neuronNumbers().values(Int.self)
    )
    let isAlongSources = axis == sourceAxis
    let places = (isAlongSources ? from : to).enumerated()
      .map { ($0.element, $0.offset) }
    let place = Dictionary(uniqueKeysWithValues: places)
    var result: [Int: Int] = [:]
    for (line, neuron) in (isAlongSources ? to : from).enumerated() {
      result[line] = place[neuron]
    }
    return result
  }
}
