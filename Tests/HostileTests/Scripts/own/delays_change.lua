-- expect: ok
-- mode: both
-- why: what a delay line was made of changes afterwards, or never fitted

for _, list in ipairs {
  { -1, 2 }, { 1 << 40, 1 }, { math.maxinteger, 0 }, { math.mininteger, 0 }, {},
  { 0 }, { 1, 2, 3 },
} do
  for _, type in ipairs { "int64", "float32", "bool" } do
    local ok, delays = pcall(snn.tensor, list, type)
    if ok then
      local made, line = pcall(snn.DelayLine, delays)
      if made then
        delays:fill_(1)
        pcall(delays.fill_, delays, 1e9)
        for _, spike in ipairs {
          snn.ones(#list):gt(0), snn.ones(100):gt(0), snn.zeros(0):gt(0),
          snn.ones(#list, 1):gt(0), snn.ones(#list),
        } do
          pcall(line.step, line, spike)
          pcall(line.step, line, spike, snn.ones(#list, #list))
        end
        local pending = line:pending()
        for _, other in ipairs {
          snn.zeros(0), snn.ones(1000, #list):gt(0), pending:t(), pending,
          pending:to "float64", snn.zeros(0, 3):gt(0),
        } do
          pcall(line.restore, line, other)
          pcall(line.step, line, snn.ones(#list):gt(0))
        end
        line:reset()
      end
    end
  end
end
local delays = snn.tensor({ { 1, 2 }, { 3, 0 } }, "int64")
for _, layout in ipairs { "SxD", "DxS", "", "sparse" } do
  local made, line = pcall(snn.DelayLine, delays, layout)
  if made then
    local spike = snn.ones(2):gt(0)
    for _, W in ipairs {
      snn.ones(2, 2), snn.ones(3, 3), snn.ones(0, 0), snn.ones(2),
      snn.ones(2, 2):to_sparse(), snn.ones(2, 2):to "int64", snn.ones(1, 1),
      snn.ones(1):expand(2, 2), snn.ones(2, 2):t(),
    } do
      pcall(line.step, line, spike, W)
      delays:fill_(1 << 40)
      pcall(line.step, line, spike, W)
    end
  end
end
