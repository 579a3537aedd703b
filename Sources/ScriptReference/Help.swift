import TensorBindings
import Tensors
import TensorBindings

/// What `snn.help` prints: texts of at most 80 columns.
package struct Help {
  let reference: Reference

  package init(_ reference: Reference) { self.reference = reference }

  /// What there is, and how to go on.
  package var overview: String {
    var lines = wrapped(
      "snn-lua \(reference.version) simulates spiking neural networks, with")
    lines.append("")
    lines += rows(
      ScriptClass.all.map { kind in
        [
          kind.isModule ? kind.owner.rawValue : kind.owner.shortName,
          firstSentence(of: kind.summary),
        ]
      }, isOneLine: true)
    lines += ["", "Topics are"]
    lines += wrapped(
      HelpTopic.all.map(\.name).joined(separator: ", ") + ".", prefix: "  ")
    lines += [
      "",
      "help \"selections\"      about a topic",
      "help \"Tensor\"          about a class",
      "help \"add_\"            about a function; also help(snn.zeros)",
      "help(net)              about any value of the library",
      "",
      "In a script it is snn.help.",
    ]
    return lines.joined(separator: "\n")
  }

  /// About everything that has this name; nil if nothing has it.
  ///
  /// A function may be named with its class, "Tensor:add_". If nothing has the
  /// name exactly so, the case of letters doesn't matter.
  package func text(for query: String) -> String? {
    let name = HelpName(query)
    var texts = texts(for: name)
    if texts.isEmpty { texts = self.texts(for: name.ignoringCase) }
    return texts.isEmpty ? nil : texts.joined(separator: "\n\n")
  }

  private func texts(for name: HelpName) -> [String] {
    let topics = HelpTopic.all.filter { name.isEqual($0.name) }.map(\.text)
    let functions = reference.bindings.filter { name.names($0) }.map(text(of:))
    let fields = ScriptClass.all.flatMap { kind in
      kind.fields.filter { name.names($0, of: kind) }
        .map { text(of: $0, in: kind) }
    }
    let classes = ScriptClass.all.filter { name.names($0) }.map(text(of:))
    return topics + functions + fields + classes
  }

  /// What has a text: topics, classes and functions.
  package var names: [String] {
    topicsAndClasses + ScriptClass.all.flatMap(reference.names(of:))
  }

  private var topicsAndClasses: [String] {
    HelpTopic.all.map(\.name) + ScriptClass.all.map(\.owner.shortName)
  }

  /// The names that begin with `start` and have a text: topics and classes, and
  /// functions too if something was typed.
  package func names(beginningWith start: String) -> [String] {
    (start.isEmpty ? topicsAndClasses : names).filter { $0.hasPrefix(start) }
  }

  /// The message for a name that nothing has.
  package func unknown(_ name: String) -> String {
    "help: nothing is called '\(name)'; "
      + (hint(on: name) ?? "help() lists what there is")
  }

  /// What may be meant by a name that nothing has; nil if nobody knows.
  package func hint(on name: String) -> String? {
    let containing = containing(name).map { "there is \($0)" }
    let nearest = nearest(to: HelpName(name)).map(Suggestion.question)
    // A plural is no slip of the pen.
    return name.count > 5 && name.hasSuffix("s")
      ? containing ?? nearest : nearest ?? containing
  }

  /// The name that has a text and is nearest to one that has none: of the same
  /// owner or the nearest one, if that has such a name.
  private func nearest(to name: HelpName) -> String? {
    if let given = name.owner {
      let owners = ScriptClass.all.flatMap {
        [$0.owner.rawValue, $0.owner.shortName]
      }
      if let owner = nearest(given, in: owners),
        let near = nearest(name.name, in: names(of: owner))
      {
        return owner + name.text.dropFirst(given.count).prefix(1) + near
      }
    }
    return nearest(name.name, in: names)
  }

  /// The names that have a text and a word in them, which may be in the plural;
  /// nil if there are none, or too many.
  private func containing(_ word: String) -> String? {
    // No name is longer, and it would take long to look for.
    guard (3...100).contains(word.utf8.count) else { return nil }
    var stem = word.lowercased()
    if stem.count > 3, stem.hasSuffix("s") { stem.removeLast() }
    let found = Set(names.filter { $0.lowercased().contains(stem) }).sorted()
    guard (1...12).contains(found.count) else { return nil }
    return found.joined(separator: ", ")
  }

  private func nearest(_ name: String, in known: [String]) -> String? {
    known.contains(name) ? name : Suggestion.nearest(name, in: known)
  }

  /// What may follow the name of a class or a module and a dot.
  private func names(of owner: String) -> [String] {
    let name = HelpName(owner)
    var result: [String] = []
    for kind in ScriptClass.all where name.names(kind) {
      let prefix = kind.owner.rawValue + "."
      let inner = ScriptClass.all.map(\.owner).filter {
        $0.rawValue.hasPrefix(prefix)
      }
      result += reference.names(of: kind) + inner.map(\.shortName)
      // Methods of tensors are functions of the library too.
      let tensor = kind.owner == .library ? ScriptClass.of(.tensor) : nil
      result += (tensor.map(reference.names(of:)) ?? []).filter {
        !$0.hasSuffix("_")
      }
    }
    return result
  }

  // MARK: Functions and fields

  /// How a function is called: `Tensor:sum(axis?, keepdim?)`.
  func signature(of binding: Binding) -> String {
    let prefix = ScriptClass.of(binding.owner)?.prefix ?? ""
    return prefix + binding.name + parameterList(of: binding)
  }

  /// About a function.
  package func text(of binding: Binding) -> String {
    var lines = [signature(of: binding), ""]
    lines += wrapped(binding.summary, prefix: "  ")
    var table = binding.parameters.flatMap { parameter in
      [row(parameter)]
        + parameter.options.filter {
          !$0.summary.isEmpty || $0.name.first != "["
        }
        .map { row($0, indent: "  ") }
    }
    if let result = binding.result {
      let bare = binding.bareResult.map { "\(shown($0)) without arguments" }
      table.append(["gives", shown(result), bare ?? ""])
    }
    if !table.isEmpty { lines += [""] + rows(table) }
    let notes = notes(on: binding)
    if !notes.isEmpty { lines += [""] + wrapped(notes, prefix: "  ") }
    return lines.joined(separator: "\n")
  }

  /// Other ways to call the same function.
  func notes(on binding: Binding) -> String {
    var notes: [String] = []
    if !binding.aliases.isEmpty {
      notes.append(
        "Also called \(binding.aliases.joined(separator: ", ")).")
    }
    if binding.owner == .tensor, !binding.name.hasSuffix("_") {
      notes.append("snn.\(binding.name)(tensor) is the same.")
    }
    return notes.joined(separator: " ")
  }

  private func text(
    of field: Binding.Parameter, in kind: ScriptClass
  ) -> String {
    let owner = kind.isModule ? kind.owner.rawValue : kind.owner.shortName
    return
      (["\(owner).\(field.name)", ""]
      + rows([["", shown(field.type), field.summary]]))
      .joined(separator: "\n")
  }

  // MARK: Classes

  /// About a class: its fields, and a line for each function.
  package func text(of kind: ScriptClass) -> String {
    let owner = kind.isModule ? kind.owner.rawValue : kind.owner.shortName
    let parent = kind.parent.map { ", a kind of \($0.shortName)" } ?? ""
    var lines = ["\(owner): \(kind.title.lowercased())\(parent)", ""]
    lines += wrapped(kind.summary, prefix: "  ")
    if !kind.fields.isEmpty {
      lines += ["", "Fields"] + rows(kind.fields.map { row($0) })
    }
    for section in reference.sections {
      let functions = section.bindings.filter { $0.owner == kind.owner }
      if functions.isEmpty { continue }
      lines += ["", section.title]
      lines += rows(oneLineEach(functions), isOneLine: true)
    }
    for ancestor in kind.lineage.dropFirst() {
      lines += ["", "From \(ancestor.owner.shortName)"]
      lines += wrapped(
        reference.names(of: ancestor).joined(separator: ", "), prefix: "  ")
    }
    return lines.joined(separator: "\n")
  }

  /// A row for each function; one in place stands beside its namesake.
  private func oneLineEach(_ functions: [Binding]) -> [[String]] {
    let names = Set(functions.map(\.name))
    return functions.filter {
      !($0.name.hasSuffix("_") && names.contains(String($0.name.dropLast())))
    }.map { binding in
      let inPlace =
        names.contains(binding.name + "_")
        ? ", \(binding.name)_" : ""
      return [
        binding.name + parameterList(of: binding) + inPlace,
        firstSentence(of: binding.summary),
      ]
    }
  }

  // MARK: Parts

  private func parameterList(of binding: Binding) -> String {
    let names = binding.parameters.map { parameter in
      parameter.name + (parameter.isOptional ? "?" : "")
    }
    return "(\(names.joined(separator: ", ")))"
  }

  private func row(
    _ parameter: Binding.Parameter, indent: String = ""
  ) -> [String] {
    [
      indent + parameter.name + (parameter.isOptional ? "?" : ""),
      shown(parameter.type), parameter.summary,
    ]
  }

  /// A type without the prefix that all of them have.
  private func shown(_ type: String) -> String {
    type.split(separator: "snn.", omittingEmptySubsequences: false).joined()
  }
}
