import Fuzzer
import LuaBindings
import Tensors

/// A network of behaviors in Lua, which a sandbox loads.
enum ScriptNetwork {
  /// The bytes of the file that it gives after some iterations.
  static func saved() -> [UInt8] {
    let host = makeHost()
    do {
      try host.run(model, name: "=model")
      try host.run(saving, name: "=saving")
    } catch { fatalError(error.message) }
    return read("script.snn")
  }

  /// Loads the file, and lets a script do with the network what it wants.
  static func load() {
    let pool: MemoryPool
    do {
      let host = makeHost()
      pool = host.pool
      do {
        try host.run(model, name: "=model")
      } catch { fatalError(error.message) }
      try? host.run(using, name: "=using")
      require(host.lua.stackDepth == 0, "the stack is not balanced")
      do { try host.run("local x = 1 + 1", name: "=after") } catch {
        require(error.kind == .memory, "the host is lost: \(error.message)")
      }
    }
    require(pool.bytesInUse == 0, "tensors outlive their host")
  }

  private static func makeHost() -> LuaHost {
    var options = LuaHost.Options()
    options.seed = 1
    options.sandbox = Sandbox(modules: ".", files: ".")
    options.limits.luaMemory = 32 << 20
    options.limits.tensorMemory = 32 << 20
    options.limits.instructions = 3_000_000
    options.limits.objects = 10_000
    do { return try LuaHost(options) } catch {
      fatalError("the host can't be made: \(error.message)")
    }
  }

  private static let model = """
    local snn = require "snn"
    local Model = snn.Behavior "Model"
    function Model:initialize(n)
      n.voltage = n:vector "uniform"
      n.shared = { list = { 1, 2.5, true }, name = "x" }
      self.view = n.voltage[{ { 2, 3 } }]
      self.tables = { { 1.5, true }, n, self, [n] = 1 }
      self.gain = self:parameter("gain", 0.5)
      self.count = 0
      self.line = snn.DelayLine(2, n.size)
    end
    function Model:forward(n)
      self.count = self.count + 1
      n.voltage:add_(n:vector { "uniform", density = 0.5 })
      n.spike = n.voltage:gt(0.5)
      n.voltage[n.spike] = 0
      self.view:mul_(self.gain)
      n.arrived = self.line:step(n.spike)
    end
    local Fast = snn.Behavior("Fast", { compiled = true })
    function Fast:initialize(n)
      n.trace = n:vector "zeros"
      self.decay = self:parameter("decay", 0.9)
    end
    function Fast:forward(n)
      n.trace:mul_(self.decay)
      n.trace[n.spike] = 1
      n.total = n.trace + n.voltage
    end
    function build()
      local net = snn.Network { seed = 1, dt = 0.5 }
      local n = snn.NeuronGroup {
        net = net, size = 4, tag = "exc",
        behavior = {
          Model { gain = 0.25 }, Fast {},
          [8] = snn.Recorder { "voltage", "trace" },
          [9] = snn.EventRecorder "spike",
          [10] = snn.EventRecorder { "spike", file = "script.rec" },
        },
      }
      local s = snn.SynapseGroup { net = net, src = n, dst = n, tag = "GLU" }
      s.W = s:matrix("uniform")
      s.sparse = s.W:to_sparse()
      return net
    end
    """

  private static let saving = """
    local net = build()
    net:initialize()
    net:simulate_iterations(6)
    net:save "script.snn"
    """

  /// Every call may fail, and the next is made nevertheless.
  private static let using = """
    local snn = require "snn"
    local net = build()
    pcall(net.load, net, "script.snn")
    local function read()
      for _, tag in ipairs { "voltage", "trace", "spike", "spike.t", "spike.i" } do
        local ok, data = pcall(net, tag, 1)
        if ok and data then
          pcall(function() return tostring(data), data:sum() end)
          for _, name in ipairs {
            "rate", "counts", "isi", "cv", "lv", "fano", "synchrony",
            "correlation",
          } do
            pcall(snn.stats[name], data)
            pcall(snn.stats[name], data, { bin = 2, duration = 10 })
          end
          pcall(snn.plot.raster, data)
          pcall(snn.plot.lines, data)
        end
      end
    end
    read()
    for _ = 1, 3 do pcall(net.simulate_iterations, net, 1) end
    read()
    pcall(function() return tostring(net), tostring(net.exc), help(net) end)
    pcall(net.save, net, "again.snn")
    local other = build()
    pcall(other.load, other, "again.snn")
    pcall(other.simulate_iterations, other, 2)
    """
}
