-- expect: ok
-- mode: both
-- limits: seconds=60
-- why: a million live handles

local keep = {}
for i = 1, 300000 do
  keep[i] = snn.zeros(1)
end
local s = 0
for i = 1, #keep, 1000 do
  s = s + keep[i]:sum()
end
keep = nil
assert(s == 0 and keep == nil)
