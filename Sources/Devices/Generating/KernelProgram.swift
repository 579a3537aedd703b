import Programs
import Tensors

/// Makes kernels of the pieces of work of a program: one for each, since what can run
/// together was put together when the program was lowered.
struct KernelProgram {
  let program: LoweredProgram
  let device: DeviceDescription
  let groupSize: Int

  /// What kernels call cells.
  let names: [String]

  /// The kernels, in order.
  private(set) var kernels: [GeneratedKernel] = []

  /// The delay lines, and how many steps each has made in a run so far.
  let lines: [DelayLine]
  private(set) var stepCounts: [Int]

  /// The delay lines that aren't only looked at.
  private(set) var changedLines: Set<Int> = []

  /// The lists of which the places of what is listed are needed.
  private let rankedLists: Set<Int>

  /// How many blocks of random numbers each part draws in a run.
  private(set) var drawn: [UInt64]

  /// The most groups of a launch: threads go on to further elements.
  static let mostGroups = 4_096

  /// Why pieces of work have no kernels, and the parts that they belong to.
  private(set) var refusals: [DeviceProgram.Refusal] = []

  init(
    _ program: LoweredProgram, for device: DeviceDescription, groupSize: Int,
    copies: [CarriedCells.Copy] = []
  ) {
    self.program = program
    self.device = device
    self.groupSize = groupSize
    rankedLists = Set(program.steps.flatMap(\.work.rankedLists))
    lines = program.delayLines
    stepCounts = lines.map { _ in 0 }
    drawn = Array(repeating: 0, count: program.partCount)
    names =
      program.cells.map { KernelProgram.identifier($0.name) }
      + copies.map { _ in "copy" }
    for (number, step) in program.steps.enumerated() {
      do throws(DeviceError) {
        try add(step, "step_\(number + 1)")
      } catch {
        refusals.append(.init(part: step.part, error: error))
      }
    }
    for copy in copies {
      do throws(DeviceError) {
        kernels.append(try self.copy(copy))
      } catch {
        refusals.append(.init(part: nil, error: error))
      }
    }
    if stepCounts.contains(where: { $0 > 0 }) { kernels.append(moveLines()) }
    if drawn.contains(where: { $0 > 0 }) { kernels.append(moveSources()) }
  }

  /// Makes the kernel of a piece of work.
  private mutating func add(
    _ step: LoweredProgram.Step, _ name: String
  ) throws(DeviceError) {
    switch step.work {
    case .nothing: break
    case .loop(let work): kernels.append(try loop(work, name, step))
    case .block(let work): kernels.append(try block(work, name, step))
    case .places(let mask, let count, let list):
      kernels.append(places(mask, count: count, list: list, name, step))
    case .gatherSum(let work):
      kernels.append(try gatherSum(work, name, step))
    case .entrySum(let work):
      kernels += try entrySum(work, name, step)
    case .entries(let work):
      kernels.append(try entries(work, name, step))
    case .entryProduct(let work):
      kernels += try entryProduct(work, name, step)
    case .reduction(let work):
      kernels += try reduction(work, name, step)
    case .number(let work):
      kernels.append(try self.number(work, name, step))
    case .delay(let work):
      kernels.append(try delay(work, name, step))
      for (number, line) in lines.enumerated()
      where line === work.line {
        if work.isStep { stepCounts[number] += 1 }
        if case .pending = work.action { continue }
        changedLines.insert(number)
      }
    case .draw(let work):
      if work.target.shape.count == 0 { return }
      let draw = try DrawText(work, step, device)
      kernels.append(
        self.draw(work, draw, from: drawn[step.part], name, step))
      drawn[step.part] &+= draw.blocks
    case .other:
      throw .noDeviceForm(what: step.lines[0], position: step.position)
    }
  }

  /// The text of all kernels, without the prelude.
  var text: String {
    KernelLibrary.text + kernels.map(\.text).joined(separator: "\n")
  }

  /// The number of groups whose threads have an element each, or as many as there may
  /// be.
  func groups(for count: Int) -> Int {
    min(KernelProgram.mostGroups, (count + groupSize - 1) / groupSize)
  }

  /// A name as part of one in kernels.
  private static func identifier(_ name: String) -> String {
    let letters = name.prefix(40).map { letter -> Character in
      letter.isASCII && (letter.isLetter || letter.isNumber) ? letter : "_"
    }
    return "m_" + String(letters)
  }

  // MARK: Lists and sums

  private func places(
    _ mask: WorkOperand, count: Int, list: Int, _ name: String,
    _ step: LoweredProgram.Step
  ) -> GeneratedKernel {
    var writer = KernelWriter(name, self)
    let from = address(mask, .bool, in: &writer)
    let to = writer.parameter(.list(list), "u32")
    let call =
      if rankedLists.contains(list) {
        "rank_places(\(from), \(count)u, \(to),"
          + " \(writer.parameter(.ranks(list), "u32")), counts);"
      } else { "find_places(\(from), \(count)u, \(to), counts);" }
    writer.lines = ["LOCAL u32 counts[\(groupSize)];", call]
    return writer.finish(groups: 1, remark: step.lines)
  }

  private func gatherSum(
    _ work: GatherSumWork, _ name: String, _ step: LoweredProgram.Step
  ) throws(DeviceError) -> GeneratedKernel {
    guard !work.type.isStorage else {
      throw .noDeviceForm(what: step.lines[0], position: step.position)
    }
    if work.type.isFloat { try checkFloat64(step.lines[0], step.position) }
    var writer = KernelWriter(name, self)
    let matrix = address(work.matrix, work.type, in: &writer)
    let result = address(work.result, work.type, in: &writer)
    let list = writer.parameter(.list(work.list), "u32")
    let cast = work.type == .int64 ? "(GLOBAL const u64 *)" : ""
    let rowStep = work.matrix.steps[0] / work.type.byteCount
    writer.lines = elementLoop(work.columns)
    writer.lines.append(
      "  (\(result))[i] = gather_\(work.type.kernelSuffix)("
        + "\(cast)(\(matrix)) + i, \(list), \(rowStep));")
    return writer.finish(groups: groups(for: work.columns), remark: step.lines)
  }

  /// A copy of a cell that the next run finds in another one.
  private func copy(
    _ copy: CarriedCells.Copy
  ) throws(DeviceError) -> GeneratedKernel {
    let what = "two variables are \(program.cells[copy.source].name)"
    guard let type = copy.type.kernelName else {
      throw .noDeviceForm(what: what, position: nil)
    }
    if copy.type == .float64 { try checkFloat64(what, nil) }
    var writer = KernelWriter("copy_\(copy.target)", self)
    let source = writer.parameter(.cell(copy.source), type)
    let target = writer.parameter(.cell(copy.target), type)
    writer.lines =
      elementLoop(copy.count) + ["  \(target)[i] = \(source)[i];"]
    return writer.finish(groups: groups(for: copy.count), remark: [what])
  }

  /// Where the first element of an operand is.
  ///
  /// - Precondition: It is in memory, and not of a type that only stores.
  func address(
    _ operand: WorkOperand, _ type: ElementType, in writer: inout KernelWriter
  ) -> String {
    guard case .buffer(let cell, let offset) = operand.origin,
      let name = type.kernelName
    else { preconditionFailure("such operands are in memory") }
    let start = writer.parameter(.cell(cell), name)
    return offset == 0 ? start : "\(start) + \(offset / type.byteCount)"
  }

  /// The head of a loop over elements; its variable is `i`.
  func elementLoop(_ count: Int) -> [String] {
    [
      "for (u64 i = (u64)GROUP * SIZE + PLACE; i < \(count)ul;"
        + " i += (u64)GROUPS * SIZE)"
    ]
  }

  func checkFloat64(
    _ what: String, _ position: String?
  ) throws(DeviceError) {
    if !device.hasFloat64 {
      throw .noFloat64(device: device.name, what: what, position: position)
    }
  }

  // MARK: Random numbers

  private func draw(
    _ work: DrawWork, _ draw: DrawText, from first: UInt64, _ name: String,
    _ step: LoweredProgram.Step
  ) -> GeneratedKernel {
    var writer = KernelWriter(name, self)
    let operand = WorkOperand(work.target)
    let target = address(operand, work.target.type, in: &writer)
    let sources = writer.parameter(.sources, "u64")
    let shape = work.target.shape.list
    let walk = ElementWalk(shape)
    let place = walk.place(operand.steps, work.target.type.byteCount)
    writer.lines = elementLoop(work.target.shape.count) + ["{"]
    writer.lines += walk.lines.map { "  \($0)" }
    writer.lines += [
      "  (\(target))[\(place)] = "
        + draw.expression("\(sources) + \(step.part * 3), \(first)ul, i") + ";",
      "}",
    ]
    return writer.finish(
      groups: groups(for: work.target.shape.count), remark: step.lines)
  }

  /// What moves the sources on when all draws of a run are done.
  private func moveSources() -> GeneratedKernel {
    var writer = KernelWriter("move_sources", self)
    let sources = writer.parameter(.sources, "u64")
    writer.lines = drawn.enumerated().filter { $1 > 0 }.map {
      "if (PLACE == 0) \(sources)[\($0 * 3 + 2)] += \($1)ul;"
    }
    return writer.finish(groups: 1, remark: ["move sources on"])
  }
}
