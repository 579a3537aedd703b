import Programs
import Tensors

/// Kernels of elementwise operations: a thread takes one element after the other
/// through all of them.
extension KernelProgram {
  func loop(
    _ work: LoopWork, _ name: String, _ step: LoweredProgram.Step
  ) throws(DeviceError) -> GeneratedKernel {
    var writer = KernelWriter(name, self)
    let walk = ElementWalk(work.sizes)
    var body = ElementBody(work.operands, self) {
      walk.place($0.steps, $1.byteCount)
    }
    for operation in work.operations {
      try body.append(operation, in: &writer)
    }
    body.finish(in: &writer)
    let count = work.sizes.reduce(1, *)
    writer.lines =
      elementLoop(count) + ["{"] + (walk.lines + body.lines).map { "  \($0)" }
      + ["}"]
    return writer.finish(groups: groups(for: count), remark: step.lines)
  }

  /// A group takes rows, and its threads the columns of them.
  func block(
    _ work: BlockWork, _ name: String, _ step: LoweredProgram.Step
  ) throws(DeviceError) -> GeneratedKernel {
    var writer = KernelWriter(name, self)
    var body = ElementBody(work.operands, self) { operand, type in
      let steps = operand.steps.map { $0 / type.byteCount }
      return "row * (i64)\(steps[0]) + column * (i64)\(steps[1])"
    }
    for operation in work.operations {
      try body.append(operation, in: &writer)
    }
    body.finish(in: &writer)
    let rows = work.rowList.map { writer.parameter(.list($0), "u32") }
    let columns = work.columnList.map { writer.parameter(.list($0), "u32") }
    writer.lines =
      [
        "const u32 height = \(rows.map { "\($0)[0]" } ?? "\(work.rows)u");",
        "const u32 width = \(columns.map { "\($0)[0]" } ?? "\(work.columns)u");",
        "for (u32 k = GROUP; k < height; k += GROUPS) {",
        "  const i64 row = \(rows.map { "\($0)[k + 1]" } ?? "k");",
        "  for (u32 l = PLACE; l < width; l += SIZE) {",
        "    const i64 column = \(columns.map { "\($0)[l + 1]" } ?? "l");",
      ] + body.lines.map { "    \($0)" } + ["  }", "}"]
    return writer.finish(
      groups: min(KernelProgram.mostGroups, work.rows), remark: step.lines)
  }
}
