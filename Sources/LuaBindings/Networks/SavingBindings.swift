import LuaRuntime
import SpikingNetworks

/// Saving and loading networks.
extension Binding {
  static var saving: [Binding] { [saveNetwork, loadNetwork] }

  /// `save_network(network, path)`
  private static var saveNetwork: Binding {
    native("save_network") { engine, frame throws(LuaRaise) in
      let network = try engine.network(frame, 1)
      let path = try engine.path(frame, 2, "save")
      try engine.save(frame, network, path)
      return 0
    }
  }

  /// `load_network(network, path)`
  private static var loadNetwork: Binding {
    native("load_network") { engine, frame throws(LuaRaise) in
      let network = try engine.network(frame, 1)
      let path = try engine.path(frame, 2, "load")
      try engine.load(frame, network, path)
      return 0
    }
  }
}

extension Engine {
  /// Saves a network with what Lua keeps of it.
  func save(
    _ frame: LuaFrame, _ network: Network, _ path: String
  ) throws(LuaRaise) {
    try activating(frame, network) {
      let state = try LuaSavedState(self, frame, network)
      try network.save(to: path, foreign: state)
    }
  }

  /// Loads a network and what Lua keeps of it.
  func load(
    _ frame: LuaFrame, _ network: Network, _ path: String
  ) throws(LuaRaise) {
    try activating(frame, network) {
      let state = try LuaSavedState(self, frame, network)
      try network.load(from: path, foreign: state)
    }
  }

  /// The path at `index`, as `place(of:)` finds it.
  func path(
    _ frame: LuaFrame, _ index: Int, _ method: String
  ) throws(LuaRaise) -> String {
    guard frame.kind(at: index) == .string else {
      throw .message(
        "\(method): expected the path of a file, got"
          + " \(frame.typeName(at: index))")
    }
    return try place(of: try frame.string(at: index))
  }
}
