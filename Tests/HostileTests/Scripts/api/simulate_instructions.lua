-- expect: budget
-- mode: sandbox
-- limits: instr=1000000
-- why: empty iterations count against the instruction budget

local net = snn.Network {}
net:initialize()
net:simulate_iterations(10 ^ 18 // 1 | 0)
