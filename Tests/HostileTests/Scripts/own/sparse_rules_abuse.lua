-- expect: ok
-- mode: both
-- why: numbers of sparse synapses that can't be, and distances that do harm

local net = snn.Network { seed = 1 }
local a = snn.NeuronGroup { net = net, size = 20, tag = "a" }
local b = snn.NeuronGroup { net = net, size = 0, tag = "b" }
local huge = snn.NeuronGroup { net = net, size = 100000, tag = "huge" }
local function synapses(from, to)
  return snn.SynapseGroup { net = net, src = from, dst = to }
end
local groups = {
  synapses(a, a), synapses(a, b), synapses(b, a), synapses(b, b),
}
local max = math.maxinteger
for _, group in ipairs(groups) do
  for _, rule in ipairs { "in_degree", "out_degree", "total" } do
    for _, count in ipairs {
      0, 1, 19, 20, 21, 400, 401, 1 << 32, max, math.mininteger, -1,
      1.5, 0 / 0, 1 / 0, 3.0, "7", {}, snn.ones(1),
    } do
      for _, multapses in ipairs { true, false } do
        for _, autapses in ipairs { true, false } do
          local ok, W = pcall(group.matrix, group, {
            "uniform", layout = "sparse", [rule] = count,
            multapses = multapses, autapses = autapses,
          })
          if ok then assert(W:sum() >= 0 and W:nnz() >= 0) end
        end
      end
    end
  end
end
-- Even of as many neurons there can't be as many synapses.
for _, rule in ipairs { "in_degree", "out_degree", "total" } do
  assert(not pcall(groups[1].matrix, synapses(huge, huge),
    { layout = "sparse", [rule] = 1 << 32 }))
end
local s = groups[1]
a:add_behavior(1, snn.NeuronDimension { width = 5, height = 4 })
net:initialize()
local kept
for _, distance in ipairs {
  "distance", "1 / 0", "0 / 0", "-1", "2", "W", "", ("("):rep(1000),
  function(d) kept = d return d:lt(2) end,
  function(d) d:free() return 1 end,
  function(d) return d[1] end,
  function() return {} end,
  function() return s:matrix { layout = "sparse", distance = "1" } end,
  function() s.W = s:matrix { layout = "sparse", in_degree = 3 } return 1 end,
  function() error { } end,
  function() net:simulate_iterations(1) return 0.5 end,
  coroutine.wrap(function() end), 3, {}, snn.ones(20, 20),
} do
  for _, autapses in ipairs { true, false } do
    local ok, W = pcall(s.matrix, s,
      { 1, layout = "sparse", distance = distance, autapses = autapses })
    if ok then assert(W:sum() == W:nnz()) end
  end
end
assert(kept:numel() == 400)
