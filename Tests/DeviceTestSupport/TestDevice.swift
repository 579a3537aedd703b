import Devices
import Glibc
import Synchronization

/// The device that tests run on: OpenCL's, or the one that `SNN_LUA_DEVICE` names.
package enum TestDevice {
  private static let isOpening = Mutex(())

  /// Opens it anew, one after the other: drivers need not expect that many threads
  /// begin at once.
  package static func open() throws -> any ComputeDevice {
    try isOpening.withLock { _ in
      try openDevice(name)
    }
  }

  /// How it is asked for.
  package static let name = environment("SNN_LUA_DEVICE") ?? "opencl"

  /// Whether tests run on it, as `scripts/test_device.sh` has them.
  package static let isWanted = environment("SNN_LUA_DEVICE_TESTS") != nil

  /// What is said where they don't.
  package static let remark = "runs on a device, by scripts/test_device.sh"

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
