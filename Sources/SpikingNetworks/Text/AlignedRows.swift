/// Rows as lines with their columns aligned: the first column to the right, the
/// others to the left.
///
/// - Precondition: All rows have the same number of columns.
public func alignedRows(_ rows: [[String]]) -> [String] {
  guard let first = rows.first else { return [] }
  let widths = first.indices.map { column in
    rows.map { $0[column].count }.max() ?? 0
  }
  return rows.map { row in
    var line = ""
    for (column, text) in row.enumerated() {
      let padding = String(repeating: " ", count: widths[column] - text.count)
      line += column == 0 ? padding + text : "  " + text + padding
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
