import LuaBindings
import LuaRuntime
import Testing

/// What a compiled behavior can't do is an error that says where, and what to write.
@Suite struct CompiledRefusalTests {
  private static let tested =
    "a test with ==, ~=, not, and, or, or if of what may be a number that isn't"
    + " known when a function is compiled: the iteration, a sum, a number that"
    + " changes. Use mask:where(a, b), or leave the behavior to Lua"

  /// What can't be compiled and what the error says, after its place.
  static let refused: [(String, String)] = [
    (
      "if n.v > 0 then end",
      "tensors can't be compared with <, <=, > or >=, which give one boolean in"
        + " Lua; write a:lt(b), a:le(b), a:gt(b) or a:ge(b)"
    ),
    (
      "if n.v:max() > 0 then end",
      "a branch on a value that isn't known when a function is compiled: use"
        + " mask:where(a, b) or x[mask], or leave the behavior to Lua"
    ),
    (
      "if n.spike:any() then end",
      "any: a truth value for a branch isn't known when a function is compiled;"
        + " any(axis) gives a tensor"
    ),
    ("print(1)", "_G.print has no compiled form"),
    ("math.random()", "_G.math.random has no compiled form"),
    ("if n.iteration == 2 then end", Self.tested),
    ("local x = n.v:sum() or 1", Self.tested),
    ("local x = not n.v:mean()", Self.tested),
    (
      "if n.iteration > 2 then end",
      "a branch on a value that isn't known when a function is compiled: use"
        + " mask:where(a, b) or x[mask], or leave the behavior to Lua"
    ),
    (
      "list.x = 1",
      "_G.list.x is set, which a compiled function would do only once: keep what"
        + " changes in a state variable, such as neurons.x, or change a tensor"
        + " in place"
    ),
    (
      "self.x = true",
      "self.x is set to a boolean: a compiled function keeps numbers and tensors"
        + " in fields, anything else would be set only once"
    ),
    (
      "n.x = n.v[n.spike] + 1",
      "how many elements are selected isn't known when a function is compiled:"
        + " assign them to elements of the same mask, as in y[mask] = x[mask] *"
        + " 2, sum them, change them in place, or use mask:where(a, b)"
    ),
    (
      "local x = list[n.iteration]",
      "_G.list[…]: a number that isn't known when a function is compiled can only"
        + " be the index of a tensor"
    ),
    (
      "selection:add_(1)",
      "_G.selection is a Selection, which has no compiled form"
    ),
    (
      "assert(n.v:sum())",
      "a branch on a value that isn't known when a function is compiled: assert"
    ),
    (
      "n.v:uniform_(n.noise)",
      "bad argument #1 to 'uniform_' (number expected, got value that isn't known"
        + " when a function is compiled)"
    ),
    (
      "n.x = math.floor(n.v:sum())",
      "bad argument #1 to 'floor' (number expected, got value that isn't known"
        + " when a function is compiled)"
    ),
    (
      "n.v:sum():clamp(0, 1)",
      "attempt to index a number value"
    ),
    (
      "n:remove_behavior(1)", "neurons:remove_behavior has no compiled form"
    ),
    (
      "n.x = {}",
      "neurons.x is set to a table, which has no compiled form: state"
        + " variables are tensors, numbers and truth values"
    ),
    ("n.tag = 1", "NeuronGroup 'n': 'tag' can't be replaced"),
    ("n.v:add_(snn.randperm(3))", "snn.randperm has no compiled form"),
    (
      "local x = n.v .. 'a'",
      "a value that isn't known when a function is compiled can't become text"
    ),
    (
      "n.v:add_(n.noise:reshape(4, 5))",
      "add: shapes [20] and [4, 5] don't match"
    ),
    ("snn.Recorder { 'v' }", "a call of snn.Recorder has no compiled form"),
  ]

  static func model(_ body: String, _ mode: String) -> String {
    """
    _G.snn, list, selection = snn, {}, snn.zeros(3)[snn.ones(3, "bool")]
    local B = snn.Behavior("B", { compiled = \(mode) })
    function B:initialize(n)
      n.v, n.noise = n:vector(0.5), n:vector(0.25)
      n.spike = n.v:gt(0.4)
    end
    function B:forward(n)
      \(body)
    end
    local net = snn.Network { seed = 5 }
    snn.NeuronGroup { net = net, size = 20, tag = "n", behavior = { B {} } }
    net:initialize()
    net:simulate_iterations(2)
    """
  }

  @Test(arguments: refused)
  func whatHasNoNativeFormIsAnErrorThatSaysWhere(
    _ body: String, _ text: String
  ) throws {
    let found = try message(of: Self.model(body, "true"))
    #expect(
      found == "model.lua:8: in B:forward (key 1) of NeuronGroup 'n', iteration"
        + " 1: \(text)")
  }
}
