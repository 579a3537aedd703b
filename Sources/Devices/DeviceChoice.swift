/// The devices of this machine, whether they can be used or not.
///
/// The first call opens the library that finds drivers, which open theirs.
///
/// - Throws: `DeviceError.noLibrary`, `.noDriver`.
public func allDevices() throws(DeviceError) -> [DeviceDescription] {
  try OpenCLListing(asked: "opencl").devices.map(\.info)
}

/// Opens the device that `name` asks for: `gpu`, the graphics processor with the most
/// memory; `opencl`, the same, or if there is none, any device of OpenCL's;
/// `opencl:1`, the one with this `id`.
///
/// - Throws: `DeviceError`: what isn't there, and what to do about it.
public func openDevice(_ name: String) throws(DeviceError) -> any ComputeDevice
{
  try openDevice(name, library: OpenCLCalls.libraryName)
}

/// As that, with another library in the place of OpenCL's.
func openDevice(
  _ name: String, library: String
) throws(DeviceError) -> any ComputeDevice {
  let listing = try OpenCLListing(library: library, asked: name)
  let infos = listing.devices.map(\.info)
  guard let id = chosenDevice(name, among: infos) else {
    throw .noDevice(asked: name, known: knownNames(infos))
  }
  for found in listing.devices where found.info.id == id {
    return try OpenCLDevice(found, listing.calls)
  }
  throw .noDevice(asked: name, known: knownNames(infos))
}

/// Which of some devices a name asks for: one that can't be used if there is no other,
/// for opening it tells why; nil for none.
func chosenDevice(
  _ name: String, among devices: [DeviceDescription]
) -> String? {
  let usable = devices.filter(\.isUsable)
  let largest = usable.filter { $0.kind == .gpu }.max { $0.memory < $1.memory }
  switch name {
  case "gpu": return (largest ?? devices.first { $0.kind == .gpu })?.id
  case "opencl": return (largest ?? usable.first ?? devices.first)?.id
  default: return devices.first { $0.id == name }?.id
  }
}

/// The names by which devices can be asked for.
private func knownNames(_ devices: [DeviceDescription]) -> [String] {
  (devices.contains { $0.kind == .gpu } ? ["gpu"] : []) + ["opencl"]
    + devices.map(\.id)
}
