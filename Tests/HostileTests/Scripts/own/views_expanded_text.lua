-- expect: ok
-- mode: both
-- limits: seconds=10
-- why: the text of a tensor shows some elements, however many there are

local t = snn.zeros(1000, 1000)
assert(#tostring(t) < 100000)
assert(#tostring(snn.zeros(1):expand(1000000)) < 100000)
assert(#tostring(snn.zeros(2, 2, 2, 2, 2)) < 100000)
