import Foundation
import Testing

/// A simulation that is saved and goes on in another process ends as one that
/// never stopped, to the bit.
@Suite struct ResumeTests {
  /// Models of the conformance cases, with recorders, and the shapes of their
  /// inputs; here all inputs are drawn.
  static let models = [
    (
      "02-lif-stdp-dense", "voltage",
      "v0 = { 200 }, noise = { 1000, 200 }, W0 = { 200, 200 }"
    ),
    (
      "03-izhikevich-trace-stdp", "v",
      "v0 = { 200 }, u0 = { 200 }, noise = { 1000, 200 }, W0 = { 200, 200 }"
    ),
    (
      "04-order-ei", "v",
      "drive_E = { 1000, 60 }, drive_I = { 1000, 20 }, drive_M = { 1000, 10 }, "
        + "W_EE = { 60, 60 }, W_EI = { 60, 20 }, W_ME = { 10, 60 }, "
        + "W_IE = { 20, 60 }, W_EEslow = { 60, 60 }"
    ),
  ]

  @Test(arguments: models)
  func aThousandIterationsAreTwiceFiveHundred(
    name: String, voltage: String, shapes: String
  ) throws {
    let place = try Workplace(["model.lua": try model(name, voltage, shapes)])
    for arguments in [
      ["1", "", "1000", "whole.snn"], ["1", "", "500", "half.snn"],
      ["2", "half.snn", "500", "rest.snn"],
    ] {
      let transcript = try place.snnLua(
        "--seed", arguments[0], "model.lua", arguments[1], arguments[2],
        arguments[3])
      #expect(transcript == Transcript(output: "1\n"))
    }
    #expect(try place.contents("rest.snn") == place.contents("whole.snn"))
    #expect(try place.contents("half.snn") != place.contents("whole.snn"))
  }

  /// The model up to where it is run, with noise in each iteration; then it
  /// loads one file, runs, and saves another.
  private func model(
    _ name: String, _ voltage: String, _ shapes: String
  ) throws -> String {
    let source = try String(
      contentsOf: repository.appending(
        path: "Tests/LuaBindingsTests/Conformance/\(name).lua"),
      encoding: .utf8)
    let construction = source.components(separatedBy: "\nnet:initialize()")[0]
    return """
      local from, count, to = ...
      local shapes = { \(shapes) }
      function snn.load(path)
        return snn.rand(shapes[path:match "inputs/(.*)%.npy"]):mul_(2)
      end
      local Noise = snn.Behavior "Noise"
      function Noise:forward(neurons)
        neurons.\(voltage):add_(neurons:vector "normal(0, 0.2)")
      end
      local function run(net)
        for _, neurons in ipairs(net.NeuronGroups) do
          neurons:add_behavior(1.5, Noise {})
        end
        if from ~= "" then
          net:load(from)
        else
          net:initialize()
        end
        net:simulate_iterations(tonumber(count))
        net:save(to)
        print(net.seed)
      end
      do
      \(construction)
      run(net)
      end

      """
  }

  @Test func theRecordersGoOnInAnotherProcess() throws {
    let script = """
      local from, count, to = ...
      local B = snn.Behavior "B"
      function B:initialize(neurons)
        neurons.x = neurons:vector(0)
      end
      function B:forward(neurons)
        neurons.x = neurons:vector(neurons.iteration)
      end
      local net = snn.Network()
      snn.NeuronGroup {
        net = net, size = 2, behavior = {
          B {}, [8] = snn.Recorder { "x", gap_width = 2, max_length = 3 },
          [9] = snn.EventRecorder { "x > 2" },
        },
      }
      if from ~= "" then net:load(from) else net:initialize() end
      net:simulate_iterations(tonumber(count))
      net:save(to)
      print(net("x", 1), table.concat(net("x > 2.t", 1):totable(), " "))
      """
    let place = try Workplace(["model.lua": script])
    let whole = try place.snnLua("model.lua", "", "9", "whole.snn")
    _ = try place.snnLua("model.lua", "", "3", "half.snn")
    let rest = try place.snnLua("model.lua", "half.snn", "6", "rest.snn")
    #expect(rest == whole && rest.error == "")
  }
}
