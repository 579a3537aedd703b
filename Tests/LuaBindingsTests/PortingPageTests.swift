import Foundation
import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// What the page for those who come from PymoNNtorch says runs as it stands.
@Suite struct PortingPageTests {
  /// The pieces of Lua in the second columns of the page's tables.
  static let pieces: [String] = {
    let page = packageFolder.appending(
      path: "Sources/LuaBindings/LuaBindings.docc/ComingFromPymoNNtorch.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { $0.hasPrefix("| ") }
      .filter { !$0.hasPrefix("| there") && !$0.hasPrefix("| ---") }
      .flatMap { line -> [String] in
        // A bar inside of Lua is written with a backslash.
        let cells = line.replacing("\\|", with: "\u{1}").split(separator: "|")
        let parts = cells[1].split(
          separator: "`", omittingEmptySubsequences: false)
        return parts.enumerated().filter { $0.offset % 2 == 1 }
          .map { $0.element.replacing("\u{1}", with: "|") }.map(String.init)
      }
  }()

  @Test(arguments: pieces)
  func aPieceRuns(code: String) throws {
    let folder = try TemporaryFolder()
    let host = try makeHost()
    try host.run(Self.surroundings, name: "=surroundings")
    try host.run(
      """
      local code, folder = ...
      code = code:gsub('"(%w+)(%.?%w*)"', function(name, ending)
        local isFile = name == "file" or ending == ".npy"
        return isFile and ('"%s/%s%s"'):format(folder, name, ending) or nil
      end)
      code = code:gsub("^function LIF:%w+%(neurons%)$", "%0 end")
      net:save(folder .. "/file")
      x:save(folder .. "/x.npy")
      local piece = load("return " .. code) or assert(load(code))
      if not code:find "^self:parameter" then
        return piece()
      end
      function Normalize:initialize() -- only here has it an object
        _G.self = self
        piece()
        self:parameter "tau"
      end
      src:add_behavior(5, Normalize { tau = 2 })
      """, name: "=page",
      arguments: [.string(code), LuaValue.string(folder.url.path)])
  }

  @Test func thereArePieces() {
    #expect(Self.pieces.count > 100)
  }

  /// What the pieces talk about.
  private static let surroundings = """
    snn = require "snn"
    LIF = snn.Behavior "LIF"
    function LIF:initialize(neurons)
      neurons.voltage = neurons:vector "uniform"
      neurons.v = neurons:vector "uniform"
      neurons.u = neurons:vector "uniform"
      neurons.spike = neurons.v:ge(0.5)
      self:parameter("tau", 1)
      self:parameter("x", 1)
    end
    function LIF:f() return 1 end
    function LIF.forward() end
    Normalize = snn.Behavior "Normalize"
    Module = snn.AnalysisModule "Module"
    function Module:execute() return 1 end
    net = snn.Network { seed = 1, dt = 1 }
    src = snn.NeuronGroup {
      net = net, size = snn.NeuronDimension { width = 4, height = 4 },
      tag = "exc, x",
      behavior = {
        LIF { tag = "tag" },
        [3] = Normalize {},
        [8] = snn.Recorder { "v", "u", tag = "rec" },
        [9] = snn.EventRecorder "spike",
      },
    }
    dst, neurons, obj = src, src, src
    o = snn.NeuronGroup { net = net, size = 1, tag = "other" }
    synapse = snn.SynapseGroup { net = net, src = src, dst = dst, tag = "GLU" }
    synapse.W = synapse:matrix "uniform"
    net:initialize()
    net:simulate_iterations(2)
    behavior, recorder, module = src("LIF", 1), src("rec", 1), Module {}
    src:add_analysis_module(Module {})
    self = behavior
    f = function() end
    n, k, r, e, c, new, counter = 2, 2, 2, 1, 0.1, neurons.v, false
    tag, enabled, mode = "LIF", true, "uniform"
    mask, mat = neurons.v:ge(0.5), neurons:vector_buffer(3)
    v, W, x, y = neurons.v, synapse.W, synapse.W, snn.ones(1)
    a, b, s, m = mask, neurons.v:ge(0.3), mask, mask
    firing, pre, post, spikes, spike = mask, mask, mask, mask, neurons.v
    sub, axes, dim, size = neurons:sub_group(mask), 1, { 4 }, 3
    """
}
