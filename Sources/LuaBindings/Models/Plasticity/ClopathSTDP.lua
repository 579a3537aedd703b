-- Plasticity by voltage.

local snn = require "snn"
local Plasticity = snn.models.Plasticity

local ClopathSTDP = snn.Behavior("ClopathSTDP", {
  extends = Plasticity,
  compiled = true,
  about = [[
    Plasticity by the voltage u of the target: an arriving spike weakens the
    synapse by A_minus (u_minus - theta_minus), and in each ms an arriving
    trace x strengthens it by A_plus x (u - theta_plus) (u_plus -
    theta_minus), where brackets that are negative count as 0. u_minus and
    u_plus are u, averaged with tau_minus and tau_plus, as they were before
    the iteration. The voltage should show spikes; where the neuron model
    resets it, peak gives the voltage that counts in an iteration with a
    spike. It belongs after Transmission.
  ]],
  source = [[
    Clopath, Buesing, Vasilaki and Gerstner 2010, doi 10.1038/nn.2479
  ]],
  parameters = {
    {
      "A_minus", "strength of weakening, 1/mV", default = 1.4e-4, least = 0,
      single = true,
    },
    {
      "A_plus", "strength of strengthening, 1/(mV^2 ms)", default = 8e-5,
      least = 0, single = true,
    },
    {
      "theta_minus", "threshold of averages", default = "-70.6 mV",
      single = true,
    },
    {
      "theta_plus", "threshold of the voltage", default = "-45.3 mV",
      single = true,
    },
    {
      "tau_minus", "time constant of u_minus", default = "10 ms", above = 0,
      single = true,
    },
    {
      "tau_plus", "time constant of u_plus", default = "7 ms", above = 0,
      single = true,
    },
    {
      "tau_x", "time constant of x", default = "15 ms", above = 0,
      single = true,
    },
    {
      "peak", "the voltage in an iteration with a spike; the neurons' own if"
        .. " not given", unit = "mV", single = true,
    },
  },
  variables = {
    { "x", "trace of spikes that arrived, 1/ms, [source]" },
    { "u_minus", "slowly averaged voltage, mV, [destination]" },
    { "u_plus", "quickly averaged voltage, mV, [destination]" },
  },
})

function ClopathSTDP:initialize(synapses)
  Plasticity.initialize(self, synapses)
  self:need(synapses.dst, "voltage", "the target", "a neuron model, such as"
    .. " snn.models.AdEx {}")
  for _, name in ipairs {
    "A_minus", "A_plus", "theta_minus", "theta_plus", "peak",
  } do
    self[name] = self:parameter(name)
  end
  self.tau_x, self.dt = self:parameter "tau_x", self:time_step()
  self.left_x = self:decay(self.tau_x)
  self.left_minus = self:decay(self:parameter "tau_minus")
  self.left_plus = self:decay(self:parameter "tau_plus")
  self:make(synapses, "x", synapses.src:vector())
  self:make(synapses, "u_minus", synapses.dst.voltage:copy())
  self:make(synapses, "u_plus", synapses.dst.voltage:copy())
end

function ClopathSTDP:forward(synapses)
  local W, x = synapses[self.weights], synapses[self.x]
  local pre, neurons = self:arriving(synapses), synapses.dst
  local u_minus, u_plus = synapses[self.u_minus], synapses[self.u_plus]
  local u = neurons.voltage
  if self.peak then
    u = neurons.spike:where(self.peak, u)
  end
  local slow = (u_minus - self.theta_minus):clamp(0)
  self:lower(W[pre], slow * self.A_minus)
  x:mul_(self.left_x)
  local strength = (u - self.theta_plus):clamp(0)
    * (u_plus - self.theta_minus):clamp(0)
  local active = strength:gt(0)
  strength = strength * (self.A_plus * self.dt)
  self:raise(W[{ {}, active }], strength[active] * x:unsqueeze(2))
  x[pre] = x[pre] + 1 / self.tau_x
  u_minus:sub_(u):mul_(self.left_minus):add_(u)
  u_plus:sub_(u):mul_(self.left_plus):add_(u)
end

return ClopathSTDP
