-- expect: ok
-- mode: both
-- why: empty tensors are legal everywhere

local t = snn.zeros(0)
assert(#t == 0 and t:sum() == 0)
t:add_(1)
t:mul_(t)
assert(#(t + t) == 0 and #t:tolist() == 0 and #t:narrow(1, 1, 0) == 0)
assert(not pcall(function() return t[1] end))
t:update_(function(x) return x + 1 end)
assert(#snn.zeros(0, 5) == 0 and #snn.tensor {} == 0)
local matrix = snn.zeros(0, 5)
for _, name in ipairs {
  "sum", "mean", "max", "min", "argmax", "std", "prod", "any", "all", "cumsum",
  "nonzero", "tolist", "t", "flatten", "exp", "neg_", "uniform_", "clone",
  "summary", "count_nonzero", "squeeze", "isnan", "zero_",
} do
  pcall(matrix[name], matrix)
  pcall(matrix[name], matrix, 1)
  pcall(matrix[name], matrix, 2)
  pcall(t[name], t)
end
assert(matrix:sum(1):sum() == 0 and #matrix:sum(2) == 0)
assert(snn.zeros(5, 0):matmul(matrix):sum() == 0)
assert(#snn.cat { t, t } == 0 and #snn.randperm(0) == 0)
local sparse = matrix:to_sparse()
assert(sparse:sum() == 0 and sparse:nnz() == 0)
local net = snn.Network {}
pcall(function()
  local group = snn.NeuronGroup { net = net, size = 0 }
  group.v = group:vector "uniform"
  local synapse = snn.SynapseGroup { net = net, src = group, dst = group }
  synapse.W = synapse:matrix { "uniform", layout = "sparse" }
  synapse:connect { in_degree = 1 }
end)
