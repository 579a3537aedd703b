import Programs
import Tensors

/// Kernels for products of sparse matrices: an element of the result belongs to one
/// thread.
extension KernelProgram {
  func entryProduct(
    _ work: EntryProductWork, _ name: String, _ step: LoweredProgram.Step
  ) throws(DeviceError) -> [GeneratedKernel] {
    try checkFloat64(step.lines[0], step.position)
    return work.isFromLeft
      ? try productFromLeft(work, name, step) : [try product(work, name, step)]
  }

  /// What is the same of both: the element of the other one at `inner` of `line`, and
  /// the value of an entry.
  private func operands(
    _ work: EntryProductWork, in writer: inout KernelWriter
  ) -> (other: (String) -> String, value: (String) -> String) {
    let other = address(work.other, work.otherType, in: &writer)
    let values = address(work.values, work.valueType, in: &writer)
    let steps = work.other.steps.map { $0 / work.otherType.byteCount }
    return (
      {
        work.otherType.kernelConversion(
          of: "(\(other))[line * (i64)\(steps[0]) + \($0) * (i64)\(steps[1])]",
          to: work.type)
      },
      {
        work.valueType.kernelConversion(of: "(\(values))[\($0)]", to: work.type)
      }
    )
  }

  /// Along the entries of a row: with a vector, two running sums in blocks of 256; with
  /// a matrix, one in blocks of 128.
  private func product(
    _ work: EntryProductWork, _ name: String, _ step: LoweredProgram.Step
  ) throws(DeviceError) -> GeneratedKernel {
    var writer = KernelWriter(name, self)
    let names = writer.parameters(try EntryTables(work.structure, byRow: true))
    let (other, value) = operands(work, in: &writer)
    let result = address(work.result, work.type, in: &writer)
    let type = work.type.kernelName ?? ""
    let factors = { (place: String) in
      "\(value(place)) * \(other("(i64)\(names.minors)[\(place)]"))"
    }
    let block = work.lines == 1 ? 256 : 128
    let body =
      work.lines == 1
      ? [
        "    \(type) other = 0;",
        "    for (; place + 2 <= end; place += 2) {",
        "      sum = sum + \(factors("place"));",
        "      other = other + \(factors("place + 1"));",
        "    }",
        "    if (place < end) sum = sum + \(factors("place"));",
        "    place = end;",
        "    sum = sum + other;",
      ]
      : [
        "    for (; place < end; place++) sum = sum + \(factors("place"));"
      ]
    let count = work.structure.rowCount * work.lines
    writer.lines =
      elementLoop(count) + [
        "{",
        "  const u64 line = i % \(work.lines)ul, row = i / \(work.lines)ul;",
        "  const u64 last = \(names.starts)[row + 1];",
        "  u64 place = \(names.starts)[row];",
        "  double total = 0;",
        "  while (place < last) {",
        "    const u64 end = last - place < \(block) ? last : place + \(block);",
        "    \(type) sum = 0;",
      ] + body + [
        "    total = total + (double)sum;",
        "  }",
        "  (\(result))[i] = (\(type))total;",
        "}",
      ]
    return writer.finish(groups: groups(for: count), remark: step.lines)
  }

  /// Along the entries of a column, of the rows whose factor isn't 0, in blocks of as
  /// many such rows.
  private func productFromLeft(
    _ work: EntryProductWork, _ name: String, _ step: LoweredProgram.Step
  ) throws(DeviceError) -> [GeneratedKernel] {
    let structure = work.structure
    let (rows, columns) = (structure.rowCount, structure.columnCount)
    let block = runsPerBlock(
      entries: structure.entryCount, runs: rows, sums: columns)
    var kernels: [GeneratedKernel] = []
    var writer = KernelWriter(name, self)
    var ranks: String?
    if rows > block {
      guard work.lines <= KernelProgram.mostGroups else {
        throw .noDeviceForm(what: step.lines[0], position: step.position)
      }
      let memory = DeviceMemory.scratch(name, byteCount: work.lines * rows * 4)
      kernels.append(rankFactors(work, into: memory, "\(name)_ranks"))
      ranks = writer.parameter(memory, "u32")
    }
    let names = writer.parameters(try EntryTables(structure, byRow: false))
    let (other, value) = operands(work, in: &writer)
    let result = address(work.result, work.type, in: &writer)
    let type = work.type.kernelName ?? ""
    let count = columns * work.lines
    writer.lines =
      elementLoop(count) + [
        "{",
        "  const u64 line = i / \(columns)ul, column = i % \(columns)ul;",
        "  const u64 last = \(names.starts)[column + 1];",
        "  u64 end = \(block);",
        "  \(type) sum = 0;",
        "  double total = 0;",
        "  for (u64 place = \(names.starts)[column]; place < last; place++) {",
        "    const i64 row = \(names.minors)[place];",
        "    const \(type) factor = \(other("row"));",
        "    if (factor == 0) continue;",
      ]
      + (ranks.map {
        [
          "    const u64 rank = \($0)[line * \(rows)ul + row];",
          "    if (rank > end) {",
          "      total = total + (double)sum;",
          "      sum = 0;",
          "      end = ((rank - 1) / \(block) + 1) * \(block);",
          "    }",
        ]
      } ?? []) + [
        "    sum = sum + factor * \(value(names.number));",
        "  }",
        "  (\(result))[i] = (\(type))(total + (double)sum);",
        "}",
      ]
    kernels.append(
      writer.finish(groups: groups(for: count), remark: step.lines))
    return kernels
  }

  /// A group finds the places of the factors of a line among those that aren't 0.
  private func rankFactors(
    _ work: EntryProductWork, into memory: DeviceMemory, _ name: String
  ) -> GeneratedKernel {
    var writer = KernelWriter(name, self)
    let (other, _) = operands(work, in: &writer)
    let ranks = writer.parameter(memory, "u32")
    let rows = work.structure.rowCount
    writer.lines = [
      "LOCAL u32 counts[\(groupSize)];",
      "const u64 line = GROUP;",
      "const u64 share = (\(rows)ul + SIZE - 1) / SIZE;",
      "const u64 from = PLACE * share, to = from + share;",
      "u32 own = 0, at = 0;",
      "for (u64 i = from; i < to && i < \(rows)ul; i++)",
      "  own += \(other("i")) != 0;",
      "counts[PLACE] = own;",
      "BARRIER;",
      "for (u32 place = 0; place < PLACE; place++) at += counts[place];",
      "for (u64 i = from; i < to && i < \(rows)ul; i++) {",
      "  if (\(other("i")) != 0) at++;",
      "  \(ranks)[line * \(rows)ul + i] = at;",
      "}",
    ]
    return writer.finish(groups: work.lines, remark: ["factors that aren't 0"])
  }
}
