-- expect: ok
-- mode: both
-- why: negative sizes

for _, n in ipairs { -1, math.mininteger, -1 << 40 } do
  for _, name in ipairs { "zeros", "ones", "rand", "randn", "eye" } do
    assert(not pcall(snn[name], n), name)
    assert(not pcall(snn[name], 3, n), name)
  end
  assert(not pcall(snn.randperm, n))
  assert(not pcall(snn.linspace, 0, 1, n))
  assert(not pcall(snn.full, { n }, 1))
  assert(not pcall(snn.NeuronGroup, { net = snn.Network {}, size = n }))
end
