import Devices
import Glibc
import TestSupport
import Testing

/// The device that tests run on: OpenCL's, or the one that `SNN_LUA_DEVICE` names.
enum TestDevice {
  /// Opens it anew.
  static func open() throws -> any ComputeDevice {
    // PoCL keeps what it compiled; that belongs to the build.
    setenv("POCL_CACHE_DIR", packageFolder.path + "/.build/pocl", 0)
    return try openDevice(environment("SNN_LUA_DEVICE") ?? "opencl")
  }

  /// Whether there is one, or there must be.
  static let isExpected =
    environment("SNN_LUA_DEVICE_TESTS") == "required" || (try? open()) != nil

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips what needs a device where there is none, unless one is required.
  static var needsDevice: Self {
    .enabled(
      if: TestDevice.isExpected,
      "needs a device: `scripts/setup --device` installs one that runs on the processor"
    )
  }
}
