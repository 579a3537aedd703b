import SpikingNetworks
import Tensors
import TestSupport
import Testing

@Suite struct TagTests {
  @Test("F2: adding tags tells of those alone that weren't there")
  func addingTagsTellsOfTheNewOnes() throws {
    let network = try Network(seed: 1)
    let neurons = try NeuronGroup(size: 1, network: network, tag: "a, b")
    #expect(neurons.addTags("b, c, c, , d") == ["c", "d"])
    #expect(neurons.addTags("a") == [])
    #expect(neurons.tags == ["a", "b", "NeuronGroup", "ng", "c", "d"])
    #expect(neurons.hasTag("d") && !neurons.hasTag("e"))
  }

  @Test func partsAreStrippedAndUnique() {
    #expect(Tags(" exc , pop,,exc, ").list == ["exc", "pop"])
  }

  @Test func objectsAddTheirKind() throws {
    let network = try Network(tag: "N", seed: 1)
    let a = try NeuronGroup(size: 1, network: network, tag: "a, pop")
    let b = try NeuronGroup(size: 1, network: network)
    let ab = try SynapseGroup(
      from: .group(a), to: .group(b), network: network, tag: "GLU")
    let ba = try SynapseGroup(from: .group(b), to: "pop", network: network)
    #expect(network.tags == ["N", "Network"])
    #expect(a.tags == ["a", "pop", "NeuronGroup", "ng"])
    #expect(b.tag == "NeuronGroup_2")
    #expect(ab.tags == ["GLU", "SynapseGroup", "syn", "a => NeuronGroup_2"])
    #expect(ba.tag == "SynapseGroup_2")
    #expect(ba.destination === a)
    #expect(network.group("a") === a)
  }

  @Test func anObjectWithoutNeuronsIsInTheSchedule() throws {
    let network = try Network(seed: 1)
    let probe = Probe()
    let data = try NetworkObject(
      network: network, tag: "data, source", behaviors: [(3, probe)])
    #expect(data.tags == ["data", "source", "NetworkObject"])
    #expect(data.ownTags == ["data", "source"])
    #expect(network.groups.map(\.tag) == ["data"])
    #expect(network.neuronGroups.isEmpty && network.synapseGroups.isEmpty)
    #expect(try NetworkObject(network: network).tag == "NetworkObject_2")
    try network.initialize()
    try network.simulateIterations(2)
    #expect(
      "\(data)" == "NetworkObject 'data': tags data, source, NetworkObject")
    #expect(try network.remove(data).count == 1)
    #expect(network.scheduledBehaviors.isEmpty)
  }

  @Test func firstTagsOfNeuronGroupsAreUnique() throws {
    let network = try Network(seed: 1)
    let a = try NeuronGroup(size: 1, network: network, tag: "exc")
    let found = message {
      _ = try NeuronGroup(size: 1, network: network, tag: "exc,b")
    }
    #expect(
      found == "tag 'exc' is taken: it is the first tag of a NeuronGroup")
    #expect(throws: NetworkError.self) {
      try SynapseGroup(
        from: .group(a), to: .group(a), network: network, tag: "exc")
    }
    #expect(network.groups.count == 1)
  }

  @Test func synapseGroupsMayShareTheirFirstTag() throws {
    let network = try Network(seed: 1)
    let a = try NeuronGroup(size: 1, network: network, tag: "a")
    for _ in 0..<2 {
      try SynapseGroup(
        from: .group(a), to: .group(a), network: network, tag: "GLU")
    }
    #expect(a.afferentSynapses("GLU").count == 2)
  }

  @Test func unknownEndsAreErrorsWithASuggestion() throws {
    let network = try Network(seed: 1)
    try NeuronGroup(size: 1, network: network, tag: "excitatory")
    let found = message {
      _ = try SynapseGroup(
        from: "exitatory", to: "excitatory", network: network)
    }
    #expect(
      found
        == "no neuron group (source) has the tag 'exitatory'; did you mean"
        + " 'excitatory'?")
  }

  @Test func endsBelongToTheNetwork() throws {
    let (one, two) = (try Network(seed: 1), try Network(seed: 1))
    let a = try NeuronGroup(size: 1, network: one, tag: "a")
    #expect(
      message {
        _ = try SynapseGroup(from: .group(a), to: .group(a), network: two)
      } == "source 'a' belongs to another network")
  }

  @Test func sizesAreNotNegative() throws {
    let network = try Network(seed: 1)
    #expect(
      message { _ = try NeuronGroup(size: -1, network: network) }
        == "size must be 0 or more, not -1")
    #expect(throws: (any Error).self) {
      try NeuronGroup(size: Int.max, network: network)
    }
    #expect(try NeuronGroup(size: 0, network: network).vector().count == 0)
  }
}

@Suite struct SearchTests {
  /// A network whose groups, behaviors and recorders share tags.
  private func network() throws -> (Network, NeuronGroup) {
    let network = try Network(
      seed: 1, behaviors: [(9, Probe("Net", tag: "x"))])
    let a = try NeuronGroup(
      size: 2, network: network, tag: "a,x",
      behaviors: [
        (5, try Recorder(["v"], tag: "x")), (1, Probe("One", tag: "x")),
        (-1, try Recorder(["v"])),
      ])
    a.state["v"] = .tensor(try a.vector(1))
    return (network, a)
  }

  private func words(_ found: [Found]) -> [String] {
    found.map {
      switch $0 {
      case .object(let object): object.tag
      case .behavior(let behavior, let object):
        "\(behavior.name) of \(object.tag)"
      case .data(let tensor, _): "\(tensor.shape)"
      }
    }
  }

  @Test func objectsComeFirstThenBehaviorsByKey() throws {
    let (network, _) = try network()
    #expect(
      words(try network.find("x")) == [
        "Net of Network_1", "a", "One of a", "Recorder of a",
      ])
    #expect(words(try network.find("X")) == [])
    #expect(words(try network.find("Network")) == ["Network_1"])
  }

  @Test func recordersOfAVariableAreFoundByKey() throws {
    let (network, a) = try network()
    try network.initialize()
    a.behavior(key: -1)?.isEnabled = false
    try network.simulateIterations(3)
    #expect(words(try network.find("v")) == ["[0]", "[3, 2]"])
    #expect(words(try a.find("v")) == ["[0]", "[3, 2]"])
  }

  @Test func searchesAreNeverStale() throws {
    let (network, a) = try network()
    try network.initialize()
    #expect(words(try network.find("late")) == [])
    try network.simulateIterations(1)
    #expect(words(try network.find("v")).last == "[1, 2]")
    try network.simulateIterations(2)
    #expect(words(try network.find("v")).last == "[3, 2]")
    let late = try NeuronGroup(size: 1, network: network, tag: "late")
    #expect(words(try network.find("late")) == ["late"])
    a.addTags("late")
    #expect(words(try network.find("late")) == ["a", "late"])
    try late.add(Probe("Extra", tag: "late"), key: 1)
    #expect(words(try network.find("late")) == ["a", "late", "Extra of late"])
    late.removeBehaviors { $0.key == 1 }
    #expect(words(try network.find("late")) == ["a", "late"])
  }

  @Test func behaviorsAreSwitchedByTag() throws {
    let (network, a) = try network()
    try network.setBehaviors(tagged: "Recorder", isEnabled: false)
    #expect(a.behaviors.map(\.behavior.isEnabled) == [false, true, false])
    #expect(
      message { try a.setBehaviors(tagged: "Recoder", isEnabled: true) }
        == "no behavior has the tag 'Recoder'; did you mean 'Recorder'?")
  }
}

@Suite struct ConnectionTests {
  @Test func synapsesAreFoundByEveryTagInOrder() throws {
    let network = try Network(seed: 1)
    let a = try NeuronGroup(size: 1, network: network, tag: "a")
    let b = try NeuronGroup(size: 1, network: network, tag: "b")
    let first = try SynapseGroup(
      from: "a", to: "b", network: network, tag: "GLU,fast")
    let second = try SynapseGroup(
      from: "a", to: "b", network: network, tag: "GABA")
    let third = try SynapseGroup(
      from: "b", to: "b", network: network, tag: "GLU")
    func tags(_ list: [SynapseGroup]) -> [Int] {
      let all = [first, second, third]
      return list.compactMap { item in all.firstIndex { $0 === item } }
    }
    #expect(tags(b.afferentSynapses("GLU")) == [0, 2])
    #expect(tags(b.afferentSynapses()) == [0, 1, 2])
    #expect(tags(b.afferentSynapses("a => b")) == [0, 1])
    #expect(tags(b.afferentSynapses("syn")) == [0, 1, 2])
    #expect(tags(a.efferentSynapses("SynapseGroup")) == [0, 1])
    #expect(tags(a.afferentSynapses("All")) == [])
    #expect(a.afferentSynapses("nothing").isEmpty)
    first.addTags("late")
    third.addTags("early")
    first.addTags("early")
    #expect(tags(b.afferentSynapses("early")) == [0, 2])
    #expect(tags(try b.synapses(.init(named: "dendrite"), "late")) == [0])
    #expect(throws: NetworkError.self) { try SynapseDirection(named: "up") }
  }

  @Test func matricesFollowTheSynapseMode() throws {
    for mode in SynapseMode.allCases {
      let network = try Network(seed: 1, synapseMode: mode)
      try NeuronGroup(size: 2, network: network, tag: "a")
      try NeuronGroup(size: 3, network: network, tag: "b")
      let ab = try SynapseGroup(from: "a", to: "b", network: network)
      let expected: Shape = mode == .sourceByDestination ? [2, 3] : [3, 2]
      #expect(try ab.matrix("uniform").shape == expected)
    }
  }

  @Test func matricesLeaveOutWhatIsNotEnabled() throws {
    let network = try Network(seed: 1)
    let a = try NeuronGroup(size: 2, network: network, tag: "a")
    let synapses = try SynapseGroup(
      from: .group(a), to: .group(a), network: network)
    let enabled = try Tensor.identity(2, type: .bool, in: network.pool)
    synapses.state["enabled"] = .tensor(enabled)
    #expect(try synapses.matrix(3).numbers() == [3, 0, 0, 3])
    #expect(
      try synapses.matrix(3, isOnlyEnabled: false).numbers() == [3, 3, 3, 3])
    #expect(try synapses.matrix("ones", type: .bool).numbers() == [1, 0, 0, 1])
    synapses.state["enabled"] = .number(true)
    #expect(try synapses.matrix(3).numbers() == [3, 3, 3, 3])
  }

  @Test func aDroppedNetworkIsReleased() throws {
    var released: [String] = []
    var group: NeuronGroup?
    do {
      let network = try Network(seed: 1)
      let a = try NeuronGroup(size: 2, network: network, tag: "a")
      let synapses = try SynapseGroup(
        from: "a", to: "a", network: network, tag: "s")
      for object in [network, a, synapses] {
        let witness = Witness { [tag = object.tag] in released.append(tag) }
        try object.add(Probe { _ in _ = witness }, key: 1)
      }
      group = a
    }
    #expect(released.sorted() == ["Network_1", "s"])
    #expect(group?.network == nil)
    #expect(group?.afferentSynapses().isEmpty == true)
    #expect(try group?.vector(1).count == 2)
    #expect(throws: NetworkError.networkReleased(object: "NeuronGroup 'a'")) {
      try group?.add(Probe(), key: 2)
    }
    group = nil
    #expect(released.sorted() == ["Network_1", "a", "s"])
  }
}

@Suite struct StateVariablesTests {
  @Test func changesAreTold() throws {
    let network = try Network(seed: 1)
    let state = network.state
    var told: [String] = []
    state.onChange = { name, value in
      told.append(value == nil ? "-\(name)" : name)
    }
    state["a"] = .number(1)
    state.set("b", to: .text("x"), isNotifying: false)
    state["a"] = nil
    state["c"] = .opaque
    #expect(told == ["a", "-a", "c"])
    #expect(state.names == ["b", "c"])
    #expect(state.value(at: state.slot(of: "a")) == nil)
  }

  @Test func missingTensorsAreErrorsWithASuggestion() throws {
    let network = try Network(seed: 1)
    network.state["voltage"] = .number(1)
    #expect(
      message { _ = try network.tensor(named: "volatge") }
        == "Network 'Network_1' has no variable 'volatge'; did you mean"
        + " 'voltage'?")
    #expect(
      message { _ = try network.tensor(named: "voltage") }
        == "'voltage' of Network 'Network_1' must be a tensor, not a number")
  }
}
