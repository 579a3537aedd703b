/// What programs need of a device, whatever its driver is.
///
/// Work is done in the order in which it is asked for. Nothing waits for it but
/// `finish()` and `read`. A device belongs to one thread.
public protocol ComputeDevice: AnyObject {
  /// What it is.
  var info: DeviceDescription { get }

  /// What makes the language of its kernels out of the dialect that they are
  /// generated in.
  var prelude: String { get }

  /// Memory of undefined contents.
  ///
  /// - Throws: `DeviceError.outOfMemory`, which names `what`. Some drivers see only
  ///   at the first use that there is no room.
  func makeBuffer(
    byteCount: Int, for what: String
  ) throws(DeviceError) -> DeviceBuffer

  /// Writes bytes to a buffer, from `offset` on.
  ///
  /// - Precondition: They fit.
  /// - Throws: `DeviceError.failed`, `.outOfMemory`.
  func write(
    _ bytes: UnsafeRawBufferPointer, to buffer: DeviceBuffer, at offset: Int
  ) throws(DeviceError)

  /// Waits, and reads bytes of a buffer, from `offset` on.
  ///
  /// - Precondition: There are as many.
  /// - Throws: `DeviceError.failed`.
  func read(
    _ buffer: DeviceBuffer, from offset: Int,
    into bytes: UnsafeMutableRawBufferPointer
  ) throws(DeviceError)

  /// Compiles kernels, which `prelude` precedes.
  ///
  /// - Throws: `DeviceError.refusedKernels`.
  func build(_ source: String) throws(DeviceError) -> DeviceObject

  /// Gets a kernel with its arguments ready to be launched again and again.
  ///
  /// - Throws: `DeviceError.failed`.
  func makeLaunch(
    of kernel: String, in module: DeviceObject, _ arguments: [DeviceBuffer],
    groups: Int, groupSize: Int
  ) throws(DeviceError) -> DeviceLaunch

  /// Has a kernel run after all that was asked for before.
  ///
  /// - Throws: `DeviceError.failed`.
  func launch(_ launch: DeviceLaunch) throws(DeviceError)

  /// Waits until all is done.
  ///
  /// - Throws: `DeviceError.failed`.
  func finish() throws(DeviceError)
}

extension ComputeDevice {
  /// Writes numbers to a buffer, from the byte `offset` on.
  func write<T: BitwiseCopyable>(
    _ values: [T], to buffer: DeviceBuffer, at offset: Int = 0
  ) throws(DeviceError) {
    let result = values.withUnsafeBytes { bytes in
      Result { () throws(DeviceError) in
        try write(bytes, to: buffer, at: offset)
      }
    }
    try result.get()
  }
}

/// Something of a driver's, which is given back when nobody needs it any more.
public final class DeviceObject {
  /// What the driver knows it by.
  let handle: UInt
  private let release: (UInt) -> Void

  /// Something that `release` gives back.
  public init(_ handle: UInt, release: @escaping (UInt) -> Void) {
    self.handle = handle
    self.release = release
  }

  deinit { release(handle) }
}

/// Memory on a device.
public struct DeviceBuffer {
  let object: DeviceObject
  /// The size that was asked for.
  public let byteCount: Int
}

/// A kernel with its arguments.
public struct DeviceLaunch {
  let kernel: DeviceObject
  /// What it works on, kept alive.
  let arguments: [DeviceBuffer]
  let groups: Int
  let groupSize: Int
}
