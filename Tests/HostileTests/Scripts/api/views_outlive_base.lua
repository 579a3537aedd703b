-- expect: ok
-- mode: both
-- why: slices keep the storage alive

local view
do
  local t = snn.zeros(100)
  t:fill_(7)
  view = t:narrow(1, 10, 10)
  t:free()
end
for _ = 1, 1000 do
  snn.zeros(100):fill_(3)
end
assert(view:sum() == 70)
local inner = view:narrow(1, 2, 2):narrow(1, 1, 1):reshape(1)
view:free()
assert(inner:sum() == 7)
assert(not pcall(view.sum, view))
view:free()
