import LuaRuntime
import Testing

@testable import snn_lua

/// What the file of a sweep may say.
@Suite struct SweepPlanTests {
  private func plan(_ text: String) throws -> SweepPlan {
    let place = try Workplace(["grid.lua": text])
    return try SweepReader.plan(
      at: place.folder.appending(path: "grid.lua").path)
  }

  private func sets(_ text: String) throws -> [String] {
    try plan("return { model = 'm', \(text) }").sets.map { set in
      set.map(\.text).joined(separator: " ")
    }
  }

  @Test func onlyTheModelMustBeSaid() throws {
    let plan = try plan("return { model = 'm.lua' }")
    #expect(plan.model == "m.lua" && plan.folder == "runs" && plan.seed == 1)
    #expect(plan.repeats == 1 && !plan.records && plan.names == [])
    #expect(plan.runs.map(\.parameters) == [[]])
  }

  @Test func everythingElseCanBeSaid() throws {
    let plan = try plan(
      """
      return {
        model = "m.lua", folder = "out", seed = 7, repeats = 2, record = true,
        parameters = { a = { 1, 2 } },
      }
      """)
    #expect(plan.folder == "out" && plan.seed == 7 && plan.records)
    #expect(plan.runs.map(\.number) == [1, 2, 3, 4])
    #expect(
      plan.runs.map(\.shownParameters) == ["a=1", "a=1", "a=2", "a=2"])
    #expect(Set(plan.runs.map(\.seed)).count == 4)
  }

  @Test(arguments: [
    (
      "parameters = { b = { 1, 2 }, a = { true, 'x' } }",
      ["a=true b=1", "a=true b=2", "a=x b=1", "a=x b=2"]
    ),
    (
      "parameters = { b = { 1, 2 }, a = { 3, 4 } }, order = { 'b' }",
      ["b=1 a=3", "b=1 a=4", "b=2 a=3", "b=2 a=4"]
    ),
    ("parameters = { a = 0.5, b = { 1, 2 } }", ["a=0.5 b=1", "a=0.5 b=2"]),
    ("parameters = {}", [""]),
    (
      "runs = { { b = 1 }, { a = 2, b = '3' }, {} }",
      ["b=1", "a=2 b=\"3\"", ""]
    ),
    ("runs = { { a = 1, b = 2 } }, order = { 'b', 'a' }", ["b=2 a=1"]),
  ])
  func theOrderOfRunsIsThatOfNames(text: String, expected: [String]) throws {
    #expect(try sets(text) == expected)
  }

  /// The first numbers of SplitMix64 from seed 1, of which the upper 53 bits are
  /// the seeds.
  @Test func seedsAreThoseOfSplitMix64() throws {
    #expect(SweepRun.seed(of: 1, in: 1) == 0x910A_2DEC_8902_5CC1 >> 11)
    #expect(SweepRun.seed(of: 1, in: 0) == 0xE220_A839_7B1D_CDAF >> 11)
    #expect(SweepRun.seed(of: 2, in: 0) == 0x6E78_9E6A_A1B9_65F4 >> 11)
  }

  @Test func whatARunIsStandsInLua() throws {
    let plan = try plan(
      """
      return {
        model = "m.lua", parameters = {
          a = { 0.1 }, b = { math.huge }, c = { 'x"\\\\\\n\\1' }, d = { false },
        },
      }
      """)
    #expect(
      plan.runs[0].description(of: plan) == #"""
        -- What was run here, by a parameter sweep.
        return {
          model = "m.lua",
          run = 1,
          seed = 5103132997656651,
          parameters = { a = 0.1, b = math.huge, c = "x\"\\\n\x01", d = false },
          record = false,
        }

        """#)
  }

  @Test func randomNumbersOfTheFileAreTheSameEachTime() throws {
    let text = "return { model = 'm', seed = math.random(1e9) }"
    #expect(try plan(text) == plan(text))
  }

  @Test(arguments: [
    ("return 3", "the file must return a table, not number"),
    ("return", "the file must return a table, not nil"),
    (
      "return { modle = 'm' }",
      "a sweep has no field 'modle'; did you mean 'model'?"
    ),
    (
      "return { model = 'm', x = 1 }",
      "a sweep has no field 'x'; its fields are model, folder, seed, repeats,"
        + " record, parameters, runs, order"
    ),
    ("return { 1 }", "the table has a key that is no name"),
    ("return {}", "'model', the path of the script to run, is missing"),
    ("return { model = 3 }", "'model' must be a string, not number"),
    (
      "return { model = 'm', folder = 3 }",
      "'folder' must be a string, not number"
    ),
    (
      "return { model = 'm', record = 1 }",
      "'record' must be true or false, not number"
    ),
    (
      "return { model = 'm', seed = -1 }",
      "'seed' must be a whole number of 0 or more"
    ),
    (
      "return { model = 'm', seed = 2^53 }",
      "'seed' must be a whole number of 0 or more"
    ),
    (
      "return { model = 'm', repeats = 0 }",
      "'repeats' must be a whole number of 1 or more"
    ),
    (
      "return { model = 'm', repeats = 1.5 }",
      "'repeats' must be a whole number of 1 or more"
    ),
    (
      "return { model = 'm', repeats = 1000001 }",
      "a sweep has at most 1000000 runs"
    ),
    (
      "return { model = 'm', parameters = {}, runs = {} }",
      "a sweep has 'parameters' or 'runs', not both"
    ),
    (
      "return { model = 'm', parameters = 3 }",
      "'parameters' must be a table, not number"
    ),
    ("return { model = 'm', runs = {} }", "there is nothing to run"),
    (
      "return { model = 'm', parameters = { a = {} } }",
      "there is nothing to run"
    ),
    (
      "return { model = 'm', runs = { 3 } }",
      "runs[1] must be a table of parameters, not number"
    ),
    (
      "return { model = 'm', runs = { { a = {} } } }",
      "runs[1].a must be a number, a string or a boolean, not table"
    ),
    (
      "return { model = 'm', parameters = { a = { 1, print } } }",
      "parameters.a[2] must be a number, a string or a boolean, not function"
    ),
    (
      "return { model = 'm', parameters = { a = { 0 / 0 } } }",
      "parameters.a[1] is NaN, which is no value of a parameter"
    ),
    (
      "return { model = 'm', parameters = { a = 'x\\0' } }",
      "parameters.a has a NUL, which no command line can hold"
    ),
    (
      "return { model = 'm', parameters = { ['a b'] = 1 } }",
      "'a b' can't be a parameter: names have letters, digits and _, and run,"
        + " seed and status are taken"
    ),
    (
      "return { model = 'm', parameters = { seed = 1 } }",
      "'seed' can't be a parameter: names have letters, digits and _, and run,"
        + " seed and status are taken"
    ),
    (
      "return { model = 'm', parameters = { a = 1 }, order = { 'b' } }",
      "order[1] must be the name of a parameter, each at most once"
    ),
    (
      "return { model = 'm', parameters = { a = 1 }, order = { 'a', 'a' } }",
      "order[2] must be the name of a parameter, each at most once"
    ),
  ])
  func aMistakeInTheFileIsNamed(text: String, message: String) throws {
    let place = try Workplace(["grid.lua": text])
    #expect(
      try place.snnLua("sweep", "grid.lua")
        == Transcript(error: "snn-lua: grid.lua: \(message)\n", status: 1))
  }

  @Test func tooManyCombinationsAreRefusedBeforeTheyAreMade() throws {
    let axes = "local l = {} for i = 1, 1000 do l[i] = i end\n"
    let place = try Workplace([
      "grid.lua": axes
        + "return { model = 'm', parameters = { a = l, b = l, c = l, d = l } }"
    ])
    #expect(
      try place.snnLua("sweep", "grid.lua")
        == Transcript(
          error: "snn-lua: grid.lua: a sweep has at most 1000000 runs\n",
          status: 1))
  }
}
