-- What the library says, and what equations understand.

local snn = require "snn"

row("E4", "a missing function is told with the way to ask for one", function()
  fails(function()
    return snn.spectrogram
  end, "snn has no function 'spectrogram'; rawget(snn, \"spectrogram\") asks"
    .. " for it without an error")
  fails(function()
    return snn.stats.spectrogram_of
  end, "snn.stats has no function 'spectrogram_of'; rawget(snn.stats,"
    .. ' "spectrogram_of") asks for it without an error')
  equal({ rawget(snn, "spectrogram") == nil, rawget(snn, "zeros") ~= nil },
    { true, true })
end)

-- A variable of a group of 1000 neurons, as an equation sets it.
local function variable(equation, parameters)
  local net = snn.Network { seed = 1 }
  local given = { equation }
  for name, value in pairs(parameters or {}) do
    given[name] = value
  end
  local group = snn.NeuronGroup {
    net = net, size = 1000, tag = "g",
    behavior = { [1] = snn.Variable(given) },
  }
  net:initialize()
  return group.v
end

row("E4", "a variable begins with random numbers of its own", function()
  local v = variable "v = uniform(0, 1) * 0.1 mV"
  assert(v:min() >= 0 and v:max() < 0.1 and v:std() > 0.02)
  equal(variable "v = uniform(0, 1) * 0.1 mV", v)
  local w = variable "v = normal(-65 mV, 2 mV) + uniform() * 0"
  near(w:mean(), -65, 0.3)
  near(w:std(), 2, 0.2)
  near(variable("v = start * 2 mV", { start = "uniform(1, 1)" }):mean(), 2, 0)
  equal(variable "v = full(3) * mV":max(), 3)
end)

row("E4", "what is drawn for a variable is drawn as a mode says", function()
  local place = "in Variable:initialize (key 1) of NeuronGroup 'g': equation '"
  local function wrong(equation, column, reason)
    fails(function()
      variable(equation)
    end, place .. equation .. "', column " .. column .. ": " .. reason)
  end
  wrong("v = uniform(1)", 5, "uniform takes both limits or none")
  wrong("v = uniform(1, 2, 3)", 5,
    "uniform takes at most 2 arguments, found 3")
  wrong("v = full()", 5, "full needs fill_value")
  wrong("v = normal(uniform(), 1)", 5, "an argument of normal must be a number")
end)

row("E4", "a matrix of synapses begins with random numbers, too", function()
  local net = snn.Network { seed = 1 }
  local group = snn.NeuronGroup { net = net, size = 20 }
  local synapses = snn.SynapseGroup {
    net = net, src = group, dst = group,
    behavior = { [1] = snn.SynapseVariable "w = uniform(0.2, 0.4)" },
  }
  net:initialize()
  equal(synapses.w.shape, { 20, 20 })
  assert(synapses.w:min() >= 0.2 and synapses.w:max() < 0.4)
  assert(synapses.w:std() > 0.03)
end)
