-- expect: ok
-- mode: both
-- limits: seconds=30
-- why: texts that the library parses, nested or chained so deep that recursion would leave the stack

local net = snn.Network { seed = 1, dt = 1 }
local neurons = snn.NeuronGroup { net = net, size = 4 }
neurons.v = neurons:vector(1)
local synapse = snn.SynapseGroup { net = net, src = neurons, dst = neurons }
net:initialize()

local n = 5000
for _, text in ipairs {
  ("("):rep(n) .. "v" .. (")"):rep(n), ("("):rep(n), ("-"):rep(n) .. "v",
  "v" .. ("+v"):rep(n), "v" .. ("^v"):rep(n), "v" .. ("*v"):rep(n),
  ("exp("):rep(n) .. "v" .. (")"):rep(n), ("v+("):rep(n), "v" .. (" "):rep(n),
  ("not "):rep(n) .. "v", ("9"):rep(n), "0." .. ("9"):rep(n),
  "1e" .. ("9"):rep(n),
  ("v"):rep(n), ("mean("):rep(n) .. "v" .. (")"):rep(n), ("\0"):rep(n),
  ("v,"):rep(n), ("["):rep(n), "v" .. ("[1]"):rep(n), "v" .. (".v"):rep(n),
  ("uniform("):rep(n), "uniform(" .. ("-"):rep(n) .. "1)", (";"):rep(n),
  "uniform(0" .. (",1"):rep(n) .. ")", "1 " .. ("m"):rep(n),
  "1 mV" .. ("/mV"):rep(n),
  "1 mV" .. ("^2"):rep(n), "v" .. (" if v else v"):rep(n), ("{"):rep(n),
} do
  pcall(neurons.vector, neurons, text)
  pcall(neurons.tensor, neurons, text, 3)
  pcall(synapse.matrix, synapse, text)
  pcall(synapse.connect, synapse, { distance = text })
  pcall(net.simulate, net, text)
  pcall(snn.Network, { dt = text })
  pcall(snn.Network, { tag = text })
  pcall(neurons.find, neurons, text)
  pcall(neurons.find, neurons, text, 1)
  for _, make in ipairs {
    function() return snn.Recorder { text } end,
    function() return snn.EventRecorder { text } end,
    function() return snn.Variable(text) end,
    function() return snn.Variable("w = " .. text) end,
    function() return snn.Equation(text) end,
    function() return snn.Equation("dv/dt = " .. text) end,
    function() return snn.Clock(text) end,
    function()
      return snn.InstantHomeostasis {
        adjustment_param = "v", measurement_param = text, threshold = 1,
      }
    end,
  } do
    pcall(function()
      neurons:add_behavior(1, make())
      net:simulate_iterations(2)
    end)
    pcall(neurons.remove_behavior, neurons, 1)
  end
end
