-- expect: budget
-- mode: both
-- limits: instr=1000000
-- why: a chunk with a name of the library's has no position, however deep the calls

local f = load([[
  local function f(n)
    return n == 0 and 0 or 1 + f(n - 1)
  end
  while true do
    f(100000)
  end
]], "=[snn deep]")
while true do
  pcall(f)
end
