import ScriptReference
import TensorBindings

extension Reference {
  /// The reference of what scripts see.
  ///
  /// Its sections are the only list of what users read about: a function that is
  /// in none of them is not documented, which a test finds.
  static var scripts: Reference {
    Reference(version: LuaHost.version, sections: sections)
  }

  /// In the order in which they are shown.
  private static var sections: [Section] {
    [
      Section(
        title: "Networks, groups and behaviors",
        bindings: Binding.networkLibrary),
      Section(title: "Larger networks", bindings: Binding.structures),
      Section(title: "Running", bindings: Binding.running),
      Section(title: "Results", bindings: Binding.exchangeFunctions),
      Section(title: "Changing", bindings: Binding.livingNetworks),
      Section(title: "Looking inside", bindings: Binding.observing),
      Section(title: "Devices", bindings: Binding.devices),
      Section(title: "Vectors and matrices", bindings: Binding.groups),
      Section(title: "Tags and variables", bindings: Binding.objects),
      Section(title: "Behaviors and parts", bindings: Binding.livingObjects),
      Section(
        title: "Parameters and switches", bindings: Binding.behaviors),
      Section(title: "Space and connections", bindings: Binding.space),
      Section(
        title: "Behaviors of the library",
        bindings: Binding.behaviorLibrary + Binding.libraryBehaviorMethods),
      Section(
        title: "Models", bindings: [Binding.source] + Binding.modelClasses),
      Section(
        title: "Recorded data",
        bindings: Binding.recorders + [Binding.loadRecording]),
      Section(title: "Statistics", bindings: Binding.statistics),
      Section(
        title: "Pictures", bindings: Binding.plots + Binding.figures),
      Section(title: "Analysis", bindings: Binding.analysisModules),
      Section(title: "Making tensors", bindings: Binding.creation),
      Section(title: "Random numbers", bindings: Binding.randomness),
      Section(
        title: "Arithmetic and comparisons",
        bindings: Binding.elementwise(of: DenseReceiver.self)
          + Binding.numeric(of: SparseReceiver.self)),
      Section(
        title: "Sums and other reductions",
        bindings: Binding.denseReductions + Binding.sparseReductions),
      Section(
        title: "Linear algebra",
        bindings: Binding.linearAlgebra(of: DenseReceiver.self)),
      Section(
        title: "Fourier transforms",
        bindings: Binding.fourierTransforms(of: DenseReceiver.self)),
      Section(
        title: "Shapes and parts",
        bindings: Binding.denseShapes + Binding.sparseShapes),
      Section(
        title: "Order and indices",
        bindings: Binding.ordering(of: DenseReceiver.self)
          + Binding.indexing(of: DenseReceiver.self)),
      Section(
        title: "Along an axis",
        bindings: Binding.alongAxes(of: DenseReceiver.self)),
      Section(title: "Counting", bindings: Binding.denseCounting),
      Section(
        title: "Matrices", bindings: Binding.matrices(of: DenseReceiver.self)),
      Section(
        title: "Convolution and pooling",
        bindings: Binding.windows(of: DenseReceiver.self)),
      Section(
        title: "Joining and taking apart", bindings: Binding.combinations),
      Section(title: "Sparse matrices", bindings: Binding.sparseCreation),
      Section(
        title: "Delays", bindings: [Binding.newDelayLine] + Binding.delayLines),
      Section(title: "Compiled functions", bindings: Binding.kernels),
      Section(title: "Files and text", bindings: Binding.files),
      Section(title: "Help", bindings: Binding.helpFunctions),
      Section(
        title: "At the prompt",
        bindings: Binding.promptFunctions + Binding.promptSupport),
    ]
  }
}

extension Help {
  /// What `snn.help` prints.
  static var scripts: Help { Help(.scripts) }
}
