import Devices

/// A device that fails at a call of its own choice, or computes nothing.
final class FailingDevice: ComputeDevice {
  private let device: any ComputeDevice

  /// How many calls go well until one fails; nil for all.
  var callsLeft: Int?

  /// What a call gives that fails.
  var failure = FailingDevice.error

  /// Whether it leaves out what it is asked to compute.
  var isWrong = false

  /// How many calls there were.
  private(set) var callCount = 0

  init(_ device: any ComputeDevice) { self.device = device }

  var info: DeviceDescription { device.info }
  var prelude: String { device.prelude }

  /// What a failing call gives.
  static let error = DeviceError.failed(
    device: "failing", call: "a call", status: -36)

  private func count() throws(DeviceError) {
    callCount += 1
    guard let left = callsLeft else { return }
    callsLeft = left - 1
    if left <= 0 { throw failure }
  }

  func makeBuffer(
    byteCount: Int, for what: String
  ) throws(DeviceError) -> DeviceBuffer {
    try count()
    return try device.makeBuffer(byteCount: byteCount, for: what)
  }

  func write(
    _ bytes: UnsafeRawBufferPointer, to buffer: DeviceBuffer, at offset: Int
  ) throws(DeviceError) {
    try count()
    try device.write(bytes, to: buffer, at: offset)
  }

  func read(
    _ buffer: DeviceBuffer, from offset: Int,
    into bytes: UnsafeMutableRawBufferPointer
  ) throws(DeviceError) {
    try count()
    try device.read(buffer, from: offset, into: bytes)
  }

  func build(_ source: String) throws(DeviceError) -> DeviceObject {
    try count()
    return try device.build(source)
  }

  func makeLaunch(
    of kernel: String, in module: DeviceObject, _ arguments: [DeviceBuffer],
    groups: Int, groupSize: Int
  ) throws(DeviceError) -> DeviceLaunch {
    try count()
    return try device.makeLaunch(
      of: kernel, in: module, arguments, groups: groups, groupSize: groupSize)
  }

  func launch(_ launch: DeviceLaunch) throws(DeviceError) {
    try count()
    if !isWrong { try device.launch(launch) }
  }

  func finish() throws(DeviceError) {
    try count()
    try device.finish()
  }
}
