-- expect: ok
-- mode: both
-- why: get and set out of bounds
-- adapted: an index below 0 counts from the end, one of a bool or a text is an error

local t = snn.zeros(5)
for _, i in ipairs {
  0, 6, -6, math.mininteger, math.maxinteger, 1.5, 0 / 0, 1 / 0, "1", print,
} do
  assert(not pcall(function() return t[i] end), tostring(i))
  assert(not pcall(function() t[i] = 1 end), tostring(i))
end
for _, v in ipairs { "x", print, coroutine.create(print) } do
  assert(not pcall(function() t[1] = v end), tostring(v))
end
assert(not pcall(function() t[nil] = 1 end))
assert(not pcall(function() t[1] = nil end))
for _, list in ipairs {
  { 1, 2 }, { {}, {}, {} }, { { 0, 3 } }, { { 1, 9 } }, { { 1, 2, 3, 4 } },
  { { math.mininteger, math.maxinteger } }, { { 0 / 0 } }, { { "x" } },
} do
  pcall(function() return t[list] end)
  pcall(function() t[list] = 1 end)
end
