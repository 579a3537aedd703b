/// The models of the library, which are written in Lua.
///
/// This is the only list of them: `snn.models`, its pages and completion are made
/// of it. A test finds files that are not in it.
enum Models {
  /// The text of each model's file, by the name of its class.
  static let files: [String: @Sendable () -> [UInt8]] = [
    "Adam": { PackageResources.Adam_lua },
    "EProp": { PackageResources.EProp_lua },
    "EPropLIF": { PackageResources.EPropLIF_lua },
    "EvidenceAccumulation": { PackageResources.EvidenceAccumulation_lua },
    "ExponentialCurrent": { PackageResources.ExponentialCurrent_lua },
    "GradientDescent": { PackageResources.GradientDescent_lua },
    "LIF": { PackageResources.LIF_lua },
    "LearningSignal": { PackageResources.LearningSignal_lua },
    "Neuron": { PackageResources.Neuron_lua },
    "Optimizer": { PackageResources.Optimizer_lua },
    "PoissonSpikes": { PackageResources.PoissonSpikes_lua },
    "Randman": { PackageResources.Randman_lua },
    "RateRegularization": { PackageResources.RateRegularization_lua },
    "Readout": { PackageResources.Readout_lua },
    "STDP": { PackageResources.STDP_lua },
    "Samples": { PackageResources.Samples_lua },
    "SineWaves": { PackageResources.SineWaves_lua },
    "StoreRecall": { PackageResources.StoreRecall_lua },
    "Synapse": { PackageResources.Synapse_lua },
    "Transmission": { PackageResources.Transmission_lua },
    "Trials": { PackageResources.Trials_lua },
  ]

  /// The names of the classes, in alphabetical order.
  static let names = files.keys.sorted()
}
