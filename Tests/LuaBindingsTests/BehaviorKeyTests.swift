import LuaBindings
import TestSupport
import Testing

/// Keys of behaviors that are no places in an order.
@Suite struct BehaviorKeyTests {
  @Test(arguments: [
    (
      "snn.Behavior('A', { key = 0/0 })",
      "Behavior: key must be a finite number, got nan"
    ),
    (
      "snn.Behavior('A', { key = math.huge })",
      "Behavior: key must be a finite number, got inf"
    ),
    (
      "local A = snn.Behavior 'A'; A.key = -math.huge; snn.by_key { A {} }",
      "by_key: the key of the class A must be a finite number, and is -inf"
    ),
    (
      "local A = snn.Behavior 'A'; A.key = 0/0; snn.by_key { A {} }",
      "by_key: the key of the class A must be a finite number, and is nan"
    ),
  ])
  func aKeyIsAFiniteNumber(source: String, wanted: String) throws {
    #expect(try message(of: source) == "model.lua:1: " + wanted)
  }
}
