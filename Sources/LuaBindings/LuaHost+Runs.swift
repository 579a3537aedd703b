import LuaRuntime
import SpikingNetworks
import TensorBindings

/// What scripts are given and give back, and the networks that they leave.
extension LuaHost {
  /// What scripts have given to `snn.result`, in the order in which the names
  /// were first given.
  public var results: [ScriptResult] { context.exchange.results }

  /// The arguments that no script has read, by name.
  public var unusedArguments: [UnusedArgument] { context.exchange.unused }

  /// The networks that scripts have made, in order; none, unless
  /// `Options.keepsNetworks` is true.
  public var networks: [Network] { context.register.networks }

  /// Called after a script has run iterations of a network.
  public var onSimulated: ((Network) -> Void)? {
    get { context.onSimulated }
    set { context.onSimulated = newValue }
  }

  /// Runs iterations of the networks that no script has simulated:
  /// `Options.steps` of each. Those that aren't initialized are initialized
  /// first.
  ///
  /// Nothing happens unless `Options.keepsNetworks` is true and there are
  /// steps.
  ///
  /// - Throws: As `run(_:name:arguments:)`.
  public func simulateRest() throws(LuaError) {
    guard let steps = context.register.steps else { return }
    for network in context.register.waiting {
      try perform { frame throws(LuaRaise) in
        try context.activating(frame, network) {
          if !network.isInitialized {
            try network.initialize()
            try context.decidePlace(of: network)
            network.prepareStretches()
          }
          _ = try network.simulateIterations(steps)
        }
      }
      context.didSimulate(network)
    }
  }
}

extension ScriptContext {
  /// Takes note that a script has run iterations of a network.
  func didSimulate(_ network: Network) {
    register.noteSimulation(of: network)
    remarkOnDevice(network)
    onSimulated?(network)
  }
}
