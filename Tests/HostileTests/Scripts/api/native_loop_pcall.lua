-- expect: budget
-- mode: both
-- limits: seconds=0.5
-- why: and pcall cannot swallow it

while true do
  pcall(function()
    local a = snn.ones(3000, 3000)
    while true do
      a:exp_()
    end
  end)
end
