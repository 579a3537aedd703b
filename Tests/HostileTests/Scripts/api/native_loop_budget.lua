-- expect: budget
-- mode: both
-- limits: seconds=0.5
-- why: a long native loop polls the stop flag
-- adapted: a product of large matrices

local a = snn.ones(4000, 4000)
while true do
  a:matmul(a)
end
