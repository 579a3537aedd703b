/// The results, as text, as Markdown and as JSON.
struct Table {
  static let titles = ["row", "median", "best", "unit", "aim"]

  let rows: [Row]
  let machine: Machine

  /// Widths for columns that are printed before all rows are known.
  private static let widths = [56, 9, 9, 10, 9]

  /// A line of the plain table.
  static func line(_ cells: [String]) -> String {
    var line = ""
    for (column, (cell, width)) in zip(cells, widths).enumerated() {
      let blanks = String(repeating: " ", count: max(0, width - cell.count))
      line += column == 0 || column == 3 ? cell + blanks : blanks + cell
      line += " "
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  var markdown: String {
    let lines =
      [Table.titles, ["---", "---:", "---:", "---", "---:"]]
      + rows.map { row in
        // A bar would end the cell.
        ["`\(row.cells[0])`"] + row.cells.dropFirst()
      }
    return lines.map { "| \($0.joined(separator: " | ")) |" }
      .joined(separator: "\n") + "\n\n\(machine.description)"
  }

  var json: String {
    """
    {
      "machine": \(quoted(machine.model)),
      "cores": \(machine.cores),
      "threads": \(machine.threads),
      "date": \(quoted(machine.date)),
      "lua": \(quoted(machine.lua)),
      "rows": [
        \(rows.map(\.json).joined(separator: ",\n    "))
      ]
    }

    """
  }
}
