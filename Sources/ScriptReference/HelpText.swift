extension Help {
  /// How wide a text may be.
  private var columns: Int { 80 }

  /// Rows of cells in columns, the last of which is text that is wrapped, or
  /// cut if there is to be one line for each row.
  ///
  /// A cell that is too wide for its column has the text on the next line.
  package func rows(
    _ cells: [[String]], isOneLine: Bool = false
  ) -> [String] {
    let count = (cells.map(\.count).max() ?? 1) - 1
    let widths = (0..<count).map { column in
      min(
        cells.map { $0[column].count }.max() ?? 0,
        isOneLine ? 30 : column == 0 ? 26 : 23)
    }
    let indent = widths.reduce(2) { $0 + $1 + ($1 > 0 ? 2 : 0) }
    return cells.flatMap { row in
      var head = "  "
      for (cell, width) in zip(row, widths) where width > 0 {
        head += cell + spaces(width - cell.count) + "  "
      }
      let text = row.last ?? ""
      if isOneLine { return [cut(head + text)] }
      var lines = wrapped(text, columns: columns - indent)
      if head.count == indent || text.isEmpty {
        lines[0] = head + lines[0]
      } else {
        lines[0] = spaces(indent) + lines[0]
        lines.insert(head, at: 0)
      }
      let first = head.count == indent || text.isEmpty ? 1 : 2
      for place in lines.indices.dropFirst(first) {
        lines[place] = spaces(indent) + lines[place]
      }
      return lines.map(trimmedAtEnd)
    }
  }

  /// The first sentence of a text.
  func firstSentence(of text: String) -> String {
    let words = text.split(separator: " ")
    let end = words.firstIndex { $0.hasSuffix(".") && $0 != "al." }
    return words[...(end ?? words.count - 1)].joined(separator: " ")
  }

  /// `line`, or as much of it as fits, to the end of a word.
  private func cut(_ line: String) -> String {
    guard line.count > columns else { return trimmedAtEnd(line) }
    var head = line.prefix(columns - 3)
    while let last = head.last, last != " " { head.removeLast() }
    return trimmedAtEnd(String(head)) + " ..."
  }

  private func spaces(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }

  private func trimmedAtEnd(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}

/// `text` in lines of at most `columns`, all with `prefix` in front.
func wrapped(
  _ text: String, prefix: String = "", columns: Int = 80
) -> [String] {
  var lines: [String] = []
  var line = prefix
  for word in text.split(separator: " ") {
    if line.count + 1 + word.count > columns, line.count > prefix.count {
      lines.append(line)
      line = prefix
    }
    line += (line.count == prefix.count ? "" : " ") + word
  }
  return lines + [line]
}
