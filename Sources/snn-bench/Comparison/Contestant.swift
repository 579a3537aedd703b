import Glibc

/// Who runs the models.
enum Contestant: String, CaseIterable, Codable {
  case eager = "snn-lua, eager"
  case compiled = "snn-lua, compiled"
  case pymonntorch = "PymoNNtorch"
  case pymonnto = "PymoNNto"
  case brian2 = "Brian2"
  case nest = "NEST"
  case annarchy = "ANNarchy"

  var isOwn: Bool { self == .eager || self == .compiled }

  /// The numbers of threads that make a difference.
  var threads: [Int] { self == .pymonnto ? [1] : [1, 2] }

  /// Why this contestant has no part in a model; nil if it has.
  func absence(from model: PeerModel) -> String? {
    switch (self, model.script) {
    case (.brian2, "readme"), (.nest, "readme"), (.annarchy, "readme"):
      "the example is one of networks that are scripted step by step"
    case (.pymonntorch, "cuba"), (.pymonntorch, "coba"), (.pymonnto, "cuba"),
      (.pymonnto, "coba"):
      "it has no sparse synapses"
    case (.eager, _) where model.isOfLibrary:
      "the models of the library are compiled"
    case (.annarchy, "brunel"): "its equations have no Poisson numbers"
    case (.annarchy, "potjans_diesmann"):
      "it draws no given number of synapses between two populations"
    case (.pymonntorch, "izhikevich_2003"), (.pymonnto, "izhikevich_2003"),
      (.pymonntorch, "song_miller_abbott"), (.pymonnto, "song_miller_abbott"):
      "networks as they are scripted in it are other rows"
    case (.pymonntorch, _) where model.density < 1,
      (.pymonnto, _) where model.density < 1:
      "it has no sparse synapses"
    default: nil
    }
  }

  /// How a model is run, by a process of its own.
  func command(
    _ model: PeerModel, threads: Int, seed: Int, in places: PeerPlaces
  ) -> Command {
    let numbers = [model.size, model.timed, model.counted].map(String.init)
    let density = model.density < 1 ? "\(model.density)" : nil
    if isOwn {
      var options = self == .compiled ? ["compiled"] : []
      if let density { options += ["density=\(density)", "layout=sparse"] }
      return Command(
        program: places.snnLua,
        arguments: [
          "--threads", "\(threads)", "\(places.sources)/Peers/Lua/run.lua",
          "\(places.sources)/Models/\(model.script).lua",
        ] + numbers + ["\(seed)"] + options)
    }
    let programs = "\(places.environments)/\(rawValue)/bin"
    return Command(
      program: "\(programs)/python",
      arguments: [
        "\(places.sources)/Peers/\(rawValue)/\(model.script).py"
      ] + numbers + [
        "\(threads)", "\(seed)",
        places.builds(self, model, threads: threads),
      ] + (density.map { [$0] } ?? []),
      environment: [
        // Threads that wait forever in a loop stop each other if anything else
        // runs; those that wait so long are as fast, and give way.
        "GOMP_SPINCOUNT": "10000",
        "OMP_NUM_THREADS": "\(threads)",
        "PATH": "\(programs):"
          + (getenv("PATH").map { String(cString: $0) } ?? ""),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": "\(places.sources)/Peers/Common",
      ])
  }
}
