-- expect: budget
-- mode: both
-- limits: seconds=0.5
-- why: breaking off hundreds of thousands of calls within each other takes long, and must get on

local source = "return 1 + load(source)()"
_G.source = source
while true do
  pcall(load(source))
end
