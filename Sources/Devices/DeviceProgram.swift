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
  public var launchCount: Int { launches.count }

  /// The size of its memory on the device, in bytes.
  public private(set) var byteCount = 0

  private let program: LoweredProgram
  private var memory: [DeviceMemory: DeviceBuffer] = [:]
  private var launches: [DeviceLaunch] = []

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
  ///   - groupSize: How many threads a group has, if the device can have as many.
  ///     Results don't depend on it.
  /// - Throws: `DeviceError`: `.noDeviceForm` for what only the processor does,
  ///   `.noFloat64`, `.outOfMemory`, `.refusedKernels`.
  public init(
    _ program: Program, on device: any ComputeDevice, _ inputs: [Tensor],
    groupSize: Int = 256
  ) throws(DeviceError) {
    precondition(groupSize > 0)
    self.device = device
    let lowered = program.lowered()
    let size = max(1, min(groupSize, device.info.largestGroup))
    let generated = try KernelProgram(
      lowered, for: device.info, groupSize: size)
    self.program = lowered
    kernels = generated.text
    drawn = generated.drawn
    sources = drawn.map { _ in nil }
    known = drawn.map { _ in nil }
    numbers = Array(
      repeating: 0, count: (lowered.numbers.keys.max() ?? -1) + 1)
    cellBytes = lowered.cells.map(\.byteCount)
    try checkInputs(inputs)
    for (input, tensor) in zip(lowered.inputs, inputs) {
      cellBytes[input.cell] = tensor.storage.byteCount
    }
    let module = try device.build(kernels)
    for kernel in generated.kernels {
      var arguments: [DeviceBuffer] = []
      for piece in kernel.memory { arguments.append(try buffer(piece)) }
      launches.append(
        try device.makeLaunch(
          of: kernel.name, in: module, arguments, groups: kernel.groups,
          groupSize: size))
    }
    for (index, tensor) in inputs.enumerated() { try write(tensor, index) }
  }

  // MARK: Memory

  /// The memory for a piece, made at the first use.
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
    case .cell(let cell): (cellBytes[cell], program.cells[cell].name)
    case .list(let list): (program.listSizes[list] * 4 + 4, "a list of places")
    case .numbers: (numbers.count * 8, "numbers")
    case .sources: (sources.count * 24, "sources of random numbers")
    }
  }

  private func checkInputs(_ tensors: [Tensor]) throws(DeviceError) {
    precondition(tensors.count == program.inputs.count)
    for (index, tensor) in tensors.enumerated() { try check(tensor, index) }
  }

  /// Throws unless a tensor has the type and the layout of an input.
  private func check(_ tensor: Tensor, _ index: Int) throws(DeviceError) {
    let (input, bytes) = (program.inputs[index], tensor.storage.byteCount)
    let expected = memory[.cell(input.cell)]?.byteCount ?? bytes
    guard tensor.hasLayout(of: input.layout), bytes == expected else {
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
      to: try buffer(.cell(program.inputs[index].cell)), at: 0)
  }

  /// Copies the memory of input `index`, when all runs are done, to that of a
  /// tensor.
  ///
  /// - Throws: `DeviceError.wrongInput`, `.failed`.
  public func read(into tensor: Tensor, _ index: Int) throws(DeviceError) {
    try check(tensor, index)
    try read(.cell(program.inputs[index].cell), into: tensor.storage)
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
    try read(.cell(output.cell), into: storage)
    return Tensor(layoutOf: output.layout, storage: storage)
  }

  private func read(
    _ piece: DeviceMemory, into storage: Storage
  ) throws(DeviceError) {
    try device.read(
      try buffer(piece), from: 0,
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
    for launch in launches { try device.launch(launch) }
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
