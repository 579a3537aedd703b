-- expect: budget
-- mode: both
-- limits: seconds=0.5
-- why: 1e18 iterations of nothing

local net = snn.Network {}
net:initialize()
net:simulate_iterations(10 ^ 18 // 1 | 0)
