-- expect: budget
-- mode: both
-- limits: memory=64M seconds=60
-- why: groups and behaviors without bound

local net = snn.Network {}
local i = 0
while true do
  i = i + 1
  pcall(function()
    local g = snn.NeuronGroup { net = net, size = 1, tag = "g" .. i }
    for k = 1, 100 do
      g:add_behavior(k, snn.Recorder(("mean(v) + "):rep(1000) .. "v"))
    end
  end)
end
