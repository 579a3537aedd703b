@testable import LuaBindings
@testable import ScriptReference
@testable import TensorBindings

/// The pages of the Lua reference, made from the tables that help is made from.
enum ReferencePages {
  /// The text of each page by the name of its file.
  static var all: [(name: String, text: String)] {
    [("Reference.md", list), ("Topics.md", topics)]
      + ScriptClass.all.map { ("\($0.owner.shortName).md", page(of: $0)) }
  }

  private static var list: String {
    let modules = ScriptClass.all.filter(\.isModule)
    let classes = ScriptClass.all.filter { !$0.isModule }
    return """
      # Lua reference

      Everything that a script can use.

      ## Overview

      At the prompt, `help(x)` and `help "add_"` show what is on these pages; in a
      script it is `snn.help`. `snn-lua init-editor` lets editors show it too.

      ## Topics

      ### Ideas

      - <doc:Topics>

      ### Functions

      \(links(modules))

      ### Classes

      \(links(classes))

      """
  }

  private static func links(_ kinds: [ScriptClass]) -> String {
    kinds.map { "- <doc:\($0.owner.shortName)>" }.joined(separator: "\n")
  }

  private static var topics: String {
    HelpTopic.all.reduce(
      """
      # Topics

      Ideas that users need, each on about a screen.

      ## Overview

      `help "selections"` shows such a text at the prompt. Code in blocks of Lua runs
      as it stands; `snn` is the library.

      """
    ) { "\($0)\n## \($1.title)\n\n\($1.markdown)".trimmedAtEnd + "\n" }
  }

  private static func page(of kind: ScriptClass) -> String {
    var parts = ["# \(kind.title)", escaped(kind.summary), "## Overview"]
    parts.append(
      kind.isModule
        ? "In scripts it is `\(kind.owner.rawValue)`."
        : "Editors know the class as `\(kind.owner.rawValue)`."
          + (kind.parent.map {
            " Its objects have all that is on the page <doc:\($0.shortName)>"
              + " too."
          } ?? ""))
    if !kind.fields.isEmpty {
      let rows = kind.fields.map { field in
        let type = field.type.replacing("|", with: "\\|")
        let mark = field.isOptional ? "?" : ""
        return
          "| `\(field.name.replacing("|", with: "\\|"))\(mark)` | `\(type)`"
          + " | \(escaped(field.summary)) |"
      }
      parts.append(
        (["| field | type | |", "| --- | --- | --- |"] + rows)
          .joined(separator: "\n"))
    }
    for section in Reference.scripts.sections {
      let functions = section.bindings.filter { $0.owner == kind.owner }
      if functions.isEmpty { continue }
      parts.append("## \(section.title)")
      parts += functions.map { entry($0) }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// What the page says about a function.
  private static func entry(_ binding: Binding) -> String {
    let bare = binding.bareResult.map { ", without arguments `\($0)`" } ?? ""
    let result = binding.result.map { " gives `\($0)`\(bare)" } ?? ""
    var parts = [
      "### \(binding.name)",
      "`\(Help.scripts.signature(of: binding))`\(result)",
      escaped(binding.summary),
    ]
    let items = binding.parameters.flatMap { parameter in
      [item(parameter)] + parameter.options.map { "  " + item($0) }
    }
    if !items.isEmpty { parts.append(items.joined(separator: "\n")) }
    let notes = Help.scripts.notes(on: binding)
    if !notes.isEmpty { parts.append(notes) }
    return parts.joined(separator: "\n\n")
  }

  private static func item(_ parameter: Binding.Parameter) -> String {
    let mark = parameter.isOptional ? "?" : ""
    let summary = parameter.summary.isEmpty ? "" : ": \(parameter.summary)"
    return escaped(
      "- `\(parameter.name)\(mark)`, `\(parameter.type)`\(summary)")
  }

  /// Text whose signs Markdown would take for its own.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { place, part in
        place % 2 == 1
          ? String(part)
          : String(part).replacing("*", with: "\\*")
            .replacing("<", with: "\\<")
      }
      .joined(separator: "`")
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
