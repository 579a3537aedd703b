import Foundation
import Testing

/// What the page on devices says of command lines, on any machine: it has no devices,
/// unless somebody has installed some.
@Suite struct DevicePageTests {
  @Test func devicesAreListedOrSomethingIsMissing() throws {
    let transcript = try Workplace().snnLua("--devices")
    #expect(transcript.status == 0 && transcript.error == "")
    #expect(
      transcript.output.contains("opencl:0")
        || transcript.output.contains("apt install"))
  }

  /// A script's own word counts before the option.
  @Test func aScriptThatNamesTheProcessorRunsThere() throws {
    let place = try Workplace([
      "model.lua": """
      local net = require "snn".Network { device = "cpu" }
      net:initialize()
      net:simulate_iterations(3)
      print(net.iteration, net:device_report())
      """
    ])
    let transcript = try place.snnLua("--device", "nothing", "model.lua")
    #expect(transcript == Transcript(output: "3\tnil\n"))
  }

  @Test func aDeviceThatIsNotThereIsAnErrorWhereTheNetworkIsMade() throws {
    let place = try Workplace([
      "model.lua": "local net = require 'snn'.Network()"
    ])
    let transcript = try place.snnLua("--device", "nothing", "model.lua")
    #expect(transcript.status == 1)
    #expect(
      transcript.error.hasPrefix("snn-lua: model.lua:1: "),
      "\(transcript.error)")
    #expect(transcript.error.contains("device \"nothing\""))
    #expect(
      transcript.error.contains(
        "(which --device or SNN_LUA_DEVICE asks for)"))
  }

  @Test func aSandboxHasNoDevices() throws {
    let place = try Workplace([
      "model.lua": "local net = require 'snn'.Network { device = 'gpu' }"
    ])
    let transcript = try place.snnLua("--sandbox", "model.lua")
    #expect(
      transcript.error.contains(
        "Network: device is not available in the sandbox: drivers of devices load"
          + " code and write files; --allow-device allows it"),
      "\(transcript.error)")
    #expect(
      try Workplace().snnLua("--allow-device", "-e", "x = 1").error.contains(
        "--allow-device is for a script in a --sandbox"))
  }
}
