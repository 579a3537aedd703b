import LuaRuntime
import Testing

/// What decoders say of a wrong argument, word for word.
@Suite struct ArgumentTests {
  let lua: LuaState

  init() throws {
    lua = try LuaState()
    try lua.define("number") { frame throws(LuaRaise) in
      frame.push(try frame.number(at: 1))
      return 1
    }
    try lua.define("integer") { frame throws(LuaRaise) in
      frame.push(try frame.integer(at: 1))
      return 1
    }
    try lua.define("small") { frame throws(LuaRaise) in
      frame.push(try frame.integer(at: 2, in: 1...9))
      return 1
    }
    try lua.define("count") { frame throws(LuaRaise) in
      frame.push(try frame.integer(at: 1, in: 0...Int.max))
      return 1
    }
    try lua.define("boolean") { frame throws(LuaRaise) in
      frame.push(try frame.boolean(at: 1))
      return 1
    }
    try lua.define("text") { frame throws(LuaRaise) in
      try frame.push(try frame.string(at: 1, maximumLength: 5))
      return 1
    }
    let type = try lua.makeObjectType(name: "thing", payload: Int.self)
    let thing = try lua.makeFunction(name: "thing", producing: type) { frame in
      frame.fill(type, 1)
      return 1
    }
    let value = try lua.makeFunction(name: "value") { frame throws(LuaRaise) in
      frame.push(try frame.object(at: 1, of: type).pointee)
      return 1
    }
    let free = try lua.makeFunction(name: "free") { frame throws(LuaRaise) in
      try frame.release(at: 1, of: type)
      return 0
    }
    let add = try lua.makeFunction(name: "add") { frame throws(LuaRaise) in
      frame.push(try frame.number(at: 2))
      return 1
    }
    try lua.setMethods(
      of: type, methods: [("value", value), ("free", free), ("add", add)])
    try lua.setGlobal("thing", thing)
    try lua.setGlobal("value", value)
  }

  @Test(arguments: [
    ("number()", "#1 to 'number' (number expected, got no value)"),
    ("number(nil)", "#1 to 'number' (number expected, got nil)"),
    ("number('3')", "#1 to 'number' (number expected, got string)"),
    ("number({})", "#1 to 'number' (number expected, got table)"),
    ("number(print)", "#1 to 'number' (number expected, got function)"),
    ("number(io.stdout)", "#1 to 'number' (number expected, got FILE*)"),
    ("number(thing())", "#1 to 'number' (number expected, got thing)"),
    (
      "number(setmetatable({}, { __name = 'LIF' }))",
      "#1 to 'number' (number expected, got LIF)"
    ),
    (
      "number(debug.upvalueid(function() return lua end, 1))",
      "#1 to 'number' (number expected, got light userdata)"
    ),
    ("integer('3')", "#1 to 'integer' (number expected, got string)"),
    (
      "integer(3.5)",
      "#1 to 'integer' (number has no integer representation)"
    ),
    (
      "integer(0/0)",
      "#1 to 'integer' (number has no integer representation)"
    ),
    (
      "integer(2^63)",
      "#1 to 'integer' (number has no integer representation)"
    ),
    ("small(1)", "#2 to 'small' (number expected, got no value)"),
    ("small(1, 0)", "#2 to 'small' (integer from 1 to 9 expected, got 0)"),
    ("small(1, 10)", "#2 to 'small' (integer from 1 to 9 expected, got 10)"),
    ("count(-1)", "#1 to 'count' (integer of at least 0 expected, got -1)"),
    ("boolean(nil)", "#1 to 'boolean' (boolean expected, got nil)"),
    ("boolean(1)", "#1 to 'boolean' (boolean expected, got number)"),
    ("text(5)", "#1 to 'text' (string expected, got number)"),
    (
      "text('123456')",
      "#1 to 'text' (string of at most 5 bytes expected, got 6)"
    ),
    ("value(1)", "#1 to 'value' (thing expected, got number)"),
    ("value(io.stdout)", "#1 to 'value' (thing expected, got FILE*)"),
    (
      "local t = thing() t:free() value(t)",
      "#1 to 'value' (thing was released)"
    ),
    ("thing():add('x')", "#1 to 'add' (number expected, got string)"),
    ("thing().add(1, 'x')", "#2 to 'add' (number expected, got string)"),
  ])
  func wrongArgumentIsNamed(source: String, problem: String) {
    #expect(
      lua.message(of: source) == "model.lua:1: bad argument " + problem)
    #expect(lua.stackDepth == 0)
  }

  @Test func wrongSelfIsNamed() {
    #expect(
      lua.message(of: "local t = { value = value } t:value()")
        == "model.lua:1: calling 'value' on bad self (thing expected, got table)"
    )
  }

  @Test func rightArgumentsPass() throws {
    try lua.run(
      """
      assert(number(3) == 3 and number(-0.5) == -0.5)
      assert(integer(3.0) == 3 and math.type(integer(3.0)) == "integer")
      assert(integer(math.mininteger) == math.mininteger)
      assert(small(nil, 9) == 9 and count(math.maxinteger) > 0)
      assert(boolean(false) == false and boolean(true) == true)
      assert(text("a\\0b") == "a\\0b" and text("") == "")
      assert(text("\\xff") == "\\u{FFFD}")
      assert(thing():value() == 1)
      """, name: "=test")
  }
}
