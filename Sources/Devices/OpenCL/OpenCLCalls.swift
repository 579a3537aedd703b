/// The calls of OpenCL 1.2 that are needed; what they return are handles, which are
/// addresses, or a status, which is 0 for success.
struct OpenCLCalls: Sendable {
  typealias Handle = UInt
  typealias Handles = UnsafeMutablePointer<UInt>?
  typealias Count = UnsafeMutablePointer<UInt32>?
  typealias Address = UnsafeMutableRawPointer?
  typealias Status = UnsafeMutablePointer<Int32>?
  typealias Sizes = UnsafePointer<Int>?
  /// An event, or a list of them: none is used.
  typealias Events = UnsafeMutableRawPointer?

  /// Platforms: room for how many, they, how many there are.
  let platforms: @convention(c) (UInt32, Handles, Count) -> Int32
  /// What a device says: which one, what, room, where to, how much it is.
  let deviceInfo:
    @convention(c) (Handle, UInt32, Int, Address, Address) -> Int32
  /// Devices of a platform: it, kinds, room for how many, they, how many there are.
  let devices: @convention(c) (Handle, UInt64, UInt32, Handles, Count) -> Int32
  /// A context: properties, how many devices, they, who is told, what, status.
  let makeContext:
    @convention(c) (Address, UInt32, Handles, Address, Address, Status) ->
      Handle
  /// A queue: context, device, properties, status.
  let makeQueue: @convention(c) (Handle, Handle, UInt64, Status) -> Handle
  /// Memory: context, flags, size, contents, status.
  let makeBuffer:
    @convention(c) (Handle, UInt64, Int, Address, Status) -> Handle
  /// A program: context, how many texts, they, their lengths, status.
  let makeProgram:
    @convention(c) (Handle, UInt32, Address, Sizes, Status) -> Handle
  /// Compiles: program, how many devices, they, options, who is told, what.
  let build:
    @convention(c) (
      Handle, UInt32, Handles, UnsafePointer<CChar>, Address, Address
    ) -> Int32
  /// What the compiler said: program, device, what, room, where to, how much it is.
  let buildInfo:
    @convention(c) (
      Handle, Handle, UInt32, Int, Address, UnsafeMutablePointer<Int>?
    ) -> Int32
  /// A kernel: program, name, status.
  let makeKernel:
    @convention(c) (Handle, UnsafePointer<CChar>, Status) -> Handle
  /// An argument: kernel, its number, size, where it is.
  let setArgument:
    @convention(c) (Handle, UInt32, Int, UnsafeRawPointer?) -> Int32
  /// Runs a kernel: queue, kernel, axes, offsets, threads, threads of a group, and
  /// events.
  let run:
    @convention(c) (
      Handle, Handle, UInt32, Sizes, Sizes, Sizes, UInt32, Events, Events
    ) -> Int32
  /// Copies: queue, buffer, whether to wait, offset, size, where to or from, and
  /// events.
  let read:
    @convention(c) (
      Handle, Handle, UInt32, Int, Int, Address, UInt32, Events, Events
    ) -> Int32
  let write:
    @convention(c) (
      Handle, Handle, UInt32, Int, Int, UnsafeRawPointer?, UInt32, Events,
      Events
    ) -> Int32
  /// Waits for all that is queued.
  let finish: @convention(c) (Handle) -> Int32

  let releaseContext: @convention(c) (Handle) -> Int32
  let releaseQueue: @convention(c) (Handle) -> Int32
  let releaseBuffer: @convention(c) (Handle) -> Int32
  let releaseProgram: @convention(c) (Handle) -> Int32
  let releaseKernel: @convention(c) (Handle) -> Int32

  /// The library that finds the drivers.
  static let libraryName = "libOpenCL.so.1"

  /// The calls of the library of this name; nil if it isn't there or lacks one.
  init?(library name: String) {
    guard let cl = DynamicLibrary(name) else { return nil }
    do {
      platforms = try cl.function("clGetPlatformIDs")
      deviceInfo = try cl.function("clGetDeviceInfo")
      devices = try cl.function("clGetDeviceIDs")
      makeContext = try cl.function("clCreateContext")
      makeQueue = try cl.function("clCreateCommandQueue")
      makeBuffer = try cl.function("clCreateBuffer")
      makeProgram = try cl.function("clCreateProgramWithSource")
      build = try cl.function("clBuildProgram")
      buildInfo = try cl.function("clGetProgramBuildInfo")
      makeKernel = try cl.function("clCreateKernel")
      setArgument = try cl.function("clSetKernelArg")
      run = try cl.function("clEnqueueNDRangeKernel")
      read = try cl.function("clEnqueueReadBuffer")
      write = try cl.function("clEnqueueWriteBuffer")
      finish = try cl.function("clFinish")
      releaseContext = try cl.function("clReleaseContext")
      releaseQueue = try cl.function("clReleaseCommandQueue")
      releaseBuffer = try cl.function("clReleaseMemObject")
      releaseProgram = try cl.function("clReleaseProgram")
      releaseKernel = try cl.function("clReleaseKernel")
    } catch {
      return nil
    }
  }
}
