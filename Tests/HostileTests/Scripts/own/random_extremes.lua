-- expect: ok
-- mode: both
-- limits: seconds=30
-- why: random numbers with parameters at the edges never trap or loop

local values = {
  0 / 0, 1 / 0, -1 / 0, -1, 0, 1, 1e300, -1e300, 5e-324, math.maxinteger,
  math.mininteger, 1.5, "x", {}, true,
}
for _, type in ipairs {
  "bool", "int64", "float32", "float64", "float16", "bfloat16",
} do
  for _, a in ipairs(values) do
    local t = snn.full({ 8 }, 0, type)
    for _, name in ipairs { "bernoulli_", "exponential_", "poisson_" } do
      pcall(t[name], t, a)
      pcall(t[name], t, snn.full({ 8 }, 0 / 0))
    end
    for _, b in ipairs(values) do
      for _, name in ipairs {
        "uniform_", "normal_", "random_", "lognormal_", "gamma_", "binomial_",
      } do
        pcall(t[name], t, a, b)
        pcall(t[name], t, a, snn.full({ 8 }, 0 / 0))
      end
      pcall(t.multinomial, t, a, b)
      pcall(snn.gamma, a, b, 4)
      pcall(snn.binomial, a, b, 4)
      pcall(snn.randint, a, b, 4)
      pcall(snn.uniform, a, b, 4)
      pcall(snn.normal, a, b, 4)
      pcall(snn.arange, a, b)
      pcall(snn.arange, 1, 3, a)
      pcall(snn.linspace, a, b, 5)
    end
  end
end
local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup { net = net, size = 8 }
for _, name in ipairs {
  "uniform", "normal", "lognormal", "exponential", "poisson", "bernoulli",
  "gamma", "binomial", "beta", "randint", "zeros", "ones", "nonsense",
} do
  for _, a in ipairs { "nan", "inf", "-inf", "-1", "1e300", "1e-320", "x",
    "" } do
    pcall(neurons.vector, neurons, name .. "(" .. a .. ")")
    pcall(neurons.vector, neurons, name .. "(" .. a .. ", " .. a .. ")")
    pcall(neurons.vector, neurons, name .. "(" .. a .. ", 1, 2, 3, 4)")
  end
end
