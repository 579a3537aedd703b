import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Times where a number of iterations is asked for.
extension ScriptContext {
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
}

extension Network {
  /// The length of an iteration, if the network knows it.
  var step: TimeStep? { timeStep.map(TimeStep.init(milliseconds:)) }
}
