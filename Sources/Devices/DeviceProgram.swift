import Programs
import Tensors

/// A program on a device: its memory stays there, and a run is a list of launches,
/// the same each time.
///
/// ```swift
/// let device = try openDevice("opencl")
/// let program = try DeviceProgram(builder.finish(outputs: [spike]), on: device, [voltage])
/// for _ in 0..<1_000 { try program.run() }
/// try program.read(into: voltage, 0)
/// ```
///
/// It gives the bits that the program's `Plan` gives, but for NaN, of which there are
/// many. It belongs to one thread.
public final class DeviceProgram {
  /// The device that it runs on.
  public let device: any ComputeDevice

  /// The text of the kernels, for people.
  public let kernels: String

  /// The number of kernels that a run launches.
  public var launchCount: Int { launches[0].count }

  /// The size of its memory on the device, in bytes.
  public internal(set) var byteCount = 0

  let program: LoweredProgram
  var memory: [DeviceMemory: DeviceBuffer] = [:]

  /// What a run launches, by its phase: which memory cells have in it.
  private var launches: [[DeviceLaunch]] = []
  let turns: DeviceTurns

  /// The cells of inputs that outputs replace.
  let renewed: Set<Int>

  /// How many runs there were.
  private(set) var runCount = 0

  /// The sizes of the memory of cells.
  let cellBytes: [Int]

  /// Numbers as elements, and whether the device has others.
  private(set) var numbers: [UInt64]
  private var areNumbersNew = true

  /// The device's memory, where copies are of what the processor has.
  package var remote = RemoteMemory()

  /// The delay lines.
  let lines: DeviceLines

  /// The source of each part, how many blocks it draws in a run, and what the
  /// device has of it.
  private(set) var sources: [RandomSource?]
  private let drawn: [UInt64]
  private var known: [SourceState?]

  private struct SourceState: Equatable {
    let seed: UInt64
    let stream: UInt64
    var position: UInt64

    init(_ source: RandomSource) {
      (seed, stream) = (source.seed, source.stream)
      position = source.position
    }
  }

  /// Generates kernels for a program, has the device compile them, and makes all
  /// memory that they need.
  ///
  /// - Parameters:
  ///   - program: What is to be run.
  ///   - device: Where.
  ///   - inputs: What the program is given, in order: tensors with the layouts that
  ///     it was made for. The device gets what they have now, with the memory around
  ///     them if they are views.
  ///   - carried: Outputs that are inputs of the next run, by the numbers of the
  ///     inputs.
  ///   - groupSize: How many threads a group has, if the device can have as many.
  ///     Results don't depend on it.
  /// - Throws: `DeviceError`: `.noDeviceForm` for what only the processor does,
  ///   `.noFloat64`, `.outOfMemory`, `.refusedKernels`.
  public init(
    _ program: Program, on device: any ComputeDevice, _ inputs: [Tensor],
    carrying carried: [Int: Int] = [:], groupSize: Int = 256
  ) throws(DeviceError) {
    precondition(groupSize > 0)
    self.device = device
    precondition(
      inputs.count == program.inputCount, "each input is given")
    let lowered = program.lowered()
    var bytes = lowered.cells.map(\.byteCount)
    for (input, tensor) in zip(lowered.inputs, inputs) {
      bytes[input.cell] = tensor.storage.byteCount
    }
    let carrying = try CarriedCells(carried, of: lowered, bytes: bytes)
    bytes += carrying.copies.map { bytes[$0.source] }
    guard let turns = DeviceTurns(carrying.sources) else {
      throw .noDeviceForm(
        what: "the memory of \(carried.count) variables takes turns",
        position: nil)
    }
    let size = max(1, min(groupSize, device.info.largestGroup))
    let generated = KernelProgram(
      lowered, for: device.info, groupSize: size, copies: carrying.copies)
    if let refusal = generated.refusals.first { throw refusal.error }
    self.program = lowered
    self.turns = turns
    renewed = Set(carrying.sources.keys)
    lines = DeviceLines(
      lowered.delayLines, stepCounts: generated.stepCounts,
      changed: generated.changedLines)
    cellBytes = bytes
    kernels = generated.text
    drawn = generated.drawn
    sources = drawn.map { _ in nil }
    known = drawn.map { _ in nil }
    numbers = Array(
      repeating: 0, count: (lowered.numbers.keys.max() ?? -1) + 1)
    for (index, tensor) in inputs.enumerated() { try check(tensor, index) }
    let module = try device.build(kernels)
    for phase in 0..<turns.phaseCount {
      var all: [DeviceLaunch] = []
      for kernel in generated.kernels {
        var arguments: [DeviceBuffer] = []
        for piece in kernel.memory {
          arguments.append(try buffer(piece, in: phase))
        }
        all.append(
          try device.makeLaunch(
            of: kernel.name, in: module, arguments, groups: kernel.groups,
            groupSize: size))
      }
      launches.append(all)
    }
    for (index, tensor) in inputs.enumerated() { try write(tensor, index) }
  }

  /// Why a device can't run something of a program.
  public struct Refusal {
    /// The part of the program; nil if it is no single one.
    public let part: Int?
    /// The reason.
    public let error: DeviceError
  }

  /// Why a device can't run a program; nothing if it can, as far as the kernels tell.
  public static func refusals(
    of program: Program, on device: any ComputeDevice
  ) -> [Refusal] {
    KernelProgram(program.lowered(), for: device.info, groupSize: 1).refusals
  }

  // MARK: Runs

  /// Gives the program a number before the next run.
  public func set(_ number: ProgramNumber, to value: Scalar) {
    for (place, element) in program.numbers {
      guard case .number(number.place) = element.source else { continue }
      let bits = element.type.bits(of: value)
      if numbers[place] != bits { areNumbersNew = true }
      numbers[place] = bits
    }
  }

  /// Has a part of the program draw random numbers from `source`, which moves on with
  /// each run.
  public func draw(from source: RandomSource, in part: Int = 0) {
    sources[part] = source
  }

  /// Has the device run the program once more, after what it was given before. Nothing
  /// waits for it.
  ///
  /// - Throws: `DeviceError.noRandomness`, `.failed`.
  public func run() throws(DeviceError) {
    try writeSources()
    try writeLines()
    if areNumbersNew, !numbers.isEmpty {
      try device.write(numbers, to: try buffer(.numbers))
      areNumbersNew = false
    }
    for launch in launches[runCount % turns.phaseCount] {
      try device.launch(launch)
    }
    runCount += 1
    advanceLines()
    for (part, blocks) in drawn.enumerated() where blocks > 0 {
      sources[part]?.position &+= blocks
      known[part]?.position &+= blocks
    }
  }

  /// Tells the device of sources that aren't where its own are.
  private func writeSources() throws(DeviceError) {
    for (part, blocks) in drawn.enumerated() where blocks > 0 {
      guard let source = sources[part] else { throw .noRandomness(part: part) }
      let state = SourceState(source)
      if known[part] == state { continue }
      try device.write(
        [state.seed, state.stream, state.position],
        to: try buffer(.sources), at: part * 24)
      known[part] = state
    }
  }

  /// Waits until all runs are done.
  ///
  /// - Throws: `DeviceError.failed`.
  public func finish() throws(DeviceError) { try device.finish() }
}
