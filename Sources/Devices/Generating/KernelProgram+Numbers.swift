import Programs
import Tensors

/// Kernels for reductions, and for numbers that a program computes: these are written to
/// all places where they are elements.
extension KernelProgram {
  // MARK: Reductions

  func reduction(
    _ work: ReductionWork, _ name: String, _ step: LoweredProgram.Step
  ) throws(DeviceError) -> [GeneratedKernel] {
    guard
      let text = ReductionText(work.operation, work.type, count: work.count)
    else {
      throw .noDeviceForm(what: step.lines[0], position: step.position)
    }
    if text.needsFloat64 || work.type == .float64 {
      try checkFloat64(step.lines[0], step.position)
    }
    return work.isSideBySide
      ? rows(work, text, name, step) : [columns(work, text, name, step)]
  }

  private func chunks(of work: ReductionWork) -> Int {
    work.isSideBySide
      ? max(1, (work.count + parallelGrain - 1) / parallelGrain) : 1
  }

  /// A thread makes the total of a lane of a chunk of a row, of which there are up to
  /// 128; one merges those of a chunk, and one the chunks of a row.
  private func rows(
    _ work: ReductionWork, _ text: ReductionText, _ name: String,
    _ step: LoweredProgram.Step
  ) -> [GeneratedKernel] {
    let all = work.results * chunks(of: work)
    let lanes = lanes(of: work)
    let memory = DeviceMemory.scratch(name, byteCount: all * lanes * 8)
    let chunk = [
      "const u64 first = chunk % \(chunks(of: work))ul * \(parallelGrain)ul;",
      "const u64 left = \(work.count)ul - first;",
      "const u64 count = left < \(parallelGrain)ul ? left : \(parallelGrain)ul;",
      "const u64 width = count >= 1024 ? 128 : count >= 32 ? 16 : 1;",
    ]
    var first = KernelWriter("\(name)_lanes", self)
    let x = address(work.operand, work.type, in: &first)
    let made = first.parameter(memory, text.total)
    first.lines =
      elementLoop(all * lanes)
      + ["{", "  const u64 chunk = i / \(lanes)ul, lane = i % \(lanes)ul;"]
      + chunk.map { "  \($0)" } + [
        "  const u64 rows = count / width, rest = count % width;",
        "  const u64 start = chunk / \(chunks(of: work))ul * \(work.count)ul"
          + " + first;",
        "  if (lane < width) {",
        "    \(text.total) total = \(text.nothing);",
      ]
      + text.lines(x, from: "start + lane", rows: "rows", step: "width")
      .map { "    \($0)" } + [
        "    if (lane < rest) \(text.line(x, at: "start + rows * width + lane"))",
        "    \(made)[i] = total;",
        "  }",
        "}",
      ]
    var second = KernelWriter("\(name)_chunks", self)
    let totals = second.parameter(memory, text.total)
    let (own, other) = (
      "\(totals)[chunk * \(lanes)ul + lane]",
      "\(totals)[chunk * \(lanes)ul + lane + middle]"
    )
    second.lines =
      elementLoop(all) + ["{", "  const u64 chunk = i;"]
      + chunk.map { "  \($0)" } + [
        "  for (u64 middle = width / 2; middle > 0; middle /= 2)",
        "    for (u64 lane = 0; lane < middle; lane++)",
        "      \(own) = \(text.merge(own, other));",
        "}",
      ]
    var third = KernelWriter(name, self)
    let from = third.parameter(memory, text.total)
    let end = target(of: work, text, in: &third)
    let place = "(i * \(chunks(of: work)) + chunk) * \(lanes)"
    third.lines =
      elementLoop(work.results) + [
        "{",
        "  u64 chunk = 0;",
        "  \(text.total) total = \(from)[\(place)];",
        "  for (chunk = 1; chunk < \(chunks(of: work)); chunk++)",
        "    total = \(text.merge("total", "\(from)[\(place)]"));",
      ] + end.map { "  \($0)" } + ["}"]
    return [
      first.finish(
        groups: groups(for: all * lanes), remark: ["totals of lanes"]),
      second.finish(groups: groups(for: all), remark: ["totals of chunks"]),
      third.finish(groups: groups(for: work.results), remark: step.lines),
    ]
  }

  /// How many lanes a chunk has at the most.
  private func lanes(of work: ReductionWork) -> Int {
    work.count >= 1_024 ? 128 : work.count >= 32 ? 16 : 1
  }

  /// A thread makes the total of a column, of several lanes if the matrix is narrow.
  private func columns(
    _ work: ReductionWork, _ text: ReductionText, _ name: String,
    _ step: LoweredProgram.Step
  ) -> GeneratedKernel {
    var writer = KernelWriter(name, self)
    let x = address(work.operand, work.type, in: &writer)
    let (count, width) = (work.count, work.results)
    var lanes = 1
    if count >= 64 { while 2 * lanes * width <= 128 { lanes *= 2 } }
    let rows = count / lanes
    let rest = (count - rows * lanes) * width
    let end = target(of: work, text, in: &writer)
    writer.lines =
      elementLoop(width) + [
        "{",
        "  \(text.total) totals[\(lanes)];",
        "  for (u32 lane = 0; lane < \(lanes); lane++) {",
        "    const u64 start = lane * \(width)ul + i;",
        "    \(text.total) total = \(text.nothing);",
      ]
      + text.lines(
        x, from: "start", rows: "\(rows)ul", step: "\(width * lanes)ul"
      ).map { "    \($0)" } + [
        "    if (start < \(rest)ul) "
          + text.line(x, at: "\(rows * lanes * width)ul + start"),
        "    totals[lane] = total;",
        "  }",
        "  for (u32 middle = \(lanes) / 2; middle > 0; middle /= 2)",
        "    for (u32 lane = 0; lane < middle; lane++)",
        "      totals[lane] = "
          + text.merge("totals[lane]", "totals[lane + middle]") + ";",
        "  const \(text.total) total = totals[0];",
      ] + end.map { "  \($0)" } + ["}"]
    return writer.finish(groups: groups(for: width), remark: step.lines)
  }

  /// What writes the result of the total of `i` to where it goes.
  private func target(
    of work: ReductionWork, _ text: ReductionText,
    in writer: inout KernelWriter
  ) -> [String] {
    let value = text.finish("total")
    switch work.target {
    case .number(let number):
      return store(value, text.result, as: number, in: &writer)
    case .tensor(let result):
      return ["(\(address(result, text.result, in: &writer)))[i] = \(value);"]
    }
  }

  // MARK: Numbers

  func number(
    _ work: NumberWork, _ name: String, _ step: LoweredProgram.Step
  ) throws(DeviceError) -> GeneratedKernel {
    var writer = KernelWriter(name, self)
    let (value, type): (String, ElementType)
    switch work.source {
    case .element(let operand, let element):
      type = element
      value = "(\(address(operand, element, in: &writer)))[0]"
    case .arithmetic(let operation, let a, let b, let given):
      type = given
      let values = [a, b].map { self.value($0, given, in: &writer) }
      guard let text = operation.numberText(given, values[0], values[1]) else {
        throw .noDeviceForm(what: step.lines[0], position: step.position)
      }
      value = text
    }
    if type == .float64 { try checkFloat64(step.lines[0], step.position) }
    writer.lines =
      elementLoop(1) + ["{"]
      + store(value, type, as: work.number, in: &writer).map { "  \($0)" }
      + ["}"]
    return writer.finish(groups: 1, remark: step.lines)
  }

  /// The number that an operand is, as an element.
  private func value(
    _ operand: WorkOperand, _ type: ElementType, in writer: inout KernelWriter
  ) -> String {
    guard case .cell(let place) = operand.origin else {
      preconditionFailure("numbers are of numbers")
    }
    if case .constant(let scalar)? = program.numbers[place]?.source {
      return type.kernelLiteral(scalar)
    }
    let numbers = writer.parameter(.numbers, "u64")
    return type.kernelElement(ofBits: "\(numbers)[\(place)]")
  }

  /// What writes a value to all places of a number.
  private func store(
    _ value: String, _ type: ElementType, as number: Int,
    in writer: inout KernelWriter
  ) -> [String] {
    let places = program.numbers.filter {
      guard case .number(number) = $0.value.source else { return false }
      return true
    }
    if places.isEmpty { return [] }
    let numbers = writer.parameter(.numbers, "u64")
    return ["const \(type.kernelName ?? "") value = \(value);"]
      + places.sorted { $0.key < $1.key }.map { place, element in
        let own = type.kernelConversion(of: "value", to: element.type)
        return "\(numbers)[\(place)] = \(element.type.kernelBits(of: own));"
      }
  }
}

extension BinaryOperation {
  /// The operation on two numbers, which are real or whole; nil for what may fail or is
  /// the C library's.
  fileprivate func numberText(
    _ type: ElementType, _ a: String, _ b: String
  ) -> String? {
    let isReal = type == .float64
    let call = "\(rawValue)_\(type.kernelSuffix)(\(a), \(b))"
    switch self {
    case .add: return isReal ? "\(a) + \(b)" : call
    case .subtract: return isReal ? "\(a) - \(b)" : call
    case .multiply: return isReal ? "\(a) * \(b)" : call
    case .divide: return isReal ? "\(a) / \(b)" : nil
    // Lua's own rule.
    case .floorDivide: return isReal ? "floor(\(a) / \(b))" : nil
    case .modulo: return isReal ? call : nil
    case .minimum, .maximum: return call
    case .and: return isReal ? nil : "(\(a) & \(b))"
    case .or: return isReal ? nil : "(\(a) | \(b))"
    case .exclusiveOr: return isReal ? nil : "(\(a) ^ \(b))"
    case .power, .angle, .hypotenuse: return nil
    }
  }
}

extension ElementType {
  /// The 64 bits that stand for an element among numbers.
  fileprivate func kernelBits(of x: String) -> String {
    switch kernel {
    case .float32: "as_uint(\(x))"
    case .float64: "as_ulong(\(x))"
    case .int64, .bool: "(u64)(\(x))"
    }
  }
}
