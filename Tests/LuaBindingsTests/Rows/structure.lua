-- Row tests: building larger networks.

local snn = require "snn"

local Cell = snn.Behavior("Cell", { key = 10 })

function Cell:initialize(object)
  self.given = self:parameter("given", 1)
  self.other = self:parameter("other", false)
  object.v = object:tensor("uniform", { object.size or 2 })
end

function Cell:forward(object)
  object.v:mul_(0.9)
  object.v:add_(object:tensor("uniform", { object.size or 2 }))
end

local Gate = snn.Behavior("Gate", { key = 20 })

function Gate:forward(synapses)
  synapses.dst.v:add_(synapses.W:sum(synapses.network.synapse_mode == "SxD"
    and 1 or 2) * 0.01)
end

-- A network of two groups 'e' and 'i' and synapses both ways.
local function pair(options)
  local net = snn.Network(options or { seed = 1 })
  for tag, size in snn.sorted_pairs { e = 6, i = 3 } do
    snn.NeuronGroup {
      net = net, tag = tag .. ", both", size = size,
      behavior = snn.by_key { Cell { given = size } },
    }
  end
  snn.SynapseGroups {
    net = net, src = "both", dst = "both", tag = "S", W = "uniform",
    behavior = snn.by_key { Gate {} },
    rule = function(src, dst) return src ~= dst end,
  }
  return net
end

-- Runs networks and compares all their variables 'v' and 'W'.
local function same_runs(a, b, count)
  for _, net in ipairs { a, b } do
    net:initialize()
    net:simulate_iterations(count)
  end
  for place, group in ipairs(a.Structures) do
    local other = b.Structures[place]
    for _, name in ipairs { "v", "W" } do
      if group[name] ~= nil then
        equal(other[name], group[name])
      end
    end
  end
end

-- MARK: Keys of classes

row("CX-02", "behaviors are ordered by the key of their class", function()
  local behavior = snn.by_key { Gate {}, Cell {} }
  assert(snn.is_a(behavior[10], Cell) and snn.is_a(behavior[20], Gate))
  local Late = Cell:extend("Late", { key = 30 })
  local Same = Cell:extend "Same"
  behavior = snn.by_key { Late {}, Same {} }
  assert(snn.is_a(behavior[30], Late) and snn.is_a(behavior[10], Same))
end)

row("CX-02", "two behaviors with one key are an error", function()
  fails(function() snn.by_key { Cell {}, Cell {} } end,
    "by_key: Cell and Cell both have the key 10; give one of them another in"
      .. " the second table")
  fails(function() snn.by_key({ Cell {} }, { [10] = Gate {} }) end,
    "by_key: Cell and Gate both have the key 10; give one of them another in"
      .. " the second table")
end)

row("CX-02", "any class can be given a key, and one without is an error",
  function()
    local Bare = snn.Behavior "Bare"
    fails(function() snn.by_key { Bare {} } end,
      "by_key: the class Bare has no key; say Bare.key = 5 once, or give the"
        .. " behavior in a second table: { [5] = Bare {} }")
    fails(function() snn.by_key { snn.Recorder "v" } end,
      "by_key: the class Recorder has no key; say snn.Recorder.key = 5 once, or"
        .. " give the behavior in a second table: { [5] = snn.Recorder {} }")
    Bare.key, snn.Recorder.key = 1, 1.5
    local behavior = snn.by_key({ snn.Recorder "v", Bare {} }, {
      [0] = Gate {},
    })
    assert(behavior[0] and behavior[1] and behavior[1.5])
    fails(function() snn.by_key { Cell {}, [7] = Gate {} } end,
      "by_key: expected a list of behaviors without keys, got the key 7; give"
        .. " those with keys in a second table")
    fails(function() snn.by_key { Cell } end,
      "by_key: expected a behavior at 1, got the class Cell; did you mean"
        .. " Cell {}?")
    fails(function() snn.by_key(5) end,
      "by_key: expected a list of behaviors, got number")
    fails(function() snn.Behavior("Odd", { key = "1" }) end,
      "Behavior: key: expected a number, got string")
  end)

-- MARK: Objects without neurons

row("CX-36", "an object without neurons feeds groups, compiled ones too",
  function()
    local Samples = snn.Behavior "Samples"
    function Samples:initialize(data)
      self.samples = self:parameter { "samples", tensor = true }
      data.x = self.samples[1]
    end
    function Samples:forward(data)
      data.x = self.samples[(data.iteration - 1) % self.samples.shape[1] + 1]
    end
    local function run(compiled)
      local Read = snn.Behavior("Read", { compiled = compiled })
      function Read:initialize(neurons)
        self.data = self:parameter "data"
        neurons.v = neurons:vector()
      end
      function Read:forward(neurons)
        local net = neurons.network
        neurons.v:add_(net:find("data", 1).x + net.data.x * self.data.x)
      end
      local net = snn.Network { seed = 1 }
      local data = snn.NetworkObject {
        net = net, tag = "data, source", behavior = {
          Samples { samples = { { 1, 2 }, { 3, 4 }, { 5, 6.5 } } },
          [9] = snn.Recorder "x",
        },
      }
      snn.NeuronGroup {
        net = net, tag = "n", size = 2,
        behavior = { [2] = Read { data = data } },
      }
      net:initialize()
      net:simulate_iterations(4)
      return net
    end
    local net = run(false)
    equal(net.n.v, { 46, 80.75 })
    equal(net("x", 1), { { 1, 2 }, { 3, 4 }, { 5, 6.5 }, { 1, 2 } })
    local compiled = run(true)
    assert(compiled:program():find "Read")
    equal(compiled.n.v, net.n.v)
  end)

row("CX-36", "an object without neurons is found, run, saved and removed",
  function()
    local function build()
      local net = snn.Network { seed = 3 }
      return net, snn.NetworkObject {
        net = net, tag = "data, source", behavior = { Cell {} },
      }
    end
    local net, data = build()
    assert(net.data == data and net("source", 1) == data)
    equal(net.Structures, { data })
    equal(data.parent_structure, net)
    equal(data:tags(), { "data", "source", "NetworkObject" })
    equal(tostring(data), "NetworkObject 'data': tags data, source,"
      .. " NetworkObject")
    equal(tostring(snn.NetworkObject { net = net }),
      "NetworkObject 'NetworkObject_2': tags NetworkObject_2, NetworkObject")
    fails(function() snn.NetworkObject { net = net, tag = "data" } end,
      "tag 'data' is taken: it is the first tag of a NetworkObject")
    fails(function() snn.NetworkObject { net = net, size = 3 } end,
      "NetworkObject has no option 'size'; its options are behavior, net, tag")
    fails(function() snn.NetworkObject {} end,
      "NetworkObject: expected a network as 'net', got nil")
    net:remove(net.NetworkObject_2)
    with_file(function(path)
      net:initialize()
      net:simulate_iterations(3)
      net:save(path)
      local other, same = build()
      other:load(path)
      equal(same.v, data.v)
      net:simulate_iterations(2)
      other:simulate_iterations(2)
      equal(same.v, data.v)
    end)
    equal(net:remove(data) == data, true)
    equal(net.Structures, {})
    equal(data.v.shape, { 2 })
  end)

-- MARK: Hierarchy and pairs

row("CX-38", "an object is a whole of groups, and is cloned with them",
  function()
    local net = pair()
    local column = snn.NetworkObject { net = net, tag = "column" }
    column:add_sub_structure(net.e)
    column:add_sub_structure(net.i)
    local clone = column:clone()
    equal(clone.tag, "column_2")
    equal(clone.sub_structures, { net.e_2, net.i_2 })
    equal(#net.e_2.afferent_synapses.S, 1)
    equal(net.e_2.afferent_synapses.S[1].src == net.i_2, true)
    equal(#net.SynapseGroups, 4)
  end)

row("CX-38", "synapse groups are made for all pairs of two lists", function()
  local net = snn.Network { seed = 1 }
  for _, tag in ipairs { "a, x", "b, x", "c" } do
    snn.NeuronGroup { net = net, tag = tag, size = 2 }
  end
  local list = snn.SynapseGroups { net = net, src = "x", dst = { "c", net.a } }
  local names = {}
  for place, synapses in ipairs(list) do
    names[place] = synapses.src.tag .. synapses.dst.tag
  end
  equal(names, { "ac", "aa", "bc", "ba" })
  equal(#net.SynapseGroups, 4)
end)

row("CX-38", "a rule by tags or a function says which pairs, and what they get",
  function()
    local net = snn.Network { seed = 1 }
    for _, tag in ipairs { "a, x", "b, x", "c" } do
      snn.NeuronGroup { net = net, tag = tag, size = 2 }
    end
    local list = snn.SynapseGroups {
      net = net, src = "x", dst = "NeuronGroup", tag = "T",
      behavior = { [2] = Gate {} },
      rule = {
        a = {
          x = { W = 5, tag = "%s%s, %s" },
          b = { behavior = { [3] = Cell {} } },
        },
        x = { c = true, a = false },
      },
    }
    equal(#list, 4) -- a to a, a to b, a to c, b to c
    equal(list[1].tag, "aa")
    equal(list[1]:has_module "%s", true)
    equal(list[1].W, { { 5, 5 }, { 5, 5 } })
    equal(list[2].tag, "T") -- its own tag b comes before x
    assert(list[2]:behavior(3) and not list[2]:behavior(2))
    equal(list[3].tag, "T")
    assert(list[3]:behavior(2) and list[4]:behavior(2))
    assert(list[3]:behavior(2) ~= list[4]:behavior(2))
    local others = snn.SynapseGroups {
      net = net, src = "c", dst = "x", W = 1,
      rule = function(_, dst)
        return dst.tag == "a" and { behavior = { [2] = Gate {} } }
      end,
    }
    equal(#others, 1)
    equal(others[1].W, { { 1, 1 }, { 1, 1 } })
  end)

row("CX-38", "what is wrong with lists and rules is told", function()
  local net = snn.Network { seed = 1 }
  local a = snn.NeuronGroup { net = net, tag = "exc", size = 2 }
  local function wrong(options, message)
    options.net, options.dst = net, options.dst or a
    fails(function() snn.SynapseGroups(options) end, message)
  end
  wrong({ src = "ecx" }, "SynapseGroups: src: no neuron group has the tag"
    .. " 'ecx'; did you mean 'exc'?")
  wrong({}, "SynapseGroups: src must be neuron groups or their tags, got nil")
  wrong({ src = { net } }, "SynapseGroups: src must be neuron groups or their"
    .. " tags, got Network_1")
  wrong({ src = a, rule = 5 }, "SynapseGroups: rule must be a function of two"
    .. " groups, or a table rule[src_tag][dst_tag], got number")
  wrong({ src = a, rule = { exx = {} } }, "SynapseGroups: the rule has the tag"
    .. " 'exx', which no source has; did you mean 'exc'?")
  wrong({ src = a, rule = { exc = { exx = true } } }, "SynapseGroups: the rule"
    .. " has the tag 'exx', which no destination has; did you mean 'exc'?")
  wrong({ src = a, rule = { exc = true } },
    "SynapseGroups: rule.exc: expected a table, got boolean")
  wrong({ src = a, rule = function() return { weight = 1 } end },
    "SynapseGroups: exc => exc has no option 'weight'; its options are W,"
      .. " behavior, tag")
  equal(#net.SynapseGroups, 0)
end)

row("CX-38", "a synapse group is made with its weights", function()
  local function group(options)
    local net = snn.Network { seed = 1 }
    local a = snn.NeuronGroup { net = net, tag = "a", size = 3 }
    options.net, options.src = net, a
    return snn.SynapseGroup(options), net, a
  end
  local mode = { "uniform", density = 0.5, layout = "sparse" }
  local made, plain = group { dst = "a", W = mode }, group { dst = "a" }
  equal(made.W:to_dense(), plain:matrix(mode):to_dense())
  local net = snn.Network {}
  local a = snn.NeuronGroup { net = net, size = 3, tag = "a" }
  fails(function() snn.SynapseGroup { net = net, src = a, dst = a, W = "one" }
  end, "there is no mode 'one'; did you mean 'ones'?")
  fails(function() snn.SynapseGroup { net = net, src = a, W = 1 } end,
    "SynapseGroup 'SynapseGroup_1' has no destination; connect it first")
  equal({ #net.SynapseGroups, #a.efferent_synapses.All }, { 0, 0 })
end)

-- MARK: Clones

row("CX-39", "a clone has behaviors made anew of the same parameters",
  function()
    local net = snn.Network { seed = 1 }
    local list, tensor = { 1, { 2 } }, snn.tensor { 1.5, 2 }
    local a = snn.NeuronGroup {
      net = net, tag = "a, x", size = 2, behavior = {
        Cell {
          given = list, other = tensor, tag = "cell", run_every = 2,
          behavior_enabled = false,
        },
        [5] = snn.Recorder { "v", gap_width = 3, max_length = 7 },
      },
    }
    local b = a:clone()
    equal(b:tags(), { "a_2", "x", "NeuronGroup", "ng" })
    equal(b.size, 2)
    local cell = b:behavior(1)
    assert(cell ~= a:behavior(1) and snn.is_a(cell, Cell) and b.cell == cell)
    equal(cell.parameters.given, list)
    assert(cell.parameters.given ~= list
      and not rawequal(cell.parameters.other, tensor))
    equal(cell.parameters.other, tensor)
    equal(cell.run_every, 2)
    equal(cell.behavior_enabled, false)
    equal(tostring(b:behavior(5)), 'Recorder { "v" }')
    equal(a:clone().tag, "a_3")
    equal(b:clone { tag = "c" }:tags()[1], "c")
  end)

row("CX-39", "a clone may differ in size and behaviors", function()
  local net = pair()
  local e = net.e:clone {
    size = 9, behavior = { [10] = false, [11] = Cell { given = 2 } },
  }
  equal(e.size, 9)
  equal(e:behavior(10), nil)
  equal(e:behavior(11).parameters.given, 2)
  local grid = snn.NeuronGroup {
    net = net, size = snn.NeuronDimension { width = 2, height = 3 },
  }
  equal(grid:clone().size, 6)
  local larger = grid:clone {
    size = snn.NeuronDimension { width = 4, height = 3 },
  }
  equal({ larger.size, larger.tag }, { 12, "NeuronGroup_3" })
  net:initialize()
  equal(larger.x.shape, { 12 })
end)

row("CX-39", "groups are cloned with the synapses between them", function()
  local net = pair()
  net.e:sub_group({ 1, 2 }, "part")
  snn.SynapseGroup { net = net, src = "part", dst = "i", tag = "P", W = 1 }
  local odd = net.e:sub_group { 2, 4 }
  snn.SynapseGroup { net = net, src = odd, dst = "i", tag = "Q", W = 2 }
  local e, i = net:clone_groups({ net.e, net.i }, {
    tag = "%s right", changes = { i = { size = 5 } },
  })
  equal({ e.tag, i.tag, i.size }, { "e right", "i right", 5 })
  local P, Q = i.afferent_synapses.P[1], i.afferent_synapses.Q[1]
  equal(P.src == net "part right"[1], true)
  equal(Q.src.base == e, true)
  equal(Q.src.id, odd.id)
  equal({ P.W.shape, Q.W.shape }, { { 2, 5 }, { 3, 5 } })
  equal(#i.afferent_synapses.S, 1)
  local one = net.SynapseGroups[1]:clone { dst = e, tag = "alone" }
  equal(one.src == net.SynapseGroups[1].src and one.dst == e, true)
  local shared = Cell {}
  net.e:add_behavior(1, shared)
  net.i:add_behavior(1, shared)
  e, i = net:clone_groups { net.e, net.i }
  equal(e:behavior(1) == i:behavior(1) and e:behavior(1) ~= shared, true)
end)

row("CX-39", "clones are made in another network too", function()
  local net, other = pair(), snn.Network { seed = 5, synapse_mode = "DxS" }
  local e = net:clone_groups({ net.e, net.i }, { net = other })
  equal(e == other.e, true)
  equal(other.e.afferent_synapses.S[1].W.shape, { 6, 3 })
  equal(net.SynapseGroups[1]:clone { net = other }.src == other.e, true)
  fails(function() net.SynapseGroups[1]:clone { net = snn.Network {} } end,
    "clone: S: there is no group 'e' to connect")
end)

row("CX-39", "what can't be cloned is told, and nothing is left of it",
  function()
    local net = pair()
    local count = #net.Structures
    local function wrong(test, message)
      fails(test, message)
      equal(#net.Structures, count)
    end
    wrong(function() net:clone() end, "clone: Network_1 is a network;"
      .. " snn.build(net:structure()) makes another one like it")
    wrong(function() net.e:sub_group({ 1, 2 }):clone() end,
      "clone: e_sub is a sub-group, a view of neurons of 'e'; clone that")
    wrong(function() net.e:clone { tag = "i" } end,
      "clone: the clone of 'e' can't have the tag 'i', which is taken")
    wrong(function() net.e:clone { behavior = { [3] = false } } end,
      "clone: e has no behavior with key 3 to leave out")
    wrong(function() net.SynapseGroups[1]:clone { size = 3 } end,
      "clone: size is for a NeuronGroup; 'S' is a SynapseGroup")
    wrong(function() net:clone_groups({ net.e }, { tag = "x" }) end,
      "clone_groups: tag must have a %s for the tag of the original, as"
        .. ' "left %s", got "x"')
    wrong(function() net:clone_groups({ net.e }, { changes = { ee = {} } }) end,
      "clone_groups: changes of 'ee', which isn't cloned; known groups: e")
    wrong(function() net:clone_groups { net.e, pair().i } end,
      "clone_groups: 'i' is of another network")
    local Failing = snn.Behavior "Failing"
    Failing.initialize_on_init = true
    function Failing.initialize() error("no", 0) end
    wrong(function() net.i:clone { behavior = { [1] = Failing {} } } end,
      "in Failing:initialize (key 1) of NeuronGroup 'i_2': no")
    net.e:add_behavior(1, Cell { other = Gate {} })
    wrong(function() net.e:clone() end, "clone: parameter 'other' of Cell (key"
      .. " 1) of NeuronGroup 'e' is a behavior, which can't be made again; give"
      .. " other behaviors in its place")
    with_file(function(path)
      net.i:add_behavior(1, snn.Recorder { "v", file = path })
      wrong(function() net.i:clone() end, "clone: the recorder (key 1) of i"
        .. " writes to '" .. path .. "', which only one can; say behavior = {"
        .. " [1] = … } for another one, or false for none")
    end)
    local gone = net:remove(net.e)
    fails(function() gone:clone() end,
      "NeuronGroup 'e' was removed from its network")
  end)

-- MARK: Structures

row("CX-39", "a structure is a plain table", function()
  local net = pair { seed = 3, dt = 0.5, tag = "whole" }
  local structure = net:structure()
  equal(structure.groups[1], {
    "NeuronGroup", tag = "e, both", size = 6,
    behavior = { [10] = { "Cell", given = 6 } },
  })
  equal(structure.groups[3], {
    "SynapseGroup", tag = "S", src = "e", dst = "i", W = "uniform",
    behavior = { [20] = { "Gate" } },
  })
  structure.groups = nil
  equal(structure, {
    seed = 3, dt = 0.5, tag = "whole", dtype = "float32", synapse_mode = "SxD",
  })
end)

row("CX-39", "a network is built of its structure, from a file too", function()
  with_file(function(path)
    for _, mode in ipairs { "SxD", "DxS" } do
      local net = pair { seed = 3, synapse_mode = mode, dtype = "float64" }
      snn.save_structure(net:structure(), path)
      local again = snn.build(snn.load_structure(path))
      equal(again:structure(), net:structure())
      same_runs(net, again, 5)
    end
  end)
end)

row("CX-39", "behaviors of the library, and classes that extend them, too",
  function()
    local Clip = snn.WeightClip:extend "Clip"
    function Clip:initialize(synapses)
      snn.WeightClip.initialize(self, synapses)
      synapses.seen = self:parameter("seen", 0)
    end
    local net = snn.Network {
      seed = 1, behavior = { [0] = snn.Clock { step = "0.1 ms" } },
    }
    local neurons = snn.NeuronGroup {
      net = net, tag = "n", size = snn.NeuronDimension {
        input_patterns = { snn.ones(3, 2), snn.zeros(2, 4) },
      },
      behavior = {
        [0.5] = snn.Variable { "v = 1" },
        [1] = snn.Equation { "dv/dt = (10 - v) / (1 * ms)" },
        [2] = snn.EventRecorder { "v > 3", gap_width = "0.2 ms", tag = "high" },
      },
    }
    local synapses = snn.SynapseGroup {
      net = net, src = neurons, dst = neurons, tag = "S", W = "uniform",
      behavior = {
        [3] = snn.WeightClip { w_max = 0.9, tag = "clip" },
        [4] = Clip { w_max = 0.4, seen = 3 },
      },
    }
    local clone = net:clone_groups { neurons }
    with_file(function(path)
      snn.save_structure(net:structure(), path)
      local again = snn.build(snn.load_structure(path))
      equal(again:structure(), net:structure())
      for _, one in ipairs { net, again } do
        one:initialize()
        one:simulate_iterations(20)
      end
      equal(again.n.v, neurons.v)
      equal(again.S.W, synapses.W)
      equal(again("v > 3", 1), net("v > 3", 1))
    end)
    local other = clone.afferent_synapses.S[1]
    equal(other.W:max() < 0.401 and other.seen, 3)
    equal({ clone.v.shape, other.clip.parameters.w_max }, { { 12 }, 0.9 })
    equal(tostring(clone:behavior(2)), 'EventRecorder { "v > 3" }')
  end)

row("CX-39", "a built network that loads a state goes on to the bit", function()
  with_file(function(path)
    local net = pair()
    net.e:add_behavior(1, Cell { given = 3 }) -- later than those of 'i'
    net:add_behavior(0, snn.Clock { step = "1 ms" })
    local again = snn.build(net:structure(), { seed = 8 })
    equal(again.seed, 8)
    net:initialize()
    net:simulate_iterations(4)
    net:save(path)
    again:load(path)
    net:simulate_iterations(4)
    again:simulate_iterations(4)
    equal(again.e.v, net.e.v)
    equal(again.i.v, net.i.v)
  end)
end)

-- The numbers of a sequence that a seed begins.
local function generator(seed)
  local state = seed
  return function(count)
    state = (state * 1103515245 + 12345) % 2147483648
    return state // 65536 % count + 1
  end
end

-- A network of a random structure.
local function random_network(seed)
  local draw = generator(seed)
  local net = snn.Network {
    seed = seed, synapse_mode = draw(2) == 1 and "SxD" or "DxS",
    dtype = draw(2) == 1 and "float32" or "float64",
  }
  local groups, shared = {}, nil
  local function behaviors()
    local result = {}
    for _ = 1, draw(3) do
      local key = draw(9) / 2
      result[key] = Cell { given = draw(5), other = snn.rand(draw(3)) }
    end
    return result
  end
  for number = 1, 2 + draw(3) do
    local group = snn.NeuronGroup {
      net = net, size = 1 + draw(5), behavior = behaviors(),
      tag = draw(2) == 1 and "g" .. number or nil,
    }
    groups[#groups + 1] = group
    if draw(3) == 1 then
      shared = shared or Cell { given = draw(4) }
      group:add_behavior(7, shared)
    end
    if draw(3) == 1 then
      groups[#groups + 1] = group:sub_group({ 1, 2 }, draw(2) == 1
        and "part " .. number or nil)
    end
    if draw(4) == 1 then
      snn.NetworkObject { net = net, behavior = behaviors() }
        :add_sub_structure(group)
    end
    if draw(3) == 1 then
      groups[1]:add_behavior(20 + number, Cell { other = group })
    end
  end
  for _ = 1, draw(5) do
    snn.SynapseGroup {
      net = net, src = groups[draw(#groups)], dst = groups[draw(#groups)],
      W = { "uniform", density = 0.7 }, tag = draw(2) == 1 and "T" or nil,
      behavior = draw(2) == 1 and { [draw(4)] = Gate {} } or nil,
    }
  end
  return net
end

row("CX-39", "networks of random structures are built again", function()
  with_file(function(path)
    for seed = 1, 40 do
      local net = random_network(seed)
      local structure = net:structure()
      snn.save_structure(structure, path)
      local again = snn.build(snn.load_structure(path))
      equal(again:structure(), structure)
      equal(tostring(again), tostring(net))
      same_runs(net, again, 3)
      net:save(path)
      local loaded = snn.build(structure):load(path)
      net:simulate_iterations(2)
      loaded:simulate_iterations(2)
      for place, group in ipairs(net.Structures) do
        if group.v ~= nil then
          equal(loaded.Structures[place].v, group.v)
        end
      end
    end
  end)
end)

row("CX-39", "a structure without a place for a value says where it is",
  function()
    local function wrong(value, message)
      local net = snn.Network { seed = 1 }
      snn.NeuronGroup {
        net = net, tag = "a", size = 2, behavior = { Cell { other = value } },
      }
      fails(function() net:structure() end,
        "structure: parameter 'other' of Cell (key 1) of NeuronGroup 'a'"
          .. message)
    end
    wrong(print, " is a function, which no structure can have; make it a method"
      .. " of a class, which has a name")
    wrong({ x = { print } }, ".x[1] is a function, which no structure can have;"
      .. " make it a method of a class, which has a name")
    wrong(Cell, " is a class, which no structure can have; give its name, as a"
      .. " text")
    wrong(Cell {}, " is a behavior, which no structure can have")
    wrong(setmetatable({}, {}), " is a table, which no structure can have,"
      .. " since it has a metatable")
    wrong(snn.DelayLine(1, 1), " is a DelayLine, which no structure can have;"
      .. " make it in initialize")
    wrong(pair().e, " is 'e', which is of another network")
  end)

row("CX-39", "a structure that is wrong says where", function()
  local function wrong(structure, message)
    fails(function() snn.build(structure) end, message)
  end
  local function group(options)
    return { groups = { { "NeuronGroup", tag = "a", size = 2, behavior =
      options } } }
  end
  wrong(5, "build: expected a structure, as net:structure() gives it, got"
    .. " number")
  wrong({ group = {} },
    "build: the structure has no option 'group'; did you mean 'groups'?")
  wrong({ groups = { {} } }, 'build: group 1: expected an object such as {'
    .. ' "NeuronGroup", tag = "exc", size = 80 }, got a table without a kind at'
    .. " 1")
  wrong({ groups = { { "NeuronGroup", sizes = 1 } } },
    "build: group 1 has no option 'sizes'; did you mean 'size'?")
  wrong(group { { "Sell" } }, "build: a (key 1): there is no class 'Sell': run"
    .. " the script that defines it first; did you mean 'Cell'?")
  wrong(group { { "snn.Recordr" } }, "build: a (key 1): there is no class"
    .. " 'snn.Recordr': run the script that defines it first; did you mean"
    .. " 'snn.Recorder'?")
  wrong(group { { "Cell", 5 } }, "build: a (key 1): a parameter needs a name,"
    .. " and that at 2 has none")
  wrong(group { x = { "Cell" } },
    "build: a: behavior keys must be finite numbers, got x")
  wrong(group { { same_as = { 1, 5 } } }, "build: a (key 1): same_as must be {"
    .. " number of a group, key } of a behavior before it")
  wrong(group { { "Cell", other = { ["snn.object"] = "b" } } },
    "build: a (key 1).other is the object 'b', which isn't there")
  wrong({ groups = { { "SynapseGroup", src = "b" } } },
    "no neuron group (source) has the tag 'b'; there are no tags")
  wrong({ groups = { { "NeuronGroup", tag = "a", size = 2 },
    { "NeuronSubGroup", tag = "b", base = "a", neurons = { { 1, 3 } } } } },
    "build: group 2: neurons must be a list of { first, last } from 1 to 2")
end)

row("CX-39", "values come back from a file as they were", function()
  with_file(function(path)
    local values = {
      1, 2.0, 0.1, 1e300, -0.0, 1 / 0, -1 / 0, math.mininteger, math.maxinteger,
      "a\0b\n\r\t\"\\\xff é", true, { {} }, [-3] = 4, [2.5] = "x",
      [true] = false, ["end"] = 1, ["a b"] = 2, x = { y = { { 1 } } },
      whole = snn.tensor { { 1, 2 }, { 3, 4 } }, none = snn.zeros(0),
      truth = snn.tensor { true, false }, small = snn.rand(20),
      long = snn.rand(3, 4, "float64"),
    }
    snn.save_structure(values, path)
    local read = snn.load_structure(path)
    equal(read, values)
    for key, value in pairs(values) do
      equal(math.type(read[key]), math.type(value))
      if type(value) == "userdata" then
        equal(read[key].dtype, value.dtype)
      end
    end
    equal(1 / read[5], -1 / 0)
    snn.save_structure({ 0 / 0 }, path)
    assert(snn.load_structure(path)[1] ~= snn.load_structure(path)[1])
  end)
end)

row("CX-39", "nothing in the file is run, and what is wrong has its line",
  function()
    with_file(function(path)
      local function wrong(text, message)
        local file = io.open(path, "w")
        file:write(text)
        file:close()
        fails(function() snn.load_structure(path) end,
          "load_structure: " .. path .. ":" .. message)
      end
      wrong("", "1: expected 'return', with which a structure begins, got the"
        .. " end of the file")
      wrong("-- x\n--[[ y\n]] return {\n  a = os.exit(),\n}", "4: expected a"
        .. " number, a text, true, false or a table, got 'os.exit'; a structure"
        .. " holds data, nothing is run")
      wrong("return { ('x'):rep(5) }", "1: expected a number, a text, true,"
        .. " false or a table, got '('")
      wrong("return { a = 1\n", "2: expected ',' or '}', got the end of the"
        .. " file")
      wrong("return { a = 1, a = 2 }", "1: the key a is there twice")
      wrong("return { 'a\nb' }", "1: a text has no end in its line")
      wrong("return { 5/2 }", "1: the only fractions are 1/0, -1/0 and 0/0")
      wrong("return { } x", "1: expected the end of the file, got 'x'")
      wrong("return { x = { ['snn.tensor'] = 'float32', shape = { 4 }, 1 } }",
        "1: no tensor: reshape: shape [1] doesn't fit into [4]")
      wrong("return " .. ("{"):rep(101),
        "1: tables are in each other more than 100 deep")
    end)
    fails(function() snn.save_structure({ x = { print } }, "x") end,
      "save_structure: structure.x is a function, which can't be written")
    fails(function()
      snn.save_structure({ x = snn.zeros(2, 2):to_sparse() }, "x")
    end, "save_structure: structure.x is a SparseMatrix, which can't be"
      .. " written")
    local circle = {}
    circle.x = circle
    local ok, message = pcall(snn.save_structure, circle, "x")
    assert(not ok and message:find "tables are in each other more than 100")
  end)

-- MARK: Trying behaviors and parameters

row("EXP-04", "a behavior is tried in one line", function()
  equal(snn.test_network(Cell {}, { size = 5 }).v.shape, { 5 })
  local neurons, net, synapses = snn.test_network({ [3] = Cell {} }, {
    size = 2, iterations = "2 ms", dt = 0.5, seed = 4, W = 1,
    synapses = Gate {},
  })
  equal({ net.iteration, net.seed }, { 4, 4 })
  assert(neurons:behavior(3) and synapses:behavior(2) and synapses.src
    == neurons)
end)

row("EVO-01", "a parameter comes from the command line", function()
  equal(snn.args.tau == nil and 20 or snn.args.tau, 20)
  snn.args.tau = 3
  equal(snn.args.tau, 3)
end)
