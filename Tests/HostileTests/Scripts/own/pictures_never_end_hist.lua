-- expect: budget
-- mode: both
-- limits: seconds=0.5
-- why: a view that takes no memory has more elements than can be looked at

while true do
  pcall(function()
    snn.plot.hist(snn.zeros(1):expand(1 << 39))
  end)
end
