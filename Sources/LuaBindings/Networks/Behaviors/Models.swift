/// The models of the library, which are written in Lua.
///
/// This is the only list of them: `snn.models`, its pages and completion are made
/// of it. A test finds files that are not in it.
enum Models {
  /// The text of each model's file, by the name of its class.
  static let files: [String: @Sendable () -> [UInt8]] = [
    "ActivityHomeostasis": { PackageResources.ActivityHomeostasis_lua },
    "Adam": { PackageResources.Adam_lua },
    "AveragePool": { PackageResources.AveragePool_lua },
    "Backpropagation": { PackageResources.Backpropagation_lua },
    "Conv2d": { PackageResources.Conv2d_lua },
    "DataSet": { PackageResources.DataSet_lua },
    "Dendrites": { PackageResources.Dendrites_lua },
    "DendriticTransmission": { PackageResources.DendriticTransmission_lua },
    "EProp": { PackageResources.EProp_lua },
    "EPropLIF": { PackageResources.EPropLIF_lua },
    "Encoder": { PackageResources.Encoder_lua },
    "EvidenceAccumulation": { PackageResources.EvidenceAccumulation_lua },
    "ExponentialCurrent": { PackageResources.ExponentialCurrent_lua },
    "Fire": { PackageResources.Fire_lua },
    "GradientDescent": { PackageResources.GradientDescent_lua },
    "ImageLayout": { PackageResources.ImageLayout_lua },
    "KWTA": { PackageResources.KWTA_lua },
    "KernelNormalization": { PackageResources.KernelNormalization_lua },
    "LIF": { PackageResources.LIF_lua },
    "LatencyEncoder": { PackageResources.LatencyEncoder_lua },
    "Lateral": { PackageResources.Lateral_lua },
    "Layout": { PackageResources.Layout_lua },
    "LearningSignal": { PackageResources.LearningSignal_lua },
    "Local2d": { PackageResources.Local2d_lua },
    "Neuron": { PackageResources.Neuron_lua },
    "OneToOne": { PackageResources.OneToOne_lua },
    "Optimizer": { PackageResources.Optimizer_lua },
    "PoissonEncoder": { PackageResources.PoissonEncoder_lua },
    "PoissonSpikes": { PackageResources.PoissonSpikes_lua },
    "PopulationVector": { PackageResources.PopulationVector_lua },
    "Randman": { PackageResources.Randman_lua },
    "RateEncoder": { PackageResources.RateEncoder_lua },
    "RateRegularization": { PackageResources.RateRegularization_lua },
    "Readout": { PackageResources.Readout_lua },
    "RidgeReadout": { PackageResources.RidgeReadout_lua },
    "STDP": { PackageResources.STDP_lua },
    "SampleSpikes": { PackageResources.SampleSpikes_lua },
    "Samples": { PackageResources.Samples_lua },
    "SineWaves": { PackageResources.SineWaves_lua },
    "SpikeCounts": { PackageResources.SpikeCounts_lua },
    "StoreRecall": { PackageResources.StoreRecall_lua },
    "Synapse": { PackageResources.Synapse_lua },
    "TraceRSTDP": { PackageResources.TraceRSTDP_lua },
    "TraceSTDP": { PackageResources.TraceSTDP_lua },
    "Transmission": { PackageResources.Transmission_lua },
    "Trials": { PackageResources.Trials_lua },
    "VoltageHomeostasis": { PackageResources.VoltageHomeostasis_lua },
    "VoltageNoise": { PackageResources.VoltageNoise_lua },
    "WindowLayout": { PackageResources.WindowLayout_lua },
  ]

  /// The names of the classes, in alphabetical order.
  static let names = files.keys.sorted()
}
