/// A script that runs what a `forward` does in Lua and compiled, and compares all
/// variables of the group and of its synapses, and the fields of the behavior, to
/// the bit.
enum CompiledComparison {
  /// The script: `body` has `self`, the group `n`, and `s`, its synapses to itself
  /// with dense weights W and X, or V that are sparse.
  static func of(_ body: String) -> String {
    """
    local constants, factor = { step = 0.125 }, 2
    local function helper(n) n.v:sub_(constants.step) end
    local sizes = { shape = { 20 }, gains = { 1, 2 }, terms = { a = 1, b = 2 } }
    local count = 0
    sizes.counted = setmetatable({}, { __len = function() return count end })
    local mode = setmetatable({ "uniform" }, { __index = { density = 0.5 } })
    local twice = snn.kernel(function(x) return x * factor end)
    local function build(compiled)
      local B = snn.Behavior("B", { compiled = compiled })
      function B:initialize(n)
        self.rest, self.tau, self.gain = 0.25, 10, 0.5
        self.t, self.steps = 0, 0
        n.v, n.noise = n:vector "uniform(0, 1)", n:vector "uniform(0, 1)"
        n.u, n.i = n:vector "uniform(0, 1)", (n.v * 5):to "int64"
        n.half = n.u:to "float16"
        n.spike, n.old = n.v:gt(0.4), n.v:gt(0.6)
        n.count, n.rate, n.two_more = 0, 0, 2
        n.buffer = n:vector_buffer(3)
        n.buffer:uniform_()
        local s = n.afferent_synapses.GLU[1]
        s.W, s.X = s:matrix "uniform", s:matrix "uniform"
        s.V = s:matrix { "uniform", density = 0.4, layout = "sparse" }
        self.part = n:sub_group(n.id:gt(8))
        self.some = n:sub_group(snn.tensor({ 1, 5, 6, 17, 20 }, "int64"))
        self.line = snn.DelayLine((n.v * 4):to "int64")
        self.currents = snn.DelayLine((s.X * 4):to "int64")
        self.entries = snn.DelayLine((s.V * 4):floor())
      end
      function B:forward(n)
        local s = n.afferent_synapses.GLU[1]
        \(body)
      end
      local net = snn.Network { seed = 5 }
      local n = snn.NeuronGroup {
        net = net, size = 20, tag = "n", behavior = { B {} } }
      local s = snn.SynapseGroup { net = net, src = n, dst = n, tag = "GLU" }
      net:initialize()
      for k = 1, 3 do
        count = k
        net:simulate_iterations(4)
      end
      return { n, s, n:behavior(1) }, net
    end
    local a, b = build(false), build(true)
    for place, object in ipairs(a) do
      for name, value in pairs(object) do
        local other = b[place][name]
        if type(value) == "userdata" and name ~= "id" then
          if name == "V" then
            value, other = value:values(), other:values()
          elseif name == "line" or name == "currents"
            or name == "entries"
          then
            value, other = value:pending(), other:pending()
          end
          assert(value.dtype == other.dtype, name)
          assert((value:eq(other) | (value:ne(value) & other:ne(other))):all(),
            name)
        elseif type(value) == "number" then
          assert(value == other and math.type(value) == math.type(other), name)
        end
      end
    end
    """
  }
}
