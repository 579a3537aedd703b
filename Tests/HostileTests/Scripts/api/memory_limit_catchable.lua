-- expect: ok
-- mode: both
-- limits: tensor-mem=64M
-- why: running into the tensor limit is an ordinary error and the memory comes back

local keep = {}
local ok, e = pcall(function()
  while true do
    keep[#keep + 1] = snn.zeros(1 << 20)
  end
end)
assert(not ok and tostring(e):find "memory", e)
local n = #keep
assert(n >= 10)
keep = {}
for i = 1, n do
  keep[i] = snn.zeros(1 << 20)
end
