import Foundation

/// Where the programs of the comparison are.
struct PeerPlaces {
  /// The folder of the benchmark's sources.
  let sources: String
  /// A folder with a Python environment for each peer.
  let environments: String
  /// Where the table is written, and what peers build.
  let output: String
  /// The program.
  let snnLua: String
}

extension PeerPlaces {
  /// The places of a run, whose folder of built code is emptied.
  ///
  /// - Throws: `CheckFailure` if something is not there.
  init(output: String) throws {
    let files = FileManager.default
    sources = "Sources/snn-bench"
    self.output = URL(fileURLWithPath: output).path
    guard let environments = getenv("SNN_LUA_PEERS") else {
      throw CheckFailure(
        description: "SNN_LUA_PEERS must name the folder that "
          + "scripts/bench.sh --peers installs the peers in")
    }
    self.environments = String(cString: environments)
    let folder = Bundle.main.executableURL?.deletingLastPathComponent()
    snnLua = folder?.appendingPathComponent("snn-lua").path ?? ""
    guard files.isExecutableFile(atPath: snnLua) else {
      throw CheckFailure(description: "\(snnLua) is not there")
    }
    guard files.fileExists(atPath: "\(sources)/Peers") else {
      throw CheckFailure(
        description: "--peers runs in the folder of the package")
    }
    let builds = "\(self.output)/builds"
    if files.fileExists(atPath: builds) { try files.removeItem(atPath: builds) }
    try files.createDirectory(
      atPath: builds, withIntermediateDirectories: true)
  }

  /// A folder for what a peer builds.
  func builds(
    _ contestant: Contestant, _ model: PeerModel, threads: Int
  ) -> String {
    let kind = model.density < 1 ? "\(model.script)_sparse" : model.script
    return "\(output)/builds/\(contestant.rawValue)/"
      + "\(kind)-\(model.size)-\(threads)"
  }

  /// Why a peer can't run: the end of what its installation said.
  func installationFailure(of contestant: Contestant) -> String? {
    let folder = "\(environments)/\(contestant.rawValue)"
    guard !contestant.isOwn,
      !FileManager.default.fileExists(atPath: "\(folder)/installed")
    else { return nil }
    let log = try? String(contentsOfFile: "\(folder).log", encoding: .utf8)
    let line = log?.split(separator: "\n").last.map(String.init)
    return "not installed" + (line.map { ": \($0)" } ?? "")
  }
}
