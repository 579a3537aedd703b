-- expect: budget
-- mode: sandbox
-- limits: instr=1000000
-- why: native work counts against the instruction budget

local a = snn.ones(1000000)
for _ = 1, 1e9 do
  a:exp_()
end
