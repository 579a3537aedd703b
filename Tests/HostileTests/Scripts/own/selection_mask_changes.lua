-- expect: ok
-- mode: both
-- why: the mask or the indices of a selection change after it was made

local t = snn.arange(1, 1000)
for _, dims in ipairs { { 1000 }, { 100, 10 } } do
  local base = t:reshape(dims)
  local mask = snn.zeros(dims[1]):gt(1)
  mask[3] = true
  local s = base[mask]
  mask:fill_(true)
  pcall(s.sum, s)
  pcall(s.add_, s, 1)
  pcall(s.clone, s)
  pcall(s.copy_, s, snn.zeros(1))
  pcall(function() return s[1] end)
  pcall(function() return s:tolist() end)
  pcall(tostring, s)
  mask:fill_(false)
  pcall(s.sum, s)
  pcall(s.add_, s, 1)
  pcall(s.clone, s)
  pcall(s.mul_, s, snn.zeros(1))

  local index = snn.tensor({ 1, 2, 3 }, "int64")
  s = base[index]
  for _, v in ipairs { 1e9, -1e9, 1 << 62, math.mininteger, 0, 1001 } do
    index:fill_(v)
    pcall(s.sum, s)
    pcall(s.sum, s, 1)
    pcall(s.add_, s, 1)
    pcall(s.clone, s)
    pcall(s.fill_, s, 7)
    pcall(function() s:update_(function(x) return x + 1 end) end)
    pcall(function() return s[1] end)
    pcall(function() s[1] = 3 end)
    pcall(tostring, s)
  end
  index:free()
  mask:free()
  pcall(s.sum, s)
  pcall(s.add_, s, 1)
end

local W = snn.ones(20, 20)
local pre, post = snn.zeros(20):gt(1), snn.zeros(20):gt(1)
pre[1], post[2] = true, true
for _, make in ipairs {
  function() return W[{ pre, post }] end,
  function() return W[{ {}, post }] end,
  function() return W[pre] end,
  function() return W:to_sparse()[{ pre, post }] end,
  function() return W:to_sparse()[{ {}, post }] end,
  function() return W:to_sparse()[pre] end,
} do
  pre:zero_()
  post:zero_()
  pre[1], post[2] = true, true
  local s = make()
  pre:fill_(true)
  post:fill_(true)
  for _, name in ipairs { "sum", "add_", "clone", "fill_", "mul_", "clamp_" } do
    pcall(s[name], s)
    pcall(s[name], s, 1)
    pcall(s[name], s, snn.ones(1, 1))
    pcall(s[name], s, 0, 1)
  end
  pcall(function()
    s:update_(function(w)
      pre:zero_()
      return w + 1
    end)
  end)
  pcall(function()
    s:update_(function(w, x) return w + x end, snn.ones(20, 20))
  end)
  pre:free()
  pcall(s.sum, s, 1)
  pre = snn.zeros(20):gt(1)
end
