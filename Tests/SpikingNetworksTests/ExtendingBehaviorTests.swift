import SpikingNetworks
import Tensors
import TestSupport
import Testing

/// Behaviors that extend one of the library, without Lua.
@Suite struct ExtendingBehaviorTests {
  @Test func whatIsExtendedIsSavedWithTheBehavior() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("net.snn")
    let (network, neurons, _) = try makeNetwork(seed: 3)
    try network.simulateIterations(5)
    try network.save(to: path)
    try network.simulateIterations(5)

    let (other, found, lagging) = try makeNetwork(seed: 4)
    try other.simulateIterations(2)
    try other.load(from: path)
    #expect(lagging.count == 5)
    try other.simulateIterations(5)
    #expect(lagging.count == 10)
    #expect(
      try found.numbers("delayed_spike") == neurons.numbers("delayed_spike"))
  }

  @Test func whatIsExtendedCanBeFound() throws {
    let lagging = Lagging()
    #expect(lagging.libraryBehavior === lagging.extended)
    #expect(WeightClip().libraryBehavior is WeightClip)
    #expect(Probe().libraryBehavior == nil)
  }

  @Test func aClockThatIsExtendedIsAClock() throws {
    let network = try Network(seed: 1)
    try network.add(Extended(Clock(["step": "1 ms"])), key: 1)
    try network.add(Clock(["step": "1 ms"]), key: 2)
    let error = #expect(throws: BehaviorFailure.self) {
      try network.initialize()
    }
    let text = try String(describing: #require(error).underlying)
    #expect(text.contains("has another Clock"))
  }

  /// A network with a group whose spikes are delayed by drawn times.
  private func makeNetwork(
    seed: UInt64
  ) throws -> (Network, NeuronGroup, Lagging) {
    let network = try Network(seed: seed)
    let neurons = try NeuronGroup(size: 20, network: network, tag: "exc")
    let lagging = Lagging()
    try neurons.add(lagging, key: 2)
    try neurons.add(
      Probe { [unowned neurons] object in
        let values = try neurons.vector("uniform")
        object.state["spike"] = .tensor(
          try values.comparing(.greater, 0.5))
      }, key: 1)
    neurons.state["spike"] = .tensor(try neurons.vector(type: .bool))
    try network.initialize()
    return (network, neurons, lagging)
  }
}

/// Does what a library behavior does.
private class Extended: ExtendingBehavior {
  let name = "Extended"

  private let part: LibraryBehavior

  init(_ part: LibraryBehavior) { self.part = part }

  var extended: LibraryBehavior? { part }
  var switches: BehaviorSwitches { part.switches }
  var parameters: Parameters? { part.parameters }

  func initialize(_ object: NetworkObject) throws {
    try part.initializePart(of: object)
  }

  func forward(_ object: NetworkObject) throws {
    try part.forward(object)
  }
}

/// Delays spikes, and counts how often.
private final class Lagging: Extended, SavableBehavior {
  var count = 0

  init() { super.init(AxonalDelay(["delay": "randint(1, 5)"])) }

  override func forward(_ object: NetworkObject) throws {
    try super.forward(object)
    count += 1
  }

  var saved: [String: SavedValue] { ["count": .integer(count)] }

  func restore(_ saved: [String: SavedValue]) throws {
    count = try saved.required("count", \.integer)
  }
}
