-- Pyramidal cells of the hippocampus after Traub and Miles.

local snn = require "snn"
local HodgkinHuxley = snn.models.HodgkinHuxley

local TraubMiles = snn.Behavior("TraubMiles", {
  extends = HodgkinHuxley,
  compiled = true,
  about = [[
    The model of Hodgkin and Huxley with the sodium and potassium channels
    of Traub and Miles, as in the COBAHH benchmark of Brette et al. 2007,
    whose parameters are the defaults. v_T shifts the rates along the
    voltage. Solved as HodgkinHuxley is.
  ]],
  source = [[
    Traub and Miles 1991, doi 10.1017/CBO9780511895401; COBAHH: Brette et
    al. 2007, doi 10.1007/s10827-007-0038-6
  ]],
  parameters = {
    { "C", "membrane capacitance", default = "0.2 nF", above = 0 },
    { "g_L", "leak conductance", default = "0.01 uS", above = 0 },
    { "g_Na", "largest conductance of sodium", default = "20 uS", least = 0 },
    { "g_K", "largest conductance of potassium", default = "6 uS", least = 0 },
    { "E_L", "reversal potential of the leak", default = "-60 mV" },
    { "E_Na", "reversal potential of sodium", default = "50 mV" },
    { "E_K", "reversal potential of potassium", default = "-90 mV" },
    { "v_T", "shifts the threshold", default = "-63 mV" },
    { "initial", "the voltage at first", default = "-60 mV" },
  },
})

function TraubMiles:initialize(neurons)
  self.v_T = self:parameter "v_T"
  HodgkinHuxley.initialize(self, neurons)
end

function TraubMiles:rates(voltage)
  local v = voltage - self.v_T
  return {
    m = {
      opening = 1.28 / ((13 - v) / 4):exprel(),
      closing = 1.4 / ((v - 40) / 5):exprel(),
    },
    h = {
      opening = ((17 - v) / 18):exp() * 0.128,
      closing = 4 / (((40 - v) / 5):exp() + 1),
    },
    n = {
      opening = 0.16 / ((15 - v) / 5):exprel(),
      closing = ((10 - v) / 40):exp() * 0.5,
    },
  }
end

return TraubMiles
