-- expect: ok
-- mode: both
-- why: reshape with negatives and overflow
-- adapted: one size of -1 is worked out

local t = snn.zeros(12)
assert(#t:reshape(-1) == 12)
for _, sizes in ipairs {
  { -3, -4 }, { -1, -1 }, { 1 << 62, 1 << 62 }, { 1 << 32, 1 << 32, 12 }, { 5 },
  { 0 / 0 }, { 12, 1 << 62, 0 }, { "x" }, { {} }, { math.mininteger, -1 },
  { 0, -1 }, { -1, 0 }, { math.mininteger, math.mininteger }, { 1.5, 8 },
} do
  for _, name in ipairs { "reshape", "view" } do
    assert(not pcall(t[name], t, table.unpack(sizes)), tostring(sizes[1]))
    assert(not pcall(t[name], t, sizes))
  end
  pcall(t.expand, t, sizes)
  pcall(t.tile, t, sizes)
end
assert(not pcall(t.reshape, t))
assert(t:reshape(3, 4):numel() == 12)
