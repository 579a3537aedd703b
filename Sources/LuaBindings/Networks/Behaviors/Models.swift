/// The models of the library, which are written in Lua.
///
/// This is the only list of them: `snn.models`, its pages and completion are made
/// of it. A test finds files that are not in it.
enum Models {
  /// The text of each model's file, by the name of its class.
  static let files: [String: @Sendable () -> [UInt8]] = [
    "ExponentialCurrent": { PackageResources.ExponentialCurrent_lua },
    "LIF": { PackageResources.LIF_lua },
    "Neuron": { PackageResources.Neuron_lua },
    "PoissonSpikes": { PackageResources.PoissonSpikes_lua },
    "STDP": { PackageResources.STDP_lua },
    "Synapse": { PackageResources.Synapse_lua },
    "Transmission": { PackageResources.Transmission_lua },
  ]

  /// The names of the classes, in alphabetical order.
  static let names = files.keys.sorted()
}
