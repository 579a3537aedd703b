import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Running a network.
extension Binding {
  static var running: [Binding] {
    [
      Binding(
        owner: .network, name: "initialize",
        summary: "Calls initialize of all behaviors in the order of their keys."
          + " Calling it again starts over, but for the iteration."
      ) { context, frame throws(LuaRaise) in
        let network = try context.network(frame, 1)
        try context.activating(frame, network) {
          try network.initialize()
          try context.decidePlace(of: network)
          network.prepareStretches()
        }
        return 0
      },
      Binding(
        owner: .network, name: "simulate_iteration",
        parameters: [Parameter("measured", "boolean", "", isOptional: true)],
        result: "table?",
        summary: "Runs one iteration. With true, gives the milliseconds that"
          + " the behaviors of each key took; profile tells them apart."
      ) { context, frame throws(LuaRaise) in
        let network = try context.network(frame, 1)
        if try context.isTrue(frame, 2) {
          try context.pushTimes(frame, of: network)
          return 1
        }
        // Whatever `--steps` says: who asks for single ones has a loop around it.
        _ = try context.pushRun(frame, network) {
          try network.simulateIterations(1)
        }
        return 0
      },
      Binding(
        owner: .network, name: "simulate_iterations",
        parameters: [
          Parameter("count", "integer|string", "or a time such as \"100 ms\""),
          simulateOptions,
        ],
        result: "integer, number",
        summary: "Runs iterations: the number goes up, then every behavior"
          + " runs in the order of keys. An error ends it after the last whole"
          + " iteration. Gives how many were run and the milliseconds that"
          + " took."
      ) { context, frame throws(LuaRaise) in
        try context.simulate(frame)
      },
      Binding(
        owner: .network, name: "simulate",
        parameters: [
          Parameter("time", "string", "such as \"100 ms\" or \"1.5 s\""),
          simulateOptions,
        ],
        result: "integer, number",
        summary:
          "Runs the iterations of a time, a whole number of them, of which the"
          + " network's dt is one; else as simulate_iterations."
      ) { context, frame throws(LuaRaise) in
        _ = try context.network(frame, 1)
        guard frame.kind(at: 2) == .string else {
          throw .message(
            "simulate: expected a time such as \"100 ms\", got"
              + " \(frame.givenTypeName(at: 2)); simulate_iterations takes a number"
              + " of iterations")
        }
        return try context.simulate(frame)
      },
      Binding(
        owner: .network, name: "stop",
        summary: "Ends the simulation after the iteration that is running."
      ) { context, frame throws(LuaRaise) in
        try context.network(frame, 1).stop()
        return 0
      },
      .saveNetwork, .loadNetwork,
      Binding(
        owner: .network, name: "clear_recorder",
        parameters: [
          Parameter(
            "keys", "number|number[]", "of the recorders; all if not given",
            isOptional: true)
        ],
        summary: "Forgets what recorders have recorded."
      ) { context, frame throws(LuaRaise) in
        let network = try context.network(frame, 1)
        if let keys = try context.recorderKeys(frame, 2) {
          network.clearRecorders(keys: keys)
        } else {
          network.clearRecorders()
        }
        return 0
      },
      recording(
        "recording_off", false,
        "Recorders record and count nothing until recording_on."),
      recording("recording_on", true, "Recorders go on."),
    ]
  }

  private static func recording(
    _ name: String, _ isRecording: Bool, _ summary: String
  ) -> Binding {
    Binding(
      owner: .network, name: name, summary: summary
    ) { context, frame throws(LuaRaise) in
      try context.network(frame, 1).setRecording(isRecording)
      return 0
    }
  }

  private static let simulateOptions = Parameter(
    "options", "snn.SimulateOptions", isOptional: true,
    options: simulation)

  fileprivate static let simulation = [
    Parameter(
      "each", "fun(net: snn.Network)", "called after each iteration",
      isOptional: true),
    Parameter(
      "stop", "fun(net: snn.Network): boolean",
      "ends the simulation when it gives true", isOptional: true),
    Parameter(
      "progress", "fun(percent: number, net: snn.Network)",
      "called after each batch", isOptional: true),
    Parameter(
      "batch_size", "integer|string",
      "iterations or a time; all if not given",
      isOptional: true),
    Parameter(
      "disable_recording", "boolean", "whether recorders stand still",
      isOptional: true),
  ]
}

extension ScriptContext {
  /// Runs the network at 1 for the number of iterations, or the time, at 2, as
  /// the options at 3 say.
  fileprivate func simulate(_ frame: LuaFrame) throws(LuaRaise) -> Int {
    let network = try network(frame, 1)
    if frame.isNoneOrNil(at: 3) {
      let count = try duration(frame, 2, network)
      return try pushRun(frame, network) {
        try network.simulateIterations(count)
      }
    }
    let options = try OptionTable(
      self, frame, 3, "simulate_iterations", Binding.simulation)
    let isRecording = !(try options.flag("disable_recording") ?? false)
    let given = try options.batchSize(network)
    let count = try duration(frame, 2, network)
    let batch = given ?? count
    let progress = try options.function("progress")
    let each = try options.function("each")
    let stop = try options.function("stop")
    return try pushRun(frame, network) {
      try network.simulateIterations(count, isRecording: isRecording) { _ in
        self.iterationsDone += 1
        let done = self.iterationsDone
        let isAtEnd = done % batch == 0
        if each != nil || stop != nil || progress != nil && isAtEnd {
          try self.enterLua(frame)
        }
        if let each { try self.call(frame, each) }
        if let progress, isAtEnd || done == count {
          frame.pushValue(at: progress)
          frame.push(100 * Double(done) / Double(count))
          frame.pushValue(at: 1)
          try frame.call(argumentCount: 2, resultCount: 0)
        }
        if let stop, try self.call(frame, stop) { network.stop() }
      }
    }
  }

  /// Runs an iteration, and pushes a table of the milliseconds that the
  /// behaviors of each key took.
  fileprivate func pushTimes(
    _ frame: LuaFrame, of network: Network
  ) throws(LuaRaise) {
    let times = try activating(frame, network) {
      try network.profile(iterations: 1)
    }
    didSimulate(network)
    try frame.newTable()
    for time in times {
      pushKey(frame, time.entry.key)
      frame.pushValue(at: -1)
      frame.rawGet(at: -3)
      let sum = frame.numberIfPresent(at: -1) ?? 0
      frame.pop()
      frame.push(sum + time.seconds * 1000)
      try frame.rawSet(at: -3)
    }
  }

  /// The keys of recorders at `index`: a number or a list; nil for nil.
  fileprivate func recorderKeys(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> [Double]? {
    switch frame.kind(at: index) {
    case .nil, .none: return nil
    case .number: return [try frame.number(at: index)]
    case .table:
      var keys: [Double] = []
      for position in try 0..<frame.listLength(at: index) {
        frame.rawGet(at: index, index: position + 1)
        keys.append(try frame.number(at: -1))
        frame.pop()
      }
      return keys
    default:
      throw .message(
        "clear_recorder: expected keys of recorders, got"
          + " \(frame.typeName(at: index))")
    }
  }
}

extension OptionTable {
  /// The number of iterations after which progress is told.
  fileprivate func batchSize(_ network: Network) throws(LuaRaise) -> Int? {
    try read("batch_size") { index throws(LuaRaise) in
      let count =
        frame.kind(at: index) == .string
        ? try script.iterations(
          frame, index, in: network.step, "\(what): batch_size")
        : frame.integerIfPresent(at: index)
      if let count, count >= 1 { return count }
      try frame.pushDescription(of: index)
      throw .message(
        "\(what): batch_size must be a whole number of at least 1, got"
          + " \(try frame.string(at: -1))")
    }
  }
}
