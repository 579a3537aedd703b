-- Currents of a table.

local snn = require "snn"
local Membrane, Timetable = snn.models.Membrane, snn.models.Timetable

local CurrentTable = snn.Behavior("CurrentTable", {
  extends = Timetable,
  compiled = true,
  about = [[
    Gives currents in nA that are known before to the neurons: those of a
    table, or of a function of the time. It belongs before the neuron model,
    with a lower key.
  ]],
})

CurrentTable.initialize_last = true -- the neurons are known by then

function CurrentTable:initialize(neurons)
  Membrane.of(neurons, self)
  Timetable.initialize(self, neurons)
end

function CurrentTable:forward(neurons)
  neurons.I:add_(self:row(neurons))
end

return CurrentTable
