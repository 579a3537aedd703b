-- expect: budget
-- mode: both
-- limits: seconds=0.5
-- why: draws for more time than there is

local t = snn.zeros(1 << 22)
while true do
  pcall(t.poisson_, t, 1e6)
  pcall(t.normal_, t)
end
