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
}

/// The lines of a file of the repository; none if it can't be read.
func markdownLines(_ path: String) -> [String] {
  (try? String(
    contentsOf: repository.appending(path: path), encoding: .utf8))?
    .components(separatedBy: "\n") ?? []
}
