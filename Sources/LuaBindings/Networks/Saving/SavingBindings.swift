import LuaRuntime
import SpikingNetworks
import TensorBindings

/// Saving and loading networks.
extension Binding {
  static var saving: [Binding] { [loadState] }

  static var saveNetwork: Binding {
    Binding(
      owner: .network, name: "save",
      parameters: [Parameter("path", "string")], result: "self",
      summary: "Writes the state of the network to a file: state variables,"
        + " fields of behaviors, what was recorded, the iteration, random"
        + " streams but for math.random. A network that is built alike and"
        + " loads it goes on to the bit. Functions are left out; a table that"
        + " holds one, or has a metatable, is an error."
    ) { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      if frame.count < 2 { frame.setTop(2) }
      let path = try context.path(frame, 2, "save")
      try context.save(frame, network, path)
      return context.giveSelf(frame)
    }
  }

  static var loadNetwork: Binding {
    Binding(
      owner: .network, name: "load",
      parameters: [Parameter("path", "string")], result: "self",
      summary: "Takes on the state that save wrote, after initialize if the"
        + " network is not initialized. A file that is damaged, or of a"
        + " network that is built differently, is an error that changes"
        + " nothing.")
  }

  /// `load_network(network, path)`
  private static var loadState: Binding {
    native("load_network") { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      let path = try context.path(frame, 2, "load")
      try context.load(frame, network, path)
      return 0
    }
  }
}

extension ScriptContext {
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
