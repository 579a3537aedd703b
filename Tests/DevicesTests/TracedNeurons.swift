import Programs
import SpikingNetworks
import Tensors
import Testing

/// A behavior that says what it does to neurons instead of doing it.
final class TracedNeurons: TracedBehavior {
  typealias Step = (NeuronGroup, ProgramTracer) throws -> Void

  let name: String
  let switches = BehaviorSwitches()
  var isEnabled = true
  let hasForward = true
  let isTraceable = true
  private let start: (NeuronGroup) throws -> Void
  private let step: Step

  init(
    _ name: String,
    initialize: @escaping (NeuronGroup) throws -> Void = { _ in },
    _ step: @escaping Step
  ) {
    self.name = name
    start = initialize
    self.step = step
  }

  func initialize(_ object: NetworkObject) throws {
    try start(try #require(object as? NeuronGroup))
  }

  func forward(_ object: NetworkObject) throws {
    Issue.record("what is traced isn't called")
  }

  func trace(
    _ object: NetworkObject, into tracer: ProgramTracer, isTrial: Bool
  ) throws -> (any TraceCheck)? {
    try step(try #require(object as? NeuronGroup), tracer)
    return nil
  }
}

extension ProgramTracer {
  /// The tensor that a variable stands for.
  func tensor(_ name: String, of object: NetworkObject) throws -> ProgramTensor
  {
    let value = try read(variable(name, of: object))
    guard case .tensor(let tensor)? = value else {
      throw NetworkError.wrongKind(
        what: name, expected: "a tensor", found: "something else")
    }
    return tensor
  }

  /// Sets a variable.
  func set(
    _ name: String, of object: NetworkObject, to value: ProgramTensor
  ) throws {
    _ = try write(variable(name, of: object), .tensor(value))
  }
}

/// Leaky integrate-and-fire neurons with noise, all connected to all, and one-step STDP,
/// as three traced behaviors.
func plasticNetwork(
  size: Int = 200, others: [KeyedBehavior] = []
) throws -> Network {
  let network = try Network(seed: 3)
  let neurons = TracedNeurons("LIF") { group in
    for name in ["spikes", "spikes_old"] {
      group.state[name] = .tensor(try group.vector(type: .bool))
    }
    group.state["voltage"] = .tensor(try group.vector("uniform(0, 6)"))
    group.state["noise"] = .tensor(try group.vector())
    group.state["count"] = .tensor(try group.vector(type: .int64))
    group.state["W"] = .tensor(
      try group.tensor("uniform(0, 0.01)", shape: [group.size, group.size]))
  } _: { group, tracer in
    let builder = tracer.builder
    let voltage = try tracer.tensor("voltage", of: group)
    let spikes = try builder.comparing(.greater, voltage, .scalar(6))
    try tracer.set(
      "spikes_old", of: group, to: try tracer.tensor("spikes", of: group))
    try tracer.set("spikes", of: group, to: spikes)
    try builder.assign(
      .scalar(0), to: try builder.selection(of: voltage, [.mask(spikes)]))
    try builder.apply(.multiply, to: voltage, .scalar(0.9))
  }
  let input = TracedNeurons("Input") { group, tracer in
    let builder = tracer.builder
    let (voltage, noise) = (
      try tracer.tensor("voltage", of: group),
      try tracer.tensor("noise", of: group)
    )
    try builder.draw(.uniform, [.scalar(0), .scalar(1)], into: noise)
    try builder.apply(.add, to: voltage, .tensor(noise))
    let fired = try builder.selection(
      of: try tracer.tensor("W", of: group),
      [.mask(try tracer.tensor("spikes", of: group))])
    try builder.apply(
      .add, to: voltage, .tensor(try builder.sum(fired, axis: 0)))
  }
  let learning = TracedNeurons("STDP") { group, tracer in
    let builder = tracer.builder
    let pairs = try builder.selection(
      of: try tracer.tensor("W", of: group),
      [
        .mask(try tracer.tensor("spikes_old", of: group)),
        .mask(try tracer.tensor("spikes", of: group)),
      ])
    try builder.apply(.add, to: pairs, .scalar(0.001))
    try builder.clamp(pairs, minimum: 0, maximum: 1)
    // The sum of iterations in which a neuron fired.
    let now = try builder.applying(
      .multiply, try tracer.tensor("spikes", of: group),
      .number(tracer.currentIteration()))
    try tracer.set(
      "count", of: group,
      to: try builder.applying(
        .add, try tracer.tensor("count", of: group), .tensor(now)))
  }
  try NeuronGroup(
    size: size, network: network, tag: "exc",
    behaviors: [(1, neurons), (2, input), (3, learning)] + others)
  try network.initialize()
  return network
}
