import LuaRuntime
import SpikingNetworks
import TensorBindings

/// Stands for a Lua value that the engine can't read.
final class OpaqueValue: ForeignValue {
  let kind: ParameterKind?
  let shown: String

  init(_ kind: ParameterKind?, shown: String) {
    self.kind = kind
    self.shown = shown
  }
}

extension ScriptContext {
  /// What stands for the value at `index`, which is neither number, text nor
  /// tensor.
  func opaqueValue(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> OpaqueValue {
    if let object = try? object(frame, index) {
      return OpaqueValue(.object, shown: object.label)
    }
    let name = frame.typeName(at: index)
    let article = "AEIOUaeiou".contains(name.prefix(1)) ? "an" : "a"
    return OpaqueValue(kind(frame, index), shown: "\(article) \(name)")
  }

  private func kind(_ frame: LuaFrame, _ index: Int) -> ParameterKind? {
    switch frame.kind(at: index) {
    case .function: return .function
    case .table where frame.isPlainTable(at: index): return .list
    default: return nil
    }
  }
}

extension LuaFrame {
  /// Whether the value at `index` is a table without a metatable.
  func isPlainTable(at index: Int) -> Bool {
    guard kind(at: index) == .table else { return false }
    guard pushMetatable(of: index) else { return true }
    pop()
    return false
  }
}
