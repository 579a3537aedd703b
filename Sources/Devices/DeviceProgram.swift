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
  public private(set) var byteCount = 0

  private let program: LoweredProgram
  private var memory: [DeviceMemory: DeviceBuffer] = [:]

  /// What a run launches, by its phase: which memory cells have in it.
  private var launches: [[DeviceLaunch]] = []
  private let turns: DeviceTurns

  /// How many runs there were.
  private var runCount = 0

  /// The sizes of the memory of cells.
  private var cellBytes: [Int]

  /// Numbers as elements, and whether the device has others.
  private var numbers: [UInt64]
  private var areNumbersNew = true

  /// The source of each part, how many blocks it draws in a run, and what the
  /// device has of it.
  private var sources: [RandomSource?]
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
    let generated = try KernelProgram(
      lowered, for: device.info, groupSize: size, copies: carrying.copies)
    self.program = lowered
    self.turns = turns
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

  // MARK: Memory

  /// The memory for a piece in a run of this number.
  private func buffer(
    _ piece: DeviceMemory, in run: Int
  ) throws(DeviceError) -> DeviceBuffer {
    guard case .cell(let cell) = piece else { return try buffer(piece) }
    return try buffer(.cell(turns.memory(of: cell, in: run)))
  }

  /// The memory that a piece has at first, made when it is needed.
  private func buffer(_ piece: DeviceMemory) throws(DeviceError) -> DeviceBuffer
  {
    if let known = memory[piece] { return known }
    let (bytes, what) = size(of: piece)
    let made = try device.makeBuffer(byteCount: bytes, for: what)
    // Some drivers see only now that there is no room.
    let zeros = [UInt8](repeating: 0, count: min(bytes, 1 << 22))
    for start in stride(from: 0, to: bytes, by: max(1, zeros.count)) {
      try device.write(
        Array(zeros.prefix(bytes - start)), to: made, at: start)
    }
    memory[piece] = made
    byteCount += bytes
    return made
  }

  private func size(of piece: DeviceMemory) -> (bytes: Int, what: String) {
    switch piece {
    case .cell(let cell):
      (
        cellBytes[cell],
        cell < program.cells.count ? program.cells[cell].name : "a copy"
      )
    case .list(let list): (program.listSizes[list] * 4 + 4, "a list of places")
    case .numbers: (numbers.count * 8, "numbers")
    case .sources: (sources.count * 24, "sources of random numbers")
    }
  }

  /// Throws unless a tensor has the type and the layout of an input.
  private func check(_ tensor: Tensor, _ index: Int) throws(DeviceError) {
    let input = program.inputs[index]
    guard tensor.hasLayout(of: input.layout),
      tensor.storage.byteCount == cellBytes[input.cell]
    else {
      throw .wrongInput(
        index: index, expected: DeviceProgram.text(input.layout),
        found: DeviceProgram.text(tensor))
    }
  }

  private static func text(_ tensor: Tensor) -> String {
    "a \(tensor.type) tensor of shape \(tensor.shape)"
      + (tensor.isContiguous && tensor.offset == 0 ? "" : " within another one")
  }

  /// Copies the memory of a tensor to that of input `index`.
  ///
  /// - Throws: `DeviceError.wrongInput`, `.failed`.
  public func write(_ tensor: Tensor, _ index: Int) throws(DeviceError) {
    try check(tensor, index)
    let storage = tensor.storage
    try device.write(
      UnsafeRawBufferPointer(
        start: storage.address, count: storage.byteCount),
      to: try buffer(.cell(program.inputs[index].cell), in: runCount), at: 0)
  }

  /// Copies the memory of input `index`, when all runs are done, to that of a
  /// tensor: as the next run would find it.
  ///
  /// - Throws: `DeviceError.wrongInput`, `.failed`.
  public func read(into tensor: Tensor, _ index: Int) throws(DeviceError) {
    try check(tensor, index)
    let cell = program.inputs[index].cell
    try read(try buffer(.cell(cell), in: runCount), into: tensor.storage)
  }

  /// The output `index` of the last run.
  ///
  /// - Throws: `DeviceError.invalid` for want of memory, `.failed`.
  public func output(
    _ index: Int, in pool: MemoryPool
  ) throws(DeviceError) -> Tensor {
    let output = program.outputs[index]
    let bytes = cellBytes[output.cell]
    guard let storage = Storage(byteCount: bytes, pool: pool) else {
      throw .invalid(
        .outOfMemory(
          shape: output.shape, bytes: bytes, inUse: pool.countedBytes,
          limit: pool.limit), position: nil)
    }
    let place = try buffer(.cell(output.cell), in: max(0, runCount - 1))
    try read(place, into: storage)
    return Tensor(layoutOf: output.layout, storage: storage)
  }

  private func read(
    _ buffer: DeviceBuffer, into storage: Storage
  ) throws(DeviceError) {
    try device.read(
      buffer, from: 0,
      into: UnsafeMutableRawBufferPointer(
        start: storage.address, count: storage.byteCount))
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
    if areNumbersNew, !numbers.isEmpty {
      try device.write(numbers, to: try buffer(.numbers))
      areNumbersNew = false
    }
    for launch in launches[runCount % turns.phaseCount] {
      try device.launch(launch)
    }
    runCount += 1
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

extension Tensor {
  /// Whether it has the type and the layout of another one.
  fileprivate func hasLayout(of other: Tensor) -> Bool {
    type == other.type && offset == other.offset && shape == other.shape
      && strides == other.strides
  }
}
