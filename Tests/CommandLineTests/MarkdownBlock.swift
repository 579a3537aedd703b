import Foundation
import Testing

/// A piece of code in a text.
struct MarkdownBlock: CustomTestStringConvertible {
  var language: String
  var text: String
  var line: Int

  var testDescription: String { "\(language), line \(line)" }

  /// All pieces of code between fences.
  static func all(in lines: [String]) -> [MarkdownBlock] {
    var blocks: [MarkdownBlock] = []
    var open: MarkdownBlock?
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(block)
          open = nil
        } else {
          open = MarkdownBlock(
            language: String(line.dropFirst(3)), text: "", line: index + 1)
        }
      } else {
        open?.text += line + "\n"
      }
    }
    return blocks
  }

  /// Checks that a session at a prompt is as the block shows it: a command that
  /// runs an example, and then entries behind `> ` with what they print;
  /// `output` completes that.
  func checkSession(
    _ command: String, _ example: String,
    output complete: (String) -> String = { $0 }
  ) throws {
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.first == command)
    let entries = lines.filter { $0.hasPrefix("> ") }.map { $0.dropFirst(2) }
    let place = try Workplace(["lines": entries.joined(separator: "\n")])
    let path = repository.appending(path: example).path
    let found = try place.shell("\"$1\" -i '\(path)' < lines 2>&1")
    let shown = lines.dropFirst().filter { !$0.hasPrefix("> ") }
    #expect(found.output == complete(shown.joined(separator: "\n") + "\n"))
  }
}

/// The lines of a file of the repository; none if it can't be read.
func markdownLines(_ path: String) -> [String] {
  (try? String(
    contentsOf: repository.appending(path: path), encoding: .utf8))?
    .components(separatedBy: "\n") ?? []
}
