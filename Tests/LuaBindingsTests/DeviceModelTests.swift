import DeviceTestSupport
import Foundation
import LuaRuntime
import SpikingNetworks
import TestSupport
import Testing

@testable import LuaBindings

/// Models in Lua on a device: what is saved of them is what the processor gives, byte
/// for byte.
@Suite(.enabled(if: TestDevice.isWanted, "\(TestDevice.remark)"))
struct DeviceModelTests {
  /// The device of these tests, as scripts name it.
  private static let device = TestDevice.name

  private func host(device: String? = nil) throws -> LuaHost {
    var options = LuaHost.Options()
    options.seed = 1
    options.keepsNetworks = true
    options.device = device
    return try LuaHost(options)
  }

  /// What a model saves after some iterations, on the processor and on the device.
  private func saved(
    _ iterations: Int, _ body: (LuaHost) throws -> Void
  ) throws -> [Data] {
    let folder = try TemporaryFolder()
    return try [nil, DeviceModelTests.device].map { device in
      let host = try host(device: device)
      try body(host)
      let network = try #require(host.networks.first)
      try host.simulate(network, iterations: iterations)
      #expect((network.deviceReport?.work.launches ?? 1) > 0)
      let path = folder.path("\(device ?? "cpu").snn")
      try host.save(network, to: path)
      return try Data(contentsOf: URL(fileURLWithPath: path))
    }
  }

  /// The models of the benchmarks, whether they are compiled or not.
  @Test(
    arguments: ["lif_stdp", "izhikevich", "coba", "cuba"], [true, false])
  func aModelGivesTheBitsOfTheProcessor(
    name: String, isCompiled: Bool
  ) throws {
    let model = packageFolder.appending(
      path: "Sources/snn-bench/Models/\(name).lua"
    ).path
    let saved = try saved(300) { host in
      try host.run(
        "assert(loadfile('\(model)'))(100, 1, { compiled = \(isCompiled) })",
        name: "=test")
    }
    #expect(saved[0] == saved[1])
    #expect(saved[0].count > 100 * 4)
  }

  /// Behaviors of the library in one network: some run on the device, some on the
  /// processor, with recorders.
  @Test func aNetworkOfTheLibraryGivesTheBitsOfTheProcessor() throws {
    let saved = try saved(120) { host in
      try host.run(
        """
        local snn = require "snn"
        local models = snn.models
        local net = snn.Network { seed = 2, dt = "0.1 ms" }
        local E = snn.NeuronGroup { net = net, size = 60, tag = "E", behavior = {
          models.PoissonInput { rate = "8000 Hz", weight = 1 },
          models.AdEx {}, [90] = snn.EventRecorder { "spike" },
          [91] = snn.Recorder { "voltage[1:3]" } } }
        local S = snn.SynapseGroup { net = net, src = E, dst = E, behavior = {
          snn.CreateWeights { "uniform(0, 1)", density = 0.2 },
          models.Transmission {} } }
        net:initialize()
        """, name: "=test")
    }
    #expect(saved[0] == saved[1])
  }

  /// A network `net` of neurons that count, on the device.
  private static let counting = """
    local snn = require "snn"
    local Count = snn.Behavior "Count"
    function Count:initialize(neurons)
      neurons.x = neurons:vector()
      neurons.y = neurons:vector()
    end
    function Count:forward(neurons)
      neurons.x:add_(1)
      neurons.y = neurons.x * 2
    end
    net = snn.Network { seed = 1, device = { "\(device)", host = "error" } }
    neurons = snn.NeuronGroup { net = net, size = 3, tag = "exc",
      behavior = { Count {} } }
    """

  /// What a script sees of variables is what the device computed.
  @Test func scriptsSeeWhatWasComputed() throws {
    let host = try host()
    try host.run(
      DeviceModelTests.counting + """

        net:initialize()
        kept = neurons.x
        net:simulate_iterations(10)
        assert(net.iteration == 10 and kept[1] == 10)
        assert(neurons.x:eq(10):all() and neurons.y:eq(20):all())
        neurons.x:fill_(100)
        net:simulate_iterations(5)
        assert(neurons.x:eq(105):all() and neurons.y:eq(210):all())
        local y = neurons.y
        net:simulate_iteration()
        assert(y:eq(210):all() and neurons.y:eq(212):all())
        neurons.x = neurons:vector(7)
        net:simulate_iterations(2, { each = function()
          seen = (seen or "") .. tostring(neurons.y[1]) .. " "
        end })
        assert(seen == "16.0 18.0 ", seen)
        assert(tostring(net):find("on ", 1, true))
        assert(net:device_report():find(
          "Count (key 1) of exc  on the device", 1, true))
        net:set_device "cpu"
        assert(net:device_report() == nil)
        net:simulate_iteration()
        assert(neurons.y[1] == 20)
        net:set_device "\(DeviceModelTests.device)"
        net:simulate_iteration()
        assert(neurons.y[1] == 22)
        """, name: "=test")
  }

  /// What a script holds outlives the network, and what the device had of it.
  @Test func whatAScriptHoldsOutlivesTheNetwork() throws {
    let host = try LuaHost()
    try host.run(
      DeviceModelTests.counting + """

        net:initialize()
        net:simulate_iterations(10)
        local x, y = neurons.x, neurons.y
        net, neurons = nil, nil
        collectgarbage()
        collectgarbage()
        assert(x:eq(10):all() and y:eq(20):all())
        """, name: "=test")
  }

  @Test func lookingInsideShowsWhatIsThere() throws {
    let host = try host()
    try host.run(
      DeviceModelTests.counting + """

        net:initialize()
        net:simulate_iterations(2)
        net:trace()
        local rows = net:profile(3)
        assert(#rows == 1 and rows[1].calls == 3 and rows[1].ms > 0)
        net:check_finite(true)
        net:simulate_iterations(2)
        neurons.x[2] = 0 / 0
        local ok, message = pcall(net.simulate_iterations, net, 1)
        assert(not ok and message:find "'x'", message)
        """, name: "=test")
    let network = try #require(host.networks.first)
    #expect(
      network.report.contains("1  exc     Count     x      y, x"),
      "\(network.report)")
  }

  @Test func whatIsInLuaRunsOnTheProcessorOrIsRefused() throws {
    let host = try host()
    var notes: [String] = []
    host.onNote = { notes.append($0) }
    let told = """
      local Told = snn.Behavior("Told", { compiled = false })
      function Told:forward(neurons) count = (count or 0) + neurons.y[1] end
      """
    try host.run(
      DeviceModelTests.counting.replacing("host = \"error\"", with: "") + told
        + """

        snn.NeuronGroup { net = net, size = 1 }
        neurons:add_behavior(2, Told {})
        net:initialize()
        net:simulate_iterations(3)
        assert(count == 2 + 4 + 6)
        """, name: "=test")
    #expect(notes.count == 1)
    #expect(
      notes.first?.hasPrefix(
        "Told (key 2) of exc runs on the processor, not on ") == true)
    let error = #expect(throws: LuaError.self) {
      try host.run(
        DeviceModelTests.counting + told + """

          neurons:add_behavior(2, Told {})
          net:initialize()
          net:simulate_iterations(3)
          """, name: "=test")
    }
    let text = "Told (key 2) of exc can't run on a device: it isn't compiled"
    #expect(error.map { "\($0)".contains(text) } == true, "\(error as Any)")
  }

  /// What can't run on the device is cut out; neighbors run there.
  @Test func aVariableWithANextValueKeepsNobodyElseFromTheDevice() throws {
    let host = try host()
    host.onNote = { _ in }
    try host.run(
      """
      local snn = require "snn"
      local net = snn.Network { seed = 1, device = "\(DeviceModelTests.device)" }
      local Add = snn.Behavior "Add"
      function Add:forward(neurons) neurons.v:add_(1) end
      local a = snn.NeuronGroup { net = net, size = 5, tag = "a",
        behavior = { [1] = Add {}, [2] = snn.Variable "q=1" } }
      local b = snn.NeuronGroup { net = net, size = 5, tag = "b",
        behavior = { [1] = Add {}, [3] = Add {} } }
      a.v, b.v = a:vector(), b:vector()
      net:initialize()
      net:simulate_iterations(5)
      local report = net:device_report()
      assert(report:find("Add %(key 1%) of b +on the device"), report)
      assert(report:find("Add %(key 3%) of b +on the device"), report)
      assert(report:find("Variable.*next value"), report)
      assert(a.v[1] == 5 and b.v[1] == 10)
      """, name: "=test")
  }

  @Test func aSmallNetworkStaysOnTheProcessorIfNobodySays() throws {
    let host = try host()
    var notes: [String] = []
    host.onNote = { notes.append($0) }
    try host.run(
      """
      local snn = require "snn"
      local net = snn.Network { device = "auto" }
      net:initialize()
      assert(net:device_report() == nil)
      """, name: "=test")
    #expect(
      notes == ["Network 'Network_1' runs on the processor: it has 0 synapses"])
  }

  @Test func devicesAreListed() throws {
    try host().run(
      """
      local list, missing = require "snn".devices()
      assert(#list > 0 and missing == nil)
      for _, device in ipairs(list) do
        assert(device.id:find "^opencl:%d+$" and device.api == "opencl")
        assert(#device.name > 0 and device.memory > 0)
        assert(type(device.float64) == "boolean")
      end
      """, name: "=test")
  }

  @Test(arguments: [
    (
      "'opncl'", "there is no device \"opncl\"; did you mean \"opencl\"?"
    ),
    (
      "3",
      "Network: device: expected the name of a device, such as \"gpu\", or a"
        + " table, got number"
    ),
    (
      "{ 'cpu', hots = 'error' }", "did you mean 'host'?"
    ),
    (
      "{ 'cpu', host = 'eror' }",
      "Network: device: host must be \"allow\" or \"error\", got \"eror\"; did you"
        + " mean 'error'?"
    ),
    (
      "{}",
      "Network: device: expected a device first, as in { \"gpu\", host ="
        + " \"error\" }, got nil"
    ),
  ])
  func whatCantBeMeantIsRefused(device: String, text: String) throws {
    let error = #expect(throws: LuaError.self) {
      try host().run(
        "require 'snn'.Network { device = \(device) }", name: "=test")
    }
    #expect(error.map { "\($0)".contains(text) } == true, "\(error as Any)")
  }

  @Test func aSandboxHasNoDevicesUnlessItIsAllowed() throws {
    var options = LuaHost.Options()
    options.sandbox = Sandbox()
    let scripts = [
      "require 'snn'.Network { device = 'opencl' }", "require 'snn'.devices()",
    ]
    for script in scripts {
      let error = #expect(throws: LuaError.self) {
        try LuaHost(options).run(script, name: "=test")
      }
      #expect(
        error.map { "\($0)".contains("not available in the sandbox") } == true)
    }
    try LuaHost(options).run(
      "require 'snn'.Network { device = 'cpu' }:set_device 'cpu'", name: "=test"
    )
    options.sandbox?.allowsDevices = true
    for script in scripts { try LuaHost(options).run(script, name: "=test") }
  }
}
