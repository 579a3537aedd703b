import Programs
import Tensors

/// The memory of a program on a device, and what is copied to and from it.
extension DeviceProgram {
  /// The memory for a piece in a run of this number.
  func buffer(
    _ piece: DeviceMemory, in run: Int
  ) throws(DeviceError) -> DeviceBuffer {
    guard case .cell(let cell) = piece else { return try buffer(piece) }
    return try buffer(.cell(turns.memory(of: cell, in: run)))
  }

  /// The memory that a piece has at first, made when it is needed.
  func buffer(_ piece: DeviceMemory) throws(DeviceError) -> DeviceBuffer {
    if let known = memory[piece] { return known }
    if case .table(let table) = piece {
      let made = try makeBuffer(table)
      memory[piece] = made
      return made
    }
    let (bytes, what) = size(of: piece)
    let made = try device.makeBuffer(byteCount: bytes, for: what)
    // Some drivers see only now that there is no room.
    let zeros = [UInt8](repeating: 0, count: min(bytes, 1 << 22))
    for start in stride(from: 0, to: bytes, by: max(1, zeros.count)) {
      do throws(DeviceError) {
        try device.write(
          Array(zeros.prefix(bytes - start)), to: made, at: start)
      } catch .outOfMemory(let device, _, _, let inUse, let limit) {
        throw .outOfMemory(
          device: device, what: what, bytes: bytes, inUse: inUse, limit: limit)
      }
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
    case .ranks(let list): (program.listSizes[list] * 4, "places in a list")
    case .ring(let line): (lines.byteCount(line), "a delay line")
    case .positions: (lines.all.count * 8, "positions of delay lines")
    case .table(let table): (table.byteCount, table.name)
    case .scratch(_, let bytes): (bytes, "intermediate results")
    case .numbers: (numbers.count * 8, "numbers")
    case .sources: (sources.count * 24, "sources of random numbers")
    }
  }

  /// Throws unless a tensor has the type and the layout of an input.
  ///
  /// - Throws: `DeviceError.wrongInput`.
  public func check(
    _ tensor: Tensor, _ index: Int
  ) throws(DeviceError) {
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
    let place = try buffer(.cell(output.cell), in: max(0, runCount - 1))
    return Tensor(
      layoutOf: output.layout,
      storage: try storage(of: output, from: place, in: pool))
  }

  /// New memory with what a buffer has, which is that of a tensor.
  private func storage(
    of tensor: ProgramTensor, from buffer: DeviceBuffer, in pool: MemoryPool
  ) throws(DeviceError) -> Storage {
    let bytes = buffer.byteCount
    guard let storage = Storage(byteCount: bytes, pool: pool) else {
      throw .invalid(
        .outOfMemory(
          shape: tensor.shape, bytes: bytes, inUse: pool.countedBytes,
          limit: pool.limit), position: nil)
    }
    try read(buffer, into: storage)
    return storage
  }

  private func read(
    _ buffer: DeviceBuffer, into storage: Storage
  ) throws(DeviceError) {
    try device.read(
      buffer, from: 0,
      into: UnsafeMutableRawBufferPointer(
        start: storage.address, count: storage.byteCount))
  }
}

extension Tensor {
  /// Whether it has the type and the layout of another one.
  fileprivate func hasLayout(of other: Tensor) -> Bool {
    type == other.type && offset == other.offset && shape == other.shape
      && strides == other.strides
  }
}
