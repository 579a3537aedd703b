/// Whole models: steps per second.
extension Benchmark {
  static var models: [Benchmark] {
    let (small, middle, large) = (
      (100, "100"), (1_000, "1,000"), (5_000, "5,000")
    )
    return [false, true].flatMap { isCompiled in
      [small, large].map { model(.readme, $0, isCompiled) }
        + [small, middle, large].map { model(.lifSTDP, $0, isCompiled) }
        + [small, middle, large].map { model(.izhikevich, $0, isCompiled) }
    }
  }

  /// How many iterations are timed, from the start: with STDP, more and more
  /// neurons fire later.
  private static let iterations = 300

  private static func model(
    _ model: Model, _ size: (count: Int, name: String), _ isCompiled: Bool
  ) -> Benchmark {
    let name = "\(model.name), \(size.name) neurons"
    return Benchmark(
      name: isCompiled ? "\(name), compiled" : name, unit: .steps
    ) { sampler in
      try LuaLoop(
        setup: """
          local model = \(longString(model.source))
          local net
          """,
        body: "if net then net:simulate_iterations(\(iterations)) end",
        check: """
          local options = { compiled = \(isCompiled) }
          local net, neurons, synapses = load(model, "=model")(30, 1, options)
          local check = \(longString(model.check))
          load(check, "=check")(net, neurons, synapses, expect)
          """,
        preparation: """
          net = nil
          collectgarbage()
          net = load(model, "=model")(\(size.count), 1,
            { compiled = \(isCompiled) })
          """
      ).measure(sampler).map { $0 / Double(iterations) }
    }
  }

  /// `text` as a literal of Lua.
  private static func longString(_ text: String) -> String {
    "[==[\n\(text)]==]"
  }
}

/// A model in Lua and the chunk that checks it.
struct Model {
  let name: String
  let source: String
  let check: String

  private init(_ name: String, _ source: [UInt8], _ check: [UInt8]) {
    self.name = name
    self.source = String(decoding: source, as: UTF8.self)
    self.check = String(decoding: check, as: UTF8.self)
  }

  static let readme = Model(
    "README example", PackageResources.readme_lua,
    PackageResources.readme_check_lua)
  static let lifSTDP = Model(
    "LIF + STDP", PackageResources.lif_stdp_lua,
    PackageResources.lif_stdp_check_lua)
  static let izhikevich = Model(
    "Izhikevich + STDP", PackageResources.izhikevich_lua,
    PackageResources.izhikevich_check_lua)
}
