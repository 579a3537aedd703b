import Foundation
import Testing

@testable import snn_lua

/// The pages about the command line say what is true.
@Suite struct CommandLinePageTests {
  private static func text(_ path: String) throws -> String {
    try String(contentsOf: repository.appending(path: path), encoding: .utf8)
  }

  private static let pages = "Sources/LuaBindings/LuaBindings.docc"

  @Test(arguments: ["README.md", "\(pages)/CommandLine.md"])
  func theyNameEveryOption(path: String) throws {
    let text = try Self.text(path)
    let letters = ["-e", "-l", "-i", "-v", "-E", "-W", "--", "-", "-h"]
    for option in letters + Invocation.valued + Invocation.flags {
      #expect(
        text.contains("`\(option)`") || text.contains("`\(option) "),
        "\(option)")
    }
  }

  @Test func thePageOfSweepsNamesEveryOption() throws {
    let text = try Self.text("\(Self.pages)/Sweeps.md")
    let words = SweepInvocation.helpMessage(columns: 200).split {
      " \n,".contains($0)
    }
    let options = words.filter { $0.hasPrefix("--") && $0 != "--help" }
    #expect(options.count >= 5)
    for option in options {
      let name = option.trimmingCharacters(in: ["'"])
      #expect(
        text.contains("`\(name)`") || text.contains("`\(name) "), "\(name)")
    }
  }

  @Test func theSweepOfThePageMakesItsTable() throws {
    let blocks = try Self.text("\(Self.pages)/Sweeps.md")
      .components(separatedBy: "```")
      .filter { $0.hasPrefix("lua\n") || $0.hasPrefix("text\n") }
      .map {
        String($0[$0.index(after: $0.firstIndex(of: "\n") ?? $0.startIndex)...])
      }
    try #require(blocks.count == 3)
    let place = try Workplace(["model.lua": blocks[0], "grid.lua": blocks[1]])
    #expect(try place.snnLua("model.lua") == Transcript())
    #expect(try place.snnLua("sweep", "--quiet", "grid.lua") == Transcript())
    #expect(place.text("runs/sweep.csv") == blocks[2])
  }
}
