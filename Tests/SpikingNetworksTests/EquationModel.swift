import Tensors

@testable import SpikingNetworks

/// A network of equations that is run in two ways: traced, or by calls of
/// `forward`.
struct EquationModel {
  /// The element type of the network.
  var type = ElementType.float32

  /// The behaviors of the group of three neurons, by their keys; made anew for
  /// each run.
  var behaviors: () throws -> [(Double, any Behavior)]

  /// The step of the network's Clock; without one, `dt` is 0.5 ms.
  var step: String?

  /// What is done before an iteration, by its number.
  var changes: [Int: (NeuronGroup) throws -> Void] = [:]

  /// The behaviors of synapses of the group to itself; none without any.
  var synapseBehaviors: () throws -> [(Double, any Behavior)] = { [] }

  /// What an iteration left, or the error that it ended with.
  typealias Course = [String]

  /// Runs iterations.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - isTraced: Whether what can be traced is.
  /// - Returns: The bits of all state variables after each.
  /// - Throws: What initializing throws.
  func course(_ count: Int, isTraced: Bool) throws -> Course {
    let network = try makeNetwork(isTraced: isTraced)
    return try course(of: network, 1...count)
  }

  /// The same, of a network from `makeNetwork`.
  func course(of network: Network, _ iterations: ClosedRange<Int>) throws
    -> Course
  {
    let neurons = try network.neurons()
    var course: Course = []
    for iteration in iterations {
      do {
        try changes[iteration]?(neurons)
        try network.simulateIteration()
      } catch {
        return course + ["\(error)"]
      }
      course.append(try network.bits())
    }
    return course
  }

  /// The network, initialized.
  func makeNetwork(isTraced: Bool) throws -> Network {
    let network = try Network(
      seed: 7, type: type,
      behaviors: step.map { [(0, Clock(["step": .text($0)]))] } ?? [])
    if step == nil { try network.setTimeStep(0.5) }
    let neurons = try NeuronGroup(
      size: 3, network: network, tag: "g", behaviors: try behaviors())
    neurons.state["drive"] = .number(.float(0.75))
    neurons.state["count"] = .number(.integer(3))
    neurons.state["flag"] = .number(.bool(true))
    neurons.state["input"] = .tensor(try neurons.vector("uniform(-1, 1)"))
    neurons.state["spike"] = .tensor(try neurons.vector(type: .bool))
    neurons.state["threshold"] = .tensor(try neurons.vector(1))
    let synapses = try synapseBehaviors()
    if !synapses.isEmpty {
      _ = try SynapseGroup(
        from: .group(neurons), to: .group(neurons), network: network, tag: "s",
        behaviors: synapses)
    }
    try network.initialize()
    for entry in network.scheduledBehaviors where !isTraced {
      (entry.behavior as? LibraryBehavior)?.isCalled = true
    }
    return network
  }
}

extension Network {
  /// The group of an `EquationModel`.
  func neurons() throws -> NeuronGroup {
    guard let neurons = neuronGroups.first else {
      throw NetworkError.notInitialized
    }
    return neurons
  }

  /// The bits of all state variables.
  func bits() throws -> String {
    try searchedObjects.flatMap { object in
      try object.state.names.sorted().map { name in
        "\(object.tag).\(name) = \(try bits(of: object.state[name]))"
      }
    }.joined(separator: "\n")
  }

  private func bits(of value: StateValue?) throws -> String {
    switch value {
    case .number(let number):
      return "\(number.type) \(number.double.bitPattern)"
    case .tensor(let tensor):
      let elements = try tensor.converted(to: .float64).copied()
        .values(Double.self)
      return "\(tensor.type) \(tensor.shape) \(elements.map(\.bitPattern))"
    case let value: return value?.kind ?? "nothing"
    }
  }
}
