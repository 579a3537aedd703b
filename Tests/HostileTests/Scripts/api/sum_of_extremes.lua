-- expect: ok
-- mode: both
-- why: NaN, inf, denormals and overflow to inf never trap

local t = snn.tensor { 3e38, 3e38 }
t:add_(t)
assert(t[1] == 1 / 0)
t:mul_(0)
assert(t[1] ~= t[1])
t:fill_(1e300)
t:fill_(0 / 0)
t:add_(5e-324)
assert(t:sum() ~= t:sum())
tostring(t)
for _, v in ipairs { 0 / 0, 1 / 0, -1 / 0, 5e-324, -0.0, 1e308 } do
  for _, type in ipairs { "float32", "float64", "float16", "bfloat16" } do
    local x = snn.full({ 100 }, v, type)
    for _, name in ipairs {
      "sum", "mean", "std", "var", "max", "argmax", "prod", "exp", "log", "sin",
      "tanh", "sigmoid", "round", "sign", "isnan", "isfinite", "summary",
      "cumsum", "tolist", "nonzero", "sqrt", "reciprocal",
    } do
      x[name](x)
    end
    tostring(x)
    pcall(x.to, x, "int64")
    pcall(x.clamp, x, v, -v)
  end
end
