import SpikingNetworks
import Tensors

/// A language of texts in models.
enum Language: CaseIterable {
  case vectorMode, matrixMode, sparseMode
  case numberParameter, wholeParameter, truthParameter, textParameter
  case recorder, synapseRecorder, eventRecorder
  case variable, equation
  case tags, search, quantity, synapseMode

  /// Reads `text` and does what it says.
  func read(_ text: String, in model: Model) throws {
    let (network, neurons) = (model.network, model.neurons)
    switch self {
    case .vectorMode: _ = try neurons.vector(.text(text))
    case .matrixMode:
      _ = try model.synapses.matrix(.text(text), density: 0.5)
    case .sparseMode:
      _ = try model.synapses.sparseMatrix(.text(text), rule: .density(0.5))
    case .numberParameter: try readParameter(text, beside: 0.5, in: model)
    case .wholeParameter: try readParameter(text, beside: 3, in: model)
    case .truthParameter: try readParameter(text, beside: true, in: model)
    case .textParameter: try readParameter(text, beside: "none", in: model)
    case .recorder: try record(try Recorder([text]), of: neurons)
    case .synapseRecorder: try record(try Recorder([text]), of: model.synapses)
    case .eventRecorder: try record(try EventRecorder([text]), of: neurons)
    case .variable:
      try neurons.add(Variable(["eq": .text(text), "tau": 20]), key: 1)
      try simulate(network)
    case .equation:
      try neurons.add(Variable(["eq": "v = -65 mV"]), key: 1)
      try neurons.add(
        Equation(["eq": .text(text), "tau": "10 ms"]), key: 2)
      try simulate(network)
    case .tags:
      neurons.addTags(text)
      for tag in neurons.tags { _ = try network.find(tag) }
      try NeuronGroup(size: 1, network: network, tag: text)
    case .search:
      _ = try network.find(text)
      _ = try network.find(text, countingFrom: 1)
      _ = neurons.afferentSynapses(text)
    case .quantity:
      _ = try RunTiming.Span.time(text)
    case .synapseMode:
      _ = try SynapseMode(named: text)
    }
  }

  /// Reads `text` as a parameter of a neuron group, a synapse group and of
  /// nothing.
  private func readParameter(
    _ text: String, beside standard: ParameterValue, in model: Model
  ) throws {
    let parameters = Parameters(of: "LIF", ["tau": .text(text)])
    for object in [model.neurons, model.synapses, nil] {
      _ = try parameters.value("tau", default: standard, for: object)
    }
  }

  private func record(
    _ recorder: some RecordingBehavior, of object: NetworkObject
  ) throws {
    try object.add(recorder, key: 3)
    try simulate(try object.requiredNetwork())
  }

  private func simulate(_ network: Network) throws {
    try network.initialize()
    try network.simulateIterations(3)
  }
}
