-- expect: ok
-- mode: both
-- why: tables with holes, NaN, strings, nested tables

for _, list in ipairs {
  { 1, "x" }, { 1, {} }, { { 1 }, { 2, 3 } }, { {}, 1 }, { { { 1 } }, { 1 } },
  { print }, { true, 1, "x" }, { snn.zeros(2), 1 }, { 1, true, 0 / 0, {} },
} do
  pcall(snn.tensor, list)
end
assert(not pcall(snn.tensor, { 1, "x" }))
assert(not pcall(snn.tensor, { { 1 }, { 2, 3 } }))
assert(snn.tensor { 0 / 0, 1 / 0, -1 / 0 }[2] == 1 / 0)
snn.tensor { 1e308, -1e308, 5e-324 }
local t = { 1, 2, 3 }
t[5] = 5
pcall(snn.tensor, t)
local own = {}
own[1] = own
assert(not pcall(snn.tensor, own))
local deep = {}
for _ = 1, 100000 do
  deep = { deep }
end
assert(not pcall(snn.tensor, deep))
