import DeviceTestSupport
import Devices
import Programs
import TestSupport
import Testing

@testable import SpikingNetworks
@testable import Tensors

/// Networks on a device, as on the processor.
@Suite(.needsDevice) struct DeviceSimulationTests {
  private static let names = [
    "voltage", "spikes", "spikes_old", "noise", "W", "count",
  ]

  /// The bits of all variables of a network's only group.
  private func bits(_ network: Network) throws -> [[UInt64]] {
    try DeviceSimulationTests.names.map {
      try network.neuronGroups[0].tensor(named: $0).copied().bits
    }
  }

  /// A place on the device of the tests, where nothing runs on the processor.
  private func placement() throws -> DevicePlacement {
    DevicePlacement(try TestDevice.open(), allowsHost: false)
  }

  @Test func aNetworkGivesTheBitsOfTheProcessor() throws {
    let (own, other) = (try plasticNetwork(), try plasticNetwork())
    try other.place(on: try placement())
    var fired = 0
    for count in [1, 2, 70, 0, 128, 5] {
      try own.simulateIterations(count)
      #expect(try other.simulateIterations(count) == count)
      #expect(other.iteration == own.iteration)
      try #require(try bits(other) == bits(own), "after \(own.iteration)")
      fired += Int(try bits(own)[1].reduce(0, +))
    }
    #expect(fired > 0)
  }

  /// State goes to the device once, and comes back when somebody looks.
  @Test func nothingIsCopiedThatNobodyAsksFor() throws {
    let network = try plasticNetwork()
    let place = try placement()
    try network.place(on: place)
    try network.simulateIterations(5)
    let before = place.work
    #expect(before.bytesRead == 0)
    #expect(before.programs == 1)
    try network.simulateIterations(100)
    #expect(place.work.bytesWritten == before.bytesWritten)
    #expect(place.work.bytesRead == 0)
    #expect(place.work.iterations == 105)
    _ = try network.neuronGroups[0].tensor(named: "voltage").copied()
    let voltage = try network.neuronGroups[0].tensor(named: "voltage")
    #expect(place.work.bytesRead == voltage.storage.byteCount)
    // Whoever has read it may have changed it.
    try network.simulateIterations(1)
    #expect(
      place.work.bytesWritten == before.bytesWritten
        + voltage.storage.byteCount)
  }

  /// Recorders only read: what they read need not be written again.
  @Test func whatIsRecordedIsReadBackAndNotWritten() throws {
    let network = try plasticNetwork(others: [(9, try Recorder(["voltage"]))])
    let place = try placement()
    try network.place(on: place)
    try network.simulateIterations(2)
    let before = place.work
    try network.simulateIterations(10)
    let size = try network.neuronGroups[0].tensor(named: "voltage").storage
      .byteCount
    #expect(place.work.bytesRead - before.bytesRead == 10 * size)
    #expect(place.work.bytesWritten == before.bytesWritten)
  }

  @Test func theProcessorAndTheDeviceTakeTurns() throws {
    let (own, other) = (try plasticNetwork(), try plasticNetwork())
    let place = try placement()
    for part in 0..<4 {
      try own.simulateIterations(15)
      try other.place(on: part % 2 == 0 ? place : nil)
      try other.simulateIterations(15)
      // What is changed between runs counts.
      for network in [own, other] {
        let voltage = try network.neuronGroups[0].tensor(named: "voltage")
        try voltage.apply(.add, .scalar(0.5))
      }
      #expect(try bits(other) == bits(own))
    }
  }

  @Test func aNetworkThatWasSavedGoesOnOnAnotherProcessor() throws {
    let folder = try TemporaryFolder()
    let (network, other, third) = (
      try plasticNetwork(), try plasticNetwork(), try plasticNetwork()
    )
    try network.place(on: try placement())
    try network.simulateIterations(20)
    try network.save(to: folder.path("net.snn"))
    try other.load(from: folder.path("net.snn"))
    try third.place(on: try placement())
    try third.simulateIterations(3)
    try third.load(from: folder.path("net.snn"))
    for network in [network, other, third] {
      try network.simulateIterations(20)
    }
    #expect(try bits(other) == bits(network))
    #expect(try bits(third) == bits(network))
    #expect(other.iteration == 40)
  }

  @Test func whoHoldsATensorThatIsChangedInPlaceSeesIt() throws {
    let network = try plasticNetwork()
    let held = try network.neuronGroups[0].tensor(named: "voltage")
    try network.place(on: try placement())
    for count in [1, 29] {
      try network.simulateIterations(count)
      #expect(held.bits == (try bits(network)[0]))
    }
  }

  /// What replaces a variable leaves the one that was, and who holds it.
  @Test func whoHoldsATensorThatIsReplacedKeepsIt() throws {
    let (own, other) = (try plasticNetwork(), try plasticNetwork())
    try other.place(on: try placement())
    var held: [[Tensor]] = []
    for count in [1, 2, 1, 7] {
      try own.simulateIterations(count)
      try other.simulateIterations(count)
      held.append(
        try [own, other].map {
          try $0.neuronGroups[0].tensor(named: "spikes")
        })
    }
    for pair in held { #expect(pair[0].bits == pair[1].bits) }
    #expect(try bits(other) == bits(own))
  }

  /// What a script sets in place of a variable counts, and the one that was stays.
  @Test func aVariableThatIsReplacedBetweenRunsGoesThere() throws {
    let (own, other) = (try plasticNetwork(), try plasticNetwork())
    try other.place(on: try placement())
    for network in [own, other] {
      try network.simulateIterations(10)
      let group = network.neuronGroups[0]
      let old = try group.tensor(named: "voltage")
      group.state["voltage"] = .tensor(try group.vector())
      try network.simulateIterations(10)
      group.state["noise"] = .tensor(old)
    }
    #expect(try bits(other) == bits(own))
  }

  @Test func oneTensorUnderTwoNamesStaysOne() throws {
    let behavior = TracedNeurons("Twins") { group in
      for name in ["x", "y", "z"] {
        group.state[name] = .tensor(try group.vector())
      }
    } _: { group, tracer in
      let sum = try tracer.builder.applying(
        .add, try tracer.tensor("x", of: group), .scalar(1))
      try tracer.set("x", of: group, to: sum)
      try tracer.set("y", of: group, to: sum)
    }
    let network = try Network(seed: 1)
    let group = try NeuronGroup(
      size: 40, network: network, behaviors: [(1, behavior)])
    try network.initialize()
    try network.place(on: try placement())
    try network.simulateIterations(10)
    let (x, y) = (
      try group.tensor(named: "x"), try group.tensor(named: "y")
    )
    #expect(x.storage === y.storage)
    #expect(x.doubles == Array(repeating: 10, count: 40))
  }

  /// The error that a network with another behavior gives.
  private func refusal(_ other: any Behavior) throws -> String {
    let network = try plasticNetwork(others: [(9, other)])
    try network.place(on: try placement())
    let error = #expect(throws: (any Error).self) {
      try network.simulateIterations(5)
    }
    return error.map { "\($0)" } ?? ""
  }

  /// Adds the variance of the voltages to the noise, for which kernels have no form.
  private func total() -> TracedNeurons {
    TracedNeurons("Total") { group, tracer in
      tracer.builder.position = "model.swift:1"
      let total = try tracer.builder.reduced(
        .variance, try tracer.tensor("voltage", of: group))
      try tracer.builder.apply(
        .add, to: try tracer.tensor("noise", of: group), .number(total))
    }
  }

  @Test func whatOnlyTheProcessorDoesIsNamed() throws {
    #expect(
      try refusal(Called()).contains(
        "Called (key 9) of exc can't run on a device: it isn't compiled"))
    #expect(
      try refusal(total()).contains(
        "Total (key 9) of exc can't run on a device: model.swift:1: this runs on"
          + " the processor only: n2 = var(exc.voltage)"))
  }

  /// What has no form on the device runs on the processor, in between.
  @Test func whatOnlyTheProcessorDoesRunsThere() throws {
    let recorders = [try Recorder(["voltage"]), try Recorder(["voltage"])]
    let networks = try recorders.map {
      try plasticNetwork(others: [(2.5, total()), (8, $0), (9, Called())])
    }
    let place = DevicePlacement(try TestDevice.open())
    try networks[1].place(on: place)
    for network in networks { try network.simulateIterations(20) }
    #expect(try bits(networks[1]) == bits(networks[0]))
    let recorded = try recorders.map { try $0.data(of: "voltage") }
    #expect(recorded[0].bits == recorded[1].bits)
    #expect(recorded[0].shape[0] == 20)
    // Not in the first iteration, from which programs were learned.
    #expect(place.work.launches > 19 * 4)
  }

  /// A variable that is changed in place, and then replaced: whoever has held it sees
  /// what was made of it.
  @Test func whoHoldsWhatIsChangedAndReplacedSeesTheChange() throws {
    let network = try Network(seed: 1)
    let behavior = TracedNeurons("Both") { group in
      group.state["x"] = .tensor(try group.vector())
    } _: { group, tracer in
      let x = try tracer.tensor("x", of: group)
      try tracer.builder.apply(.add, to: x, .scalar(1))
      try tracer.set(
        "x", of: group,
        to: try tracer.builder.applying(.multiply, x, .scalar(2)))
    }
    let group = try NeuronGroup(
      size: 40, network: network, behaviors: [(1, behavior)])
    try network.initialize()
    try network.place(on: try placement())
    for (before, after) in [(1.0, 2.0), (3, 6), (7, 14)] {
      let held = try group.tensor(named: "x")
      try network.simulateIteration()
      #expect(held.doubles.allSatisfy { $0 == before })
      #expect(
        try group.tensor(named: "x").doubles.allSatisfy { $0 == after })
    }
  }

  /// The processor runs the same iterations on copies, and finds them equal.
  @Test func aCheckedNetworkGoesOnAsOneThatIsNot() throws {
    let (own, other) = (try plasticNetwork(), try plasticNetwork())
    try other.place(
      on: DevicePlacement(try TestDevice.open(), isChecked: true))
    try own.simulateIterations(30)
    try other.simulateIterations(30)
    #expect(try bits(other) == bits(own))
  }

  /// A network with a variable `u` to which each iteration adds 1.
  private func counting(from start: StateValue) throws -> Network {
    let behavior = TracedNeurons("Counting") {
      $0.state["u"] = start
    } _: {
      group, tracer in
      let one = try tracer.builder.full([4], .scalar(1), type: .float32)
      let sum: ProgramTensor
      switch try tracer.read(tracer.variable("u", of: group), isLive: true) {
      case .tensor(let tensor)?:
        sum = try tracer.builder.applying(.add, one, .tensor(tensor))
      case .number(let number)?:
        sum = try tracer.builder.applying(.add, one, .number(number))
      default: sum = one
      }
      try tracer.set("u", of: group, to: sum)
    }
    let network = try Network(seed: 1)
    try NeuronGroup(size: 4, network: network, behaviors: [(1, behavior)])
    try network.initialize()
    return network
  }

  @Test func aNumberThatBecomesATensorGoesOnAsOne() throws {
    let network = try counting(from: .number(0))
    network.prepareStretches()
    try network.place(on: try placement())
    try network.simulateIterations(10)
    let u = try network.neuronGroups[0].tensor(named: "u")
    #expect(u.doubles == [10, 10, 10, 10])
  }

  @Test(arguments: [0, 2])
  func whoStopsARunLosesNothing(before: Int) throws {
    let network = try plasticNetwork(size: 20)
    try network.simulateIterations(before)
    try network.place(on: try placement())
    let interruption = Interruption()
    try interruption.covering { () throws in
      interruption.beginSimulation()
      interruption.stop()
      let old = try bits(network)
      let done: Int
      do {
        done = try network.simulateIterations(1_000)
      } catch TensorError.interrupted {
        done = network.iteration - before
      }
      #expect(done <= 1)
      #expect(network.iteration == before + done)
      if done == 0 { #expect(try bits(network) == old) }
    }
  }
}

/// A behavior that is called.
private final class Called: Behavior {
  var isEnabled = true
  func initialize(_ object: NetworkObject) {}
  func forward(_ object: NetworkObject) {}
}
