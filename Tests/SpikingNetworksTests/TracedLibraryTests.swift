import Foundation
import TestSupport
import Testing

@testable import SpikingNetworks

/// Which behaviors of the library become parts of programs.
@Suite struct TracedLibraryTests {
  @Test func thePageListsThem() throws {
    let page = try String(
      contentsOf: packageFolder.appending(
        path: "Sources/LuaBindings/LuaBindings.docc/CompiledBehaviors.md"),
      encoding: .utf8)
    let section = try #require(
      page.components(separatedBy: "## Behaviors of the library\n").last)
    let sentence = try #require(
      section.components(separatedBy: " are compiled without being asked").first
    )
    let listed = sentence.components(separatedBy: "`")
      .enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    let traced = BehaviorLibrary.all.filter { $0 is any AlgebraicBehavior.Type }
      .map(\.name)
    #expect(Set(listed) == Set(traced))
    #expect(listed.count == traced.count)
  }
}
