-- expect: ok
-- mode: both
-- why: tensors as to-be-closed variables

local keep
do
  local t <close> = snn.zeros(10)
  keep = t
end
assert(not pcall(keep.sum, keep))
for _ = 1, 1000 do
  local t <close> = snn.zeros(1000)
  t:add_(1)
end
assert(not pcall(function()
  local t <close> = snn.zeros(10)
  keep = t
  error "x"
end))
assert(not pcall(keep.add_, keep, 1))
