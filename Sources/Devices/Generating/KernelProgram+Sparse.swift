import Programs
import Tensors

/// Kernels for the entries of sparse matrices.
///
/// A sum belongs to one thread, which goes along all entries of its column, or row, and
/// adds those that are listed: in the processor's order, groups and blocks.
extension KernelProgram {
  // MARK: Sums

  func entrySum(
    _ work: EntrySumWork, _ name: String, _ step: LoweredProgram.Step
  ) throws(DeviceError) -> [GeneratedKernel] {
    if !work.addsRows, work.list == nil {
      return [try rowSum(work, name, step)]
    }
    let structure = work.structure
    let (runs, sums) =
      work.addsRows
      ? (structure.rowCount, structure.columnCount)
      : (structure.columnCount, structure.rowCount)
    var kernels: [GeneratedKernel] = []
    var writer = KernelWriter(name, self)
    let type = work.type.kernelName ?? ""
    var (wide, lines) = (type, [String]())
    let isShort =
      runs <= RunGroups.smallestBlock
      && structure.entryCount < 2 * max(RunGroups.entriesPerGroup, sums)
    if isShort || work.list == nil {
      let split = RunGroups(
        entries: isShort ? 0 : structure.entryCount, runs: runs, sums: sums)
      if !isShort { wide = "double" }
      lines = ["const u64 group = \(split.runs)ul, block = \(split.block)ul;"]
    } else if let list = work.list {
      wide = "double"
      let split = DeviceMemory.scratch(name, byteCount: 16)
      kernels.append(
        try splitRuns(work, list, sums: sums, into: split, "\(name)_split"))
      let numbers = writer.parameter(split, "u64")
      lines = ["const u64 group = \(numbers)[0], block = \(numbers)[1];"]
    }
    if wide == "double" { try checkFloat64(step.lines[0], step.position) }
    let names = writer.parameters(
      try EntryTables(structure, byRow: !work.addsRows))
    let values = address(work.values, work.type, in: &writer)
    let result = address(work.result, work.type, in: &writer)
    let ranks = work.list.map { writer.parameter(.ranks($0), "u32") }
    let major = "\(names.minors)[place]"
    writer.lines =
      lines + elementLoop(sums) + [
        "{",
        "  \(type) result = 0, sum = 0;",
        "  \(wide) total = 0;",
        "  u64 first = 0, end = group < block ? group : block;",
        "  const u64 last = \(names.starts)[i + 1];",
        "  for (u64 place = \(names.starts)[i]; place < last; place++) {",
        "    const u64 rank = \(ranks.map { "\($0)[\(major)]" } ?? "(u64)\(major) + 1");",
        "    if (rank == 0) continue;",
        "    if (rank > end) {",
        "      total = total + (\(wide))sum;",
        "      sum = 0;",
        "      const u64 own = (rank - 1) / group * group;",
        "      if (own != first) {",
        "        result = result + (\(type))total;",
        "        total = 0;",
        "        first = own;",
        "      }",
        "      const u64 size = ((rank - 1 - own) / block + 1) * block;",
        "      end = own + (size < group ? size : group);",
        "    }",
        "    sum = sum + (\(values))[\(names.number)];",
        "  }",
        "  (\(result))[i] = result + (\(type))(total + (\(wide))sum);",
        "}",
      ]
    kernels.append(
      writer.finish(groups: groups(for: sums), remark: step.lines))
    return kernels
  }

  /// The kernel that finds out how listed rows, or columns, are added up.
  private func splitRuns(
    _ work: EntrySumWork, _ list: Int, sums: Int, into split: DeviceMemory,
    _ name: String
  ) throws(DeviceError) -> GeneratedKernel {
    var writer = KernelWriter(name, self)
    let tables = try EntryTables(work.structure, byRow: work.addsRows)
    let starts = writer.parameter(.table(tables.starts), "u64")
    let list = writer.parameter(.list(list), "u32")
    let numbers = writer.parameter(split, "u64")
    writer.lines = [
      "LOCAL u64 counts[\(groupSize)];",
      "split_runs(\(list), \(starts), \(sums)ul, \(numbers), counts);",
    ]
    return writer.finish(groups: 1, remark: ["groups of listed entries"])
  }

  /// The sums of rows of which nothing is picked: four running sums in blocks, as
  /// `sumRun` does.
  private func rowSum(
    _ work: EntrySumWork, _ name: String, _ step: LoweredProgram.Step
  ) throws(DeviceError) -> GeneratedKernel {
    try checkFloat64(step.lines[0], step.position)
    var writer = KernelWriter(name, self)
    let names = writer.parameters(try EntryTables(work.structure, byRow: true))
    let values = address(work.values, work.type, in: &writer)
    let result = address(work.result, work.type, in: &writer)
    writer.lines =
      elementLoop(work.structure.rowCount) + [
        "  (\(result))[i] = sum_run_\(work.type.kernelSuffix)(\(values),"
          + " \(names.starts)[i], \(names.starts)[i + 1]);"
      ]
    return writer.finish(
      groups: groups(for: work.structure.rowCount), remark: step.lines)
  }

  // MARK: Changes

  /// A group takes rows, or columns if these alone are listed, and its threads their
  /// entries; of what is the same for all rows and columns, a thread takes entries.
  func entries(
    _ work: EntryWork, _ name: String, _ step: LoweredProgram.Step
  ) throws(DeviceError) -> GeneratedKernel {
    var writer = KernelWriter(name, self)
    var body = ElementBody(work.operands, self) { operand, type in
      // The entries lie along one axis, and what is beside them along two.
      if operand.steps.count == 1 { return "entry" }
      let steps = operand.steps.map { $0 / type.byteCount }
      return "row * (i64)\(steps[0]) + column * (i64)\(steps[1])"
    }
    for operation in work.operations {
      try body.append(operation, in: &writer)
    }
    body.finish(in: &writer)
    let lists = [work.rowList, work.columnList]
    let isSame = work.operands.dropFirst().allSatisfy {
      $0.steps.allSatisfy { $0 == 0 } || $0.isBlock
    }
    if lists == [nil, nil], isSame {
      let count = work.structure.entryCount
      writer.lines =
        elementLoop(count)
        + ["{", "  const u64 entry = i;", "  const i64 row = 0, column = 0;"]
        + body.lines.map { "  \($0)" } + ["}"]
      return writer.finish(groups: groups(for: count), remark: step.lines)
    }
    let byRow = work.rowList != nil || work.columnList == nil
    let list = (byRow ? work.rowList : work.columnList).map {
      writer.parameter(.list($0), "u32")
    }
    let names = writer.parameters(try EntryTables(work.structure, byRow: byRow))
    let (major, minor) = byRow ? ("row", "column") : ("column", "row")
    let count =
      byRow ? work.structure.rowCount : work.structure.columnCount
    let ranks =
      byRow && list != nil
      ? work.columnList.map { writer.parameter(.ranks($0), "u32") } : nil
    writer.lines =
      [
        "const u32 count = \(list.map { "\($0)[0]" } ?? "\(count)u");",
        "for (u32 k = GROUP; k < count; k += GROUPS) {",
        "  const i64 \(major) = \(list.map { "\($0)[k + 1]" } ?? "k");",
        "  const u64 last = \(names.starts)[\(major) + 1];",
        "  for (u64 place = \(names.starts)[\(major)] + PLACE; place < last;"
          + " place += SIZE) {",
        "    const i64 \(minor) = \(names.minors)[place];",
        "    const u64 entry = \(names.number);",
      ] + (ranks.map { ["    if (\($0)[\(minor)] == 0) continue;"] } ?? [])
      + body.lines.map { "    \($0)" } + ["  }", "}"]
    return writer.finish(
      groups: min(KernelProgram.mostGroups, count), remark: step.lines)
  }
}

extension WorkOperand {
  /// Whether it is memory of the one kernel that uses it.
  var isBlock: Bool {
    if case .block = origin { return true }
    return false
  }
}

extension StepWork {
  /// The lists of which it needs to know at which place what is listed stands.
  var rankedLists: [Int] {
    switch self {
    case .entrySum(let work): [work.list].compactMap { $0 }
    case .entries(let work) where work.rowList != nil:
      [work.columnList].compactMap { $0 }
    case .delay(let work): [work.rankedList].compactMap { $0 }
    default: []
    }
  }
}
