/// A device behind OpenCL 1.2.
final class OpenCLDevice: ComputeDevice {
  let info: DeviceDescription
  let prelude: String
  private let calls: OpenCLCalls
  private let device: UInt
  private let options: String
  private let context: DeviceObject
  private let queue: DeviceObject

  /// How many bytes buffers take.
  private let room = Room()

  /// A count that buffers share.
  private final class Room {
    var inUse = 0
  }

  /// - Throws: `DeviceError.unusable`, `.failed`.
  init(
    _ found: OpenCLListing.Found, _ calls: OpenCLCalls
  ) throws(DeviceError) {
    info = found.info
    if let reason = info.reason {
      throw .unusable(device: info.name, reason: reason)
    }
    prelude = OpenCLDevice.prelude(hasFloat64: info.hasFloat64)
    options =
      "-cl-std=CL1.2 -w"
      + (info.roundsQuotients ? " -cl-fp32-correctly-rounded-divide-sqrt" : "")
    (self.calls, device) = (calls, found.handle)
    var (device, status): (UInt, Int32) = (found.handle, 0)
    let name = info.name
    func check(_ call: String) throws(DeviceError) {
      if status != OpenCLNumber.success {
        throw .failed(device: name, call: call, status: status)
      }
    }
    let context = calls.makeContext(nil, 1, &device, nil, nil, &status)
    try check("clCreateContext")
    self.context = DeviceObject(context) { _ = calls.releaseContext($0) }
    let queue = calls.makeQueue(context, device, 0, &status)
    try check("clCreateCommandQueue")
    self.queue = DeviceObject(queue) { _ = calls.releaseQueue($0) }
  }

  private func check(_ status: Int32, _ call: String) throws(DeviceError) {
    if status != OpenCLNumber.success {
      throw .failed(device: info.name, call: call, status: status)
    }
  }

  // MARK: Memory

  func makeBuffer(
    byteCount: Int, for what: String
  ) throws(DeviceError) -> DeviceBuffer {
    var status: Int32 = 0
    // There is no buffer of no bytes.
    let size = max(8, byteCount)
    let handle = calls.makeBuffer(
      context.handle, OpenCLNumber.readAndWrite, size, nil, &status)
    if OpenCLDevice.isLackOfMemory(status) {
      throw .outOfMemory(
        device: info.name, what: what, bytes: byteCount, inUse: room.inUse,
        limit: info.largestPiece)
    }
    try check(status, "clCreateBuffer")
    room.inUse += size
    // The buffer keeps the context.
    let object = DeviceObject(handle) { [calls, room, context] in
      _ = calls.releaseBuffer($0)
      room.inUse -= size
      withExtendedLifetime(context) {}
    }
    return DeviceBuffer(object: object, byteCount: byteCount)
  }

  private static func isLackOfMemory(_ status: Int32) -> Bool {
    [
      OpenCLNumber.noRoomForMemory, OpenCLNumber.outOfResources,
      OpenCLNumber.outOfHostMemory, OpenCLNumber.wrongBufferSize,
    ].contains(status)
  }

  func write(
    _ bytes: UnsafeRawBufferPointer, to buffer: DeviceBuffer, at offset: Int
  ) throws(DeviceError) {
    precondition(offset >= 0 && bytes.count <= buffer.byteCount - offset)
    if bytes.isEmpty { return }
    let status = calls.write(
      queue.handle, buffer.object.handle, 1, offset, bytes.count,
      bytes.baseAddress, 0, nil, nil)
    if OpenCLDevice.isLackOfMemory(status) {
      throw .outOfMemory(
        device: info.name, what: "what is written", bytes: buffer.byteCount,
        inUse: room.inUse, limit: info.largestPiece)
    }
    try check(status, "clEnqueueWriteBuffer")
  }

  func read(
    _ buffer: DeviceBuffer, from offset: Int,
    into bytes: UnsafeMutableRawBufferPointer
  ) throws(DeviceError) {
    precondition(offset >= 0 && bytes.count <= buffer.byteCount - offset)
    if bytes.isEmpty { return }
    try check(
      calls.read(
        queue.handle, buffer.object.handle, 1, offset, bytes.count,
        bytes.baseAddress, 0, nil, nil), "clEnqueueReadBuffer")
  }

  // MARK: Kernels

  func build(_ source: String) throws(DeviceError) -> DeviceObject {
    var status: Int32 = 0
    let handle = (prelude + source).withCString { text in
      var text: UnsafePointer<CChar>? = text
      return calls.makeProgram(context.handle, 1, &text, nil, &status)
    }
    try check(status, "clCreateProgramWithSource")
    let module = DeviceObject(handle) { [calls, context] in
      _ = calls.releaseProgram($0)
      withExtendedLifetime(context) {}
    }
    var device = device
    status = calls.build(handle, 1, &device, options, nil, nil)
    if status == OpenCLNumber.success { return module }
    throw .refusedKernels(device: info.name, log: log(of: handle))
  }

  /// The first lines of what the compiler said.
  private func log(of program: UInt) -> String {
    var size = 0
    let what = OpenCLNumber.buildLog
    _ = calls.buildInfo(program, device, what, 0, nil, &size)
    var bytes = [UInt8](repeating: 0, count: max(1, size))
    _ = calls.buildInfo(program, device, what, bytes.count, &bytes, nil)
    let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    return text.split(separator: "\n").prefix(20).joined(separator: "\n")
  }

  func makeLaunch(
    of name: String, in module: DeviceObject, _ arguments: [DeviceBuffer],
    groups: Int, groupSize: Int
  ) throws(DeviceError) -> DeviceLaunch {
    var status: Int32 = 0
    let handle = calls.makeKernel(module.handle, name, &status)
    try check(status, "clCreateKernel")
    let kernel = DeviceObject(handle) { [calls, module] in
      _ = calls.releaseKernel($0)
      withExtendedLifetime(module) {}
    }
    for (index, argument) in arguments.enumerated() {
      var value = argument.object.handle
      try check(
        calls.setArgument(
          handle, UInt32(index), MemoryLayout<UInt>.size, &value),
        "clSetKernelArg")
    }
    return DeviceLaunch(
      kernel: kernel, arguments: arguments, groups: groups, groupSize: groupSize
    )
  }

  func launch(_ launch: DeviceLaunch) throws(DeviceError) {
    var (all, group) = (launch.groups * launch.groupSize, launch.groupSize)
    try check(
      calls.run(
        queue.handle, launch.kernel.handle, 1, nil, &all, &group, 0, nil, nil),
      "clEnqueueNDRangeKernel")
  }

  func finish() throws(DeviceError) {
    try check(calls.finish(queue.handle), "clFinish")
  }
}
