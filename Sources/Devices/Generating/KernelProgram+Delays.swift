import Programs
import Tensors

/// Kernels for delay lines: a target belongs to one thread, which adds what its sources
/// send in their order, takes what arrives, and clears that for what comes later.
///
/// All steps of a run count from the row that arrives first in it. At its end, all lines
/// move on.
extension KernelProgram {
  func delay(
    _ work: DelayWork, _ name: String, _ step: LoweredProgram.Step
  ) throws(DeviceError) -> GeneratedKernel {
    let line = work.line
    let (size, length) = (line.size, line.maximumDelay + 1)
    guard let number = lines.firstIndex(where: { $0 === line }),
      let type = line.type.kernelName
    else {
      throw .noDeviceForm(what: step.lines[0], position: step.position)
    }
    if line.type == .float64 { try checkFloat64(step.lines[0], step.position) }
    var writer = KernelWriter(name, self)
    let ring = writer.parameter(.ring(number), type)
    let positions = writer.parameter(.positions, "u64")
    let result = work.result.map { address($0, line.type, in: &writer) }
    let first =
      "const u64 now = (\(positions)[\(number)] + \(stepCounts[number])ul)"
      + " % \(length)ul;"
    let whole = [
      "const u64 own = (i / \(size)ul + now) % \(length)ul * \(size)ul"
        + " + i % \(size)ul;"
    ]
    var count = size * length
    let body: [String]
    switch work.action {
    case .step(let list, let weights):
      count = size
      body =
        try sending(
          over: line, list, weights, ring: ring, in: &writer) + [
          "(\(result ?? ""))[i] = \(ring)[now * \(size)ul + i];",
          "\(ring)[now * \(size)ul + i] = 0;",
        ]
    case .pending: body = whole + ["(\(result ?? ""))[i] = \(ring)[own];"]
    case .reset: body = whole + ["\(ring)[own] = 0;"]
    case .restore(let operand, let given):
      let walk = ElementWalk([length, size])
      let element =
        "(\(address(operand, given, in: &writer)))"
        + "[\(walk.place(operand.steps, given.byteCount))]"
      if given == .float64 { try checkFloat64(step.lines[0], step.position) }
      body =
        whole + walk.lines + [
          "\(ring)[own] = \(given.kernelConversion(of: element, to: line.type));"
        ]
    }
    writer.lines =
      [first] + elementLoop(count) + ["{"] + body.map { "  \($0)" } + ["}"]
    return writer.finish(groups: groups(for: count), remark: step.lines)
  }

  /// What puts the spikes of listed sources on their way to the target `i`.
  private func sending(
    over line: DelayLine, _ list: Int, _ weights: DelayWork.Weights?,
    ring: String, in writer: inout KernelWriter
  ) throws(DeviceError) -> [String] {
    let (size, length) = (line.size, line.maximumDelay + 1)
    let arrival = { (delay: String) in
      "\(ring)[(now + \(delay)) % \(length)ul * \(size)ul + i]"
    }
    if let line = line as? SpikeDelayLine {
      let table = ConstantTable("delays", line.delays, count: size)
      let delays = writer.parameter(.table(table), "u32")
      let ranks = writer.parameter(.ranks(list), "u32")
      return ["if (\(ranks)[i] != 0) \(arrival("\(delays)[i]")) = 1;"]
    }
    guard let weights else { preconditionFailure("currents have weights") }
    let values = address(weights.operand, line.type, in: &writer)
    if let line = line as? CurrentDelayLine {
      let table = ConstantTable(
        "delays", line.delays, count: size * line.sourceCount)
      let delays = writer.parameter(.table(table), "u32")
      let list = writer.parameter(.list(list), "u32")
      let place = arrival("\(delays)[source * \(size)ul + i]")
      return [
        "for (u32 k = 1; k <= \(list)[0]; k++) {",
        "  const u64 source = \(list)[k];",
        "  \(place) = \(place) + (\(values))[(i64)source"
          + " * (i64)\(weights.sourceStep) + (i64)i * (i64)\(weights.targetStep)];",
        "}",
      ]
    }
    guard let line = line as? SparseDelayLine else {
      preconditionFailure("each kind of line has kernels")
    }
    let names = writer.parameters(
      try EntryTables(line.structure, byRow: line.sourceAxis == 1))
    let delays = try self.delays(of: line, in: &writer)
    let ranks = writer.parameter(.ranks(list), "u32")
    let place = arrival("\(delays)[entry]")
    return [
      "const u64 last = \(names.starts)[i + 1];",
      "for (u64 place = \(names.starts)[i]; place < last; place++) {",
      "  if (\(ranks)[\(names.minors)[place]] == 0) continue;",
      "  const u64 entry = \(names.number);",
      "  \(place) = \(place) + (\(values))[entry];",
      "}",
    ]
  }

  private func delays(
    of line: SparseDelayLine, in writer: inout KernelWriter
  ) throws(DeviceError) -> String {
    do throws(TensorError) {
      let (address, size) = try line.delaysByEntry()
      let count = line.structure.entryCount
      return size == 1
        ? writer.parameter(
          .table(
            ConstantTable(
              "delays", address.assumingMemoryBound(to: UInt8.self),
              count: count)), "u8")
        : writer.parameter(
          .table(
            ConstantTable(
              "delays", address.assumingMemoryBound(to: UInt16.self),
              count: count)), "u16")
    } catch {
      throw .invalid(error, position: nil)
    }
  }

  /// What moves the lines on when all steps of a run are done.
  func moveLines() -> GeneratedKernel {
    var writer = KernelWriter("move_lines", self)
    let positions = writer.parameter(.positions, "u64")
    writer.lines = zip(lines, stepCounts).enumerated().map { number, line in
      "if (PLACE == 0) \(positions)[\(number)] = (\(positions)[\(number)]"
        + " + \(line.1)ul) % \(line.0.maximumDelay + 1)ul;"
    }
    return writer.finish(groups: 1, remark: ["move delay lines on"])
  }
}

extension DelayWork {
  /// The list of which it needs to know what is in it.
  var rankedList: Int? {
    guard case .step(let list, _) = action, !(line is CurrentDelayLine) else {
      return nil
    }
    return list
  }

  /// Whether the line moves on.
  var isStep: Bool {
    if case .step = action { return true }
    return false
  }
}
