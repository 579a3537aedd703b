-- expect: ok
-- mode: both
-- limits: tensor-mem=256M lua-mem=64M
-- why: LAPACK ends the process for sizes that make no sense, and may hang for NaN

local names = {
  "solve", "lstsq", "inv", "pinv", "det", "slogdet", "cholesky", "qr", "svd",
  "eigh", "eig", "fft", "ifft", "rfft", "irfft",
}
local values = {
  snn.zeros(0), snn.zeros(0, 0), snn.zeros(3, 0), snn.zeros(0, 3),
  snn.zeros(2, 0, 0), snn.zeros(3, 3), snn.ones(3, 3), snn.ones(3, 2),
  snn.ones(2, 3), snn.ones(3), snn.ones(1), snn.ones(2, 2, 2, 2, 2, 2, 2, 2),
  snn.ones(1):expand(4, 4), snn.eye(3).T, snn.rand(4, 4)[{ { 2, 3 }, {} }],
  snn.full({ 3, 3 }, 1 / 0), snn.full({ 3, 3 }, 0 / 0), snn.eye(3) * 1e38,
  snn.eye(3):double() * 1e308, snn.eye(3):double() * 5e-324,
  snn.rand(4, 4):half(), snn.rand(4, 4):lt(0.5), snn.full({ 2, 2 }, 7, "int64"),
  snn.rand(5, 5), snn.rand(30, 7), 0, -1, 1, 2.5, 1e300, 1 << 62, 0 / 0, true,
  "x", {}, print,
}
local tensors = {}
for _, value in ipairs(values) do
  if type(value) == "userdata" then tensors[#tensors + 1] = value end
end
local done = 0
for _, name in ipairs(names) do
  for _, tensor in ipairs(tensors) do
    if pcall(tensor[name], tensor) then done = done + 1 end
    for _, value in ipairs(values) do
      if pcall(tensor[name], tensor, value) then done = done + 1 end
      pcall(tensor[name], tensor, nil, value)
      pcall(tensor[name], tensor, nil, nil, value)
      pcall(snn[name], value, tensor)
    end
  end
end
assert(done > 200, done)

-- What is refused before there is memory for it.
local wide = snn.ones(1, 1):expand(1 << 19, 1 << 19)
for _, name in ipairs(names) do
  pcall(wide[name], wide)
  pcall(snn.eye(2)[name], snn.eye(2), 1 << 40)
  pcall(snn.eye(2)[name], snn.eye(2), nil, 1 << 40)
end
