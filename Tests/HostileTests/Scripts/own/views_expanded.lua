-- expect: ok
-- mode: both
-- why: a tensor of one element that is seen as 2^39 is not read for ever

local line = snn.zeros(1):expand(1 << 39)
for _, f in ipairs {
  line.sum, line.any, line.mean, line.max, line.argmax, line.nonzero, line.std,
  line.isnan, line.clone, line.count_nonzero,
} do
  local ok, e = pcall(f, line)
  assert(not ok and tostring(e):find "memory", e)
end
local row = snn.zeros(1, 1):expand(10, 1 << 35)
assert(not pcall(row.matmul, row, row:t()))
assert(not pcall(row.dot, row, row))
assert(not pcall(snn.zeros(1).expand, snn.zeros(1), 1 << 45))
