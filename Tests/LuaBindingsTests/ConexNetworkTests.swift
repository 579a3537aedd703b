import Foundation
import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// A network of CoNeX, built of models of the library, against what the original
/// gave: convolution, k winners, reward, delays and dendrites.
@Suite struct ConexNetworkTests {
  static let folder = packageFolder.appending(
    path: "Tests/LuaBindingsTests/Conex")

  @Test(arguments: [true, false])
  func spikesAreThoseOfTheOriginal(isCompiled: Bool) throws {
    try compare(isCompiled: isCompiled, isResumed: false)
  }

  @Test func aNetworkThatIsLoadedGoesOnAsIfItHadNotBeen() throws {
    try compare(isCompiled: true, isResumed: true)
  }

  private func compare(isCompiled: Bool, isResumed: Bool) throws {
    let truth = try ConformanceCase(
      folder: ConexNetworkTests.folder.appending(path: "network"))
    let output = try TemporaryFolder()
    let host = try makeHost()
    if !isCompiled {
      try run(
        """
        for _, class in pairs(snn.models) do class.compiled = false end
        """, in: host)
    }
    let state: [LuaValue] =
      isResumed ? [.string(output.path("state.snn"))] : []
    try host.runFile(
      ConexNetworkTests.folder.appending(path: "network.lua").path,
      arguments: [.string(truth.folder.path), .string(output.url.path)] + state)
    #expect(truth.outputs.count == 8)
    #expect(try truth.problems(ofOutputsIn: output.url) == [])
  }
}
