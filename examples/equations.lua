-- A leaky integrate-and-fire neuron, written as an equation.
--
-- Shows units, variables and differential equations, which are read from texts,
-- and how the time of a simulation is given. A constant input drives the
-- voltage above the threshold again and again.
--
-- Prints: 100 ms in 1000 iterations, 7 spikes, 13.9 ms between the last two

local snn = require "snn"

-- Fires where v is above the threshold, and resets it.
local Fire = snn.Behavior "Fire"

function Fire:initialize()
  self.threshold = self:parameter("threshold", -50) -- mV
  self.reset = self:parameter("reset", -65) -- mV
end

function Fire:forward(neurons)
  neurons.spike = neurons.v_new:ge(self.threshold)
  neurons.v_new[neurons.spike] = self.reset
end

local net = snn.Network { seed = 1, behavior = { [0] = snn.Clock "0.1 ms" } }
snn.NeuronGroup {
  net = net,
  size = 1,
  behavior = {
    [1] = snn.Variable "v = -65 mV",
    [2] = snn.Equation {
      "dv/dt = (-65 mV - v + 20 mV) / tau",
      tau = "10 ms",
      method = "exponential_euler",
    },
    [3] = Fire {},
    [9] = snn.EventRecorder { "spike" },
  },
}

net:initialize()
local iterations = net:simulate "100 ms"

local t = net("spike.t", 1)
print(("100 ms in %d iterations, %d spikes, %.1f ms between the last two")
  :format(iterations, #t, (t[#t] - t[#t - 1]) * net.dt))
