import Programs
import Tensors

/// Memory of a program on a device, for whoever keeps track of what is in it.
extension DeviceProgram {
  /// The number of the memory of an input; inputs that share it have the same.
  package func inputCell(_ index: Int) -> Int { program.inputs[index].cell }

  /// The number of the memory of an output: that of an input if it is that input.
  package func outputCell(_ index: Int) -> Int { program.outputs[index].cell }

  /// Whether elements of an input are changed.
  package func isChanged(_ index: Int) -> Bool {
    program.changedInputs.contains(program.inputs[index].cell)
  }

  /// Whether the next run begins with an output in the place of an input.
  package func isReplaced(_ index: Int) -> Bool {
    renewed.contains(program.inputs[index].cell)
  }

  /// The type and the layout of an output.
  package func outputLayout(_ index: Int) -> Tensor {
    program.outputs[index].layout
  }

  /// Memory of the processor's of the size of an output.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  package func newStorage(
    forOutput index: Int, in pool: MemoryPool
  ) throws(TensorError) -> Storage {
    let output = program.outputs[index]
    let bytes = cellBytes[output.cell]
    guard let storage = Storage(byteCount: bytes, pool: pool) else {
      throw .outOfMemory(
        shape: output.shape, bytes: bytes, inUse: pool.countedBytes,
        limit: pool.limit)
    }
    return storage
  }

  /// What an input contains as the next run would find it, for a storage that has it.
  package func copy(ofInput index: Int, in remote: RemoteMemory) -> RemoteCopy {
    RemoteCopy(in: remote) { [self] in try readInput(index, into: $0) }
  }

  /// What an output contains, for a storage that has it.
  package func copy(ofOutput index: Int, in remote: RemoteMemory) -> RemoteCopy
  {
    RemoteCopy(in: remote) { [self] in try readOutput(index, into: $0) }
  }

  /// Waits, and reads the memory of an input as the next run would find it.
  ///
  /// - Throws: `DeviceError.failed`.
  package func readInput(
    _ index: Int, into bytes: UnsafeMutableRawBufferPointer
  ) throws(DeviceError) {
    try read(cell: inputCell(index), in: runCount, into: bytes)
  }

  /// Waits, and reads the memory that an input had in the last run, as it was left.
  ///
  /// - Throws: `DeviceError.failed`.
  package func readLeftInput(
    _ index: Int, into bytes: UnsafeMutableRawBufferPointer
  ) throws(DeviceError) {
    try read(cell: inputCell(index), in: runCount - 1, into: bytes)
  }

  /// Waits, and reads the memory of an output of the last run.
  ///
  /// - Throws: `DeviceError.failed`.
  package func readOutput(
    _ index: Int, into bytes: UnsafeMutableRawBufferPointer
  ) throws(DeviceError) {
    try read(cell: outputCell(index), in: runCount - 1, into: bytes)
  }

  /// Reads the memory that a cell has in a run of this number.
  private func read(
    cell: Int, in run: Int, into bytes: UnsafeMutableRawBufferPointer
  ) throws(DeviceError) {
    try device.read(
      try buffer(.cell(cell), in: max(0, run)), from: 0, into: bytes)
  }
}
