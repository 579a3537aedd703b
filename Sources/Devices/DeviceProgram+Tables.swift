/// What never changes, in the memory of the device.
extension DeviceProgram {
  /// The memory of a table, which is written as it is made.
  func makeBuffer(
    _ table: ConstantTable
  ) throws(DeviceError) -> DeviceBuffer {
    let made = try device.makeBuffer(
      byteCount: table.byteCount, for: table.name)
    try device.write(
      UnsafeRawBufferPointer(start: table.address, count: table.byteCount),
      to: made, at: 0)
    byteCount += table.byteCount
    return made
  }
}
