-- What the texts of the models of e-prop say of them. Takes the folder.

local snn = require "snn"
local models = snn.models

local folder = ...
local found = dofile(folder .. "/gradients.lua")
local Small = dofile(folder .. "/small.lua")

local function message(f, ...)
  local is_well, text = pcall(f, ...)
  assert(not is_well, "it is no error")
  return tostring(text)
end

local function expect(wanted, f, ...)
  local text = message(f, ...)
  assert(text:find(wanted, 1, true), ("'%s' isn't in: %s"):format(wanted, text))
end

-- MARK: Gradients

local function cosine(a, b)
  return (a * b):sum() / ((a * a):sum() * (b * b):sum()) ^ 0.5
end

-- Filters that each source has alone leave the direction about as it is.
do
  local case = found.networks.resetting
  local exact, vector = Small.network(case, {}), Small.network(case, {
    EProp = { traces = "vector" },
  })
  exact.net:simulate_iterations(#case.x)
  vector.net:simulate_iterations(#case.x)
  assert(exact.input.trace.ndim == 2 and vector.input.trace.ndim == 1)
  for _, part in ipairs { "input", "recurrent" } do
    local similar = cosine(exact[part].W_gradient, vector[part].W_gradient)
    assert(similar > 0.8 and similar < 0.9999, part .. similar)
  end
end

-- Adaptive feedback learns as the weights do; random feedback doesn't.
do
  local case = found.networks.adaptive
  local adaptive = Small.network(case, {
    LearningSignal = { feedback = "adaptive", scale = 0.5 },
  })
  adaptive.net:simulate_iterations(#case.x)
  local output = adaptive.output
  assert(not output.B:eq(output.W):any())
  assert(output.B_gradient:eq(output.W_gradient):all())
  assert(output.W_gradient:abs():max() > 0.1)
  local random = Small.network(case, { LearningSignal = { "random" } })
  random.net:simulate_iterations(#case.x)
  assert(not random.output.B_gradient)
end

-- Its result of a trial: the class with the highest score.
do
  local case = found.networks.adaptive
  local small = Small.network(case, {})
  small.net:simulate_iterations(#case.x)
  local readout = small.readout
  local best = readout.score:argmax()
  assert(readout.correct == case.target[#case.x][best])
  assert(readout.accuracy > 0 and readout.accuracy < 1)
end

-- A class that extends it has a surrogate of its own.
do
  local Flat = models.EPropLIF:extend("Flat", { compiled = true })
  function Flat:derivative(x)
    return x * 0 + self.height
  end
  local net = snn.Network { dt = 1, seed = 1 }
  local neurons = snn.NeuronGroup {
    net = net, size = 3, behavior = { [1] = Flat { height = 0.25 } },
  }
  net:initialize()
  net:simulate_iterations(3)
  assert(neurons.surrogate_gradient:eq(0.25):all())
end

-- MARK: Saving

-- What is loaded goes on to the bit.
do
  local function make()
    local small = Small.network(found.networks.adaptive, {
      LearningSignal = { feedback = "adaptive" },
    })
    for _, part in ipairs { "input", "recurrent", "output" } do
      small[part]:add_behavior(9, models.Adam { rate = 0.01, run_every = 40 })
    end
    small.output:add_behavior(10, models.GradientDescent {
      variable = "B", momentum = 0.5, run_every = 40,
    })
    return small
  end
  local first, second = make(), make()
  first.net:simulate_iterations(130)
  local path = os.tmpname()
  first.net:save(path)
  second.net:load(path)
  os.remove(path)
  for _, one in ipairs { first, second } do
    one.net:simulate_iterations(130)
  end
  for _, part in ipairs { "input", "recurrent", "output" } do
    assert(first[part].W:eq(second[part].W):all(), part)
  end
  assert(first.output.B:eq(second.output.B):all())
end

-- MARK: Trials and tasks

local function task(behavior, seed)
  local net = snn.Network {
    seed = seed or 1, dt = 1, behavior = { [1] = behavior },
  }
  net:initialize()
  return net
end

-- Samples are shown in the order that a script gives.
do
  local spikes = snn.arange(0, 23):reshape(4, 3, 2):mod(5):eq(0)
  local targets = snn.arange(1, 8):reshape(4, 2):float()
  local net = snn.Network {
    dt = 1,
    behavior = {
      [1] = models.Trials { spikes = spikes, targets = targets },
      [9] = snn.Recorder { "sample_number", "trial", "trial_step" },
    },
  }
  local shown = snn.NeuronGroup {
    net = net, size = 2,
    behavior = {
      [2] = models.Samples {},
      [3] = models.Samples { "targets", to = "target" },
      [9] = snn.Recorder { "spike", "target" },
    },
  }
  net:initialize()
  net.sample_order = snn.tensor({ 3, 1 }, "int64")
  net:simulate_iterations(12)
  local function list(name)
    return table.concat(net(name, 1):totable(), " ")
  end
  assert(list "sample_number" == "3 3 3 1 1 1 3 3 3 1 1 1")
  assert(list "trial" == "1 1 1 2 2 2 3 3 3 4 4 4")
  assert(list "trial_step" == "1 2 3 1 2 3 1 2 3 1 2 3")
  local rows = snn.cat { spikes[3], spikes[1], spikes[3], spikes[1] }
  assert(net("spike", 1):gt(0):eq(rows):all())
  assert(net("target", 1)[4]:eq(targets[1]):all())
  assert(shown.target:eq(targets[1]):all())
end

-- The seed of the network makes the task.
for _, name in ipairs {
  "Randman", "SineWaves", "EvidenceAccumulation", "StoreRecall",
} do
  local size = name == "SineWaves" and {} or { samples = 4 }
  local one = task(models[name](size))
  local same, other = task(models[name](size)), task(models[name](size), 2)
  assert(one.spikes:eq(same.spikes):all())
  assert(one.targets:eq(same.targets):all())
  assert(not one.spikes:eq(other.spikes):all())
  assert(one.targets:abs():max() <= 1)
end

-- Each input spikes once; neighbors on a curve spike at similar times.
do
  local net = task(models.Randman { classes = 3, samples = 40, inputs = 6 })
  assert(net.spikes:long():sum(2):eq(1):all())
  assert(net.targets:argmax(2):eq(net.labels):all())
  local times = net.spikes:long():argmax(2):float()
  for class = 1, 3 do
    local own = times:narrow(1, 40 * (class - 1) + 1, 40)
    assert(own:min() == 1 and own:max() == 100)
    local function gap(to)
      local distances = (own:unsqueeze(2) - to:unsqueeze(1)):abs():mean(3)
      return (distances + distances:eq(0) * 1e3):min(2):mean()
    end
    local far = times:narrow(1, 40 * (class % 3) + 1, 40)
    assert(gap(own) < gap(far) / 2)
  end
end

-- The sum of four sines begins at 0, and is at most 1.
do
  local net = task(models.SineWaves { inputs = 200, readouts = 3, rate = 100 })
  assert(net.targets[1][1]:eq(0):all())
  assert((net.targets:abs():max(2) - 1):abs():max() < 1e-6)
  assert(math.abs(net.spikes:float():mean() - 0.1) < 0.01)
  local re, im = net.targets[1]:narrow(1, 1, 999).T:rfft()
  local power = (re:pow(2) + im:pow(2)):narrow(2, 2, 100)
  assert(power:narrow(2, 1, 6):sum() > 0.99 * power:sum())
end

-- Labels say where more cues were; what a population does is what it is for.
do
  local net = task(models.EvidenceAccumulation { samples = 50 })
  local spikes = net.spikes:reshape(50, 2250, 4, 10):float():sum(4)
  local left, right = spikes[{ {}, {}, 1 }]:sum(2), spikes[{ {}, {}, 2 }]:sum(2)
  local guessed = right:gt(left):long() + 1
  assert(guessed:eq(net.labels):float():mean() > 0.9)
  assert(net.recall_from == 2101)
  assert(spikes[{ {}, { 1, 2100 }, 3 }]:sum() == 0)
  assert(math.abs(spikes[{ {}, { 2101, 2250 }, 3 }]:mean() - 0.4) < 0.03)
  assert(math.abs(spikes[{ {}, {}, 4 }]:mean() - 0.1) < 0.01)
  assert(spikes[{ {}, { 1051, 2100 }, { 1, 3 } }]:sum() == 0)
end

-- What is recalled is the bit that was shown when it was stored.
do
  local net = task(models.StoreRecall { samples = 20, frames = 10, frame = 50 })
  local spikes = net.spikes:reshape(20, 10, 50, 4, 10):float():sum(5):sum(3)
  local targets = net.targets:reshape(20, 10, 50, 2)
  local recalls = 0
  for sample = 1, 20 do
    local stored
    for frame = 1, 10 do
      local shown = spikes[sample][frame]
      local target = targets[sample][frame]
      assert(target:eq(target[1]):all())
      if shown[4] > 0 then
        assert(shown[1] == 0 and shown[2] == 0 and shown[3] == 0)
        assert(target[{ 1, stored }] == 1 and target[1]:sum() == 1)
        stored, recalls = nil, recalls + 1
      else
        assert(target:sum() == 0 and (shown[1] > 0) ~= (shown[2] > 0))
        if shown[3] > 0 then
          assert(not stored)
          stored = shown[1] > 0 and 1 or 2
        end
      end
    end
  end
  assert(recalls > 15)
end

-- MARK: Mistakes

local function groups()
  local net = snn.Network { dt = 1, seed = 1 }
  local function group(tag, behavior)
    return snn.NeuronGroup {
      net = net, size = 4, tag = tag, behavior = behavior,
    }
  end
  local neurons = group("A", { [3] = models.EPropLIF {} })
  local readout = group("B", { [5] = models.Readout {} })
  readout.target = readout:vector()
  local function connect(src, dst, behavior, mode)
    local synapses = snn.SynapseGroup {
      net = net, src = src, dst = dst, tag = "S", behavior = behavior,
    }
    synapses.W = synapses:matrix(mode or "uniform")
    return synapses
  end
  return net, neurons, readout, connect
end

do
  local net, neurons, readout, connect = groups()
  readout.target = nil
  connect(neurons, readout, {})
  expect("Readout: B has no target: add snn.models.Samples {", net.initialize,
    net)
end
do
  local net, neurons, _, connect = groups()
  connect(neurons, neurons, { [7] = models.EProp {} })
  expect("EProp: nothing tells A of errors: add snn.models.LearningSignal {}",
    net.initialize, net)
end
do
  local net, neurons, _, connect = groups()
  connect(neurons, neurons, { [6] = models.LearningSignal {} })
  expect("LearningSignal belongs to synapses of neurons with EPropLIF to"
    .. " neurons with Readout: S go from A to A", net.initialize, net)
end
do
  local net, neurons, readout, connect = groups()
  connect(neurons, readout, { [7] = models.EProp {} },
    { "uniform", layout = "sparse", density = 0.5 })
  expect("EProp needs dense weights: W of S is sparse", net.initialize, net)
end
do
  local net, neurons, readout, connect = groups()
  connect(neurons, readout, { [9] = models.Adam {} })
  expect("Adam: S has no 'W_gradient': add a behavior that makes it",
    net.initialize, net)
end
do
  local net, neurons = groups()
  neurons:add_behavior(8, models.RateRegularization {})
  expect("RateRegularization: give it run_every", net.initialize, net)
end
do
  local net = snn.Network { dt = 1 }
  snn.NeuronGroup {
    net = net, size = 3, tag = "A", behavior = { [2] = models.Samples {} },
  }
  expect("Samples: the network has no 'spikes': give it a behavior Trials",
    net.initialize, net)
  net = snn.Network {
    dt = 1,
    behavior = { [1] = models.Trials { spikes = snn.zeros(2, 5, 4, "bool") } },
  }
  local neurons = snn.NeuronGroup {
    net = net, size = 3, tag = "A", behavior = { [2] = models.Samples {} },
  }
  expect("Samples: spikes are for 4 neurons, and A has 3", net.initialize, net)
  assert(not neurons.spike)
end

expect("Trials needs the parameter 'spikes'", task,
  models.Trials {})
expect("Trials: spikes: a trial has at least 2 steps", task,
  models.Trials { spikes = snn.zeros(3, 1, 4, "bool") })
expect("Trials: targets [2, 4] don't match spikes [3, 5, 4]", task,
  models.Trials {
    spikes = snn.zeros(3, 5, 4, "bool"), targets = snn.zeros(2, 4),
  })
expect("EvidenceAccumulation: inputs: it must be a multiple of 4, not 42", task,
  models.EvidenceAccumulation { inputs = 42 })
