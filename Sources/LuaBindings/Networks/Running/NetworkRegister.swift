import SpikingNetworks
import TensorBindings

/// The networks of scripts, and which of them have run.
struct NetworkRegister {
  /// Whether networks are kept that no script holds any more.
  let isKeeping: Bool

  /// How many iterations each simulation runs, instead of what a script asks
  /// for.
  let steps: Int?

  /// The networks that are kept, in the order in which they were made.
  private(set) var networks: [Network] = []

  private var simulated: Set<ObjectIdentifier> = []

  init(isKeeping: Bool = false, steps: Int? = nil) {
    self.isKeeping = isKeeping
    self.steps = steps
  }

  mutating func enter(_ network: Network) {
    if isKeeping { networks.append(network) }
  }

  /// Takes note that a network has been simulated.
  mutating func noteSimulation(of network: Network) {
    if isKeeping { simulated.insert(ObjectIdentifier(network)) }
  }

  /// The networks that are kept and were never simulated.
  var waiting: [Network] {
    networks.filter { !simulated.contains(ObjectIdentifier($0)) }
  }
}

extension ScriptContext {
  /// Lets go of all networks, and of whoever was told of them and may hold them.
  func releaseNetworks() {
    register = NetworkRegister()
    onNetwork = nil
    onSimulated = nil
    onNote = nil
  }
}
