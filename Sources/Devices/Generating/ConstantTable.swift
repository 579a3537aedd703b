import Tensors

/// Numbers that a program gives the device once, for they never change: where a sparse
/// matrix has entries, say. Whoever has them lives as long as the program.
struct ConstantTable: Hashable {
  /// What kernels call it.
  let name: String
  /// The numbers.
  let address: UnsafeRawPointer
  let byteCount: Int

  /// `count` numbers from an address on.
  init<T: BitwiseCopyable>(
    _ name: String, _ numbers: UnsafePointer<T>, count: Int
  ) {
    self.name = name
    address = UnsafeRawPointer(numbers)
    byteCount = count * MemoryLayout<T>.stride
  }

  // Matrices with the same entries share the memory that tells where these are.
  static func == (left: ConstantTable, right: ConstantTable) -> Bool {
    left.address == right.address && left.byteCount == right.byteCount
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(address)
    hasher.combine(byteCount)
  }
}

/// Where the entries of a sparse matrix are, for kernels that go along rows or columns.
struct EntryTables {
  /// The place of the first entry of each row or column, and their number.
  let starts: ConstantTable
  /// The column or the row of the entry at each place.
  let minors: ConstantTable
  /// The number of the entry at each place; nil if that is the place.
  let numbers: ConstantTable?

  /// The entries of a structure, row by row or column by column.
  ///
  /// - Throws: `DeviceError.invalid` for want of memory.
  init(_ structure: SparseStructure, byRow: Bool) throws(DeviceError) {
    let count = structure.entryCount
    guard !byRow else {
      starts = ConstantTable(
        "row_starts", structure.rowStarts, count: structure.rowCount + 1)
      minors = ConstantTable("columns_of", structure.columns, count: count)
      numbers = nil
      return
    }
    do throws(TensorError) {
      let index = try structure.entriesByColumn()
      starts = ConstantTable(
        "column_starts", index.starts, count: structure.columnCount + 1)
      minors = ConstantTable("rows_of", index.rows, count: count)
      numbers = ConstantTable("entry_numbers", index.numbers, count: count)
    } catch {
      throw .invalid(error, position: nil)
    }
  }
}

/// What kernels call them.
struct EntryNames {
  let starts: String
  let minors: String

  /// The number of the entry at the place `place`.
  let number: String
}

extension KernelWriter {
  /// The names of the parameters for the entries of a sparse matrix.
  mutating func parameters(_ tables: EntryTables) -> EntryNames {
    let starts = parameter(.table(tables.starts), "u64")
    let minors = parameter(.table(tables.minors), "u32")
    let numbers = tables.numbers.map { parameter(.table($0), "u32") }
    return EntryNames(
      starts: starts, minors: minors,
      number: numbers.map { "\($0)[place]" } ?? "place")
  }
}
