-- expect: ok
-- mode: default
-- limits: seconds=60
-- why: debug.getupvalue gives the functions that only the library calls; none of them trusts its arguments

local found, natives = {}, {}
-- These run for as long as they are told to.
local left_out = {
  simulate = true, simulate_iterations = true, profile = true,
}

local function walk(value, key)
  if found[value] then
    return
  end
  found[value] = true
  if type(value) == "function" then
    local info = debug.getinfo(value, "S")
    if info.what == "C" then
      natives[#natives + 1] = not left_out[key] and value or nil
    else
      for i = 1, 255 do
        local name, inner = debug.getupvalue(value, i)
        if not name then
          break
        end
        if inner ~= nil then
          walk(inner, name)
        end
      end
    end
  elseif type(value) == "table" then
    for k, v in next, value do
      if type(k) == "table" or type(k) == "function" then
        walk(k)
      end
      if type(v) == "table" or type(v) == "function" then
        walk(v, k)
      end
    end
    local metatable = debug.getmetatable(value)
    if metatable then
      walk(metatable)
    end
  end
end
-- The standard library is not the library's.
for _, value in pairs(_G) do
  found[value] = true
  if type(value) == "table" and value ~= snn then
    for _, inner in pairs(value) do
      found[inner] = true
    end
  end
end
found[snn], found[_G] = nil, true
local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup { net = net, size = 4 }
neurons.v = neurons:vector "uniform"
local synapse = snn.SynapseGroup { net = net, src = neurons, dst = neurons }
local B = snn.Behavior "B"
function B.forward()
  error "no iteration is run"
end
local b = B {}
neurons:add_behaviors { b, snn.Recorder "v" }
net:initialize()
for _, value in ipairs { snn, net, neurons, synapse, B, b, snn.plot } do
  walk(value)
end
print(#natives)
assert(#natives > 100)
local handles = { B.__new("B", nil, {}) }
for _, name in ipairs { net, neurons, synapse } do
  local metatable = debug.getmetatable(name)
  handles[#handles + 1] = metatable and metatable[1]
end
local hostile = setmetatable({}, { __index = error, __len = error })
local values = {
  0 / 0, -1, 1 << 62, math.mininteger, "x", "v", {}, hostile, print, net,
  neurons,
  b, snn.zeros(2), true, handles[1], handles[2], handles[3], function() end,
  coroutine.create(print), { 1, 2 }, "uniform", neurons.Recorder,
}
for _, f in ipairs(natives) do
  pcall(f)
  for i = 1, #values do
    pcall(f, values[i])
    for j = 1, #values do
      pcall(f, values[i], values[j])
      pcall(f, values[i], values[j], values[(i * 7 + j) % #values + 1])
      pcall(f, values[i], values[j], values[(i + j * 5) % #values + 1],
        values[(i * 3 + j) % #values + 1], 1, 1, true, {}, "x")
    end
  end
end
