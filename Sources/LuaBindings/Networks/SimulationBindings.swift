import LuaRuntime
import SpikingNetworks
import Tensors

/// Running networks, and finding things in them.
extension Binding {
  static var simulation: [Binding] {
    [
      initialize, simulate, simulateBatches, checkCount, setRecording,
      clearRecorders, setBehaviors, find, describe, addTag, tags,
    ]
  }

  private static var initialize: Binding {
    native("initialize") { engine, frame throws(LuaRaise) in
      let network = try engine.network(frame, 1)
      try engine.activating(frame, network) { try network.initialize() }
      return 0
    }
  }

  private static var simulate: Binding {
    native("simulate") { engine, frame throws(LuaRaise) in
      let network = try engine.network(frame, 1)
      let count = try engine.iterationCount(frame, 2)
      try engine.run(frame, network) { try network.simulateIterations(count) }
      return 0
    }
  }

  /// `simulate_batches(network, count, batch, is_not_recording, progress)`
  private static var simulateBatches: Binding {
    native("simulate_batches") { engine, frame throws(LuaRaise) in
      let network = try engine.network(frame, 1)
      let count = try engine.iterationCount(frame, 2)
      let batch = max(1, try frame.integer(at: 3))
      let isRecording =
        frame.isNoneOrNil(at: 4) ? true : !(try frame.boolean(at: 4))
      let hasProgress = !frame.isNoneOrNil(at: 5)
      if hasProgress, frame.kind(at: 5) != .function {
        throw .message(
          "simulate_iterations: progress must be a function, got"
            + " \(frame.typeName(at: 5))")
      }
      try engine.run(frame, network) {
        try network.simulateIterations(count, isRecording: isRecording) { _ in
          engine.iterationsDone += 1
          let done = engine.iterationsDone
          guard hasProgress, done % batch == 0 || done == count else { return }
          frame.pushValue(at: 5)
          frame.push(100 * Double(done) / Double(count))
          frame.pushValue(at: 1)
          try frame.call(argumentCount: 2, resultCount: 0)
        }
      }
      return 0
    }
  }

  private static var checkCount: Binding {
    native("check_count") { engine, frame throws(LuaRaise) in
      _ = try engine.iterationCount(frame, 1)
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
      try engine.network(frame, 1).clearRecorders()
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
      object.addTags(try frame.string(at: 2))
      try engine.pushList(frame, object.tags)
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
  /// nil; a negative `i` counts from the end.
  private static var find: Binding {
    native("find") { engine, frame throws(LuaRaise) in
      let object = try engine.object(frame, 1)
      guard frame.kind(at: 2) == .string else {
        throw frame.typeError(at: 2, expected: "tag")
      }
      let tag = try frame.string(at: 2)
      let found = try raisingAny { try object.find(tag, countingFrom: 1) }
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
  /// The number of iterations at `index`.
  func iterationCount(
    _ frame: LuaFrame, _ index: Int, _ method: String = "simulate_iterations"
  ) throws(LuaRaise) -> Int {
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

  /// Runs a network, whose behaviors may be written in Lua.
  fileprivate func run<Result>(
    _ frame: LuaFrame, _ network: Network, _ body: () throws -> Result
  ) throws(LuaRaise) {
    let outer = iterationsDone
    iterationsDone = 0
    defer { iterationsDone = outer }
    _ = try activating(frame, network, body)
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
    case .data(let tensor): try pushNew(frame, tensor)
    }
  }
}
