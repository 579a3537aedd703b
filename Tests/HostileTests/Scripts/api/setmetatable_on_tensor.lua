-- expect: ok
-- mode: both
-- why: setmetatable works on tables only

for _, value in ipairs {
  snn.zeros(1), snn.Network {}, snn.Recorder "v", snn.plot.lines(snn.zeros(3)),
  snn.zeros(2, 2):to_sparse(), snn.zeros(2)[snn.zeros(2):eq(0)],
} do
  assert(not pcall(setmetatable, value, {}))
  if debug and type(value) == "userdata" then
    assert(not pcall(debug.setmetatable, value, {}))
    assert(not pcall(debug.setmetatable, value, nil))
  end
end
