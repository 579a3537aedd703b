-- Small networks that learn by e-prop, and what gradients.py found of them.

local snn = require "snn"
local models = snn.models

local Small = {}

local function tensor(rows)
  return snn.tensor(rows, "float64")
end

-- A network of gradients.lua, whose behaviors are changed by `options`: a table
-- of parameters by class.
function Small.network(case, options)
  local function make(class, parameters)
    for name, value in pairs(options[class] or {}) do
      parameters[name] = value
    end
    return models[class](parameters)
  end
  local net = snn.Network {
    dt = 1, dtype = "float64", seed = 1,
    behavior = {
      [1] = models.Trials {
        spikes = tensor(case.x):gt(0):unsqueeze(1),
        targets = tensor(case.target):unsqueeze(1),
      },
    },
  }
  local input = snn.NeuronGroup {
    net = net, size = 4, tag = "inputs", behavior = { [2] = models.Samples {} },
  }
  local neuron = snn.NeuronGroup {
    net = net, size = 5, tag = "neurons",
    behavior = {
      [3] = make("EPropLIF", {
        tau_adaptation = 50, threshold = case.threshold, gain = case.gain,
        beta = case.beta, refractory = case.refractory,
        reset = case.hard and "zero" or "subtract",
      }),
    },
  }
  local readout = snn.NeuronGroup {
    net = net, size = 2, tag = "readouts",
    behavior = {
      [2] = models.Samples { "targets", to = "target" },
      [5] = make("Readout", {
        tau = 15, gain = 1 - math.exp(-1 / 15),
        loss = case.entropy and "cross_entropy" or "mean_squared_error",
      }),
    },
  }
  local found = { net = net, neuron = neuron, readout = readout }
  local function connect(src, dst, name, signal)
    found[name] = snn.SynapseGroup {
      net = net, src = src, dst = dst, tag = name,
      behavior = {
        [4] = models.Transmission { to = "I" },
        [6] = signal,
        [7] = make("EProp", {}),
      },
    }
    found[name].W = tensor(case[name])
  end
  connect(input, neuron, "input")
  connect(neuron, neuron, "recurrent")
  connect(neuron, readout, "output", make("LearningSignal", {}))
  net:initialize()
  return found
end

return Small
