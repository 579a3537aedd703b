-- expect: budget
-- mode: both
-- limits: seconds=0.5
-- why: a firing rate that is smoothed over more bins than there is time for

local n = 200000
local times = snn.arange(1, n)
local events = snn.stack({ times, times:mod(100):add(1) }, 2):to "int64"
while true do
  pcall(snn.plot.rate, events, { size = 100, bin = 1, smooth = n })
end
