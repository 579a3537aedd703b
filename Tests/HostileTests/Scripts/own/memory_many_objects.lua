-- expect: ok
-- mode: both
-- limits: objects=2000 seconds=60
-- why: objects without bound end at the limit of their number, and come back

local function fill(make)
  local keep = {}
  local ok, e = pcall(function()
    for i = 1, 10000 do
      keep[i] = make(i)
    end
  end)
  assert(not ok and tostring(e):find "2000", e)
  keep = nil
  return keep
end
fill(function() return snn.zeros(0) end)
fill(function() return snn.Network {} end)
fill(function() return snn.Recorder "v" end)
fill(function() return snn.zeros(1, 1):to_sparse() end)
local B = snn.Behavior "B"
fill(function() return B {} end)
fill(function() return snn.ones(2)[snn.ones(2):gt(0)] end)
local net = snn.Network {}
fill(function(i)
  return snn.NeuronGroup { net = net, size = 1, tag = "g" .. i }
end)
net = nil
fill(function() return snn.plot.lines(snn.zeros(2)) end)
assert(net == nil and snn.zeros(3):sum() == 0)
