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

  @Test func aNetworkGivesTheBitsOfTheProcessor() throws {
    let (own, other) = (try plasticNetwork(), try plasticNetwork())
    let simulation = DeviceSimulation(of: other, on: try TestDevice.open())
    var fired = 0
    for count in [1, 2, 70, 0, 128, 5] {
      try own.simulateIterations(count)
      #expect(try simulation.simulateIterations(count) == count)
      #expect(other.iteration == own.iteration)
      try #require(try bits(other) == bits(own), "after \(own.iteration)")
      fired += Int(try bits(own)[1].reduce(0, +))
    }
    #expect(fired > 0)
  }

  @Test func theProcessorAndTheDeviceTakeTurns() throws {
    let (own, other) = (try plasticNetwork(), try plasticNetwork())
    let simulation = DeviceSimulation(of: other, on: try TestDevice.open())
    for part in 0..<4 {
      try own.simulateIterations(15)
      if part % 2 == 0 {
        try simulation.simulateIterations(15)
      } else {
        try other.simulateIterations(15)
      }
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
    let network = try plasticNetwork()
    let simulation = DeviceSimulation(of: network, on: try TestDevice.open())
    try simulation.simulateIterations(20)
    try network.save(to: folder.path("net.snn"))
    let other = try plasticNetwork()
    try other.load(from: folder.path("net.snn"))
    try other.simulateIterations(20)
    try simulation.simulateIterations(20)
    #expect(try bits(other) == bits(network))
    #expect(other.iteration == 40)
  }

  @Test func whoHoldsATensorThatIsChangedInPlaceSeesIt() throws {
    let network = try plasticNetwork()
    let held = try network.neuronGroups[0].tensor(named: "voltage")
    let simulation = DeviceSimulation(of: network, on: try TestDevice.open())
    try simulation.simulateIterations(30)
    #expect(held.bits == (try bits(network)[0]))
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
    try DeviceSimulation(of: network, on: try TestDevice.open())
      .simulateIterations(10)
    let (x, y) = (
      try group.tensor(named: "x"), try group.tensor(named: "y")
    )
    #expect(x.storage === y.storage)
    #expect(x.doubles == Array(repeating: 10, count: 40))
  }

  /// The error that a network with another behavior gives.
  private func refusal(_ other: any Behavior) throws -> String {
    let network = try plasticNetwork(others: [(9, other)])
    let simulation = DeviceSimulation(of: network, on: try TestDevice.open())
    let error = #expect(throws: (any Error).self) {
      try simulation.simulateIterations(5)
    }
    return error.map { "\($0)" } ?? ""
  }

  @Test func whatOnlyTheProcessorDoesIsNamed() throws {
    #expect(
      try refusal(try Recorder(["voltage"]))
        == "Recorder (key 9) of exc can't run on a device: it records in each"
        + " iteration")
    #expect(
      try refusal(Called())
        == "Called (key 9) of exc can't run on a device: it isn't compiled")
    let total = try refusal(
      TracedNeurons("Total") { group, tracer in
        tracer.builder.position = "model.swift:1"
        let total = try tracer.builder.reduced(
          .sum, try tracer.tensor("voltage", of: group))
        try tracer.builder.apply(
          .add, to: try tracer.tensor("noise", of: group), .number(total))
      })
    #expect(
      total == "model.swift:1: this runs on the processor only: n2 ="
        + " sum(exc.voltage)")
  }

  /// Whatever call fails, the network is as it was, and goes on from there.
  @Test func aDeviceThatFailsHarmsNoNetwork() throws {
    let device = FailingDevice(try TestDevice.open())
    let network = try plasticNetwork(size: 20)
    let own = try plasticNetwork(size: 20)
    try network.simulateIterations(2)
    try own.simulateIterations(2)
    let simulation = DeviceSimulation(of: network, on: device)
    let before = try bits(network)
    var failures = 0
    while failures < 1_000 {
      device.callsLeft = failures
      do {
        try simulation.simulateIterations(3)
        break
      } catch let error as DeviceError {
        #expect(error == FailingDevice.error)
      }
      failures += 1
      try #require(try bits(network) == before)
      #expect(network.iteration == 2)
    }
    // Buffers, what is written to them, kernels, launches, and what is read.
    #expect(failures > 60)
    try own.simulateIterations(3)
    #expect(try bits(network) == bits(own))
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
    try DeviceSimulation(of: network, on: try TestDevice.open())
      .simulateIterations(10)
    let u = try network.neuronGroups[0].tensor(named: "u")
    #expect(u.doubles == [10, 10, 10, 10])
  }

  @Test(arguments: [0, 2])
  func whoStopsARunLosesNothing(before: Int) throws {
    let network = try plasticNetwork(size: 20)
    try network.simulateIterations(before)
    let simulation = DeviceSimulation(of: network, on: try TestDevice.open())
    let interruption = Interruption()
    try interruption.covering { () throws in
      interruption.beginSimulation()
      interruption.stop()
      let old = try bits(network)
      let done = try simulation.simulateIterations(1_000)
      #expect(done <= 1)
      #expect(network.iteration == before + done)
      if done == 0 { #expect(try bits(network) == old) }
    }
  }

  @Test func aNetworkThatWasNotInitializedIsToldSo() throws {
    let network = try Network(seed: 1)
    let simulation = DeviceSimulation(of: network, on: try TestDevice.open())
    #expect(throws: NetworkError.notInitialized) {
      try simulation.simulateIterations(1)
    }
    #expect(
      throws: NetworkError.negativeCount(what: "iterations", found: -1)
    ) {
      try simulation.simulateIterations(-1)
    }
  }
}

/// A behavior that is called.
private final class Called: Behavior {
  var isEnabled = true
  func initialize(_ object: NetworkObject) {}
  func forward(_ object: NetworkObject) {}
}
