-- expect: ok
-- mode: both
-- limits: seconds=60 lua-mem=512M
-- why: a function of very many operations is traced without leaving the stack

for _, body in ipairs {
  function(x)
    for _ = 1, 1000 do
      x = x + 1
    end
    return x
  end,
  function(x)
    for _ = 1, 5000 do
      x:add_(1)
    end
    return x
  end,
  function(x)
    local sum = x
    for _ = 1, 1000 do
      sum = sum + sum
    end
    return sum
  end,
  function(x)
    local list = {}
    for i = 1, 1000 do
      list[i] = x * i
    end
    return table.unpack(list)
  end,
  function(x)
    for _ = 1, 300 do
      x = snn.where(x:gt(1), x, x:exp())
    end
    return x
  end,
} do
  pcall(snn.kernel(body), snn.ones(3))
end
local x = snn.ones(3)
x:update_(function(y)
  for _ = 1, 500 do
    y = y + 1
  end
  return y
end)
assert(x[1] == 501)
