-- expect: ok
-- mode: both
-- why: operations between tensors of different dtype are promoted or refused by one documented rule; conversions saturate or raise, never trap

local types = { "bool", "int64", "float32", "float64", "float16", "bfloat16" }
for _, name in ipairs { "nonsense", "", "float32\0", 5, {}, 0 / 0, "f32" } do
  assert(not pcall(snn.zeros(3).to, snn.zeros(3), name))
  assert(not pcall(snn.full, { 3 }, 0, name))
  assert(not pcall(snn.tensor, { 1 }, name))
end
local values = snn.tensor({
  0 / 0, 1 / 0, -1 / 0, 1e30, -1e30, 2 ^ 63, -2 ^ 63, 1.5, 1e308, 5e-324,
}, "float64")
for _, from in ipairs(types) do
  local _, a = pcall(values.to, values, from)
  if type(a) == "userdata" then
    for _, to in ipairs(types) do
      local _, b = pcall(a.to, a, to)
      if type(b) == "userdata" then
        for _, name in ipairs {
          "add", "sub", "mul", "div", "floordiv", "mod", "pow", "maximum",
          "bitand", "eq", "lt", "add_", "mul_", "copy_", "dot",
        } do
          pcall(a[name], a, b)
        end
        for _, name in ipairs {
          "abs", "exp", "sum", "sqrt", "round", "sign", "logical_not", "mean",
          "cumsum", "argmax", "nonzero", "tolist", "std", "sin", "pow",
        } do
          pcall(b[name], b)
        end
        tostring(b)
      end
    end
  end
end
