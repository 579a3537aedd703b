import Foundation
import Testing

/// What can be asked of the program that writes a file.
enum Writer: String, CaseIterable, Sendable {
  case network
  case tensor
  case picture
  case record
  case results
  case profile

  /// The end of the file's name.
  var ending: String {
    switch self {
    case .network: "snn"
    case .tensor: "npy"
    case .picture: "svg"
    case .record: "npz"
    case .results: "csv"
    case .profile: "json"
    }
  }

  /// The command line of a program that writes the file, and runs some Lua just
  /// before.
  func arguments(_ path: String, before: String = "") -> [String] {
    switch self {
    case .network, .tensor, .picture:
      ["--seed", "1", "-e", "\(before) \(statement) '\(path)'"]
    case .record, .results, .profile:
      ["--seed", "1", option, path, "-e", "\(Writer.model) \(before)"]
    }
  }

  private var option: String {
    switch self {
    case .record: "--record"
    case .results: "--results"
    default: "--profile-json"
    }
  }

  private var statement: String {
    switch self {
    case .network: "\(Writer.model) net:save"
    case .tensor: "snn.arange(1, 100):save"
    default: "snn.plot.lines(snn.arange(1, 100)):save"
    }
  }

  /// A network with something to save, that has run.
  private static let model = """
    local B = snn.Behavior "B"
    function B:initialize(neurons) neurons.x = neurons:vector(1) end
    local net = snn.Network { seed = 1 }
    snn.NeuronGroup {
      net = net, size = 100, tag = "exc",
      behavior = { B {}, [9] = snn.Recorder "x" },
    }
    net:initialize()
    net:simulate_iterations(3)
    snn.result("iteration", net.iteration)
    """

  /// Whether a file is what the program writes.
  func isWhole(_ contents: Data, like reference: Data) -> Bool {
    // Times differ.
    if self == .profile {
      return (try? JSONSerialization.jsonObject(with: contents)) != nil
    }
    return contents == reference
  }

  /// The file as it is after a run without faults.
  func reference() throws -> Data {
    let place = try Workplace()
    let path = "reference.\(ending)"
    let transcript = try place.snnLua(arguments(path))
    #expect(transcript == Transcript())
    return try place.contents(path)
  }
}

extension Workplace {
  /// What is in a file of this folder.
  func contents(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: name))
  }

  /// The names of all files in this folder.
  var names: Set<String> {
    get throws {
      Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    }
  }
}
