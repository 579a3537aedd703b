-- Conformance case 07: what recorders keep: expressions, gaps, limits, events,
-- and recording switched off and on.
--
-- Gets the folder of the case and a folder for its outputs.

local snn = require "snn"

local case, output = ...

local function input(name, type)
  return snn.load(case .. "/inputs/" .. name .. ".npy", type)
end

local function save(name, tensor)
  tensor:save(output .. "/" .. name .. ".npy")
end

-- MARK: Behaviors

local NetFill = snn.Behavior "NetFill"

function NetFill:initialize(network)
  self.step = snn.tensor({ 1, -2 }, "float32")
  network.g = snn.zeros(2)
end

function NetFill:forward(network)
  network.g = network.g + self.step
end

local Fill = snn.Behavior "Fill"

function Fill:initialize(neurons)
  self.spike_pattern = self:parameter { "spike_pattern", required = true }
  self.level = self:parameter { "level", required = true }
  self.q = self:parameter { "q", required = true }
  self.index = neurons.id - 1 -- counts from 0
  neurons.v = neurons:vector()
  neurons.spike = neurons:vector { dtype = "bool" }
  neurons.level = neurons:vector()
  neurons.q = snn.zeros(3, 4)
end

function Fill:forward(neurons)
  local t = neurons.iteration
  -- In place: recorders must have copied what they saw.
  neurons.v:add_((self.index + t) * 0.25)
  neurons.spike = self.spike_pattern[t]
  neurons.level = self.level[t]
  neurons.q = self.q[t]
end

local SynFill = snn.Behavior "SynFill"

function SynFill:initialize(synapse)
  synapse.W = synapse:matrix "ones"
end

function SynFill:forward(synapse)
  synapse.W = synapse.W + 1
end

-- MARK: The network

local net = snn.Network {
  behavior = {
    [5] = NetFill {},
    [50] = snn.Recorder { "g", tag = "netrec" },
  },
}
local neurons = snn.NeuronGroup {
  net = net,
  tag = "NG",
  size = 12,
  behavior = {
    [4] = snn.Recorder { "v", tag = "early" },
    [10] = Fill {
      spike_pattern = input("spike_pattern", "bool"), level = input "level",
      q = input "q",
    },
    [20] = snn.Recorder { "v", tag = "r20" },
    [21] = snn.Recorder { "v", tag = "r21", gap_width = 1 },
    [22] = snn.Recorder { "v", "mean(v)", tag = "r22", gap_width = 2 },
    [23] = snn.Recorder { "v", tag = "r23", gap_width = 3 },
    [24] = snn.Recorder { "v", tag = "r24", max_length = 7 },
    [25] = snn.Recorder {
      "v", "spike", tag = "r25", gap_width = 3, max_length = 2,
    },
    [26] = snn.Recorder {
      "v[1]", "v[3:5]", "v * 2", "v + level", "-v", "sum(v) / size",
      "iteration", "v[spike]:sum()", "stack(v, level)", tag = "r26",
    },
    [40] = snn.EventRecorder { "spike", tag = "e40" },
    [41] = snn.EventRecorder { "spike", tag = "e41", gap_width = 2 },
    [42] = snn.EventRecorder { "spike", tag = "e42", max_length = 10 },
    [43] = snn.EventRecorder { "level", tag = "e43" },
    [44] = snn.EventRecorder { "q", tag = "e44" },
    [45] = snn.EventRecorder { "spike", "level", tag = "e45" },
  },
}
local synapse = snn.SynapseGroup {
  net = net,
  src = neurons,
  dst = neurons,
  tag = "SY",
  behavior = {
    [10] = SynFill {},
    [60] = snn.Recorder { "sum(W)", tag = "synrec" },
  },
}

-- MARK: Outputs

-- The numbers that the case gives to expressions in the names of its outputs.
local numbers = {
  ["v"] = 0, ["mean(v)"] = 1, ["spike"] = 2, ["v[1]"] = 3, ["v[3:5]"] = 4,
  ["v * 2"] = 5, ["v + level"] = 6, ["-v"] = 7, ["sum(v) / size"] = 8,
  ["iteration"] = 9, ["v[spike]:sum()"] = 10, ["stack(v, level)"] = 11,
  ["level"] = 12, ["q"] = 13, ["g"] = 14, ["sum(W)"] = 15,
}

-- Events with indices from 0, as conformance counts.
local function events_from_zero(events)
  events:narrow(2, 2, events.shape[2] - 1):sub_(1)
  return events
end

local function save_recorder(snapshot, object, tag)
  local recorder = object[tag]
  for variable, data in pairs(recorder.variables) do
    if tag:match "^e%d" then
      data = events_from_zero(data)
    end
    save(("%s_%s_x%d"):format(snapshot, tag, numbers[variable]), data)
  end
end

local function save_snapshot(snapshot)
  for key = 20, 26 do
    save_recorder(snapshot, neurons, "r" .. key)
  end
  for key = 40, 45 do
    save_recorder(snapshot, neurons, "e" .. key)
  end
  save_recorder(snapshot, neurons, "early")
  save_recorder(snapshot, net, "netrec")
  save_recorder(snapshot, synapse, "synrec")
end

-- MARK: The run

net:initialize()
net:simulate_iterations(11)
save_snapshot "A"

net:recording_off()
net:simulate_iterations(4)
net:recording_on()
net:simulate_iterations(6)
save_snapshot "B"

net:simulate_iterations(5, { disable_recording = true })
net:simulate_iterations(7, { batch_size = 3 })
neurons.r23:reset()
neurons.e41:reset()
net:simulate_iterations(8)
save_snapshot "C"

save("swapped_r20", neurons.r20:swapped "v")
save("e40_t", net("spike.t", 1))
