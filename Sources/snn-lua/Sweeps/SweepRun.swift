import LuaRuntime
import Tensors

/// One run of a sweep.
struct SweepRun: Equatable {
  /// Counts from 1.
  let number: Int

  /// What its random numbers follow from.
  let seed: UInt64

  /// Its parameters, in the order of the sweep's columns.
  let parameters: [Setting]

  /// The parameters as users read them: `g=1 tau=10`.
  var shownParameters: String {
    parameters.map(\.text).joined(separator: " ")
  }

  /// The seed of a run, which it has whichever of the others run, in whatever
  /// order.
  static func seed(of number: Int, in sweep: UInt64) -> UInt64 {
    RandomSource.seed(number, following: sweep)
  }

  /// The value of a parameter; nil if this run hasn't got it.
  func value(of name: String) -> LuaValue? {
    parameters.first { $0.key == name }?.value
  }

  /// The text of a file of Lua that says what the run is. Two runs with the
  /// same text give the same bits.
  func description(of plan: SweepPlan) -> String {
    let fields = parameters.map { "\($0.key) = \($0.value.literal)" }
    return """
      -- What was run here, by a parameter sweep.
      return {
        model = \(LuaValue.string(plan.model).literal),
        run = \(number),
        seed = \(seed),
        parameters = { \(fields.joined(separator: ", ")) },
        record = \(plan.records),
      }

      """
  }
}

extension LuaValue {
  /// The value as it is written in Lua.
  fileprivate var literal: String {
    switch self {
    case .nil: "nil"
    case .boolean, .integer: field
    case .number(let value) where value.isInfinite:
      value > 0 ? "math.huge" : "-math.huge"
    case .number: field
    case .string(let value): quoted(value)
    }
  }
}

private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\\(scalar)"
    case "\n": result += "\\n"
    case "\u{0}"..<" ", "\u{7F}": result += "\\x" + hexadecimal(scalar.value)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

private func hexadecimal(_ byte: UInt32) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16)
}
