import LuaRuntime
import SpikingNetworks
import Tensors

/// Times where a number of iterations is asked for.
extension Binding {
  /// `iterations_in(time, dt, what)` gives the number of iterations of `dt` ms
  /// in a time such as "10 ms".
  static var iterationsIn: Binding {
    native("iterations_in") { engine, frame throws(LuaRaise) in
      let what = try frame.string(at: 3)
      let step = try engine.step(frame, 2, what)
      frame.push(try engine.iterations(frame, 1, in: step, what))
      return 1
    }
  }
}

extension Engine {
  /// The number of iterations that the time at `index` takes, a text.
  func iterations(
    _ frame: LuaFrame, _ index: Int, in step: TimeStep?, _ what: String
  ) throws(LuaRaise) -> Int {
    let (text, ms, step) = try time(frame, index, in: step, what)
    do throws(NetworkError) {
      return try step.iterations(inMilliseconds: ms)
    } catch {
      if case .partOfIteration = error { throw .message("\(what): \(error)") }
      throw .message("\(what) must be 0 or more, and countable, not '\(text)'")
    }
  }

  /// How many iterations the time at `index` takes, a text; whole or not.
  func partsOfIterations(
    _ frame: LuaFrame, _ index: Int, in step: TimeStep?, _ what: String
  ) throws(LuaRaise) -> Double {
    let (_, ms, step) = try time(frame, index, in: step, what)
    return step.count(ofMilliseconds: ms)
  }

  private func time(
    _ frame: LuaFrame, _ index: Int, in step: TimeStep?, _ what: String
  ) throws(LuaRaise) -> (text: String, ms: Double, step: TimeStep) {
    let text = try frame.string(at: index)
    let ms: Double
    do throws(NetworkError) {
      ms = try Quantity(text, .time).value(inPowerOfTen: -3)
    } catch {
      throw .message("\(what): \(error)")
    }
    guard let step else {
      throw .message(
        "\(what): \(text) can't be counted in iterations; give the length of an"
          + " iteration in ms as dt")
    }
    return (text, ms, step)
  }

  /// The length of an iteration in ms at `index`; nil if there is none.
  fileprivate func step(
    _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) -> TimeStep? {
    if frame.isNoneOrNil(at: index) { return nil }
    let ms = try frame.number(at: index)
    guard ms > 0, ms.isFinite else {
      throw .message(
        "\(what): dt must be a positive number of ms, got \(shown(ms))")
    }
    return TimeStep(milliseconds: ms)
  }
}

extension Network {
  /// The length of an iteration, if the network knows it.
  var step: TimeStep? { timeStep.map(TimeStep.init(milliseconds:)) }
}
