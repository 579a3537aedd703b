import Devices
import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// The devices that scripts have asked for.
final class DeviceShelf {
  /// The device of networks that say nothing; nil for the processor.
  var defaultName: String?

  /// Whether networks on devices are checked against the processor.
  var isChecked = false

  /// Networks that get a device when they are initialized and large enough, and
  /// whether what has no form there may run on the processor.
  var undecided: [ObjectIdentifier: Bool] = [:]

  private var opened: [String: any ComputeDevice] = [:]

  /// The device of a name, opened once.
  ///
  /// - Throws: `DeviceError`.
  func open(_ name: String) throws(DeviceError) -> any ComputeDevice {
    if let known = opened[name] { return known }
    let device = try openDevice(name)
    // One device may have several names.
    let shared = opened[device.info.id] ?? device
    (opened[name], opened[device.info.id]) = (shared, shared)
    return shared
  }

  /// Has a device be opened anew, since it has failed.
  func forget(_ device: any ComputeDevice) {
    opened = opened.filter { $0.value !== device }
  }
}

extension ScriptContext {
  /// How many synapses a network has at least that `"auto"` puts on a device.
  static let fewestSynapses = 1_000_000

  /// What `device` may be in a table.
  static let deviceOptions = [
    Binding.Parameter("[integer]", "string", "the device"),
    Binding.Parameter(
      "host", "\"allow\"|\"error\"",
      "whether what has no form on the device runs on the processor, or is an"
        + " error; \"allow\" if not given", isOptional: true),
  ]

  /// Places a new network as the value at `index` says, or as the program was
  /// told.
  func place(
    _ network: Network, _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) {
    // Another network may have had its address.
    devices.undecided[ObjectIdentifier(network)] = nil
    if frame.isNoneOrNil(at: index) {
      guard let name = devices.defaultName else { return }
      do throws(DeviceError) {
        if !["cpu", "auto"].contains(name) { _ = try devices.open(name) }
      } catch {
        throw .message(
          "\(error) (which --device or SNN_LUA_DEVICE asks for)")
      }
      return try place(network, on: name, allowsHost: true)
    }
    try placeAsAsked(network, frame, index, "Network: device")
  }

  /// Places a network as the value at `index` says.
  func placeAsAsked(
    _ network: Network, _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) {
    switch frame.kind(at: index) {
    case .string:
      let name = try frame.string(at: index)
      try refuseInSandbox(device: name, what)
      try place(network, on: name, allowsHost: true)
    case .table:
      let options = try OptionTable(
        self, frame, index, what, ScriptContext.deviceOptions)
      frame.rawGet(at: index, index: 1)
      guard frame.kind(at: -1) == .string else {
        throw .message(
          "\(what): expected a device first, as in { \"gpu\", host = \"error\" },"
            + " got \(frame.typeName(at: -1))")
      }
      let name = try frame.string(at: -1)
      frame.pop()
      let host = try options.text("host") ?? "allow"
      guard ["allow", "error"].contains(host) else {
        throw .message(
          "\(what): host must be \"allow\" or \"error\", got \"\(host)\""
            + Suggestion.ending(for: host, in: ["allow", "error"]))
      }
      try refuseInSandbox(device: name, what)
      try place(network, on: name, allowsHost: host == "allow")
    default:
      throw .message(
        "\(what): expected the name of a device, such as \"gpu\", or a table, got"
          + " \(frame.givenTypeName(at: index))")
    }
  }

  private func place(
    _ network: Network, on name: String, allowsHost: Bool
  ) throws(LuaRaise) {
    devices.undecided[ObjectIdentifier(network)] = nil
    switch name {
    case "cpu":
      try raisingAny { try network.place(on: nil) }
    case "auto":
      try raisingAny { try network.place(on: nil) }
      devices.undecided[ObjectIdentifier(network)] = allowsHost
    default:
      let device = try raisingAny { try devices.open(name) }
      try raisingAny {
        try network.place(on: placement(on: device, allowsHost: allowsHost))
      }
    }
  }

  private func placement(
    on device: any ComputeDevice, allowsHost: Bool
  ) -> DevicePlacement {
    let placement = DevicePlacement(
      device, allowsHost: allowsHost, isChecked: devices.isChecked)
    placement.onFailure = { [unowned self] in
      devices.forget(device)
      onNote?("\($0)")
    }
    return placement
  }

  /// Throws in a sandbox for a device that neither is the processor nor was named by
  /// whoever runs the script.
  private func refuseInSandbox(
    device: String, _ what: String
  ) throws(LuaRaise) {
    if device == "cpu" || device == devices.defaultName { return }
    try refuseDeviceInSandbox(what)
  }

  /// Throws in a sandbox whose scripts must not use devices.
  func refuseDeviceInSandbox(_ what: String) throws(LuaRaise) {
    if sandbox?.allowsDevices == true { return }
    try refuseInSandbox(
      what,
      "drivers of devices load code and write files; --allow-device"
        + " allows it")
  }

  /// Places a network that is initialized and was to be placed by its size.
  func decidePlace(of network: Network) throws {
    let key = ObjectIdentifier(network)
    guard let allowsHost = devices.undecided.removeValue(forKey: key) else {
      return
    }
    let count = network.synapseGroups.reduce(0) { $0 + $1.synapseCount }
    guard count > ScriptContext.fewestSynapses else {
      onNote?(
        "\(network.label) runs on the processor: it has \(count) synapses")
      return
    }
    let opened: any ComputeDevice
    do throws(DeviceError) {
      opened = try devices.open("gpu")
    } catch {
      onNote?("\(network.label) runs on the processor: \(error)")
      return
    }
    try network.place(on: placement(on: opened, allowsHost: allowsHost))
    try settleCompilation(of: network)
    onNote?("\(network.label) runs on \(opened.info.name)")
  }

  /// Settles anew which behaviors of an initialized network are compiled, since it
  /// is somewhere else.
  func settleCompilation(of network: Network) throws {
    for entry in network.scheduledBehaviors {
      try (entry.behavior as? LuaBehavior)?.settleCompilation(for: entry.object)
    }
  }

  /// Tells what a run has shown about a network on a device.
  func remarkOnDevice(_ network: Network) {
    for remark in network.placement?.takeRemarks() ?? [] { onNote?(remark) }
  }
}
