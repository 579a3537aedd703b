import Testing

@testable import LuaRuntime

/// Where a function tests values.
@Suite struct LuaInstructionTests {
  /// A function and the lines of its tests.
  static let functions: [(String, [Int])] = [
    ("function(a)\nreturn a + 1 < 2\nend", []),
    ("function(a)\nlocal b\nif a == 1 then b = 2 end\nreturn b\nend", [3]),
    ("function(a)\nreturn a ~= 'x'\nend", [2]),
    ("function(a, b)\nreturn a == b\nend", [2]),
    ("function(a)\nif a then return 1 end\nend", [2]),
    ("function(a)\nreturn not a\nend", [2]),
    ("function(a)\nreturn a and 1 or 2\nend", [2, 2]),
    ("function(a)\nwhile a do a = a.b end\nend", [2]),
    (
      "function(a)\nfor i = 1, 3 do a(i) end\nfor _, x in pairs(a) do end\nend",
      []
    ),
    (
      "function(a)\nlocal f = function(b)\nreturn b == 2.5\nend\nreturn f\nend",
      [3]
    ),
  ]

  @Test(arguments: functions)
  func testsAreFound(_ source: String, _ lines: [Int]) throws {
    #expect(try found("return \(source)") == lines)
  }

  @Test func testsOfFieldsOfSelfDoNotCountInMethods() throws {
    let source = "return function(self, n)\nif self.x then return n end\nend"
    #expect(try found(source, isMethod: true) == [])
    #expect(try found(source) == [2])
  }

  @Test func deepNestingIsReadOnce() throws {
    let depth = 40
    let source =
      "return " + String(repeating: "function(a) return ", count: depth)
      + "a == 1" + String(repeating: " end", count: depth)
    #expect(try found(source) == [1])
  }

  @Test func functionsOfTheHostHaveNoInstructions() throws {
    #expect(try found("return print") == nil)
  }

  /// A function, the calls that it has, and which are statements.
  static let callers: [(String, [LuaInstructions.Call])] = [
    ("function(a)\na:f()\nend", [call("f", 2, true)]),
    ("function(a)\nreturn (a:f())\nend", [call("f", 2, false)]),
    ("function(a)\nlocal b = a.f(a)\nend", [call("f", 2, false)]),
    (
      "function(a)\na:f(\na:g(1),\na.h())\nend",
      [call("f", 2, true), call("g", 3, false), call("h", 4, false)]
    ),
    (
      "function(a)\nif a:f() then a:g() end\nend",
      [call("f", 2, false), call("g", 2, true)]
    ),
    ("function(a)\nlocal f = a.f\nreturn function() a:g() end\nend", []),
    ("function(a)\ndo local f = a.f end\na()\nend", []),
    ("function(a)\na['f g'](a)\nend", [call("f g", 2, true)]),
  ]

  @Test(arguments: callers)
  func callsAreFound(_ source: String, _ calls: [LuaInstructions.Call]) throws {
    let lua = try LuaState()
    let found = try lua.perform { frame throws(LuaRaise) in
      try frame.load("return \(source)", name: "=test")
      try frame.call(argumentCount: 0, resultCount: 1)
      return LuaInstructions(frame, at: -1)?.calls
    }
    #expect(found == calls)
  }

  private static func call(
    _ name: String, _ line: Int, _ isStatement: Bool
  ) -> LuaInstructions.Call {
    LuaInstructions.Call(name: name, line: line, isStatement: isStatement)
  }

  /// The lines of tests in the function that a chunk returns.
  private func found(
    _ source: String, isMethod: Bool = false
  ) throws -> [Int]? {
    let lua = try LuaState()
    return try lua.perform { frame throws(LuaRaise) in
      try frame.load(source, name: "=test")
      try frame.call(argumentCount: 0, resultCount: 1)
      return LuaInstructions(frame, at: -1, isMethod: isMethod)?.testedLines
    }
  }
}
