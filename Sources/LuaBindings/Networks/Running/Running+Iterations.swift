import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

extension ScriptContext {
  /// The number of iterations of a network at `index`, or in the time there.
  func iterationCount(
    _ frame: LuaFrame, _ index: Int, _ network: Network,
    _ method: String = "simulate_iterations"
  ) throws(LuaRaise) -> Int {
    if frame.kind(at: index) == .string {
      let text = try frame.string(at: index)
      return try raisingAny { try network.iterations(in: text) }
    }
    let what = "\(method): expected a whole number of 0 or more, got"
    guard frame.kind(at: index) == .number else {
      throw .message("\(what) \(frame.givenTypeName(at: index))")
    }
    do throws(LuaRaise) {
      let count = try frame.integer(at: index)
      guard count >= 0 else { throw .message("\(what) \(count)") }
      return count
    } catch {
      guard case .badArgument = error else { throw error }
      throw .message("\(what) \(shown(try frame.number(at: index)))")
    }
  }

  /// As `iterationCount`, or the number that all simulations run.
  func duration(
    _ frame: LuaFrame, _ index: Int, _ network: Network
  ) throws(LuaRaise) -> Int {
    let asked = try iterationCount(frame, index, network)
    return register.steps ?? asked
  }

  /// Calls the function at `index` with the network at 1; returns whether it
  /// says true.
  @discardableResult
  func call(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Bool {
    frame.pushValue(at: index)
    frame.pushValue(at: 1)
    try frame.call(argumentCount: 1, resultCount: 1)
    defer { frame.pop() }
    return try isTrue(frame, -1)
  }

  /// Whether Lua takes the value at `index` for true.
  func isTrue(_ frame: LuaFrame, _ index: Int) throws(LuaRaise) -> Bool {
    switch frame.kind(at: index) {
    case .nil, .none: false
    case .boolean: try frame.boolean(at: index)
    default: true
    }
  }

  /// Runs a network, whose behaviors may be written in Lua, and pushes how many
  /// iterations that were and how many milliseconds they took.
  func pushRun(
    _ frame: LuaFrame, _ network: Network, _ body: () throws -> Int
  ) throws(LuaRaise) -> Int {
    let outer = iterationsDone
    iterationsDone = 0
    defer { iterationsDone = outer }
    let start = ContinuousClock.now
    let count = try activating(frame, network, body)
    if network.iterationsLeft > 0 {
      onNote?(
        "stopped after iteration \(network.iteration),"
          + " \(network.iterationsLeft) before the end of the run")
    }
    // Whoever asked for the end of the simulation may mean the script, too.
    if let reason = Interruption.current?.reason {
      frame.state.interrupt(reason: reason)
    }
    let passed = start.duration(to: .now).components
    didSimulate(network)
    frame.push(count)
    frame.push(
      Double(passed.seconds) * 1e3 + Double(passed.attoseconds) * 1e-15)
    return 2
  }
}
