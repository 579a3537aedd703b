-- expect: ok
-- mode: both
-- why: an operand that is its own target
-- adapted: get and slice are indices and narrow

local a = snn.tensor { 1, 2, 3 }
a:add_(a)
assert(a:sum() == 12)
a:mul_(a)
assert(a[3] == 36)
local b = a:narrow(1, 1, 3)
a:add_(b)
assert(a[1] == 8)
