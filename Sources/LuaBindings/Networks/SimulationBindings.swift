import LuaRuntime
import SpikingNetworks
import Tensors

/// Running networks, and finding things in them.
extension Binding {
  static var simulation: [Binding] {
    [
      initialize, simulate, simulateOne, simulateWith, stop, setRecording,
      clearRecorders, setBehaviors, find, describe, addTag, tags, iterationsIn,
    ]
  }

  private static var initialize: Binding {
    native("initialize") { engine, frame throws(LuaRaise) in
      let network = try engine.network(frame, 1)
      try engine.activating(frame, network) {
        try network.initialize()
        network.prepareStretches()
      }
      return 0
    }
  }

  /// `simulate(network, duration, method)` gives the number of iterations that
  /// were run and how many milliseconds that took.
  private static var simulate: Binding {
    native("simulate") { engine, frame throws(LuaRaise) in
      let network = try engine.network(frame, 1)
      let count = try engine.duration(frame, 2, network)
      return try engine.pushRun(frame, network) {
        try network.simulateIterations(count)
      }
    }
  }

  /// `simulate_one(network)` runs one iteration, whatever `--steps` says: who
  /// asks for single ones has a loop around it.
  private static var simulateOne: Binding {
    native("simulate_one") { engine, frame throws(LuaRaise) in
      let network = try engine.network(frame, 1)
      return try engine.pushRun(frame, network) {
        try network.simulateIterations(1)
      }
    }
  }

  /// `simulate_with(network, duration, batch, is_not_recording, progress, each,
  /// stop)` gives what `simulate` does.
  private static var simulateWith: Binding {
    native("simulate_with") { engine, frame throws(LuaRaise) in
      let network = try engine.network(frame, 1)
      let count = try engine.duration(frame, 2, network)
      let batch =
        frame.isNoneOrNil(at: 3) ? count : max(1, try frame.integer(at: 3))
      let isRecording =
        frame.isNoneOrNil(at: 4) ? true : !(try frame.boolean(at: 4))
      let hasProgress = try engine.hasFunction(frame, 5, "progress")
      let hasEach = try engine.hasFunction(frame, 6, "each")
      let hasStop = try engine.hasFunction(frame, 7, "stop")
      return try engine.pushRun(frame, network) {
        try network.simulateIterations(count, isRecording: isRecording) { _ in
          engine.iterationsDone += 1
          let done = engine.iterationsDone
          let isCalling = hasEach || hasStop || hasProgress && done % batch == 0
          if isCalling { try engine.enterLua(frame) }
          if hasEach { try engine.call(frame, 6) }
          if hasProgress, done % batch == 0 || done == count {
            frame.pushValue(at: 5)
            frame.push(100 * Double(done) / Double(count))
            frame.pushValue(at: 1)
            try frame.call(argumentCount: 2, resultCount: 0)
          }
          if hasStop, try engine.call(frame, 7) { network.stop() }
        }
      }
    }
  }

  private static var stop: Binding {
    native("stop") { engine, frame throws(LuaRaise) in
      try engine.network(frame, 1).stop()
      return 0
    }
  }

  private static var setRecording: Binding {
    native("set_recording") { engine, frame throws(LuaRaise) in
      let object = try engine.object(frame, 1)
      let isRecording = try frame.boolean(at: 2)
      if let network = object as? Network {
        network.setRecording(isRecording)
      } else {
        object.isRecording = isRecording
      }
      return 0
    }
  }

  private static var clearRecorders: Binding {
    native("clear_recorder") { engine, frame throws(LuaRaise) in
      let network = try engine.network(frame, 1)
      if frame.isNoneOrNil(at: 2) {
        network.clearRecorders()
        return 0
      }
      guard frame.kind(at: 2) == .table else {
        throw .message(
          "clear_recorder: expected keys of recorders, got"
            + " \(frame.typeName(at: 2))")
      }
      var keys: [Double] = []
      for position in try 0..<frame.listLength(at: 2) {
        frame.rawGet(at: 2, index: position + 1)
        keys.append(try frame.number(at: -1))
        frame.pop()
      }
      network.clearRecorders(keys: keys)
      return 0
    }
  }

  private static var setBehaviors: Binding {
    native("set_behaviors") { engine, frame throws(LuaRaise) in
      let object = try engine.object(frame, 1)
      let tag = try frame.string(at: 2)
      let isEnabled = try frame.boolean(at: 3)
      try raisingAny {
        try object.setBehaviors(tagged: tag, isEnabled: isEnabled)
      }
      return 0
    }
  }

  private static var addTag: Binding {
    native("add_tag") { engine, frame throws(LuaRaise) in
      let object = try engine.object(frame, 1)
      try engine.pushList(frame, object.addTags(try frame.string(at: 2)))
      return 1
    }
  }

  private static var tags: Binding {
    native("tags") { engine, frame throws(LuaRaise) in
      try engine.pushList(frame, try engine.object(frame, 1).tags)
      return 1
    }
  }

  /// `find(object, tag)` gives a list, `find(object, tag, i)` its element or
  /// nil; a negative `i` counts from the end. A number instead of the tag is
  /// the key of behaviors.
  private static var find: Binding {
    native("find") { engine, frame throws(LuaRaise) in
      let object = try engine.object(frame, 1)
      let found: [Found]
      switch frame.kind(at: 2) {
      case .number: found = object.find(key: try frame.number(at: 2))
      case .string:
        let tag = try frame.string(at: 2)
        found = try raisingAny { try object.find(tag, countingFrom: 1) }
      default: throw frame.typeError(at: 2, expected: "tag")
      }
      if !frame.isNoneOrNil(at: 3) {
        let index = try frame.integer(at: 3)
        let position = index < 0 ? index &+ found.count : index &- 1
        guard index != 0 else {
          throw .badArgument(3, "indices count from 1, or from -1 at the end")
        }
        guard found.indices.contains(position) else {
          frame.pushNil()
          return 1
        }
        try engine.pushFound(frame, found[position], in: object)
        return 1
      }
      try frame.newTable(arrayCount: found.count)
      for (index, item) in found.enumerated() {
        try engine.pushFound(frame, item, in: object)
        try frame.rawSet(at: -2, index: index + 1)
      }
      return 1
    }
  }

  private static var describe: Binding {
    native("describe") { engine, frame throws(LuaRaise) in
      try frame.push("\(try engine.object(frame, 1))")
      return 1
    }
  }
}

extension Engine {
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
      throw .message("\(what) \(frame.typeName(at: index))")
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
  fileprivate func duration(
    _ frame: LuaFrame, _ index: Int, _ network: Network
  ) throws(LuaRaise) -> Int {
    let asked = try iterationCount(frame, index, network)
    return register.steps ?? asked
  }

  /// Whether there is a function at `index`.
  fileprivate func hasFunction(
    _ frame: LuaFrame, _ index: Int, _ option: String
  ) throws(LuaRaise) -> Bool {
    if frame.isNoneOrNil(at: index) { return false }
    guard frame.kind(at: index) == .function else {
      throw .message(
        "simulate_iterations: \(option) must be a function, got"
          + " \(frame.typeName(at: index))")
    }
    return true
  }

  /// Calls the function at `index` with the network at 1; returns whether it
  /// says true.
  @discardableResult
  fileprivate func call(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Bool {
    frame.pushValue(at: index)
    frame.pushValue(at: 1)
    try frame.call(argumentCount: 1, resultCount: 1)
    let isTrue: Bool
    switch frame.kind(at: -1) {
    case .nil, .none: isTrue = false
    case .boolean: isTrue = try frame.boolean(at: -1)
    default: isTrue = true
    }
    frame.pop()
    return isTrue
  }

  /// Runs a network, whose behaviors may be written in Lua, and pushes how many
  /// iterations that were and how many milliseconds they took.
  fileprivate func pushRun(
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

  /// Pushes what a search has found.
  fileprivate func pushFound(
    _ frame: LuaFrame, _ found: Found, in object: NetworkObject
  ) throws(LuaRaise) {
    switch found {
    case .object(let found):
      pushAnchored(frame, found, of: object.network)
    case .behavior(let behavior, _):
      pushAnchored(frame, behavior, of: object.network)
    case .data(let tensor, let recording):
      origins.note(recording, of: tensor)
      try pushNew(frame, tensor)
    }
  }
}
