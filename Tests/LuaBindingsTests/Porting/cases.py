# The cases of values.py, in the order of the page.

# MARK: Networks

case("Network()", "snn.Network {}", "[it.iteration, it._def_dtype == torch.float32]",
     "{ it.iteration, it.dtype == \"float32\" }")
case('Network(dtype=torch.float64, synapse_mode="DxS")',
     'snn.Network { dtype = "float64", synapse_mode = "DxS" }',
     "list(SynapseGroup(net=it, src=NeuronGroup(2, it, tag='p'), dst=NeuronGroup(3, it, tag='q'), tag='GLU').matrix('ones').shape)"
     " + [str(it._def_dtype)[6:]]",
     '(function() local w = snn.SynapseGroup { net = it, src = snn.NeuronGroup { net = it, size = 2, tag = "p" },'
     ' dst = snn.NeuronGroup { net = it, size = 3, tag = "q" }, tag = "GLU" }:matrix "ones"'
     ' return { w:size(1), w:size(2), w.dtype } end)()')
case("torch.manual_seed(42)", "snn.Network { seed = 42 }",
     "bool((torch.rand(4) == (torch.manual_seed(42), torch.rand(4))[1]).all())",
     "(function() local function draw() return snn.NeuronGroup { net = snn.Network { seed = 42 }, size = 4 }:vector \"uniform\" end"
     " return draw():eq(draw()):all() end)()")
case("net.initialize()", "net:initialize()", "obj.v", "obj.v")
case("net.simulate_iteration()", "net:simulate_iteration()", "[net.iteration, obj.v]",
     "{ net.iteration, obj.v }")
case("net.simulate_iteration(measure_behavior_execution_time=True)", "net:simulate_iteration(true)",
     "[sorted(it.keys())[1:4], net.iteration]",
     "(function() local keys = {} for key in snn.sorted_pairs(it) do keys[#keys + 1] = key end"
     " return { { keys[1], keys[2], keys[3] }, net.iteration } end)()", )
case("net.simulate_iterations(1000, batch_size=100)", "net:simulate_iterations(1000, { batch_size = 100 })",
     "net.iteration", "net.iteration")
case("net.simulate_iterations(n, batch_progress_update_func=f)", "net:simulate_iterations(n, { progress = f })",
     "results", "results",
     before_there="f = lambda percent, net: results.append(percent)",
     before_here="results = {} f = function(percent) results[#results + 1] = percent end")
case("net.simulate_iterations(n, disable_recording=True)", "net:simulate_iterations(n, { disable_recording = true })",
     "[net.iteration, len(net['v', 0])]", '{ net.iteration, #net("v", 1) }')
case("net.iteration = 0", see="net.iteration")
case("net.NeuronGroups", see="len(it)", see_here="#it")
case("net.SynapseGroups", see="len(it)", see_here="#it")
case("net.Structures", see="len(it)", see_here="#it")
case("net.all_objects()", "net:all_objects()", "len(it)", "#it")
case("net.all_behaviors()", "net:all_behaviors()", "len(it)", "#it")
case("net.exc", see="[it.size, it.tags[0]]", see_here="{ it.size, it.tag }")
case("net.recording_off()", "net:recording_off()", "len(net['v', 0])", '#net("v", 1)',
     with_there="@@; net.simulate_iterations(3)", with_here="@@ net:simulate_iterations(3)")
case("net.recording_on()", "net:recording_on()", "len(net['v', 0])", '#net("v", 1)',
     with_there="net.recording_off(); net.simulate_iterations(3); @@; net.simulate_iterations(2)",
     with_here="net:recording_off() net:simulate_iterations(3) @@ net:simulate_iterations(2)")
case("net.clear_recorder()", "net:clear_recorder()", "len(net['v', 0])", '#net("v", 1)', by="PymoNNto",
     with_there="@@; net.simulate_iteration()", with_here="@@ net:simulate_iteration()")
for on, off in [("net.set_behaviors(tag, enabled)", "net:set_behaviors(tag, enabled)"),
                ("net.deactivate_behaviors(tag)", "net:deactivate_behaviors(tag)")]:
    case(on, off, "[neurons.runs, src['LIF', 0].behavior_enabled]",
         '{ neurons.runs, src("LIF", 1).behavior_enabled }',
         with_there="@@; net.simulate_iterations(3)", with_here="@@ net:simulate_iterations(3)")
case("net.activate_behaviors(tag)", "net:activate_behaviors(tag)",
     "[neurons.runs, src['LIF', 0].behavior_enabled]",
     '{ neurons.runs, src("LIF", 1).behavior_enabled }',
     before_there="behavior.behavior_enabled = False", before_here="behavior.behavior_enabled = false",
     with_there="@@; net.simulate_iterations(3)", with_here="@@ net:simulate_iterations(3)")
case('net.simulate_iterations("5*second")', 'net:simulate "5 s"', "timed.iteration", "timed.iteration",
     before_there="timed = Network(behavior={1: Clock(step='1*second')}); net = timed; timed.initialize(info=False)",
     before_here='timed = snn.Network { behavior = { [1] = snn.Clock "1 s" } } net = timed timed:initialize()')
without("a text for people, in words of each program's own", "print(net)", "net:describe()")
without("how long it took", "net:profile(n)")
without("saves what the other program's tools save; its tests are in the row tests of saving",
        "state_dict()", 'net:save "file"', 'net:load "file"')
without("there is nothing to write here", "clear_tag_cache()", "set_synapses_to_neuron_groups()", "NeuronGrid")
without("only in words of a row", "mat =", "std(v)", "for")

# MARK: Objects and tags

case("obj['tag']", 'obj("tag")', "len(it)", "#it")
case("obj['tag', 0]", 'obj("tag", 1)', "it.tau", "it.tau")
case("obj['tag', -1]", 'obj("tag", -1)', "it.tau", "it.tau")
case("obj['tag', 0]", 'obj:find("tag", 1)', "it.tau", "it.tau")
case("obj[1]", "obj(1)", "[len(it), it[0].tau]", "{ #it, it[1].tau }")
case("obj.tags", "obj:tags()", "it", "it")
case("obj.add_tag('x')", 'obj:add_tag "x"', "[obj.tags, len(net['x'])]", '{ obj:tags(), #net("x") }')
case("obj.has_module('x')", 'obj:has_module "x"')
case("obj.set_tag_attrs('x', 'v', 1)", 'obj:set_tag_attrs("x", "v", 1)', "obj.v", "obj.v")
case("obj.call_tag_functions('LIF', 'f', a=1)", 'obj:call_tag_functions("LIF", "f", 1)',
     "results", "it",
     before_there="LIF.f = lambda self, args: results.append(args['a'] + self.tau)",
     before_here="function LIF:f(a) return a + self.tau end")
case("obj.add_behavior(4, LIF(), initialize=False)", "obj:add_behavior(4, LIF {}, false)",
     "[neurons.runs, len(obj[4]), sorted(obj.behavior)]",
     "{ neurons.runs, #obj(4), keys_of(obj) }",
     with_there="@@; net.simulate_iterations(1)", with_here="@@ net:simulate_iterations(1)")
case("obj.add_behaviors({2: LIF()})", "obj:add_behaviors { [2] = LIF {} }", "[neurons.runs, sorted(obj.behavior)]",
     "{ neurons.runs, keys_of(obj) }",
     with_there="@@; net.simulate_iterations(1)", with_here="@@ net:simulate_iterations(1)")
case("obj.remove_behavior(3)", "obj:remove_behavior(3)", "[neurons.normalized, sorted(obj.behavior)]",
     "{ neurons.normalized, keys_of(obj) }",
     with_there="@@; net.simulate_iterations(3)", with_here="@@ net:simulate_iterations(3)")
case("obj.tensor(mode, (3, 4))", "obj:tensor(mode, 3, 4)")
case("obj.get_buffer_mat(dim, size)", "obj:get_buffer_mat(dim, size)")
case("mat = obj.buffer_roll(mat, new, counter)", "mat = obj:buffer_roll(mat, new, counter)", "mat", "mat")
case("mat = obj.buffer_roll(mat, new, counter)", "mat = obj:buffer_roll(mat, new, counter)", "mat", "mat",
     before_there="counter = False", before_here="counter = false")
case("mat = obj.buffer_roll(mat, new, counter)", "mat = obj:buffer_roll(mat, new, counter)", "mat", "mat",
     before_there="new, counter = None, False", before_here="new, counter = nil, false")
case("obj.buffer_roll(mat, new)", "mat = obj:buffer_roll(mat, new)", "mat", "mat", by="PymoNNto")
case("obj.add_analysis_module(module)", "obj:add_analysis_module(module)", by="PymoNNto", see=
     "[len(obj['Mean']), obj['Mean', 0]()]", see_here='{ #obj("Mean"), obj("Mean", 1)() }',
     before_there="module = Mean()", before_here="module = Mean {}")
case("obj.add_sub_structure(o)", "obj:add_sub_structure(o)", "[len(obj.sub_structures), o.parent_structure is obj]",
     "{ #obj.sub_structures, o.parent_structure == obj }")
case("obj.parent_structure", see="it is net", see_here="it == net")

# MARK: Behaviors

without("a definition; the cases run what the surroundings define",
        "class LIF(Behavior):", "class LIF(Behavior)", 'local LIF = snn.Behavior "LIF"', 'snn.Behavior "LIF"',
        "def initialize(self, neurons):", "function LIF:initialize(neurons)",
        "def forward(self, neurons):", "iteration", "function LIF:forward(neurons)",
        "class Mean(AnalysisModule)", 'snn.AnalysisModule "Mean"',
        "def execute(self, neurons, **kwargs)", "function Mean:execute(neurons, options) end")
BEHAVIOR = "group = NeuronGroup(3, (fresh := Network()), behavior={1: (made := @@)}); fresh.initialize(info=False); fresh.simulate_iteration()"
BEHAVIOR_HERE = ("made = @@ fresh = snn.Network {} group = snn.NeuronGroup { net = fresh, size = 3, behavior = { made } }"
                 " fresh:initialize() fresh:simulate_iteration()")
FREE = "LIF.initialize = lambda self, neurons: setattr(self, 'tau', self.parameter('tau', 1.0)); LIF.forward = lambda self, n: setattr(n, 'ran', 1)"
FREE_HERE = 'function LIF:initialize() self.tau = self:parameter("tau", 1.0) end function LIF:forward(n) n.ran = 1 end'
case("LIF(tau=20, tag='x', behavior_enabled=False)", 'LIF { tau = 20, tag = "x", behavior_enabled = false }',
     "[made.tau, group['x', 0] is made, made.behavior_enabled, hasattr(group, 'ran')]",
     '{ made.tau, group("x", 1) == made, made.behavior_enabled, group.ran ~= nil }',
     before_there=FREE, before_here=FREE_HERE, with_there=BEHAVIOR, with_here=BEHAVIOR_HERE)
case("LIF(threshold=1)", "LIF { threshold = 1 }", "made.threshold", "made.threshold",
     before_there="LIF.initialize = lambda self, neurons: setattr(self, 'threshold', self.parameter('threshold', 2.0)); LIF.forward = lambda self, n: None",
     before_here='function LIF:initialize() self.threshold = self:parameter("threshold", 2.0) end LIF.forward = nil',
     with_there=BEHAVIOR, with_here=BEHAVIOR_HERE)

# What a behavior asks for in its initialize goes where @@ is.
ASK = ("def ask(self, neurons): global got; got = @@\n"
       "Asking = type('Asking', (Behavior,), {'initialize': ask})\n"
       "fresh = Network(); fresh.def_dtype = torch.float32\n"
       "group = NeuronGroup(3, fresh, tag='g', behavior={1: LIF(tau=5.0), 2: Asking(%s)})\n"
       "group.w = torch.tensor([1.0, 2.0, 3.0])\n"
       "fresh.initialize(info=False)")
ASK_HERE = ('Asking = snn.Behavior "Asking" function Asking:initialize(neurons) got = @@ end'
            ' fresh = snn.Network {} group = snn.NeuronGroup { net = fresh, size = 3, tag = "g",'
            ' behavior = { LIF { tau = 5.0 }, Asking { %s } } } group.w = snn.tensor { 1.0, 2.0, 3.0 } fresh:initialize()')
THREE = "LIF.initialize = lambda self, neurons: setattr(self, 'tau', self.parameter('tau', 20.0))"
THREE_HERE = 'function LIF:initialize() self.tau = self:parameter("tau", 20.0) end'


def asked(there, here, given="", given_here=None, **more):
    case(there, here, more.pop("see", "got"), more.pop("see_here", "got"),
         before_there=THREE, before_here=THREE_HERE,
         with_there=ASK % given, with_here=ASK_HERE % (given if given_here is None else given_here), **more)


asked("self.parameter('tau', 20)", 'self:parameter("tau", 20)')
asked("self.parameter('tau', 20)", 'self:parameter("tau", 20)', "tau=3.5")
asked("self.parameter('tau', required=True)", 'self:parameter { "tau", required = true }', "tau=3.5")
asked("self.parameter('threshold', required=True)", 'self:parameter { "threshold", required = true }', "threshold=-50")
asked("self.parameter('tau', None, neurons)", 'self:parameter("tau")', "tau='normal(20,2)'",
      see="[list(got.shape), str(got.dtype)[6:]]", see_here="{ got.shape, got.dtype }")
without("the parameter of the row, which its case gives", "tau='normal(20,2)'")
asked("self.parameter('x', 1, neurons, tensor=True)", 'self:parameter { "x", 1, tensor = true }',
      "x=[1.5, 2.5]", "x = snn.tensor { 1.5, 2.5 }")
case("'50%'", "'50%'", "got", "got", before_there=THREE, before_here=THREE_HERE,
     with_there=(ASK % "tau=@@").replace("got = @@", "got = self.parameter('tau', 1.0, neurons)"),
     with_here=(ASK_HERE % "tau = @@").replace("got = @@", 'got = self:parameter("tau", 1.0)'))
case("'same(LIF, tau)'", "'same(LIF, tau)'", "got", "got", before_there=THREE, before_here=THREE_HERE,
     with_there=(ASK % "tau=@@").replace("got = @@", "got = self.parameter('tau', 1.0, neurons)"),
     with_here=(ASK_HERE % "tau = @@").replace("got = @@", 'got = self:parameter("tau", 1.0)'))
case("'same(g, w)'", "'same(g, w)'", "got", "got", before_there=THREE, before_here=THREE_HERE,
     with_there=(ASK % "tau=@@").replace("got = @@", "got = self.parameter('tau', 1.0, neurons)"),
     with_here=(ASK_HERE % "tau = @@").replace("got = @@", 'got = self:parameter("tau", 1.0)'))
case("do_not_diversify", see="got", see_here="got", before_there=THREE, before_here=THREE_HERE,
     with_there=(ASK % "p='normal(0, 1)'").replace("got = @@", "got = self.parameter('p', None, neurons, @@=True)"),
     with_here=(ASK_HERE % "p = 'normal(0, 1)'").replace("got = @@", 'got = self:parameter { "p", @@ = true }'))
without("an error in PymoNNtorch 0.1.4 and in PymoNNto 3.0.6: objects have no list of that name", "search_other_behaviors")
case("self.set_parameters_as_variables(neurons)", "self:set_parameters_as_variables(neurons)",
     "[group.p, group.q]", "{ group.p, group.q }", before_there=THREE, before_here=THREE_HERE,
     with_there=(ASK % "p=1.5, q='ones()'").replace("global got; got = @@", "@@"),
     with_here=(ASK_HERE % "p = 1.5, q = 'ones()'").replace("got = @@", "@@"))
case("self.set_parameters_as_variables(self)", "self:set_parameters_as_variables(self)",
     "[group['Asking', 0].p, group['Asking', 0].q]", '{ group("Asking", 1).p, group("Asking", 1).q }',
     before_there=THREE, before_here=THREE_HERE,
     with_there=(ASK % "p=1.5, q=2").replace("global got; got = @@", "@@"),
     with_here=(ASK_HERE % "p = 1.5, q = 2").replace("got = @@", "@@"))
FAST = "fresh = Network(); group = NeuronGroup(6, fresh, behavior={1: Fast()}); fresh.initialize(info=False); fresh.simulate_iterations(3)"
FAST_HERE = "fresh = snn.Network {} group = snn.NeuronGroup { net = fresh, size = 6, behavior = { Fast {} } } fresh:initialize() fresh:simulate_iterations(3)"
case("class Fast(LIF):", 'local Fast = LIF:extend "Fast"', "[group.v, group.runs]", "{ group.v, group.runs }",
     with_there="@@\n    pass\n" + FAST, with_here="@@ " + FAST_HERE)
case("super().forward(neurons)", "LIF.forward(self, neurons)", "[group.v, group.runs, group.twice]",
     "{ group.v, group.runs, group.twice }",
     with_there="class Fast(LIF):\n    def forward(self, neurons):\n        @@\n        neurons.twice = neurons.runs * 2\n" + FAST,
     with_here='local Fast = LIF:extend "Fast" function Fast:forward(neurons) @@ neurons.twice = neurons.runs * 2 end ' + FAST_HERE)
case("behavior.behavior_enabled = False", "behavior.behavior_enabled = false", "neurons.runs", "neurons.runs",
     with_there="@@; net.simulate_iterations(3)", with_here="@@ net:simulate_iterations(3)")
for name in ["initialize_last", "initialize_on_init"]:
    case(name + " = True", "LIF." + name + " = true", "results", "results",
         before_there="LIF.initialize = lambda self, n: results.append('LIF'); Normalize.initialize = lambda self, n: results.append('Normalize')",
         before_here='results = {} function LIF:initialize() results[#results + 1] = "LIF" end'
                     ' function Normalize:initialize() results[#results + 1] = "Normalize" end',
         with_there="LIF.@@; fresh = Network(); NeuronGroup(1, fresh, behavior={2: LIF(), 1: Normalize(), 3: Normalize()}); results.append('made'); fresh.initialize(info=False)",
         with_here="@@ fresh = snn.Network {} snn.NeuronGroup { net = fresh, size = 1, behavior = { [2] = LIF {}, [1] = Normalize {}, [3] = Normalize {} } }"
                   ' results[#results + 1] = "made" fresh:initialize()')
case("behavior.init_kwargs['tau'] = 9; behavior.initialize(neurons)",
     "behavior.parameters.tau = 9 behavior:reinitialize()", "behavior.tau", "behavior.tau")
case("if neurons.iteration % 10 == 0:", "Normalize { run_every = 10 }", "results", "results",
     before_there="def step(self, neurons):\n    {}\n        results.append(neurons.iteration)".replace("{}", "if neurons.iteration % 10 == 0:")
     + "\nfresh = Network(); Normalize.forward = step; NeuronGroup(1, fresh, behavior={1: Normalize()}); fresh.initialize(info=False)\nfresh.simulate_iterations(35)",
     before_here="results = {} function Normalize:forward(neurons) results[#results + 1] = neurons.iteration end",
     with_there="pass  # @@", with_here="fresh = snn.Network {} snn.NeuronGroup { net = fresh, size = 1, behavior = { @@ } } fresh:initialize() fresh:simulate_iterations(35)")

# MARK: Neuron groups

case("NeuronGroup(100, net, behavior={1: LIF()}, tag='inh')",
     'snn.NeuronGroup { net = net, size = 100, behavior = { [1] = LIF {} }, tag = "inh" }',
     "[it.size, it.tags[0], sorted(it.behavior)]", "{ it.size, it.tag, keys_of(it) }")
case("NeuronGroup(100, net, behavior=[LIF(), Normalize()])",
     "snn.NeuronGroup { net = net, size = 100, behavior = { LIF {}, Normalize {} } }",
     "sorted(it.behavior)", "minus_1(keys_of(it)) -- keys from 1 here, from 0 there")
case("NeuronGroup(NeuronDimension(width=10, height=10), net, behavior={})",
     "snn.NeuronGroup { net = net, size = snn.NeuronDimension { width = 10, height = 10 } }",
     "[it.size, it.x, it.y, it.z, it.width, it.height, it.depth]",
     "{ it.size, it.x, it.y, it.z, it.width, it.height, it.depth }")
case("neurons.size")
case("neurons.id", see="it + 1", see_here="it")
case("neurons.vector()", "neurons:vector()")
case("neurons.vector('zeros')", 'neurons:vector "zeros"')
case("neurons.vector('normal(0.5, 0.1)', scale=2, density=0.1, dtype=torch.float64)",
     'neurons:vector { "normal(0.5, 0.1)", scale = 2, density = 0.1, dtype = "float64" }',
     "[list(it.shape), str(it.dtype)[6:], bool((it.abs() < 3).all())]",
     "{ it.shape, it.dtype, it:abs():lt(3):all() }")
case("neurons.vector('normal(0.5, 0.1)', density=0.1)",
     'neurons:vector { "normal(0.5, 0.1)", density = 0.1 }',
     "[list(it.shape), str(it.dtype)[6:], bool((it.abs() < 1.5).all())]",
     "{ it.shape, it.dtype, it:abs():lt(1.5):all() }")
case("neurons.vector_buffer(10)", "neurons:vector_buffer(10)")
case("neurons.afferent_synapses['GLU']", "neurons.afferent_synapses.GLU", "[len(it), it[0].tags[0]]", "{ #it, it[1].tag }")
case("neurons.synapses(afferent, 'GLU')", 'neurons:synapses("afferent", "GLU")', "[len(it), it[0].tags[0]]",
     "{ #it, it[1].tag }", before_there="afferent = 'afferent'")
case("neurons.subGroup(mask)", "neurons:sub_group(mask)", "[int(it.size), it.mask_var(neurons.u)]",
     "{ it.size, it.u }")
GRID = "import numpy; neurons.x, neurons.y, neurons.z = [t.numpy() for t in (neurons.x, neurons.y, neurons.z)]"
case("neurons.partition_masks([2, 2, 1])", "neurons:partition_masks { 2, 2, 1 }", "[row for row in it]", "it",
     before_there=GRID)
case("neurons.get_subgroup_receptive_field_mask(sub, [1, 1, 1])",
     "neurons:get_subgroup_receptive_field_mask(sub, { 1, 1, 1 })", "it", "it",
     before_there=GRID + "; sub = o; sub.x, sub.y, sub.z = [numpy.array([q]) for q in (-1.0, 0.5, 0.0)]",
     before_here="sub = neurons:sub_group(snn.tensor({ 0, 0, 0, 1, 0, 0 }, \"bool\"))")

# MARK: Synapse groups

case("SynapseGroup(net=net, src=src, dst=dst, tag='GABA')", 'snn.SynapseGroup { net = net, src = src, dst = dst, tag = "GABA" }',
     "[it.tags[0], it.src is src, it.dst is dst, list(it.matrix_dim())]",
     "{ it.tag, it.src == src, it.dst == dst, { it:matrix_dim() } }")
case("synapse.src", see="it is src", see_here="it == src")
case("synapse.dst", see="it is dst", see_here="it == dst")
case("synapse.matrix('uniform', density=0.1)", 'synapse:matrix { "uniform", density = 0.1 }',
     "[list(it.shape), str(it.dtype)[6:], bool(((it >= 0) & (it < 1)).all())]",
     "{ it.shape, it.dtype, (it:ge(0) & it:lt(1)):all() }")
case("synapse.matrix('ones', only_enabled=False)", 'synapse:matrix { "ones", only_enabled = false }',
     before_there="synapse.enabled = synapse.W > 2", before_here="synapse.enabled = synapse.W:gt(2)")
case("synapse.matrix('ones')", 'synapse:matrix "ones"',
     before_there="synapse.enabled = synapse.W > 2", before_here="synapse.enabled = synapse.W:gt(2)")
case("synapse.matrix('uniform', clone_along_first_axis=True)", 'synapse:matrix { "uniform", clone_along_first_axis = true }',
     "[list(it.shape), bool((it == it[0]).all())]", "{ it.shape, it:eq(it[1]):all() }")
case("synapse.matrix_dim()", "synapse:matrix_dim()", "list(it)", "{ synapse:matrix_dim() }")
case("synapse.enabled = synapse.W > 0", "synapse.enabled = synapse.W:gt(0)", "synapse.enabled", "synapse.enabled")
case("synapse.get_random_synapse_mat_fixed(k)", "synapse:connect { out_degree = k }",
     "[list(it.shape), [float(x) for x in (it != 0).sum(1)]]",
     "{ it.shape, it:ne(0):sum(2):double():totable() }")
for here in ["synapse:get_random_synapse_mat_fixed(k)", "synapse:connect { in_degree = k }"]:
    case("synapse.get_random_synapse_mat_fixed(k)", here,
         "[list(it.shape), [float(x) for x in (it != 0).sum(1)]]",
         "{ it.shape, it:ne(0):sum(1):double():totable() } -- rows are destinations there, with DxS",
         before_there="net.transposed_synapse_matrix_mode = False")
case("synapse.get_distance_mat(r)", "synapse:get_distance_mat(r)", "it.T", "it", tolerance=1e-5)
case("synapse.get_ring_mat(r, e)", "synapse:get_ring_mat(r, e)", "it.T", "it", tolerance=1e-5)
case("torch.sum(W[spikes], axis=0)", "W[spikes]:sum(1)")
case("W[np.ix_(pre, post)] += c", "W[{ pre, post }]:add_(c)", "W", "W")
case("W[:, post] += c", "W[{ {}, post }]:add_(c)", "W", "W")
case("W @ spike", "W:matmul(spike)")
case("spike @ W", "spike:matmul(W)")
case("W @ v", "W:matmul(v)", tolerance=1e-6)
case("v @ W", "v:matmul(W)", tolerance=1e-6)
case("W[s].sum(axis=0)", "W[s]:sum(1)")

# MARK: Recorders

REC = "fresh = Network(); group = NeuronGroup(6, fresh, behavior={1: LIF(), 5: @@}); fresh.initialize(info=False); fresh.simulate_iterations(%d)"
REC_HERE = "fresh = snn.Network {} group = snn.NeuronGroup { net = fresh, size = 6, behavior = { [1] = LIF {}, [5] = @@ } } fresh:initialize() fresh:simulate_iterations(%d)"
case("Recorder('v', gap_width=10, max_length=100)", 'snn.Recorder { "v", gap_width = 10, max_length = 100 }',
     "fresh['v', 0]", 'fresh("v", 1)', with_there=REC % 35, with_here=REC_HERE % 35)
case("Recorder(['v', 'torch.mean(v)'])", 'snn.Recorder { "v", "mean(v)" }', "fresh['torch.mean(v)', 0]",
     'fresh("mean(v)", 1):float() -- numbers are kept as float64', with_there=REC % 3, with_here=REC_HERE % 3)
case("Recorder('torch.std(v)')", 'snn.Recorder { "torch.std(v)" }', "fresh['torch.std(v)', 0]",
     'fresh("torch.std(v)", 1):float() -- numbers are kept as float64', with_there=REC % 3, with_here=REC_HERE % 3)
case("EventRecorder('spike')", 'snn.EventRecorder { "spike" }',
     "fresh['spike', 0] + torch.tensor([0, 1])", 'fresh("spike", 1)',
     with_there=REC % 3, with_here=REC_HERE % 3)
for piece in ["net['v', 0]", "net['v', 0, 'np']"]:
    case(piece, 'net("v", 1)')
case("net['spike.t', 0]", 'net("spike.t", 1)')
case("net['spike.i', 0]", 'net("spike.i", 1)', "it + 1", "it")
case("net['rec', 0].variables['u'][:, :3]", 'net("rec", 1).variables.u[{ {}, { 1, 3 } }]')
without("there is none there", 'snn.Recorder { "v", file = "v.rec" }')
case("recorder.reset()", "recorder:reset()", "len(net['v', 0])", '#net("v", 1)',
     with_there="@@; net.simulate_iteration()", with_here="@@ net:simulate_iteration()")
case("recorder.add_variable('v * 2')", 'recorder:add_variable "v * 2"', "net['v * 2', 0]", 'net("v * 2", 1)',
     with_there="@@; net.simulate_iteration()", with_here="@@ net:simulate_iteration()")
case("recorder.cut_length(1)", "recorder:cut_length(1)", "net['v', 0]", 'net("v", 1)')
case("recorder.swapped('v')", 'recorder:swapped "v"')

# MARK: Space

case("NeuronDimension(width=10, height=10, centered=False)",
     "snn.NeuronDimension { width = 10, height = 10, centered = false }",
     "[group.size, group.x, group.y, group.z]", "{ group.size, group.x, group.y, group.z }",
     with_there="group = NeuronGroup(@@, net, behavior={})",
     with_here="group = snn.NeuronGroup { net = net, size = @@ }")
case("get_squared_dim(100)", "snn.get_squared_dim(100)", "[group.size, int(group.width), int(group.height)]",
     "{ group.size, group.width, group.height }",
     with_there="group = NeuronGroup(@@, net, behavior={})",
     with_here="group = snn.NeuronGroup { net = net, size = @@ }")
for axis in "xyz":
    case("neurons." + axis)
case("neurons.shape.get_area_mask(xmin=0, xmax=2)", "neurons.shape:get_area_mask { xmin = 0, xmax = 2 }")
case("neurons.shape.rotate([0, 0, 1], torch.tensor(0.5))", "neurons.shape:rotate({ 0, 0, 1 }, 0.5)",
     "[neurons.x, neurons.y, neurons.z]", "{ neurons.x, neurons.y, neurons.z }", tolerance=1e-6)
for method in ["move(1, 0, 0)", "scale(2, 1, 1)"]:
    case("neurons.shape." + method,
         "neurons.shape:" + method.replace("[", "{ ").replace("]", " }"),
         "[neurons.x, neurons.y, neurons.z]", "{ neurons.x, neurons.y, neurons.z }", tolerance=1e-6)
without("random, and an error in PymoNNtorch 0.1.4", "neurons.shape.noise(1, 0, 0)", "neurons.shape:noise(1, 0, 0)")

PAIR = ("fresh = Network(); p = NeuronGroup(net=fresh, size=NeuronDimension(width=3, height=2), tag='p', behavior={});"
        " w = SynapseGroup(net=fresh, src=p, dst=p, tag='GLU'); w.add_behavior(1, @@); fresh.initialize(info=False)")
PAIR_HERE = ("fresh = snn.Network {} p = snn.NeuronGroup { net = fresh, size = snn.NeuronDimension { width = 3, height = 2 }, tag = 'p' }"
             " w = snn.SynapseGroup { net = fresh, src = p, dst = p, tag = 'GLU', behavior = { @@ } } fresh:initialize()")
for there, here in [("Box_Receptive_Fields(range=2)", "snn.BoxReceptiveFields { range = 2 }"),
                    ("Circle_Receptive_Fields(radius=2)", "snn.CircleReceptiveFields { radius = 2 }"),
                    ("Remove_Autapses()", "snn.RemoveAutapses {}")]:
    case(there, here, "(w.enabled * np.ones((6, 6))) > 0", "w.enabled:gt(0)", by="PymoNNto",
         with_there=PAIR, with_here=PAIR_HERE)

# MARK: Ready-made behaviors

ONE = "fresh = Network(); group = NeuronGroup(net=fresh, size=6, behavior={1: @@}); group.v = np.full((6,), 0.5); group.u = np.array([-1.0, 0.0, 0.5, 1.0, 1.5, 9.0]); fresh.initialize(info=False); fresh.simulate_iterations(3)"
ONE_HERE = "fresh = snn.Network {} group = snn.NeuronGroup { net = fresh, size = 6, behavior = { @@ } } group.v = snn.full({ 6 }, 0.5) group.u = snn.tensor { -1.0, 0.0, 0.5, 1.0, 1.5, 9.0 } fresh:initialize() fresh:simulate_iterations(3)"
for kind in ["InstantHomeostasis", "TimeIntegratedHomeostasis"]:
    # Those of PymoNNtorch 0.1.4 are an error unless each limit is given.
    old = {"InstantHomeostasis": "Instant_Homeostasis", "TimeIntegratedHomeostasis": "Time_Integration_Homeostasis"}[kind]
    case(kind + "(adjustment_param='v', measurement_param='n.u', threshold=1)",
         "snn." + kind + ' { adjustment_param = "v", measurement_param = "u", threshold = 1 }',
         "group.v.astype('float32')", "group.v", by="PymoNNto", with_there=ONE, with_here=ONE_HERE, tolerance=1e-6,
         before_there="from PymoNNto.NetworkBehavior.Basics.BasicHomeostasis import *; %s = %s" % (kind, old))
# That of PymoNNtorch 0.1.4 is an error as soon as it is initialized.
case("SynapticNormalization(syn_type='GLU', norm_factor=2)", 'snn.SynapticNormalization { "GLU", norm_factor = 2 }',
     "synapse.W.T.astype('float32')", "synapse.W -- W is [source, destination] here", by="PymoNNto",
     before_there="from PymoNNto.NetworkBehavior.Basics.Normalization import *; SynapticNormalization = Synaptic_Normalization",
     with_there="obj.add_behavior(5, @@); net.simulate_iteration()",
     with_here="obj:add_behavior(5, @@) net:simulate_iteration()", tolerance=1e-6)
case("CreateWeights(distribution='ones', density=1.0)", 'snn.CreateWeights { "ones", density = 1.0 }', "w.W.astype('float32')", "w.W",
     by="PymoNNto", with_there=PAIR, with_here=PAIR_HERE, tolerance=1e-5,
     before_there="from PymoNNto.NetworkBehavior.Basics.Behavior_Weight_Initialization import *")
case("refractory(strengthfactor=0.5)", "snn.Refractory { strengthfactor = 0.5 }",
     "[q.astype('float32') for q in (group.activity, group.refractory_counter)]", "{ group.activity, group.refractory_counter }",
     by="PymoNNto", before_there="from PymoNNto.NetworkBehavior.Basics.Refractory import refractory",
     with_there="fresh = Network(); group = NeuronGroup(net=fresh, size=3, behavior={1: @@}); fresh.initialize(info=False);"
     " group.output = np.array([0.0, 1.0, 2.0]); group.activity = np.array([1.0, 1.0, 1.0]); fresh.simulate_iterations(3)",
     with_here="fresh = snn.Network {} group = snn.NeuronGroup { net = fresh, size = 3, behavior = { @@ } } fresh:initialize()"
     " group.output = snn.tensor { 0.0, 1.0, 2.0 } group.activity = snn.ones(3) fresh:simulate_iterations(3)", tolerance=1e-6)
# Those of PymoNNtorch 0.1.4 don't know the unit ms.
CLOCKED = "fresh = Network(); group = NeuronGroup(net=fresh, size=2, behavior={%s}); group.tau = 0.02; fresh.initialize(info=False); fresh.simulate_iterations(5)"
CLOCKED_HERE = "fresh = snn.Network {} group = snn.NeuronGroup { net = fresh, size = 2, behavior = { %s } } fresh:initialize() fresh:simulate_iterations(5)"
STEPS = ["Clock(step='1*ms')", "Variable(eq='v=1*mV')", "Equation(eq='dv/dt=(0*mV-v)/tau')"]
STEPS_HERE = ['snn.Clock "1 ms"', 'snn.Variable "v = 1 mV"', 'snn.Equation { "dv/dt = (0 mV - v) / tau", tau = "20 ms" }']
for place, see in enumerate(["float(group.clock_step_size)", "group.v.astype('float32')", "group.v_new.astype('float32')"]):
    mark = lambda steps: ["@@" if at == place else step for at, step in enumerate(steps)]
    case(STEPS[place], STEPS_HERE[place], see, ["group.clock_step_size", "group.v", "group.v_new"][place],
         by="PymoNNto", tolerance=1e-6,
         before_there="from PymoNNto.NetworkBehavior.EulerEquationModules.EulerClock import *;"
         " from PymoNNto.NetworkBehavior.EulerEquationModules.VariableInitializer import *;"
         " from PymoNNto.NetworkBehavior.EulerEquationModules.Equation import *",
         with_there=CLOCKED % ", ".join(f"{key + 1}: {step}" for key, step in enumerate(mark(STEPS))),
         with_here=CLOCKED_HERE % ", ".join(mark(STEPS_HERE)))
case("SynapseVariable(eq='w=1')", 'snn.SynapseVariable "w = 1"', "w.w", "w.w",
     with_there="fresh = Network(); p = NeuronGroup(2, fresh, behavior={}); w = SynapseGroup(net=fresh, src=p, dst=p, tag='GLU', behavior={1: @@}); fresh.initialize(info=False)",
     with_here="fresh = snn.Network {} p = snn.NeuronGroup { net = fresh, size = 2 } w = snn.SynapseGroup { net = fresh, src = p, dst = p, tag = 'GLU', behavior = { @@ } } fresh:initialize()")
without("a buffer of one's own there, a behavior here; the row of buffer_roll has the value",
        "buffer_roll", "snn.AxonalDelay { delay = 3 }", "snn.SynapticDelay { delay = 3 }")
without("a matrix that the reader has; GivenWeightsTests give one",
        "synapse.W = torch.tensor(...)", "snn.SynapseGroup { W = matrix }", "synapse.W = matrix")

# MARK: Analysis

# Modules of PymoNNtorch 0.1.4 are an error as soon as they are called.

case("Mean(neurons)", "neurons:add_analysis_module(Mean {})", "[len(obj['Mean']), obj['Mean', 0]()]",
     '{ #obj("Mean"), obj("Mean", 1)() }', by="PymoNNto")
case("neurons['Mean', 0](a=1)", 'neurons("Mean", 1) { a = 1 }', by="PymoNNto", before_there="Mean(neurons)",
     before_here="neurons:add_analysis_module(Mean {})")
case("neurons.get_all_analysis_module_results('Mean')", 'neurons:get_all_analysis_module_results "Mean"',
     "list(it.values())", "(function() local list = {} for _, value in snn.sorted_pairs(it) do list[#list + 1] = value end return list end)()", by="PymoNNto",
     before_there="Mean(neurons); neurons['Mean', 0](a=1)",
     before_here='neurons:add_analysis_module(Mean {}) neurons("Mean", 1) { a = 1 }')

# MARK: Tensors

case("v >= 1", "v:ge(1)", before_there="v = v * 2", before_here="v = v * 2")
case("v == 1", "v:eq(1)", before_there="v = torch.tensor([1.0, 2.0])", before_here="v = snn.tensor { 1.0, 2.0 }")
case("a == b", "a:eq(b)")
case("~s")
case("a & b", before_there="a, b = m, s", before_here="a, b = m, s")
case("a | b", before_there="a, b = m, s", before_here="a, b = m, s")
case("v[firing] = 0", see="v", see_here="v")
case("v *= 0.9", "v:mul_(0.9)", "v", "v", tolerance=1e-7)
case("v += a", "v:add_(a)", "v", "v")
case("x[:, None]", "x:unsqueeze(2)")
case("x[None, :]", "x:unsqueeze(1)")
case("x[:, None]", "v:unsqueeze(2)", before_there="x = v")
case("x[None, :]", "v:unsqueeze(1)", before_there="x = v")
case("x[:, :10]", "x[{ {}, { 1, 10 } }]", before_there="x = torch.arange(24.0).reshape(2, 12)",
     before_here="x = snn.arange(0.0, 23.0):reshape(2, 12)")
case("x[:, :10]", "x:narrow(2, 1, 10)", before_there="x = torch.arange(24.0).reshape(2, 12)",
     before_here="x = snn.arange(0.0, 23.0):reshape(2, 12)")
case("x[3]", "x[4]")
case("torch.where(m, a, b)", "m:where(a, b)")
case("torch.where(m, a, b)", "snn.where(m, a, b)")
case("torch.clip(W, 0, 1)", "W:clip(0, 1)")
case("W.clip_(0, 1)", "W:clip_(0, 1)", "W", "W")
RANGE = "[list(it.shape), str(it.dtype)[6:], %s]"
case("torch.rand(n)", "snn.rand(n)", RANGE % "bool(((it >= 0) & (it < 1)).all())",
     "{ it.shape, it.dtype, (it:ge(0) & it:lt(1)):all() }", before_there="n = 1000", before_here="n = 1000")
case("torch.randn(n)", "snn.randn(n)", RANGE % "[bool(it.mean().abs() < 0.2), bool((it.std() - 1).abs() < 0.2)]",
     "{ it.shape, it.dtype, { math.abs(it:mean()) < 0.2, math.abs(it:std() - 1) < 0.2 } }",
     before_there="n = 1000", before_here="n = 1000")
case("torch.randint(5, (n,))", "snn.randint(0, 5, n)", RANGE % "[int(it.min()), int(it.max())]",
     "{ it.shape, it.dtype, { it:min(), it:max() } }", before_there="n = 1000", before_here="n = 1000")
case("torch.randint(2, 5, (n,))", "snn.randint(2, 5, n)", RANGE % "[int(it.min()), int(it.max())]",
     "{ it.shape, it.dtype, { it:min(), it:max() } }", before_there="n = 1000", before_here="n = 1000")
case("torch.arange(n)", "snn.arange(0, n - 1)", before_there="n = 7", before_here="n = 7")
case("torch.outer(a, b)", "a:outer(b)")
case("torch.tensordot(a, b, axes)", "a:tensordot(b, axes)",
     before_there="a, b, axes = torch.arange(6.0).reshape(2, 3), torch.arange(12.0).reshape(3, 4), 1",
     before_here="a, b, axes = snn.arange(0.0, 5.0):reshape(2, 3), snn.arange(0.0, 11.0):reshape(3, 4), 1")
ALGEBRA = dict(
    before_there="A = torch.tensor([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]]); B = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]])",
    before_here="A, B = snn.tensor { { 4, 1, 0.5 }, { 1, 3, 0.25 }, { 0.5, 0.25, 2 } }, snn.tensor { { 1.0, 2.0 }, { 3.0, 4.0 }, { 5.0, 7.0 } }",
    tolerance=1e-5)
case("torch.linalg.solve(A, B)", "A:solve(B)", **ALGEBRA)
case("torch.linalg.inv(A)", "A:inv()", **ALGEBRA)
case("torch.linalg.pinv(A)", "A:pinv()", **ALGEBRA)
case("torch.linalg.lstsq(A, B).solution", "A:lstsq(B)", **ALGEBRA)
case("torch.linalg.det(A)", "A:det()", **ALGEBRA)
case("torch.linalg.cholesky(A)", "A:cholesky()", **ALGEBRA)
case("torch.linalg.eigvalsh(A)", "A:eigh()", **ALGEBRA)
case("U, S, Vh = torch.linalg.svd(W, full_matrices=False)", "U, S, Vh = W:svd()", "(U * S) @ Vh",
     "U:mul(S):matmul(Vh)", tolerance=1e-5)
case("Q, R = torch.linalg.qr(W)", "Q, R = W:qr()", "Q @ R", "Q:matmul(R)", tolerance=1e-5)
case("L, V = torch.linalg.eig(A)", "L_re, L_im, V_re, V_im = A:eig()", "(V @ torch.diag(L) @ torch.linalg.inv(V)).real",
     "V_re:mul(L_re):matmul(V_re:inv())", **ALGEBRA)
case("z = torch.fft.rfft(v)", "re, im = v:rfft()", "[z.real, z.imag]", "{ re, im }", tolerance=1e-5)
case("torch.fft.irfft(z, 6)", "re:irfft(im, 6)", before_there="z = torch.fft.rfft(v)", before_here="re, im = v:rfft()",
     tolerance=1e-5)
Z = dict(before_there="z = torch.complex(x, x + 1)", before_here="re, im = x, x + 1", tolerance=1e-5)
case("torch.fft.fft(z, dim=0)", "re:fft(im, nil, 1)", "it.real", "it", **Z)
case("torch.fft.ifft(z, n=4)", "re:ifft(im, 4)", "it.real", "it", **Z)
case("torch.std(v)", "v:std { unbiased = true }", tolerance=1e-6)
case("torch.var(v)", "v:var { unbiased = true }", tolerance=1e-6)
case("torch.std(x, 0)", "x:std { axis = 1, unbiased = true }", tolerance=1e-6)
case("torch.std(v, unbiased=False)", "v:std()", tolerance=1e-6)
case("np.std(v)", "v:std()", tolerance=1e-6, before_there="v = v.numpy()")
case("np.var(x, axis=0)", "x:var(1)", tolerance=1e-6, before_there="x = x.numpy()")
case("np.std(v, ddof=1)", "v:std { unbiased = true }", tolerance=1e-6, before_there="v = v.numpy()")
case("x.sum(axis=0)", "x:sum(1)")
case("x.argmax(1)", "x:argmax(2)", "it", "it - 1")
case("x.max()", "x:max()")
case("x.sum((0, 1))", "x:sum { 1, 2 }")
case("spike.argsort(stable=True)", "spike:argsort()", "it", "it - 1")
case("spike.topk(2).indices", "select(2, spike:topk(2))", "it", "it - 1")
case("x.gather(1, x.argsort(1))", "x:gather(2, x:argsort(2))")
case("torch.zeros(4).index_add_(0, torch.tensor([1, 1]), torch.ones(2))",
     'snn.zeros(4):index_add_(1, snn.tensor { 2, 2 }, snn.ones(2))')
case("mat.median(1).values", "mat:median(2)")
case("np.median(mat, 1)", "mat:quantile(0.5, 2)", before_there="mat = mat.numpy()")
case("torch.searchsorted(a, b)", "a:searchsorted(b)", "it", "it - 1")
case("torch.bincount(b.long())", "b:long():bincount()", "it[1:]", "it")
case("torch.unique(b)", "b:unique()")
case('torch.einsum("ij,kj->ik", mat, mat)', 'snn.einsum("ij,kj->ik", mat, mat)')
case("np.corrcoef(a, b)", "snn.stack({ a, b }):corrcoef()", tolerance=1e-6,
     before_there="a, b = a.numpy(), b.numpy()", see="it.astype('float32')", see_here="it")
case("torch.nn.functional.conv2d(W[None, None], torch.ones(1, 1, 2, 2), padding=1)",
     "W:unsqueeze(1):conv2d(snn.ones(1, 1, 2, 2), { padding = 1 })", "it[0]", "it")
case("torch.nn.functional.max_pool2d(W[None], 2, 2)",
     "W:unsqueeze(1):max_pool2d(2, { stride = 2 })")
case("torch.nn.functional.conv1d(W[None], W[:2].reshape(2, 6, 1), stride=2)",
     "W:conv1d(W[{ { 1, 2 } }]:reshape(2, 6, 1), { stride = 2 })", "it[0]", "it")
for there in ["m.float()", "m.double()", "v.long()", "v.bool()", "v.half()"]:
    case(there, there.replace(".", ":"))
case("m.byte()", "m:byte()", "it.long()", "it")
case("m.to(torch.float64)", 'm:to "float64"')
case("v.roll(1)", "v:roll(1)")
case("for t in v: results.append(float(t))", "for _, t in ipairs(v) do results[#results + 1] = t end", "results", "results",
     before_here="results = {}", tolerance=1e-6)
case("for i, row in enumerate(x): results.append([i, float(row.sum())])",
     "for i, row in ipairs(x) do results[#results + 1] = { i, row:sum() } end", "results",
     "each_minus_1(results) -- i from 1 here, from 0 there", before_here="results = {}")
case("len(x)", "#x")
case("x.shape[0]", "x:size(1)")
case("x.numel()", "x:numel()")
case("y.item()", "y:item()")
case("x.tolist()", "x:totable()")
case("np.save('x.npy', x)", 'x:save "x.npy"', "np.load('x.npy')", 'snn.load "x.npy"', before_there="x = x.numpy()")
case("np.load('x.npy')", 'snn.load "x.npy"', before_there="np.save('x.npy', x.numpy())", before_here='x:save "x.npy"')
case("net['voltage', 0]", 'net("voltage", 1)',
     before_there="net = Network(); group = NeuronGroup(6, net, behavior={1: LIF(), 2: Recorder('voltage')}); group.voltage = torch.ones(6); net.initialize(info=False); net.simulate_iterations(2)",
     before_here='net = snn.Network {} group = snn.NeuronGroup { net = net, size = 6, behavior = { LIF {}, snn.Recorder "voltage" } } group.voltage = snn.ones(6) net:initialize() net:simulate_iterations(2)')
case("net['voltage']", 'net("voltage")', "len(it)", "#it")
case("net['voltage']", 'net:find "voltage"', "len(it)", "#it")
case("net['LIF', 0]", 'net("LIF", 1)', "it.tau", "it.tau")
