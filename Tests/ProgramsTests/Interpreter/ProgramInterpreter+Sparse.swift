@testable import Programs
@testable import Tensors

/// Selected entries of sparse matrices.
extension ProgramInterpreter {
  /// An entry: its number, and its row and column.
  private struct Entry {
    let number: Int
    let row: Int
    let column: Int
  }

  /// The entries of the rows and columns that masks pick out, by their rows or by
  /// their columns, and which those are.
  private struct SparsePick {
    let entries: [Entry]
    let rows: [Int]
    let columns: [Int]
  }

  private func pick(_ selection: ProgramSparseSelection) throws -> SparsePick {
    let structure = selection.base.matrix.structure
    let rows = try places(selection.rows, of: structure.rowCount)
    let columns = try places(selection.columns, of: structure.columnCount)
    let (rowSet, columnSet) = (Set(rows), Set(columns))
    var entries: [Entry] = []
    for row in 0..<structure.rowCount where rowSet.contains(row) {
      for number in structure.rowStarts[row]..<structure.rowStarts[row + 1] {
        let column = Int(structure.columns[number])
        if columnSet.contains(column) {
          entries.append(Entry(number: number, row: row, column: column))
        }
      }
    }
    return SparsePick(entries: entries, rows: rows, columns: columns)
  }

  private func places(_ mask: ProgramTensor?, of size: Int) throws -> [Int] {
    guard let mask else { return Array(0..<size) }
    let truth = try tensor(mask).values()
    return (0..<size).filter { truth[$0].isTrue }
  }

  /// The sums of selected entries along an axis.
  ///
  /// Those of a row, or of a picked column, are added in four running sums. Across
  /// rows or picked columns, entries are added one line after the other, in blocks
  /// of lines that depend on how many entries there are.
  func sum(
    _ selection: ProgramSparseSelection, axis: Int
  ) throws -> [ElementValue] {
    let picked = try pick(selection)
    let values = try tensor(selection.base.values)
    let type = values.type
    let value = { (entry: Entry) in
      try values.value(at: values.offset + entry.number)
    }
    // Picked columns without a mask of rows are lines; else rows are.
    let isByRow = selection.columns == nil
    let lines = isByRow ? picked.rows : picked.columns
    let entries = Dictionary(grouping: picked.entries) {
      isByRow ? $0.row : $0.column
    }
    if isByRow == (axis == 1) {
      return try lines.map {
        try sumOfFour(try (entries[$0] ?? []).map(value), type)
      }
    }
    guard picked.entries.count < 65_536 else {
      throw ProgramFault("so many entries are added in groups")
    }
    let count = selection.base.matrix.shape[1 - axis]
    let block = linesPerBlock(
      entries: picked.entries.count, lines: lines.count, sums: count)
    let blocks = lines.isEmpty ? 1 : (lines.count + block - 1) / block
    var totals = Array(repeating: zero(.float64), count: count)
    for number in 0..<blocks {
      var sums = Array(repeating: zero(type), count: count)
      let end = min((number + 1) * block, lines.count)
      for line in lines[(number * block)..<end] {
        for entry in entries[line] ?? [] {
          let place = isByRow ? entry.column : entry.row
          sums[place] = try add(sums[place], try value(entry))
        }
      }
      if blocks == 1 { return sums }
      totals = try zip(totals, sums).map {
        try add($0, $1.converted(to: .float64))
      }
    }
    return totals.map { $0.converted(to: type) }
  }

  /// As many lines as bring 32 entries to each sum, and 128 at least.
  private func linesPerBlock(entries: Int, lines: Int, sums: Int) -> Int {
    let wanted =
      32.0 * Double(sums) * Double(lines) / Double(max(1, entries))
    return max(128, Int(min(wanted, Double(lines))))
  }

  /// Changes selected entries.
  func change(
    _ operation: LoopOperation, of selection: ProgramSparseSelection,
    _ operand: ProgramOperand?, into target: ProgramTensor
  ) throws {
    let picked = try pick(selection)
    let base = try tensor(selection.base.values)
    let shape = [picked.rows.count, picked.columns.count]
    let inputs = try operand.map {
      try values($0, over: shape, as: target.type)
    }
    let rows = numbers(of: picked.rows)
    let columns = numbers(of: picked.columns)
    try write(
      picked.entries.map { entry in
        let place = base.offset + entry.number
        let old = try base.value(at: place)
        var x = [old]
        if let inputs, let row = rows[entry.row],
          let column = columns[entry.column]
        {
          x = [inputs[row * shape[1] + column]]
        }
        return (place, try result(operation, old, x).bits(target.type))
      }, to: target)
  }

  /// What an expression makes of selected entries.
  func update(
    _ update: ElementUpdate, of selection: ProgramSparseSelection,
    into target: ProgramTensor
  ) throws {
    let picked = try pick(selection)
    let base = try tensor(selection.base.values)
    let places = picked.entries.map { base.offset + $0.number }
    let shape = selection.base.matrix.shape
    let new = try results(of: update, places.map(base.value)) {
      operand, type in
      // What is taken whole has one element along axes that are picked from.
      let whole =
        switch operand {
        case .value: [ElementValue]()
        case .operand(let operand):
          try values(operand, over: shape.list, as: type)
        case .elements(let tensor):
          try values(.tensor(tensor), over: shape.list, as: type)
        }
      return picked.entries.map { whole[$0.row * shape[1] + $0.column] }
    }
    try write(
      zip(places, new).map { ($0, $1.bits(target.type)) }, to: target)
  }

  /// The number of each place in a list.
  private func numbers(of places: [Int]) -> [Int: Int] {
    Dictionary(
      uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
  }
}
