-- expect: ok
-- mode: both
-- why: NaN, inf, fractions, strings, tables and nothing as sizes: Int(Double) would trap

for _, v in ipairs {
  0 / 0, 1 / 0, -1 / 0, 1.5, 2 ^ 53 + 0.5, 2 ^ 63, 2 ^ 70, -2 ^ 70, "3", "x",
  { "x" }, print, true, { 0 / 0 }, { {} },
} do
  assert(not pcall(snn.zeros, v), tostring(v))
  assert(not pcall(snn.zeros, 2, v), tostring(v))
  assert(not pcall(snn.rand, v), tostring(v))
  assert(not pcall(snn.randperm, v), tostring(v))
  assert(not pcall(snn.eye, v), tostring(v))
  assert(not pcall(snn.linspace, 0, 1, v), tostring(v))
  assert(not pcall(snn.NeuronGroup, { net = snn.Network {}, size = v }),
    tostring(v))
end
assert(not pcall(snn.zeros, nil))
assert(#snn.zeros(3.0) == 3)
