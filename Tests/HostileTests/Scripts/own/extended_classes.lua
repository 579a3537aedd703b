-- expect: ok
-- mode: both
-- why: a class that extends one of the library calls the engine's methods itself

local names = {
  "AxonalDelay", "BoxReceptiveFields", "CircleReceptiveFields", "Clock",
  "CreateWeights", "Equation", "InstantHomeostasis", "NeuronDimension",
  "Refractory", "RefractoryPeriod", "RemoveAutapses", "SynapseVariable",
  "SynapticDelay", "SynapticNormalization", "TimeIntegratedHomeostasis",
  "Variable", "WeightClip",
}
local given = {
  {}, { eq = "v = 1" }, { "dv/dt = 1 / ms" }, { "v", "v", 1 },
  { delay = 2 }, { 1e4 }, { -1 }, { {} }, { width = 3, input_patterns = {} },
}

-- What a method of such a class does, in each way once.
local function abuse(library, self, object)
  for _, method in ipairs { library.initialize, library.forward } do
    for _, arguments in ipairs {
      { self, object }, { self, object }, { self }, {}, { object, self },
      { library, object }, { library {}, object }, { self, object.network },
      { self, setmetatable({}, getmetatable(self)) }, { self, 5 },
      { setmetatable({}, getmetatable(self)), object },
    } do
      pcall(method, table.unpack(arguments, 1, 2))
    end
    coroutine.wrap(pcall)(method, self, object)
  end
end

for position, name in ipairs(names) do
  local library = snn[name]
  for compiled = 1, 2 do
    local Mine = library:extend(name .. compiled, { compiled = compiled == 2 })
    local Yours = Mine:extend(name .. "Again" .. compiled)
    function Yours:initialize(object)
      pcall(Mine.forward, self, object)
      pcall(Mine.initialize, self, object)
      abuse(library, self, object)
    end
    function Yours:forward(object)
      Mine.forward(self, object)
      if compiled == 1 then
        abuse(library, self, object)
        pcall(self.reinitialize, self)
        if object.iteration == 2 then
          pcall(object.remove_behavior, object, self)
          pcall(object.network.remove, object.network, object)
          pcall(library.forward, self, object)
        end
      end
    end
    for _, parameters in ipairs(given) do
      local net = snn.Network { seed = position, dt = 1 }
      local n = snn.NeuronGroup { net = net, size = 3 }
      local s = snn.SynapseGroup { net = net, src = n, dst = n }
      n.v, n.spike = n:vector(1), n:vector("ones", "bool")
      s.W = s:matrix(1)
      for _, object in ipairs { net, n, s } do
        local made, behavior = pcall(Yours, parameters)
        if made then
          pcall(object.add_behavior, object, 1, behavior)
          pcall(object.add_behavior, object, 2, Mine(parameters))
          pcall(net.initialize, net)
          pcall(net.simulate_iterations, net, 1)
          pcall(n.add_behavior, n, 5, behavior)
          pcall(net.simulate_iterations, net, 3)
          pcall(object.remove_behavior, object, 2)
        end
      end
    end
  end
end

-- Methods that call each other without end.
local First = snn.WeightClip:extend "First"
local Second = First:extend "Second"
function First:forward(object) Second.forward(self, object) end
function Second:forward(object) First.forward(self, object) end
local net = snn.Network { seed = 1 }
local n = snn.NeuronGroup { net = net, size = 3, behavior = { Second {} } }
net:initialize()
assert(not pcall(net.simulate_iterations, net, 1))

-- Metatables and circles by hand.
local A = snn.WeightClip:extend "A"
local B = A:extend "B"
for _, change in ipairs {
  function() A:extend "A" end,
  function() snn.Behavior("A", { extends = B }) end,
  function() A.__index = B end,
  function() B.__index = B end,
  function() A.name = nil end,
  function() A.__positions, A.__new = 5, 5 end,
  function() snn.WeightClip.initialize, snn.WeightClip.forward = 5, {} end,
  function() snn.WeightClip.__prepare = error end,
  function() debug.setmetatable(A, { __index = A }) end,
} do
  pcall(change)
  local net = snn.Network { seed = 1 }
  local n = snn.NeuronGroup { net = net, size = 3 }
  local made, b = pcall(B, { 0, 1 })
  pcall(n.add_behavior, n, 1, made and b)
  pcall(net.initialize, net)
  pcall(net.simulate_iterations, net, 2)
  pcall(snn.is_a, b, A)
  pcall(tostring, A)
  pcall(function() return B:extend "C" end)
end
