-- expect: ok
-- mode: both
-- limits: tensor-mem=256M seconds=120
-- why: many temporaries of 1 MB: memory stays bounded because the bytes of tensors drive the collector

for _ = 1, 1000 do
  snn.zeros(262144)
end
local t = snn.zeros(262144)
for _ = 1, 300 do
  t = t + 1
end
assert(t[1] == 300)
