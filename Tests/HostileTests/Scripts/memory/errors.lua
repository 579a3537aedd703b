-- Errors of behaviors, of calls and of names.

local snn = require "snn"

local B = snn.Behavior "B"
function B:forward(neurons)
  if neurons.network.iteration == 3 then
    local nothing = nil
    return nothing.field
  end
end
local net = snn.Network { seed = 1 }
local group = snn.NeuronGroup { net = net, size = 3, tag = "g", behavior = { B {} } }
net:initialize()

local texts = {}
local function collect(f, ...)
  local ok, message = pcall(f, ...)
  assert(not ok)
  message = tostring(message)
  if message:find "not enough memory" then
    error(message, 0)
  end
  texts[#texts + 1] = message
end
collect(net.simulate_iterations, net, 5)
collect(function() return group.voltage + 1 end)
collect(function() return snn.zeroes(3) end)
collect(function() return snn.zeros(3):ad(1) end)
collect(function() return snn.zeros(2) + snn.zeros(3) end)
collect(function() return snn.NeuronGroup { net = net, sizes = 3 } end)
collect(function() B({}, 1, {}).x.y = 1 end)
collect(error, { 1 })
local lines = table.concat(texts, "\n"):gsub("0x%x+", "")
result = #lines
