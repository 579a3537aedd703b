@testable import ScriptReference
import LuaRuntime
import SpikingNetworks
import Testing

@testable import LuaBindings

/// The topics of help are in order, fit on a screen, and their code runs.
@Suite struct HelpTopicTests {
  @Test func everyTopicIsFoundByItsName() {
    #expect(HelpTopic.all.count >= 13)
    for topic in HelpTopic.all {
      #expect(
        Help.scripts.text(for: topic.name)?.hasPrefix(topic.title) == true)
    }
  }

  @Test func everyTopicFitsOnAScreen() {
    for topic in HelpTopic.all {
      #expect(topic.text.split(separator: "\n").count <= 36, "\(topic.name)")
    }
  }

  @Test func topicsAreInAlphabeticalOrder() {
    let names = HelpTopic.all.map(\.name)
    #expect(names == names.sorted())
  }

  /// The blocks of Lua in the topics.
  private static let examples = HelpTopic.all.flatMap { topic in
    topic.markdown.split(separator: "```lua\n").dropFirst()
      .compactMap { $0.split(separator: "```").first }
      .map { (topic.name, String($0)) }
  }

  @Test(arguments: examples)
  func anExampleOfATopicRuns(topic: String, code: String) throws {
    try makeHost().run("snn = require 'snn'\n" + code, name: "=\(topic)")
  }

  @Test("N17: help finds names by a word in them")
  func helpFindsNamesByAWordInThem() {
    #expect(
      Help.scripts.unknown("delays")
        == "help: nothing is called 'delays'; there is AxonalDelay, DelayLine,"
        + " SynapticDelay")
    #expect(
      Help.scripts.unknown("homeostasis")
        == "help: nothing is called 'homeostasis'; there is"
        + " ActivityHomeostasis, InstantHomeostasis,"
        + " TimeIntegratedHomeostasis, VoltageHomeostasis")
    #expect(
      Help.scripts.unknown("Tensor:clmp")
        == "help: nothing is called 'Tensor:clmp'; did you mean"
        + " 'Tensor:clamp'?")
    for topic in ["units", "ElementType", "elementtype", "library"] {
      #expect(
        HelpTopic.all.contains { Help.scripts.text(for: topic) == $0.text })
    }
  }

  @Test("N17: the topic of the library names all its behaviors")
  func theTopicOfTheLibraryNamesAllBehaviors() throws {
    let text = try #require(Help.scripts.text(for: "library"))
    for behavior in BehaviorLibrary.all {
      #expect(text.contains(behavior.name), "\(behavior.name)")
    }
  }
}
