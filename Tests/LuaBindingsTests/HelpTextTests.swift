@testable import ScriptReference
import LuaRuntime
import Testing

@testable import LuaBindings

/// All texts that help can show: each is found, and fits on a terminal.
@Suite struct HelpTextTests {
  /// Every text that help can show.
  private static var texts: [String] {
    [Help.scripts.overview] + HelpTopic.all.map(\.text)
      + ScriptClass.all.map { Help.scripts.text(of: $0) }
      + Reference.scripts.bindings.map { Help.scripts.text(of: $0) }
  }

  @Test func noLineIsLongerThan80Columns() {
    for text in Self.texts {
      for line in text.split(separator: "\n") {
        #expect(line.count <= 80, "\(line)")
      }
    }
  }

  @Test("C10: help says that an array without axes loads as a number")
  func helpSaysWhatAnArrayWithoutAxesLoadsAs() throws {
    let load = try #require(
      Reference.scripts.bindings.first {
        $0.owner == .library && $0.name == "load"
      })
    #expect(load.result == "snn.Tensor|snn.SparseMatrix|number|boolean")
    #expect(
      Help.scripts.text(of: load).replacing("\n", with: " ").contains(
        "or the number in one of an array without axes"))
  }

  @Test("A13: help says how small a probability may be")
  func helpSaysHowSmallAProbabilityMayBe() throws {
    for name in ["rand", "uniform_"] {
      let text = try #require(Help.scripts.text(for: name))
      #expect(text.contains("2^-24"), "\(name)")
    }
    #expect(
      try #require(Help.scripts.text(for: "bernoulli_")).contains("exact"))
  }

  @Test func everyDocumentedFunctionIsFoundByItsName() {
    for binding in Reference.scripts.bindings {
      let text = Help.scripts.text(of: binding)
      for name in [binding.name] + binding.aliases {
        for query in [name, "\(binding.owner.rawValue):\(name)"] {
          #expect(
            Help.scripts.text(for: query)?.contains(text) == true, "\(query)")
        }
      }
    }
  }

  @Test func everyDocumentedFunctionIsFoundByItself() throws {
    let host = try makeHostWithObjects()
    // Of models, help says what their files declare.
    for binding in Reference.scripts.bindings where binding.owner != .models {
      for name in [binding.name] + binding.aliases {
        try host.run(
          """
          local owner, name, expected = ...
          local snn = require "snn"
          local printed
          function print(text) printed = text end
          snn.help(objects[owner][name])
          assert(printed:find(expected, 1, true), owner .. "." .. name)
          """, name: "=test",
          arguments: [
            .string(binding.owner.rawValue), .string(name),
            .string(Help.scripts.text(of: binding)),
          ])
      }
    }
  }

  @Test func everyClassIsFoundByItsName() {
    for kind in ScriptClass.all {
      let text = Help.scripts.text(of: kind)
      #expect(
        Help.scripts.text(for: kind.owner.rawValue)?.contains(text) == true)
      #expect(
        Help.scripts.text(for: kind.owner.shortName)?.contains(text) == true)
    }
  }

  @Test func documentedNamesHaveInheritedOnes() {
    let names = LuaHost.documentedNames(of: "snn.NeuronGroup")
    #expect(names == names.sorted())
    for name in ["find", "size", "tag", "vector", "subGroup"] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(LuaHost.documentedNames(of: "snn.Nothing") == [])
  }

  @Test func helpIsThereForProgramsToo() {
    #expect(LuaHost.help(for: "Tensor") == Help.scripts.text(for: "Tensor"))
    #expect(LuaHost.help(for: "no such name") == nil)
  }
}
