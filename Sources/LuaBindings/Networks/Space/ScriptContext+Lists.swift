import LuaRuntime
import TensorBindings
import Tensors

/// Lists of numbers.
extension ScriptContext {
  /// The numbers in the list at `index`.
  func numbers(
    _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) -> [Double] {
    try scalars(frame, index, what).map(\.double)
  }

  private func scalars(
    _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) -> [Scalar] {
    guard frame.kind(at: index) == .table else {
      throw .message(
        "\(what): expected a list of numbers, got"
          + " \(frame.isNoneOrNil(at: index) ? "nil" : unusable(frame, index))")
    }
    var result: [Scalar] = []
    for position in try 0..<min(frame.listLength(at: index), 8) {
      frame.rawGet(at: index, index: position + 1)
      result.append(try listed(frame, -1, at: position, what))
      frame.pop()
    }
    return result
  }

  /// The number at `index`, whose place in a list is known, from 0.
  func listed(
    _ frame: LuaFrame, _ index: Int, at position: Int, _ what: String
  ) throws(LuaRaise) -> Scalar {
    guard let number = frame.numberIfPresent(at: index) else {
      throw .message(
        "\(what): expected a number at [\(position + 1)] of the list, got"
          + " \(frame.typeName(at: index))")
    }
    let whole = frame.integerIfPresent(at: index)
    return whole.map(Scalar.integer) ?? .float(number)
  }

  /// The whole numbers in the list at `index`.
  func integers(
    _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) -> [Int] {
    var result: [Int] = []
    for number in try scalars(frame, index, what) {
      guard let integer = number.exactInteger else {
        throw .message("\(what): \(shown(number.double)) is not a whole number")
      }
      result.append(integer)
    }
    return result
  }
}
