import Foundation
import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Learning by e-prop, against NEST and against backpropagation through time; the
/// programs that have made the values are in the folder `EProp`.
@Suite struct EPropTests {
  private static let folder = packageFolder.appending(
    path: "Tests/LuaBindingsTests/Models/EProp")

  /// Whether there is time: a build with checks takes fifty times as long.
  private static let isThorough: Bool = {
    #if DEBUG
      return ProcessInfo.processInfo.environment["SNN_LUA_LONG"] != nil
    #else
      return true
    #endif
  }()

  /// The folder, then other arguments.
  private func runFile(_ name: String, _ arguments: LuaValue...) throws {
    try makeHost().runFile(
      EPropTests.folder.appending(path: "\(name).lua").path,
      arguments: [.string(EPropTests.folder.path)] + arguments)
  }

  static let tasks =
    isThorough ? ["sines", "evidence1", "evidence2"] : ["sines"]

  @Test(arguments: tasks)
  func lossesAreThoseOfNEST(task: String) throws {
    try runFile(
      "pinned", .string(task), .integer(EPropTests.isThorough ? 5 : 2))
  }

  @Test(arguments: [false, true])
  func gradientsAreThoseOfBackpropagation(inLua: Bool) throws {
    try runFile("compare", .boolean(inLua))
  }

  @Test func rulesDoWhatTheirTextsSay() throws { try runFile("claims") }

  /// Of samples of three classes that it hasn't learned; by chance it were a third.
  @Test(.enabled(if: EPropTests.isThorough))
  func recurrentNeuronsLearnRandman() throws {
    try learnRandman(
      classes: 3, samples: 50, neurons: 30, batch: 4, atLeast: 0.6)
  }

  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["SNN_LUA_LONG"] != nil))
  func recurrentNeuronsLearnRandmanOfTenClasses() throws {
    try learnRandman(
      classes: 10, samples: 100, neurons: 100, batch: 10, atLeast: 0.85)
  }

  private func learnRandman(
    classes: Int, samples: Int, neurons: Int, batch: Int,
    atLeast share: Double
  ) throws {
    let path = EPropTests.folder.appending(path: "randman.lua").path
    try run(
      """
      local total = 0
      for seed = 1, 3 do
        total = total + assert(loadfile "\(path)")(
          \(samples), \(classes), \(neurons), 3, \(batch), seed)
      end
      assert(total / 3 >= \(share), total / 3)
      """)
  }
}
