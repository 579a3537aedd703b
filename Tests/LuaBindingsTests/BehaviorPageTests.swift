import Foundation
import SpikingNetworks
import TestSupport
import Testing

/// The page about the library's behaviors says what their descriptions say.
@Suite struct BehaviorPageTests {
  /// `SNN_LUA_WRITE=1 swift test --filter BehaviorPageTests` writes the page
  /// anew.
  @Test func thePageIsUpToDate() throws {
    let file = packageFolder.appending(
      path: "Sources/LuaBindings/LuaBindings.docc/Behaviors.md")
    if ProcessInfo.processInfo.environment["SNN_LUA_WRITE"] != nil {
      try Self.page.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == Self.page)
  }

  @Test func everyBehaviorAndParameterIsDescribed() {
    for behavior in BehaviorLibrary.all {
      #expect(behavior.summary.hasSuffix("."), "\(behavior.name)")
      for parameter in behavior.parameterDescriptions {
        #expect(!parameter.summary.isEmpty, "\(parameter.name)")
      }
    }
  }

  private static var page: String {
    let introduction = """
      # Behaviors of the library

      Behaviors that need not be written: what they do, and their parameters.

      ## Overview

      Each is made like a behavior of one's own, `snn.WeightClip { w_max = 0.5 }`;
      values without a name are the parameters in the order of the tables. All
      take `tag`, `behavior_enabled`, `run_every`, `run_from` and `run_until` too.

      Parameters are read when a behavior is initialized. To change one in a living
      network, set it in `parameters` and initialize the behavior again; it isn't a
      field of the behavior:

      ```lua
      synapse.WeightClip.parameters.w_max = 0.1
      synapse.WeightClip:reinitialize()
      ```

      """
    return BehaviorLibrary.all.reduce(introduction) { $0 + section($1) }
  }

  private static func section(_ behavior: LibraryBehavior.Type) -> String {
    let rows = behavior.parameterDescriptions.map { parameter in
      let standard =
        parameter.isRequired
        ? "required"
        : parameter.standard.map { "`\($0.shown)`" } ?? ""
      return "| `\(parameter.name)` | \(standard) | \(parameter.summary) |"
    }
    let table =
      rows.isEmpty
      ? ""
      : "\n| parameter | default | |\n| --- | --- | --- |\n"
        + rows.joined(separator: "\n") + "\n"
    return "\n## \(behavior.name)\n\n\(behavior.summary)\n\(table)"
  }
}
