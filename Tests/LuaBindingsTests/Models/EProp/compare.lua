-- Compares what e-prop gives in small networks with gradients.lua. Takes the
-- folder and whether behaviors are left to Lua.

local snn = require "snn"
local models = snn.models

local folder, is_eager = ...
local found = dofile(folder .. "/gradients.lua")
local Small = dofile(folder .. "/small.lua")

local function tensor(rows)
  return snn.tensor(rows, "float64")
end

local function near(a, b, what)
  local difference = (a - b):abs():max()
  assert(difference < 1e-12, what .. ": differs by " .. difference)
end

if is_eager then
  for _, name in ipairs {
    "Trials", "Samples", "EPropLIF", "Transmission", "Readout",
    "LearningSignal", "EProp", "RateRegularization", "Optimizer",
    "GradientDescent", "Adam",
  } do
    models[name].compiled = false
  end
end

-- Gradients of two trials, of which the second begins as the first did.
for name, case in snn.sorted_pairs(found.networks) do
  local small = Small.network(case, {
    LearningSignal = { feedback = "symmetric" },
  })
  for trial = 1, 2 do
    for _, part in ipairs { "input", "recurrent", "output" } do
      small[part].W_gradient:zero_()
    end
    small.net:simulate_iterations(#case.x)
    local loss = small.readout.trial_loss
    assert(math.abs(loss - case.loss) < 1e-10, name .. ": loss " .. loss)
    for _, part in ipairs { "input", "recurrent", "output" } do
      near(small[part].W_gradient, tensor(case[part .. "_gradient"]),
        ("%s, trial %d, %s"):format(name, trial, part))
    end
  end
end

-- Surrogate derivatives.
local x = tensor(found.surrogates.x)
for name, derivative in snn.sorted_pairs(models.EPropLIF.surrogates) do
  near(derivative(x, found.surrogates.width), tensor(found.surrogates[name]),
    name)
end

-- Optimizers of a variable of any object.
local cases = {
  descent = models.GradientDescent { rate = 0.1, decay = 0.05, scale = 0.5 },
  momentum = models.GradientDescent {
    rate = 0.1, decay = 0.05, scale = 0.5, momentum = 0.6,
  },
  adam = models.Adam {
    rate = 0.1, decay = 0.05, scale = 0.5, beta_1 = 0.8, beta_2 = 0.9,
    epsilon = 0,
  },
}
local wanted = found.optimizers
for name, optimizer in snn.sorted_pairs(cases) do
  local net = snn.Network { dt = 1, dtype = "float64" }
  local neurons = snn.NeuronGroup {
    net = net, size = 3, behavior = { [1] = optimizer },
  }
  neurons.W, neurons.W_gradient = tensor(wanted.start), neurons:vector()
  neurons.enabled = tensor(wanted.enabled):gt(0)
  net:initialize()
  for _, gradient in ipairs(wanted.gradients) do
    neurons.W_gradient:add_(tensor(gradient))
    net:simulate_iterations(1)
    assert(neurons.W_gradient:eq(0):all())
  end
  near(neurons.W, tensor(wanted[name]), name)
end
