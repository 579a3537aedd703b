/// A text about an idea that users need, of about a screen.
struct HelpTopic {
  /// What it is asked for by: "selections".
  let name: String

  /// The name, and what it is about in a few words.
  let title: String

  /// Paragraphs and blocks of code in Markdown.
  let markdown: String

  /// All topics, in alphabetical order.
  ///
  /// They stand in `Help/topics.md`, each below a heading such as
  /// `## selections: parts of tensors`.
  static var all: [HelpTopic] {
    String(decoding: PackageResources.topics_md, as: UTF8.self)
      .split(separator: "\n## ").dropFirst()
      .map { part in
        let end = part.firstIndex(of: "\n") ?? part.endIndex
        let title = part[..<end]
        return HelpTopic(
          name: String(title.prefix { $0 != ":" }), title: String(title),
          markdown: String(part[end...].drop { $0 == "\n" }))
      }
  }

  /// The text as a terminal shows it: code is indented.
  var text: String {
    var lines = [title, ""]
    var paragraph = ""
    var isCode = false
    for line in markdown.split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line.hasPrefix("```") { isCode.toggle() }
      if !isCode, !line.isEmpty, !line.hasPrefix("```") {
        paragraph += line + " "
        continue
      }
      if !paragraph.isEmpty { lines += wrapped(paragraph, prefix: "  ") }
      paragraph = ""
      if !line.hasPrefix("```") {
        lines.append(line.isEmpty ? "" : "    \(line)")
      }
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
