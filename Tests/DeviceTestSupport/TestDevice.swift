import Devices
import Glibc
import TestSupport

/// The device that tests run on: OpenCL's, or the one that `SNN_LUA_DEVICE` names.
package enum TestDevice {
  /// Opens it anew.
  package static func open() throws -> any ComputeDevice {
    // PoCL keeps what it compiled; that belongs to the build.
    setenv("POCL_CACHE_DIR", packageFolder.path + "/.build/pocl", 0)
    return try openDevice(environment("SNN_LUA_DEVICE") ?? "opencl")
  }

  /// Whether there is one, or there must be.
  package static let isExpected =
    environment("SNN_LUA_DEVICE_TESTS") == "required" || (try? open()) != nil

  /// What is said where there is none.
  package static let remark =
    "needs a device: `scripts/setup --device` installs one that runs on the"
    + " processor"

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
