-- expect: ok
-- mode: both
-- why: integers at the edges of Double and Int

local t = snn.zeros(3)
t:fill_(math.maxinteger)
t:add_(math.mininteger)
t[1] = 1 << 62
t:mul_(-1)
assert(not pcall(function() return t[2 ^ 53] end))
assert(t[1.0])
local i = snn.tensor({ math.maxinteger, math.mininteger, 0 }, "int64")
for _, v in ipairs { math.maxinteger, math.mininteger, -1, 0, 1 } do
  for _, name in ipairs {
    "add", "sub", "mul", "div", "floordiv", "mod", "pow", "minimum", "bitand",
    "bitxor", "eq", "lt",
  } do
    i[name](i, v)
    i[name](i, snn.full({ 3 }, v, "int64"))
  end
end
for _, name in ipairs {
  "abs", "neg", "square", "sign", "sqrt", "exp", "sum", "prod", "max", "mean",
  "cumsum", "argmin", "std",
} do
  i[name](i)
end
for _, type in ipairs { "bool", "float16", "bfloat16", "float64", "int64" } do
  i:to(type)
end
