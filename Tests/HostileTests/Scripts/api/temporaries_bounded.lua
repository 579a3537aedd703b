-- expect: ok
-- mode: both
-- limits: tensor-mem=512M seconds=120
-- why: 100000 temporaries of 1 MB: resident memory stays bounded because tensor bytes drive the collector

for _ = 1, 20000 do
  snn.zeros(262144)
end
local t = snn.zeros(262144)
for _ = 1, 300 do
  t = t + 1
end
assert(t[1] == 300)
