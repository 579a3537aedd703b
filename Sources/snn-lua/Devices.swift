import Devices
import Glibc

/// The device that the environment names, for networks that say nothing.
var environmentDevice: String? {
  let name = getenv("SNN_LUA_DEVICE").map { String(cString: $0) }
  return name == "" ? nil : name
}

/// Whether the environment asks for the processor to run what devices run as well.
var checksDevices: Bool {
  let value = getenv("SNN_LUA_DEVICE_CHECK").map { String(cString: $0) }
  return !["", "0"].contains(value ?? "")
}

/// What `--devices` prints: a line for each device, or what is missing.
var deviceList: String {
  do throws(DeviceError) {
    return try allDevices().map(\.line).joined(separator: "\n") + "\n"
  } catch {
    return "\(error)\n"
  }
}

extension DeviceDescription {
  fileprivate var line: String {
    let gibibytes = (Double(memory) / 1_073_741_824 * 10).rounded() / 10
    let traits =
      [kind.rawValue, "\(gibibytes) GiB"]
      + (hasFloat64 ? [] : ["no float64"]) + differences
      + (reason.map { ["can't be used: \($0)"] } ?? [])
    return "\(id)  \(name) (\(traits.joined(separator: ", ")))"
  }
}
