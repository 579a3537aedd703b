-- expect: ok
-- mode: default
-- limits: seconds=30
-- why: networks are saved and loaded from everywhere, with fields that can't be

local path = os.tmpname()
local net
local fields = {
  function() end, coroutine.create(print), setmetatable({},
    { __pairs = error }),
  setmetatable({}, { __index = error, __len = error }), 0 / 0, 1 / 0, "x\0y",
  math.mininteger, { [1 << 62] = 1, [1.5] = 2, [true] = 3 }, { [{}] = 1 },
  { print }, snn.zeros(0), snn.ones(2)[snn.ones(2):gt(0)], snn.Network {}, snn,
  snn.zeros(2, 2):to_sparse(), snn.Recorder "v", snn.plot.lines(snn.zeros(2)),
  snn.kernel(function(x) return x end), io.stdout, ("x"):rep(1000000), {},
}
local B = snn.Behavior "B"
function B:initialize(n)
  n.v = n:vector(1)
  pcall(net.save, net, path)
  pcall(net.load, net, path)
end
function B:forward()
  self.count = (self.count or 0) + 1
  pcall(net.save, net, path)
  pcall(net.load, net, path)
end
for _, field in ipairs(fields) do
  net = snn.Network { seed = 1 }
  local b = B {}
  local n = snn.NeuronGroup { net = net, size = 2, behavior = { b } }
  pcall(net.initialize, net)
  b.x = field
  pcall(function() n.x = field end)
  pcall(function() b[field] = 1 end)
  pcall(net.save, net, path)
  pcall(net.load, net, path)
  pcall(net.simulate_iterations, net, 2, { each = function()
    pcall(net.save, net, path)
    pcall(net.load, net, path)
  end })
  pcall(net.load, snn.Network {}, path)
end
os.remove(path)
