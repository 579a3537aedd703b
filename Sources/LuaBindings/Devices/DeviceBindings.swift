import Devices
import LuaRuntime
import SpikingNetworks
import TensorBindings

/// Devices that networks run on.
extension Binding {
  static var devices: [Binding] {
    [deviceList, setDevice, deviceReport]
  }

  private static var deviceList: Binding {
    Binding(
      owner: .library, name: "devices", result: "table[], string?",
      summary:
        "The devices of this machine that networks can run on besides the"
        + " processor: a list of tables with id, as in Network { device = id },"
        + " name, api, type (\"gpu\", \"cpu\" or \"accelerator\"), memory in"
        + " bytes, float64 (whether it has that), and why, if it can't be used."
        + " If no driver is installed, the list is empty, and a text says what is"
        + " missing."
    ) { context, frame throws(LuaRaise) in
      try context.refuseDeviceInSandbox("devices")
      let all: [DeviceDescription]
      do throws(DeviceError) {
        all = try allDevices()
      } catch {
        try frame.newTable()
        try frame.push("\(error)")
        return 2
      }
      try frame.newTable(arrayCount: all.count)
      for (index, device) in all.enumerated() {
        try frame.newTable()
        try frame.push(device.id)
        try frame.rawSet(at: -2, key: "id")
        try frame.push(device.name)
        try frame.rawSet(at: -2, key: "name")
        try frame.push(device.api)
        try frame.rawSet(at: -2, key: "api")
        try frame.push(device.kind.rawValue)
        try frame.rawSet(at: -2, key: "type")
        frame.push(device.memory)
        try frame.rawSet(at: -2, key: "memory")
        frame.push(device.hasFloat64)
        try frame.rawSet(at: -2, key: "float64")
        if let reason = device.reason {
          try frame.push(reason)
          try frame.rawSet(at: -2, key: "why")
        }
        try frame.rawSet(at: -2, index: index + 1)
      }
      return 1
    }
  }

  private static var setDevice: Binding {
    Binding(
      owner: .network, name: "set_device",
      parameters: [
        Parameter("device", "string|table", "as the option of snn.Network")
      ],
      summary: "Has the network run on another device from now on, or on the"
        + " processor with \"cpu\". Its state goes along."
    ) { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      try context.placeAsAsked(network, frame, 2, "set_device")
      try context.activating(frame, network) {
        if network.isInitialized {
          try context.decidePlace(of: network)
          try context.settleCompilation(of: network)
        }
      }
      return 0
    }
  }

  private static var deviceReport: Binding {
    Binding(
      owner: .network, name: "device_report", result: "string?",
      summary: "Which behaviors run on the network's device, and which on the"
        + " processor and why; what an iteration has cost on average: kernels"
        + " that were launched, bytes that were copied. Nil without a device."
    ) { context, frame throws(LuaRaise) in
      guard let report = try context.network(frame, 1).deviceReport else {
        frame.pushNil()
        return 1
      }
      try frame.push("\(report)")
      return 1
    }
  }
}
