-- expect: ok
-- mode: both
-- why: snn.args and snn.result are given what they can't hold

local own = {}
own.own = own
for _, name in ipairs { "x", "", "x\0y", "\xff", ("x"):rep(10000),
  "a,b\n\"c\"" } do
  for _, value in ipairs {
    1, "x\0\n,\"", 0 / 0, 1 / 0, true, {}, own, print, snn.zeros(2),
    snn.zeros(1),
    ("x"):rep(100000), math.mininteger,
  } do
    pcall(snn.result, name, value)
  end
end
for _, name in ipairs { {}, 5, true, print } do
  pcall(snn.result, name, 1)
  pcall(function() snn.args[name] = 1 end)
end
pcall(snn.result)
pcall(function() snn.args = nil end)
pcall(function() return snn.args.x, snn.args[1], snn.args[own] end)
for k, v in snn.sorted_pairs { 3, 1, x = 1, y = 2 } do
  assert(k and v)
end
pcall(snn.sorted_pairs, { [true] = 1, [{}] = 2, [print] = 3, x = 1, [1] = 1 })
pcall(snn.sorted_pairs, { [0.5] = 1, [1 / 0] = 1, [-1 / 0] = 2 })
pcall(snn.sorted_pairs, own)
pcall(snn.sorted_pairs)
