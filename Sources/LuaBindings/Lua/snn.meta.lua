---@meta snn

-- Declares the library for editors; nothing here runs. Made by
-- `snn-lua --annotations` from the lists of functions.

---@alias snn.ElementType "bool"|"int64"|"float32"|"float64"|"float16"|"bfloat16"

---@class snn.BehaviorOptions
---@field compiled? boolean|"auto" true runs forward as a native plan, and what can't be compiled is an error; "auto" leaves that to Lua
---@field key? number where its behaviors stand in a list that by_key orders; that of the class that it extends if not given
---@field extends? snn.Behavior a class, of a script or of the library, whose methods and parameters it has too; a method that it defines itself calls the other as LIF.forward(self, object)
---@field about? string what the class is, for help
---@field source? string where it is from: author, year, DOI
---@field parameters? table[] its parameters, each a table such as { "tau", default = "20 ms", above = 0, "membrane time constant" }, which self:parameter "tau" reads as a number in this unit
---@field variables? table[] the state variables that it makes, for help: { "voltage", "mV" }

---@class snn.NetworkOptions
---@field seed? integer from 0 to 2^53 - 1; drawn if not given
---@field dtype? "float32"|"float64" of all tensors; float32 if not given
---@field synapse_mode? "SxD"|"DxS" the axes of matrices: source, destination if not given
---@field dt? number|string the length of an iteration in ms, or a time such as "0.1 ms"; the state variable dt
---@field check_finite? boolean|"nan" as the method
---@field device? string|table where it runs: "cpu", the processor; "gpu", "opencl" or an id from snn.devices(); "auto", a gpu if there is one and the network has over a million synapses. Or a table such as { "gpu", host = "error" }: then what has no form there is an error, and doesn't run on the processor. What --device says if not given
---@field tag? string several with commas
---@field behavior? table<number, snn.Behavior|snn.Recorder> by key

---@class snn.NeuronGroupOptions
---@field net snn.Network
---@field size integer|snn.NeuronDimension the number of neurons, or their grid
---@field tag? string unique; several with commas
---@field behavior? table<number, snn.Behavior|snn.Recorder> by key

---@class snn.SynapseGroupOptions
---@field net snn.Network
---@field src? snn.NeuronGroup|string where the synapses start, or its tag; connect_src may follow
---@field dst? snn.NeuronGroup|string where they end, or its tag; connect_dst may follow
---@field tag? string several with commas
---@field W? snn.Mode|string|number|snn.Tensor|snn.SparseMatrix its weights: W = { "uniform", density = 0.1 } is synapse.W = synapse:matrix { "uniform", density = 0.1 }, and is in the structure of the network; or the matrix itself, a tensor or a list of rows, of which it gets a copy
---@field behavior? table<number, snn.Behavior|snn.Recorder> by key

---@class snn.RecorderOptions
---@field [integer] string the expressions
---@field variables? string|string[] or else the expressions
---@field gap_width? integer|string k records every k-th iteration; a time such as "1 ms", one in each
---@field gapwidth? integer|string PymoNNtorch's name of gap_width
---@field max_length? integer how many of the newest rows are kept in memory; all if not given, or none with a file
---@field file? string where all rows are written, for load_recording; initialize begins it anew, load goes on in it
---@field tag? string several with commas
---@field behavior_enabled? boolean false: it doesn't run
---@field run_every? integer|string k runs in every k-th iteration; or a time
---@field run_from? integer|string the first iteration; run_every if not given
---@field run_until? integer|string the last iteration

---@class snn.NetworkObjectOptions
---@field net snn.Network
---@field tag? string unique; several with commas
---@field behavior? table<number, snn.Behavior|snn.Recorder> by key

---@class snn.SynapseGroupsOptions
---@field net snn.Network
---@field src (snn.NeuronGroup|string)[]|snn.NeuronGroup|string the groups where synapses start: a group, a tag that several may have, or a list of these
---@field dst (snn.NeuronGroup|string)[]|snn.NeuronGroup|string where they end
---@field rule? function|table which pairs are connected: rule(src, dst) gives a table of tag, W and behavior, or true for those given here, or nil for none; or the same in a table, as rule[src_tag][dst_tag]. All pairs, if not given
---@field tag? string of all; several with commas; the first %s in it is the tag of the source, the second that of the destination
---@field W? snn.Mode|string|number|snn.Tensor|snn.SparseMatrix its weights: W = { "uniform", density = 0.1 } is synapse.W = synapse:matrix { "uniform", density = 0.1 }, and is in the structure of the network; or the matrix itself, a tensor or a list of rows, of which it gets a copy
---@field behavior? table<number, snn.Behavior|snn.Recorder> by key; each synapse group gets its own, made alike

---@class snn.CloneOptions
---@field net? snn.Network where to; the same network if not given
---@field tag? string its first tag, instead of one with the next free number
---@field size? integer|snn.NeuronDimension of a neuron group, if it is to be another
---@field behavior? table<number, snn.Behavior|snn.Recorder|false> other behaviors by key, or false for none
---@field src? snn.NeuronGroup|string of a synapse group
---@field dst? snn.NeuronGroup|string of a synapse group

---@class snn.CloneGroupsOptions
---@field net? snn.Network where to; the same network if not given
---@field tag? string first tags of the clones, in which %s is that of the original
---@field changes? table<string, snn.CloneOptions> options of clone by the first tag of an original

---@class snn.BuildOptions
---@field seed? integer from 0 to 2^53 - 1; drawn if not given
---@field dtype? "float32"|"float64" of all tensors; float32 if not given
---@field synapse_mode? "SxD"|"DxS" the axes of matrices: source, destination if not given
---@field dt? number|string the length of an iteration in ms, or a time such as "0.1 ms"; the state variable dt
---@field check_finite? boolean|"nan" as the method
---@field device? string|table where it runs: "cpu", the processor; "gpu", "opencl" or an id from snn.devices(); "auto", a gpu if there is one and the network has over a million synapses. Or a table such as { "gpu", host = "error" }: then what has no form there is an error, and doesn't run on the processor. What --device says if not given
---@field tag? string several with commas

---@class snn.TestNetworkOptions
---@field size? integer|snn.NeuronDimension the number of neurons; 1 if not given
---@field iterations? integer|string how long it runs, or a time; 1 if not given
---@field synapses? snn.Behavior|table<number, snn.Behavior|snn.Recorder> of a synapse group from the neurons to themselves, at key 2 or by key; none if not given
---@field W? snn.Mode|string|number|snn.Tensor|snn.SparseMatrix its weights: W = { "uniform", density = 0.1 } is synapse.W = synapse:matrix { "uniform", density = 0.1 }, and is in the structure of the network; or the matrix itself, a tensor or a list of rows, of which it gets a copy
---@field seed? integer from 0 to 2^53 - 1; drawn if not given
---@field dtype? "float32"|"float64" of all tensors; float32 if not given
---@field synapse_mode? "SxD"|"DxS" the axes of matrices: source, destination if not given
---@field dt? number|string the length of an iteration in ms, or a time such as "0.1 ms"; the state variable dt
---@field check_finite? boolean|"nan" as the method
---@field device? string|table where it runs: "cpu", the processor; "gpu", "opencl" or an id from snn.devices(); "auto", a gpu if there is one and the network has over a million synapses. Or a table such as { "gpu", host = "error" }: then what has no form there is an error, and doesn't run on the processor. What --device says if not given
---@field tag? string several with commas

---@class snn.SimulateOptions
---@field each? fun(net: snn.Network) called after each iteration
---@field stop? fun(net: snn.Network): boolean ends the simulation when it gives true
---@field progress? fun(percent: number, net: snn.Network) called after each batch
---@field batch_size? integer|string iterations or a time; all if not given
---@field disable_recording? boolean whether recorders stand still

---@class snn.Mode
---@field [integer] number|string the mode
---@field scale? number|snn.Tensor what it is multiplied by
---@field density? number|snn.Tensor the probability of an element not to be 0
---@field dtype? snn.ElementType the network's if not given

---@class snn.MatrixMode
---@field [integer] number|string the mode
---@field scale? number|snn.Tensor what it is multiplied by
---@field density? number|snn.Tensor the probability of an element not to be 0
---@field dtype? snn.ElementType the network's if not given
---@field layout? "dense"|"sparse" sparse stores the entries alone; which there are says one of density, distance, in_degree, out_degree and total
---@field only_enabled? boolean false: also where enabled is false, which is 0 otherwise
---@field clone_along_first_axis? boolean true: all rows are the first
---@field in_degree? integer sparse: synapses of each destination
---@field out_degree? integer sparse: synapses of each source
---@field total? integer sparse: synapses of all neurons together
---@field distance? string|fun(distances: snn.Tensor): snn.Tensor sparse: what makes probabilities of the distances of some rows: a function, or a text such as "exp(-distance / 5)"
---@field autapses? boolean sparse: false leaves out synapses of neurons with themselves
---@field multapses? boolean sparse: true lets in_degree, out_degree and total draw a pair more than once; the entry has the sum

---@class snn.ParameterOptions
---@field [integer] any the name, then the default
---@field default? any or else the default
---@field required? boolean true: it is an error not to give it
---@field tensor? boolean true: numbers and lists become tensors
---@field do_not_diversify? boolean true: texts such as "normal(0, 1)" stay
---@field search_other_behaviors? boolean true: what the object's other behaviors were given counts too
---@field object? snn.NetworkObject what a mode makes a tensor for

---@class snn.ConnectedOptions
---@field syn_tag? string of the synapse groups; "All" if not given
---@field afferent_NGs? boolean looks at the groups where these start
---@field efferent_NGs? boolean looks at the groups where these end
---@field same_NG? boolean looks at the group itself
---@field search_behaviors? boolean looks at the groups' behaviors too

---@class snn.ConnectionRule
---@field in_degree? integer sources of each destination, drawn without repetition
---@field out_degree? integer destinations of each source, drawn without repetition
---@field density? number|snn.Tensor a probability, or a matrix of them
---@field distance? string|fun(distances: snn.Tensor): snn.Tensor what makes probabilities, or a bool matrix, of the distances: a function, or a text such as "exp(-distance / 5)"
---@field rule? "all"|"one_to_one" all synapses, or those of neurons with the same number
---@field autapses? boolean false leaves out synapses of neurons with themselves

---@class snn.Coordinates
---@field x? number
---@field y? number
---@field z? number
---@field [integer] number these, in this order

---@class snn.AreaOptions
---@field xmin? integer the first place; 0 if not given
---@field xmax? integer the one after the last; -1 if not given
---@field ymin? integer the first place; 0 if not given
---@field ymax? integer the one after the last; -1 if not given
---@field zmin? integer the first place; 0 if not given
---@field zmax? integer the one after the last; -1 if not given
---@field [integer] integer these, in this order

---@class snn.AxonalDelayParameters
---@field delay? any a whole number of iterations, or a time such as "2 ms", one for all; or a tensor of iterations, one for each neuron; 0 arrives at once. A draw such as "normal(1.5 ms, 0.75 ms)" gives each its own, rounded to iterations, and 0 where it is less; 1 if not given
---@field variable? any the state variable with the spikes; 'spike' if not given
---@field result? any the state variable that gets those that arrive; 'delayed_spike' if not given
---@field [integer] any

---@class snn.BoxReceptiveFieldsParameters
---@field range? any the largest distance; 1 if not given
---@field remove_autapses? any whether synapses of neurons with themselves are disabled too; false if not given
---@field [integer] any

---@class snn.CircleReceptiveFieldsParameters
---@field radius? any the largest distance; 1 if not given
---@field remove_autapses? any whether synapses of neurons with themselves are disabled too; false if not given
---@field [integer] any

---@class snn.ClockParameters
---@field step? any the time of an iteration, with its unit; the network's dt if not given, or 1 ms
---@field [integer] any

---@class snn.CreateWeightsParameters
---@field distribution? any what they are drawn from, as a mode of matrix; or the weights themselves, a tensor in the shape of the matrix; 'uniform' if not given
---@field density? any the probability that a synapse has a weight; 1.0 if not given
---@field normalize? any whether the weights of each destination, and of each source, are made to sum to about norm_factor; weights that are given stay as they are unless it is given too; true if not given
---@field norm_factor? any the sum of each destination's weights, if they are normalized; 1.0 if not given
---@field variable? any the state variable with the weights; 'W' if not given
---@field [integer] any

---@class snn.EquationParameters
---@field eq? any the equation; numbers may have units, and are in s, Hz, mV, nA, Mohm, uS, uF, nC and um; other parameters are names in it, which may be drawn: tau = "uniform(10 ms, 20 ms)"; required
---@field method? any exact (linear equations with constant coefficients), euler, heun, rk4, or exponential_euler (each linear in its own variable). If not given: exact where it can be, else euler, and heun where the noise xi is multiplied with what changes; euler for an equation without a unit
---@field threshold? any the condition in which a neuron fires: "v > -50 mV"
---@field reset? any what happens to a neuron that fires: "v = -65 mV; w += 2 nA"
---@field refractory? any how long it doesn't fire again, and keeps variables that are (unless refractory): "2 ms", or a condition, "v > 0 mV"
---@field spike? any the state variable that gets the spikes; 'spike' if not given
---@field on_pre? any what happens to the synapses of a source that fires, their variables and those of dst and src: "g_post += w; apre += A_pre"
---@field on_post? any the same for those of a destination that fires
---@field pre_spike? any the state variable with the spikes for on_pre, of the synapse group if it has one of this name (delayed_spike, of an AxonalDelay), or of its source; 'spike' if not given
---@field post_spike? any the same for on_post, of its destination; 'spike' if not given
---@field [integer] any

---@class snn.InstantHomeostasisParameters
---@field adjustment_param? any the state variable that is changed, in place; required
---@field measurement_param? any what is measured, as a recorder's expression: "spike", "mean(voltage)"; required
---@field threshold? any gives min_th and max_th where they are not given
---@field gap_percent? any moves the thresholds that threshold gave apart, each by so many percent of it
---@field min_th? any below it, the variable is raised
---@field max_th? any above it, the variable is lowered
---@field distance_sensitive? any whether changes are proportional to the distance from the threshold; true if not given
---@field inc? any how much to raise it; 1.0 if not given
---@field dec? any how much to lower it; 1.0 if not given
---@field adj_strength? any a factor of both; 1.0 if not given
---@field measurement_min? any smaller measurements count as this
---@field measurement_max? any larger measurements count as this
---@field target_clip_min? any the smallest value of the variable
---@field target_clip_max? any the largest value of the variable
---@field [integer] any

---@class snn.NeuronDimensionParameters
---@field width? any neurons along x; 1 if not given
---@field height? any neurons along y; 1 if not given
---@field depth? any neurons along z; 1 if not given
---@field centered? any whether the middle is at 0; true if not given
---@field input_patterns? any a tensor that the grid grows to, or a list of them: [height], [height, width] or [depth, height, width]
---@field [integer] any

---@class snn.RefractoryParameters
---@field decayfactor? any what of the counter is left after an iteration; 0.5 if not given
---@field strengthfactor? any how much the counter lowers activity; 0.1 if not given
---@field output? any the state variable that is counted, such as spike; 'output' if not given
---@field activity? any the state variable that is lowered, such as voltage; 'activity' if not given
---@field [integer] any

---@class snn.RefractoryPeriodParameters
---@field period? any for how many iterations after a spike there is none, or a time such as "2 ms"; one for all, or a vector of iterations, or a draw such as "normal(2 ms, 0.5 ms)", rounded to iterations of 0 or more; 2 if not given
---@field variable? any the state variable with the spikes; 'spike' if not given
---@field held? any a state variable, such as voltage, that keeps during the period the value it had after the spike
---@field [integer] any

---@class snn.RemoveAutapsesParameters
---@field [integer] any

---@class snn.SynapseVariableParameters
---@field eq? any the equation; numbers may have units, and are in s, Hz, mV, nA, Mohm, uS, uF, nC and um; other parameters are names in it, which may be drawn: tau = "uniform(10 ms, 20 ms)"; required
---@field [integer] any

---@class snn.SynapticDelayParameters
---@field delay? any a whole number of iterations, or a time such as "2 ms", one for all; or a tensor of iterations, one for each synapse; 0 arrives at once. A draw such as "normal(1.5 ms, 0.75 ms)" gives each its own, rounded to iterations, and 0 where it is less; 1 if not given
---@field weights? any the state variable with the weights; 'W' if not given
---@field variable? any the state variable of the source with its spikes; 'spike' if not given
---@field result? any the state variable that gets the currents that arrive; 'I' if not given
---@field [integer] any

---@class snn.SynapticNormalizationParameters
---@field synapse_type? any the tag of the synapse groups; All for all; 'GLUTAMATE' if not given
---@field norm_factor? any the total for each neuron: a number or a vector; 1.0 if not given
---@field direction? any afferent or efferent; 'afferent' if not given
---@field variable? any the state variable with the weights; 'W' if not given
---@field [integer] any

---@class snn.TimeIntegratedHomeostasisParameters
---@field adjustment_param? any the state variable that is changed, in place; required
---@field measurement_param? any what is measured, as a recorder's expression: "spike", "mean(voltage)"; required
---@field threshold? any gives min_th and max_th where they are not given
---@field gap_percent? any moves the thresholds that threshold gave apart, each by so many percent of it
---@field min_th? any below it, the variable is raised
---@field max_th? any above it, the variable is lowered
---@field distance_sensitive? any whether changes are proportional to the distance from the threshold; true if not given
---@field inc? any how much to raise it; 1.0 if not given
---@field dec? any how much to lower it; 1.0 if not given
---@field adj_strength? any a factor of both; 1.0 if not given
---@field measurement_min? any smaller measurements count as this
---@field measurement_max? any larger measurements count as this
---@field target_clip_min? any the smallest value of the variable
---@field target_clip_max? any the largest value of the variable
---@field integration_length? any over how many iterations, or which time such as "50 ms", the average goes back, about; 1.0 if not given
---@field init_avg? any the average at first; halfway between the thresholds if not given
---@field [integer] any

---@class snn.VariableParameters
---@field eq? any the equation; numbers may have units, and are in s, Hz, mV, nA, Mohm, uS, uF, nC and um; other parameters are names in it, which may be drawn: tau = "uniform(10 ms, 20 ms)"; required
---@field [integer] any

---@class snn.WeightClipParameters
---@field w_min? any the smallest weight; 0.0 if not given
---@field w_max? any the largest weight; 1.0 if not given
---@field variable? any the state variable with the weights; 'W' if not given
---@field [integer] any

---@class snn.SpikeOptions
---@field neurons? snn.NeuronGroup their group, which gives size, last and dt
---@field size? integer the number of neurons; what was recorded knows it
---@field first? integer|string the first iteration, or a time such as "100 ms"; if not given, the first that the recorder has seen, or 1
---@field last? integer|string the last one; if not given, that of the group or of what was recorded
---@field dt? number the length of an iteration in ms
---@field bin? integer|string not used; it is there for one table to do for all statistics

---@class snn.BinnedSpikeOptions
---@field neurons? snn.NeuronGroup their group, which gives size, last and dt
---@field size? integer the number of neurons; what was recorded knows it
---@field first? integer|string the first iteration, or a time such as "100 ms"; if not given, the first that the recorder has seen, or 1
---@field last? integer|string the last one; if not given, that of the group or of what was recorded
---@field dt? number the length of an iteration in ms
---@field bin integer|string the length of a bin in iterations, or a time such as "10 ms"

---@class snn.LinesOptions
---@field legend? string[] a name for each line
---@field dt? number ms between rows
---@field title? string
---@field xlabel? string
---@field ylabel? string
---@field xlim? number[] as { 0, 100 }
---@field ylim? number[] as { 0, 100 }
---@field width? number|"column"|"page" in mm
---@field height? number in mm

---@class snn.RasterOptions
---@field neurons? snn.NeuronGroup their group
---@field dt? number ms an iteration
---@field title? string
---@field xlabel? string
---@field ylabel? string
---@field xlim? number[] as { 0, 100 }
---@field ylim? number[] as { 0, 100 }
---@field width? number|"column"|"page" in mm
---@field height? number in mm

---@class snn.ImageOptions
---@field clabel? string of the colors
---@field clim? number[] of the colors, as { 0, 1 }
---@field title? string
---@field xlabel? string
---@field ylabel? string
---@field xlim? number[] as { 0, 100 }
---@field ylim? number[] as { 0, 100 }
---@field width? number|"column"|"page" in mm
---@field height? number in mm

---@class snn.HistOptions
---@field bins? integer their number
---@field title? string
---@field xlabel? string
---@field ylabel? string
---@field xlim? number[] as { 0, 100 }
---@field ylim? number[] as { 0, 100 }
---@field width? number|"column"|"page" in mm
---@field height? number in mm

---@class snn.RateOptions
---@field bin? number|string its length in iterations, or a time such as "10 ms"
---@field smooth? number|string the standard deviation of a Gaussian in iterations, or a time such as "10 ms"
---@field neurons? snn.NeuronGroup their group
---@field size? integer the number of neurons
---@field first? number|string the first iteration, or a time such as "10 ms"
---@field last? number|string the last one, or a time such as "10 ms"
---@field dt? number ms an iteration
---@field title? string
---@field xlabel? string
---@field ylabel? string
---@field xlim? number[] as { 0, 100 }
---@field ylim? number[] as { 0, 100 }
---@field width? number|"column"|"page" in mm
---@field height? number in mm

---@class snn.IsiOptions
---@field bins? integer their number
---@field neurons? snn.NeuronGroup their group
---@field first? number|string the first iteration, or a time such as "10 ms"
---@field last? number|string the last one, or a time such as "10 ms"
---@field dt? number ms an iteration
---@field title? string
---@field xlabel? string
---@field ylabel? string
---@field xlim? number[] as { 0, 100 }
---@field ylim? number[] as { 0, 100 }
---@field width? number|"column"|"page" in mm
---@field height? number in mm

---@class snn.PsdOptions
---@field segment? number|string its length in iterations, or a time such as "10 ms"
---@field legend? string[] a name for each line
---@field dt? number ms an iteration
---@field title? string
---@field xlabel? string
---@field ylabel? string
---@field xlim? number[] as { 0, 100 }
---@field ylim? number[] as { 0, 100 }
---@field width? number|"column"|"page" in mm
---@field height? number in mm

---@class snn.GridOptions
---@field [integer] snn.Figure the figures
---@field columns? integer 2 if not given
---@field letters? boolean false leaves out a, b, c
---@field width? number|"column"|"page" in mm
---@field height? number in mm

---@class snn.AnalysisModuleOptions
---@field extends? snn.AnalysisModule a class whose methods it has too

---@class snn.SpreadOptions
---@field axis? integer|integer[] counts from 1; -1 is the last; or several
---@field keepdim? boolean whether the axis stays, with size 1
---@field unbiased? boolean whether the count less one divides

---@class snn.SparseSpreadOptions
---@field unbiased? boolean whether the count less one divides

---@class snn.ConvolutionOptions
---@field stride? integer|integer[] one for all axes, or a list; 1 if not given
---@field padding? integer|integer[] one for all axes, or a list; places before and after each axis, 0 if not given
---@field dilation? integer|integer[] one for all axes, or a list; from one element of a window to the next, 1 if not given
---@field groups? integer parts of the channels that don't see each other

---@class snn.PoolingOptions
---@field stride? integer|integer[] one for all axes, or a list; that of the window if not given
---@field padding? integer|integer[] one for all axes, or a list; places before and after each axis, 0 if not given
---@field dilation? integer|integer[] one for all axes, or a list; from one element of a window to the next, 1 if not given

---@class snn.UnfoldOptions
---@field stride? integer|integer[] one for all axes, or a list; 1 if not given
---@field padding? integer|integer[] one for all axes, or a list; places before and after each axis, 0 if not given
---@field dilation? integer|integer[] one for all axes, or a list; from one element of a window to the next, 1 if not given

---@class snn.SparseOptions
---@field rows snn.Tensor|integer[] the row of each entry, from 1
---@field columns snn.Tensor|integer[] the column of each, from 1
---@field values number|snn.Tensor|number[] one, or one for each
---@field size integer[] { rows, columns } of the matrix
---@field dtype? snn.ElementType float32 if not given, or the type of the values
---@field duplicates? "error"|"sum" sum adds up the values of an entry that is given more than once

---The functions that make networks, groups, behaviors, tensors. It is what
---require "snn" gives. A method of tensors that doesn't work in place is a
---function here too: snn.exp(v) is v:exp().
---@class snn
---@field version string the release of the program
---@field prompt snn.prompt what the prompt can do
---@field models snn.models neurons, synapses, rules and inputs
---@field stats snn.stats statistics of recorded spikes
---@field plot snn.plot pictures of what was recorded
---@field args table<string, any> the arguments that snn-lua --set name=value gives; nil if not given
local snn = {}

---The class of analysis modules of this name, for the methods initialize(self,
---owner) and execute(self, owner, options). Calling it makes a module: Rates {
---bins = 10 }; calling the module runs it. With a field execution_arguments, a
---table, only these options are known, and its values are their defaults.
---@param name string its name, and a tag
---@param options? snn.AnalysisModuleOptions
---@return snn.AnalysisModule
function snn.AnalysisModule(name, options) end

---Delays spikes, each neuron's by a number of iterations of its own. Of a
---neuron group, the delayed spikes are its variable delayed_spike; of a synapse
---group, the spikes of its source are delayed, for this group alone, and the
---variable is the synapse group's.
---@param parameters? snn.AxonalDelayParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.AxonalDelay(parameters) end

---The class of behaviors of this name: a table that takes the methods
---initialize(self, object) and forward(self, object). Calling it makes a
---behavior: LIF { tau = 20 }; of the parameters, tag, behavior_enabled,
---run_every, run_from and run_until are the library's: from iteration run_from
---(run_every, if not given) on forward is called in every run_every-th one, up
---to run_until; each a number of iterations or a time such as "10 ms". A name
---that is known gives the same class again.
---@param name string its name, and a tag
---@param options? snn.BehaviorOptions
---@return snn.Behavior
function snn.Behavior(name, options) end

---Enables only synapses whose source is at most range away from the destination
---along x, y and z.
---@param parameters? snn.BoxReceptiveFieldsParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.BoxReceptiveFields(parameters) end

---Enables only synapses whose source is at most radius away from the
---destination.
---@param parameters? snn.CircleReceptiveFieldsParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.CircleReceptiveFields(parameters) end

---Says how long an iteration is: clock_step_size, in seconds; t is the number
---of iterations times that, in seconds. Of a network it also sets dt, in
---milliseconds; a network that was given another dt is an error.
---@param parameters? snn.ClockParameters|string values without a name are these parameters in this order
---@return snn.Clock
function snn.Clock(parameters) end

---Draws the weights W of a synapse group; those that are not enabled are 0.
---@param parameters? snn.CreateWeightsParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.CreateWeights(parameters) end

---A line on which what leaves at iteration t arrives at t + d: the spikes of
---neurons, or, if each synapse has its delay, currents.
---@param delays integer|string|snn.Tensor|snn.SparseMatrix whole numbers of iterations: one, a vector with one for each neuron, or a matrix with one for each synapse, which may be sparse; in a behavior, one may be a time such as "2 ms"
---@param layout? integer|string beside one delay, the number of neurons; beside a matrix, "SxD" (if not given) or "DxS"
---@param type? snn.ElementType beside a matrix, the type of its weights: float32 if not given
---@return snn.DelayLine
function snn.DelayLine(delays, layout, type) end

---Equations of neurons or synapses, in lines as "dv/dt = (E_L - v) / tau : mV":
---of variables that change, of subexpressions, "I = g * v : nA", and of
---variables that something else sets, "w : nS". A line says the unit of its
---variable, in which its numbers are; all terms must fit. An iteration takes a
---step of all of them, from values of one time; then neurons fire by threshold
---and are reset. Of a synapse group on_pre and on_post are what spikes do. One
---equation without a unit, "dv/dt = (0 - v) / tau", changes a variable of a
---Variable or a SynapseVariable: it leaves the value after the iteration in
---v_new, of which the Variable makes v as it runs, and what it is worked out
---from in v_at_equation; its dimensions are not checked. A Clock, or the
---network's dt, says how long an iteration is.
---@param parameters? snn.EquationParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.Equation(parameters) end

---A behavior that keeps which elements are not zero, and when: net("spike", 1)
---has rows [t, i], net("spike.t", 1) and net("spike.i", 1) their columns.
---Neurons count from 1.
---@param options snn.RecorderOptions|string one expression, or a table
---@return snn.Recorder
function snn.EventRecorder(options) end

---Raises a state variable where what is measured is below min_th, and lowers it
---where it is above max_th, in each iteration, by inc or dec times adj_strength
---(and times the distance). Synapses that are not enabled stay as they are.
---@param parameters? snn.InstantHomeostasisParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.InstantHomeostasis(parameters) end

---A new network without groups.
---@param options? snn.NetworkOptions
---@return snn.Network
function snn.Network(options) end

---A new object of a network without neurons: behaviors and state variables that
---others read, such as a data set, or a whole that groups are parts of.
---@param options snn.NetworkObjectOptions
---@return snn.NetworkObject
function snn.NetworkObject(options) end

---Places the neurons of a group in a grid, as a behavior or as the size of the
---group: size = snn.NeuronDimension { 10, 10 }. Sets x, y and z, width, height
---and depth; the group's field shape is the behavior.
---@param parameters? snn.NeuronDimensionParameters|string values without a name are these parameters in this order
---@return snn.NeuronDimension
function snn.NeuronDimension(parameters) end

---A new group of neurons.
---@param options snn.NeuronGroupOptions
---@return snn.NeuronGroup
function snn.NeuronGroup(options) end

---A behavior that keeps the values of expressions, such as "voltage" or
---"mean(voltage)": net("voltage", 1) is then a tensor [rows, neurons].
---@param options snn.RecorderOptions|string one expression, or a table
---@return snn.Recorder
function snn.Recorder(options) end

---Lowers the activity of neurons that were active: refractory_counter =
---refractory_counter * decayfactor + output, then activity = activity -
---refractory_counter * strengthfactor.
---@param parameters? snn.RefractoryParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.Refractory(parameters) end

---Keeps neurons from spiking for some iterations after each spike: the absolute
---refractory period. It belongs after the behavior that makes spikes. How many
---iterations are left is in refractory_left.
---@param parameters? snn.RefractoryPeriodParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.RefractoryPeriod(parameters) end

---Disables the synapses of neurons with themselves.
---@param parameters? snn.RemoveAutapsesParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.RemoveAutapses(parameters) end

---The synapses from one neuron group to another.
---@param options snn.SynapseGroupOptions
---@return snn.SynapseGroup
function snn.SynapseGroup(options) end

---A synapse group for each pair of two lists of neuron groups, or for those
---that a rule picks: the pairs of the first source, then those of the second.
---@param options snn.SynapseGroupsOptions
---@return snn.SynapseGroup[]
function snn.SynapseGroups(options) end

---As Variable, for a matrix of a synapse group: "w = 0.5".
---@param parameters? snn.SynapseVariableParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.SynapseVariable(parameters) end

---Gives the currents that the spikes of a synapse group's source bring its
---targets, each synapse's after a number of iterations of its own. A synapse
---passes on the weight that it has when the spike leaves. Of a sparse matrix
---each entry has its delay, of one or two bytes; an iteration takes time for
---the entries of the sources that spike.
---@param parameters? snn.SynapticDelayParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.SynapticDelay(parameters) end

---Scales the weights of all synapse groups with a tag that end at a neuron
---group, so that their magnitudes add up to norm_factor for each neuron; with
---direction = "efferent", of those that start there. Synapses that are not
---enabled don't count and stay as they are, and so do the weights of a neuron
---that are all 0.
---@param parameters? snn.SynapticNormalizationParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.SynapticNormalization(parameters) end

---As InstantHomeostasis, for a running average of what is measured: average =
---(average * integration_length + measured) / (integration_length + 1), kept in
---the state variable that is named after adjustment_param with _average at its
---end.
---@param parameters? snn.TimeIntegratedHomeostasisParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.TimeIntegratedHomeostasis(parameters) end

---A state variable of neurons that an Equation changes: "v = 1 mV", or "v =
---uniform(-1, 1) * 0.5 mV" with the functions of modes. The equation leaves its
---result in v_new, which becomes v as this behavior runs the next time: so all
---equations see values of one iteration. With a higher key than the equation, v
---is the value after the iteration; with a lower one it is that before it, and
---v_new the one after it. What is assigned to v after the equation has run, or
---what changes v then, counts in place of the equation's result.
---@param parameters? snn.VariableParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.Variable(parameters) end

---Keeps the weights of a synapse group between w_min and w_max; those of
---synapses that are not enabled stay as they are.
---@param parameters? snn.WeightClipParameters|string values without a name are these parameters in this order
---@return snn.Behavior
function snn.WeightClip(parameters) end

---The numbers from first to last, both included, as in Lua's for: int64 if all
---are integers, else float32. arange(n) counts 1 to n.
---@param first number 1 if only one number is given
---@param last number included, as in Lua's for
---@param step? number 1 if not given
---@return snn.Tensor
function snn.arange(first, last, step) end

---How many of n trials succeed, each with probability p.
---@param n number the number of trials
---@param p number the probability that one succeeds
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function snn.binomial(n, p, ...) end

---A new network with this structure. Classes of behaviors are found by name, so
---the script that defines them runs first.
---@param structure table as net:structure() gives it
---@param options? snn.BuildOptions instead of those of the structure
---@return snn.Network
function snn.build(structure, options) end

---The table of behaviors in which each has the key of its class, as
---snn.Behavior("LIF", { key = 1 }) or LIF.key = 1 says. Two with one key are an
---error.
---@param behaviors snn.Behavior[] in any order; their classes have a key
---@param others? table<number, snn.Behavior|snn.Recorder> more, with keys
---@return table<number, snn.Behavior|snn.Recorder>
function snn.by_key(behaviors, others) end

---Tensors put one after the other along an axis, the first if not said
---otherwise.
---@param tensors snn.Tensor[]
---@param axis? integer counts from 1; -1 is the last
---@return snn.Tensor
function snn.cat(tensors, axis) end

---Tensors put one after the other along an axis, the first if not said
---otherwise.
---@param tensors snn.Tensor[]
---@param axis? integer counts from 1; -1 is the last
---@return snn.Tensor
function snn.concat(tensors, axis) end

---What a class of behaviors declares, for programs that show it: name, about,
---source, lists parameters (name, summary, default, unit, range, required) and
---variables (name, text), all texts but required; nil if it declares nothing.
---help(class) prints it.
---@param class snn.Behavior such as snn.models.LIF
---@return table?
function snn.declared(class) end

---The devices of this machine that networks can run on besides the processor: a
---list of tables with id, as in Network { device = id }, name, api, type
---("gpu", "cpu" or "accelerator"), memory in bytes, float64 (whether it has
---that), and why, if it can't be used. If no driver is installed, the list is
---empty, and a text says what is missing.
---@return table[], string?
function snn.devices() end

---The unit matrix.
---@param size integer
---@param type? snn.ElementType float32 if not given
---@return snn.Tensor
function snn.eye(size, type) end

---A tensor with one value in all elements. A boolean value makes a bool tensor.
---@param shape integer|integer[] sizes, in a table
---@param value number|boolean
---@param type? snn.ElementType float32 if not given
---@return snn.Tensor
function snn.full(shape, value, type) end

---One value in the shape and type of a tensor.
---@param tensor snn.Tensor
---@param value number|boolean
---@return snn.Tensor
function snn.full_like(tensor, value) end

---Random numbers of the gamma distribution, of mean shape * scale.
---@param shape number
---@param scale number
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function snn.gamma(shape, scale, ...) end

---A grid of count neurons in each layer whose width is the largest divisor of
---count up to its square root.
---@param count integer
---@param depth? integer 1 if not given
---@return snn.NeuronDimension
function snn.get_squared_dim(count, depth) end

---Prints what there is to know about a function, about a tensor, network,
---group, behavior or another object, or about what has this name: a function
---("add_", "Tensor:add_"), a class ("Tensor") or a topic ("selections").
---@param about? any a value of the library, or a name; all there is if not given
function snn.help(about) end

---Whether a behavior, a recorder or an analysis module is of a class, or of one
---that extends it.
---@param value any
---@param class snn.Behavior|snn.Recorder|snn.AnalysisModule such as LIF or snn.Recorder
---@return boolean
function snn.is_a(value, class) end

---The function as native code, with the same results to the bit. It is traced
---at the first call; elementwise operations then run in one pass over memory.
---Numbers that it has from outside may change, tensors from outside and the
---shapes of arguments may not. A branch on a value of a tensor is an error, as
---is what has no native form.
---@generic F: function
---@param body F of tensors and numbers, called with stand-ins for them
---@return F
function snn.kernel(body) end

---`count` numbers from first to last, evenly spaced.
---@param first number
---@param last number included
---@param count integer
---@return snn.Tensor
function snn.linspace(first, last, count) end

---The tensor in a .npy file, or the number in one of an array without axes.
---Elements may be truth values, and whole and real numbers of up to 64 bits, in
---either order of bytes; whole numbers become int64. Of a .npz file that
---SciPy's save_npz has written, the sparse matrix: csr, csc or coo. A type
---converts them.
---@param path string
---@param type? snn.ElementType that of the file if not given
---@return snn.Tensor|snn.SparseMatrix|number|boolean
function snn.load(path, type) end

---What a recorder wrote to its file: recording.voltage has the rows,
---recording["voltage.t"] their iterations; of events, recording.spike has rows
---[t, i], recording["spike.t"] and recording["spike.i"] their columns.
---recording.is_complete is false without the mark of the end, which is there
---between simulations: the program was killed while it simulated, or the disk
---was full, and this is what came before.
---@param path string
---@return table<string, snn.Tensor|boolean>
function snn.load_recording(path) end

---The table in a file that save_structure has written, or that is written like
---it. Nothing in the file is run.
---@param path string
---@return table
function snn.load_structure(path) end

---Random numbers whose logarithms are normally distributed, of this mean and
---deviation.
---@param mean number
---@param sigma number
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function snn.lognormal(mean, sigma, ...) end

---`count` numbers from base^first to base^last, whose logarithms are evenly
---spaced.
---@param first number the exponent of the first number
---@param last number that of the last, included
---@param count integer
---@param base? number 10 if not given
---@return snn.Tensor
function snn.logspace(first, last, count, base) end

---A tensor for each vector, with an axis for each of them, in which its
---elements go along its own axis and repeat along the others.
---@param ... snn.Tensor vectors
---@return snn.Tensor ...
function snn.meshgrid(...) end

---Random numbers of the normal distribution.
---@param mean number
---@param std number
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function snn.normal(mean, std, ...) end

---A tensor of ones. The type follows the sizes: snn.ones(3, 4, "bool").
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function snn.ones(...) end

---Ones of the shape and type of a tensor.
---@param tensor snn.Tensor
---@return snn.Tensor
function snn.ones_like(tensor) end

---What a kernel does, as text: its steps with the lines that they come from;
---operations under one loop run in one pass over memory. A kernel is compiled
---when it is called first.
---@param kernel function of snn.kernel
---@param form? "steps"|"values" as of net:program
---@return string
function snn.program(kernel, form) end

---Random numbers from 0 to below 1, all as likely. Those of float32 are
---multiples of 2^-24, so one in 17 million is 0; what is as rare is drawn by
---bernoulli_.
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function snn.rand(...) end

---As rand, of the shape and type of a tensor.
---@param tensor snn.Tensor
---@return snn.Tensor
function snn.rand_like(tensor) end

---Random whole numbers from low to below high, all as likely.
---@param low integer
---@param high integer excluded
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function snn.randint(low, high, ...) end

---Random numbers of the normal distribution of mean 0 and deviation 1.
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function snn.randn(...) end

---As randn, of the shape and type of a tensor.
---@param tensor snn.Tensor
---@return snn.Tensor
function snn.randn_like(tensor) end

---The numbers from 1 to count in a random order, as int64.
---@param count integer
---@return snn.Tensor
function snn.randperm(count) end

---Gives a result of the script under a name: a column of the table of a
---parameter sweep, and of the file of --results. The last value of a name
---counts.
---@param name string|table or a table with all values by name
---@param value? number|string|boolean
function snn.result(name, value) end

---The matrix [3, 3] that turns points about an axis, counterclockwise for whom
---it points at.
---@param axis number[] the direction of the axis
---@param angle number in radians
---@return snn.Tensor
function snn.rotation_matrix(axis, angle) end

---Writes a structure, or any table of plain data and tensors, to a file of
---readable Lua text.
---@param structure table
---@param path string
function snn.save_structure(structure, path) end

---What pairs visits, in ascending order of keys: pairs has another order in
---each run. Keys are numbers and texts.
---@generic K, V
---@param t table<K, V>
---@return fun(): K, V
function snn.sorted_pairs(t) end

---The file in which a model is written, to be read, copied and changed:
---print(snn.source "LIF").
---@param name string of a class of snn.models
---@return string
function snn.source(name) end

---A sparse matrix from a list of its entries, in any order. An entry that is
---given twice is an error, unless duplicates = "sum".
---@param options snn.SparseOptions
---@return snn.SparseMatrix
function snn.sparse(options) end

---Tensors of one shape, put side by side along a new axis, the first if not
---said otherwise.
---@param tensors snn.Tensor[]
---@param axis? integer counts from 1; -1 is the last
---@return snn.Tensor
function snn.stack(tensors, axis) end

---A tensor of the values in a table. Without a type, booleans make bool,
---integers int64 and other numbers float32.
---@param values table numbers or booleans, nested for axes
---@param type? snn.ElementType float32 if not given
---@return snn.Tensor
function snn.tensor(values, type) end

---Tries a behavior in a network of its own: gives its neurons after some
---iterations, then the network, and the synapse group if there is one. The seed
---is 1 if not given.
---@param behavior snn.Behavior|table<number, snn.Behavior|snn.Recorder> at key 1, or several by key
---@param options? snn.TestNetworkOptions
---@return snn.NeuronGroup
function snn.test_network(behavior, options) end

---Random numbers from low to below high, all as likely.
---@param low number
---@param high number
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function snn.uniform(low, high, ...) end

---A matrix with count rows, all vector.
---@param vector snn.Tensor
---@param count integer
---@return snn.Tensor
function snn.vec_to_mat(vector, count) end

---A matrix with count columns, all vector.
---@param vector snn.Tensor
---@param count integer
---@return snn.Tensor
function snn.vec_to_mat_transposed(vector, count) end

---A tensor of zeros. The type follows the sizes: snn.zeros(3, 4, "bool").
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function snn.zeros(...) end

---Zeros of the shape and type of a tensor.
---@param tensor snn.Tensor
---@return snn.Tensor
function snn.zeros_like(tensor) end

---Classes of neurons, synapses, rules of plasticity and inputs, with their
---sources. Each is a file of Lua that is read when a script first asks for the
---class; it can be extended like a class of one's own.
---@class snn.models
local models = {}

snn.models = models

---The rate at which neurons spike, averaged over the time that has passed.
---@param parameters? table|string by name, or in the order that help(snn.models.Activity) shows
---@return snn.Behavior
function models.Activity(parameters) end

---Thresholds that keep neurons at a number of spikes.
---@param parameters? table|string by name, or in the order that help(snn.models.ActivityHomeostasis) shows
---@return snn.Behavior
function models.ActivityHomeostasis(parameters) end

---Adaptive exponential integrate-and-fire neurons.
---@param parameters? table|string by name, or in the order that help(snn.models.AdEx) shows
---@return snn.Behavior
function models.AdEx(parameters) end

---Steps against the gradient that are about as large for all elements.
---@param parameters? table|string by name, or in the order that help(snn.models.Adam) shows
---@return snn.Behavior
function models.Adam(parameters) end

---Synaptic conductances of a neuron group that rise and fade as an alpha
---function.
---@param parameters? table|string by name, or in the order that help(snn.models.AlphaConductance) shows
---@return snn.Behavior
function models.AlphaConductance(parameters) end

---Synaptic currents of a neuron group that rise and fade as an alpha function.
---@param parameters? table|string by name, or in the order that help(snn.models.AlphaCurrent) shows
---@return snn.Behavior
function models.AlphaCurrent(parameters) end

---Synapses that make a smaller image of means.
---@param parameters? table|string by name, or in the order that help(snn.models.AveragePool) shows
---@return snn.Behavior
function models.AveragePool(parameters) end

---Plasticity of rates with a threshold that slides.
---@param parameters? table|string by name, or in the order that help(snn.models.BCM) shows
---@return snn.Behavior
function models.BCM(parameters) end

---Spikes of the target on their way back to the synapses.
---@param parameters? table|string by name, or in the order that help(snn.models.Backpropagation) shows
---@return snn.Behavior
function models.Backpropagation(parameters) end

---Synaptic conductances of a neuron group that rise and fade, each in its own
---time.
---@param parameters? table|string by name, or in the order that help(snn.models.BiexponentialConductance) shows
---@return snn.Behavior
function models.BiexponentialConductance(parameters) end

---Synaptic currents of a neuron group that rise and fade, each in its own time.
---@param parameters? table|string by name, or in the order that help(snn.models.BiexponentialCurrent) shows
---@return snn.Behavior
function models.BiexponentialCurrent(parameters) end

---Plasticity by voltage.
---@param parameters? table|string by name, or in the order that help(snn.models.ClopathSTDP) shows
---@return snn.Behavior
function models.ClopathSTDP(parameters) end

---Convolutional synapses: all places of a feature map share their weights.
---@param parameters? table|string by name, or in the order that help(snn.models.Conv2d) shows
---@return snn.Behavior
function models.Conv2d(parameters) end

---Currents of a table.
---@param parameters? table|string by name, or in the order that help(snn.models.CurrentTable) shows
---@return snn.Behavior
function models.CurrentTable(parameters) end

---A data set as input: one sample after the other, with silence between.
---@param parameters? table|string by name, or in the order that help(snn.models.DataSet) shows
---@return snn.Behavior
function models.DataSet(parameters) end

---Dendrites of three kinds: proximal ones drive a neuron, distal and apical
---ones bring it near its threshold.
---@param parameters? table|string by name, or in the order that help(snn.models.Dendrites) shows
---@return snn.Behavior
function models.Dendrites(parameters) end

---Transmission as a current that takes its time along the dendrite.
---@param parameters? table|string by name, or in the order that help(snn.models.DendriticTransmission) shows
---@return snn.Behavior
function models.DendriticTransmission(parameters) end

---Dopamine in a network, or in the synapses of a group.
---@param parameters? table|string by name, or in the order that help(snn.models.Dopamine) shows
---@return snn.Behavior
function models.Dopamine(parameters) end

---Exponential integrate-and-fire neurons.
---@param parameters? table|string by name, or in the order that help(snn.models.EIF) shows
---@return snn.Behavior
function models.EIF(parameters) end

---Gradients by eligibility propagation, which are found forwards in time.
---@param parameters? table|string by name, or in the order that help(snn.models.EProp) shows
---@return snn.Behavior
function models.EProp(parameters) end

---Leaky integrate-and-fire neurons, with or without an adaptive threshold, that
---learn by e-prop.
---@param parameters? table|string by name, or in the order that help(snn.models.EPropLIF) shows
---@return snn.Behavior
function models.EPropLIF(parameters) end

---What encoders share: spikes that say what a sample is.
---@param parameters? table|string by name, or in the order that help(snn.models.Encoder) shows
---@return snn.Behavior
function models.Encoder(parameters) end

---A task of memory: to tell on which side there were more cues.
---@param parameters? table|string by name, or in the order that help(snn.models.EvidenceAccumulation) shows
---@return snn.Behavior
function models.EvidenceAccumulation(parameters) end

---Synaptic conductances of a neuron group that jump at a spike and fade
---exponentially.
---@param parameters? table|string by name, or in the order that help(snn.models.ExponentialConductance) shows
---@return snn.Behavior
function models.ExponentialConductance(parameters) end

---Synaptic currents of a neuron group that jump at a spike and fade
---exponentially.
---@param parameters? table|string by name, or in the order that help(snn.models.ExponentialCurrent) shows
---@return snn.Behavior
function models.ExponentialCurrent(parameters) end

---The moment at which neurons spike, for what comes between their integration
---and their spikes.
---@param parameters? table|string by name, or in the order that help(snn.models.Fire) shows
---@return snn.Behavior
function models.Fire(parameters) end

---Generalized leaky integrate-and-fire neurons of the Allen Institute.
---@param parameters? table|string by name, or in the order that help(snn.models.GLIF) shows
---@return snn.Behavior
function models.GLIF(parameters) end

---Electrical synapses between neurons.
---@param parameters? table|string by name, or in the order that help(snn.models.GapJunction) shows
---@return snn.Behavior
function models.GapJunction(parameters) end

---Steps against the gradient, with or without momentum.
---@param parameters? table|string by name, or in the order that help(snn.models.GradientDescent) shows
---@return snn.Behavior
function models.GradientDescent(parameters) end

---Bursting neurons of Hindmarsh and Rose.
---@param parameters? table|string by name, or in the order that help(snn.models.HindmarshRose) shows
---@return snn.Behavior
function models.HindmarshRose(parameters) end

---The squid's axon of Hodgkin and Huxley.
---@param parameters? table|string by name, or in the order that help(snn.models.HodgkinHuxley) shows
---@return snn.Behavior
function models.HodgkinHuxley(parameters) end

---What layouts between neurons in grids share.
---@param parameters? table|string by name, or in the order that help(snn.models.ImageLayout) shows
---@return snn.Behavior
function models.ImageLayout(parameters) end

---Neurons that spike at random, with a rate that changes with the time.
---@param parameters? table|string by name, or in the order that help(snn.models.InhomogeneousPoisson) shows
---@return snn.Behavior
function models.InhomogeneousPoisson(parameters) end

---The simple model of Izhikevich.
---@param parameters? table|string by name, or in the order that help(snn.models.Izhikevich) shows
---@return snn.Behavior
function models.Izhikevich(parameters) end

---Competition: at most k neurons spike in an iteration.
---@param parameters? table|string by name, or in the order that help(snn.models.KWTA) shows
---@return snn.Behavior
function models.KWTA(parameters) end

---Weights of layouts that keep their sum.
---@param parameters? table|string by name, or in the order that help(snn.models.KernelNormalization) shows
---@return snn.Behavior
function models.KernelNormalization(parameters) end

---Leaky integrate-and-fire neurons, solved exactly.
---@param parameters? table|string by name, or in the order that help(snn.models.LIF) shows
---@return snn.Behavior
function models.LIF(parameters) end

---Neurons that spike once for each sample, the sooner the larger their input.
---@param parameters? table|string by name, or in the order that help(snn.models.LatencyEncoder) shows
---@return snn.Behavior
function models.LatencyEncoder(parameters) end

---Synapses within a grid that depend on how far apart neurons are.
---@param parameters? table|string by name, or in the order that help(snn.models.Lateral) shows
---@return snn.Behavior
function models.Lateral(parameters) end

---Which synapses a group has, where it isn't one for each pair of neurons.
---@param parameters? table|string by name, or in the order that help(snn.models.Layout) shows
---@return snn.Behavior
function models.Layout(parameters) end

---Sends the errors of a readout back to the neurons that it reads.
---@param parameters? table|string by name, or in the order that help(snn.models.LearningSignal) shows
---@return snn.Behavior
function models.LearningSignal(parameters) end

---Local synapses: windows as in a convolution, with weights for each place.
---@param parameters? table|string by name, or in the order that help(snn.models.Local2d) shows
---@return snn.Behavior
function models.Local2d(parameters) end

---What all models of neurons share: they take the input that others have added
---up, and spike where the voltage passes a threshold.
---@param parameters? table|string by name, or in the order that help(snn.models.Membrane) shows
---@return snn.Behavior
function models.Membrane(parameters) end

---Conductances of NMDA receptors, which magnesium blocks at low voltages.
---@param parameters? table|string by name, or in the order that help(snn.models.NMDA) shows
---@return snn.Behavior
function models.NMDA(parameters) end

---What models of neurons share that are reset by a spike, and rest for a while.
---@param parameters? table|string by name, or in the order that help(snn.models.Neuron) shows
---@return snn.Behavior
function models.Neuron(parameters) end

---Hebbian plasticity of rates that keeps the length of the weights.
---@param parameters? table|string by name, or in the order that help(snn.models.Oja) shows
---@return snn.Behavior
function models.Oja(parameters) end

---Synapses from each neuron to the one at the same place.
---@param parameters? table|string by name, or in the order that help(snn.models.OneToOne) shows
---@return snn.Behavior
function models.OneToOne(parameters) end

---What optimizers share: a tensor that they change, and its gradient.
---@param parameters? table|string by name, or in the order that help(snn.models.Optimizer) shows
---@return snn.Behavior
function models.Optimizer(parameters) end

---A current of noise that fades from memory.
---@param parameters? table|string by name, or in the order that help(snn.models.OrnsteinUhlenbeck) shows
---@return snn.Behavior
function models.OrnsteinUhlenbeck(parameters) end

---What rules of plasticity share: traces of spikes, and bounds of weights.
---@param parameters? table|string by name, or in the order that help(snn.models.Plasticity) shows
---@return snn.Behavior
function models.Plasticity(parameters) end

---Neurons that spike at random, the more often the larger their input is.
---@param parameters? table|string by name, or in the order that help(snn.models.PoissonEncoder) shows
---@return snn.Behavior
function models.PoissonEncoder(parameters) end

---Input from many neurons that spike at random and are not simulated.
---@param parameters? table|string by name, or in the order that help(snn.models.PoissonInput) shows
---@return snn.Behavior
function models.PoissonInput(parameters) end

---Neurons that spike at random, independently of each other.
---@param parameters? table|string by name, or in the order that help(snn.models.PoissonSpikes) shows
---@return snn.Behavior
function models.PoissonSpikes(parameters) end

---The direction that a population stands for.
---@param parameters? table|string by name, or in the order that help(snn.models.PopulationVector) shows
---@return snn.Behavior
function models.PopulationVector(parameters) end

---Synapses that are weak are lost.
---@param parameters? table|string by name, or in the order that help(snn.models.Pruning) shows
---@return snn.Behavior
function models.Pruning(parameters) end

---Quadratic integrate-and-fire neurons.
---@param parameters? table|string by name, or in the order that help(snn.models.QIF) shows
---@return snn.Behavior
function models.QIF(parameters) end

---A current that rises or falls evenly.
---@param parameters? table|string by name, or in the order that help(snn.models.RampCurrent) shows
---@return snn.Behavior
function models.RampCurrent(parameters) end

---A task of classes of spike times: smooth random curves and surfaces.
---@param parameters? table|string by name, or in the order that help(snn.models.Randman) shows
---@return snn.Behavior
function models.Randman(parameters) end

---Neurons that spike in regular intervals, the shorter the larger their input.
---@param parameters? table|string by name, or in the order that help(snn.models.RateEncoder) shows
---@return snn.Behavior
function models.RateEncoder(parameters) end

---Keeps the firing rates of neurons that learn by e-prop near a target.
---@param parameters? table|string by name, or in the order that help(snn.models.RateRegularization) shows
---@return snn.Behavior
function models.RateRegularization(parameters) end

---What rules of plasticity that read rates share.
---@param parameters? table|string by name, or in the order that help(snn.models.RateRule) shows
---@return snn.Behavior
function models.RateRule(parameters) end

---Leaky neurons without spikes that say what a network has found, and how wrong
---that is.
---@param parameters? table|string by name, or in the order that help(snn.models.Readout) shows
---@return snn.Behavior
function models.Readout(parameters) end

---Spike-timing-dependent plasticity that dopamine makes lasting.
---@param parameters? table|string by name, or in the order that help(snn.models.RewardSTDP) shows
---@return snn.Behavior
function models.RewardSTDP(parameters) end

---A linear readout that is fitted by ridge regression.
---@param parameters? table|string by name, or in the order that help(snn.models.RidgeReadout) shows
---@return snn.Behavior
function models.RidgeReadout(parameters) end

---Spike-timing-dependent plasticity of pairs of spikes.
---@param parameters? table|string by name, or in the order that help(snn.models.STDP) shows
---@return snn.Behavior
function models.STDP(parameters) end

---Samples that are spikes already.
---@param parameters? table|string by name, or in the order that help(snn.models.SampleSpikes) shows
---@return snn.Behavior
function models.SampleSpikes(parameters) end

---Shows a neuron group the sample of each trial.
---@param parameters? table|string by name, or in the order that help(snn.models.Samples) shows
---@return snn.Behavior
function models.Samples(parameters) end

---Transmission by NMDA receptors that saturate, and that magnesium blocks at
---low voltages.
---@param parameters? table|string by name, or in the order that help(snn.models.SaturatingNMDA) shows
---@return snn.Behavior
function models.SaturatingNMDA(parameters) end

---A current that goes up and down as a sine.
---@param parameters? table|string by name, or in the order that help(snn.models.SineCurrent) shows
---@return snn.Behavior
function models.SineCurrent(parameters) end

---A task of patterns: spikes that are the same in each trial are to become sums
---of sines.
---@param parameters? table|string by name, or in the order that help(snn.models.SineWaves) shows
---@return snn.Behavior
function models.SineWaves(parameters) end

---How often neurons spike while a sample is shown.
---@param parameters? table|string by name, or in the order that help(snn.models.SpikeCounts) shows
---@return snn.Behavior
function models.SpikeCounts(parameters) end

---Neurons that spike at given times.
---@param parameters? table|string by name, or in the order that help(snn.models.SpikeList) shows
---@return snn.Behavior
function models.SpikeList(parameters) end

---A constant current for a while.
---@param parameters? table|string by name, or in the order that help(snn.models.StepCurrent) shows
---@return snn.Behavior
function models.StepCurrent(parameters) end

---A task of memory: a bit is to be stored, and recalled some time later.
---@param parameters? table|string by name, or in the order that help(snn.models.StoreRecall) shows
---@return snn.Behavior
function models.StoreRecall(parameters) end

---What behaviors of synapse groups share: weights, and the spikes that arrive.
---@param parameters? table|string by name, or in the order that help(snn.models.Synapse) shows
---@return snn.Behavior
function models.Synapse(parameters) end

---What all synaptic conductances share: a reversal potential.
---@param parameters? table|string by name, or in the order that help(snn.models.SynapticConductance) shows
---@return snn.Behavior
function models.SynapticConductance(parameters) end

---What all synaptic currents share: where spikes arrive, and who gets the
---current.
---@param parameters? table|string by name, or in the order that help(snn.models.SynapticCurrent) shows
---@return snn.Behavior
function models.SynapticCurrent(parameters) end

---Homeostasis of rates: all weights of a neuron are scaled.
---@param parameters? table|string by name, or in the order that help(snn.models.SynapticScaling) shows
---@return snn.Behavior
function models.SynapticScaling(parameters) end

---What behaviors share whose values are known before for each time.
---@param parameters? table|string by name, or in the order that help(snn.models.Timetable) shows
---@return snn.Behavior
function models.Timetable(parameters) end

---Plasticity by traces that a reward makes lasting.
---@param parameters? table|string by name, or in the order that help(snn.models.TraceRSTDP) shows
---@return snn.Behavior
function models.TraceRSTDP(parameters) end

---Plasticity by traces for all layouts of synapses, with bounds.
---@param parameters? table|string by name, or in the order that help(snn.models.TraceSTDP) shows
---@return snn.Behavior
function models.TraceSTDP(parameters) end

---Spikes of the source that arrive at the target: they add weights to one of
---its variables.
---@param parameters? table|string by name, or in the order that help(snn.models.Transmission) shows
---@return snn.Behavior
function models.Transmission(parameters) end

---Pyramidal cells of the hippocampus after Traub and Miles.
---@param parameters? table|string by name, or in the order that help(snn.models.TraubMiles) shows
---@return snn.Behavior
function models.TraubMiles(parameters) end

---The trials of a task, one after the other: which sample is shown, and how far
---its trial is.
---@param parameters? table|string by name, or in the order that help(snn.models.Trials) shows
---@return snn.Behavior
function models.Trials(parameters) end

---Spike-timing-dependent plasticity of triplets of spikes.
---@param parameters? table|string by name, or in the order that help(snn.models.TripletSTDP) shows
---@return snn.Behavior
function models.TripletSTDP(parameters) end

---Transmission with short-term depression and facilitation.
---@param parameters? table|string by name, or in the order that help(snn.models.TsodyksMarkram) shows
---@return snn.Behavior
function models.TsodyksMarkram(parameters) end

---Symmetric plasticity of inhibitory synapses, which keeps the target's rate.
---@param parameters? table|string by name, or in the order that help(snn.models.VogelsSTDP) shows
---@return snn.Behavior
function models.VogelsSTDP(parameters) end

---Exhaustion that keeps voltages within limits.
---@param parameters? table|string by name, or in the order that help(snn.models.VoltageHomeostasis) shows
---@return snn.Behavior
function models.VoltageHomeostasis(parameters) end

---Noise that is added to voltages.
---@param parameters? table|string by name, or in the order that help(snn.models.VoltageNoise) shows
---@return snn.Behavior
function models.VoltageNoise(parameters) end

---Fast-spiking interneurons of Wang and Buzsáki.
---@param parameters? table|string by name, or in the order that help(snn.models.WangBuzsaki) shows
---@return snn.Behavior
function models.WangBuzsaki(parameters) end

---Weights that fade.
---@param parameters? table|string by name, or in the order that help(snn.models.WeightDecay) shows
---@return snn.Behavior
function models.WeightDecay(parameters) end

---A current of white noise.
---@param parameters? table|string by name, or in the order that help(snn.models.WhiteNoise) shows
---@return snn.Behavior
function models.WhiteNoise(parameters) end

---What layouts share in which each place of an image sees a window of another.
---@param parameters? table|string by name, or in the order that help(snn.models.WindowLayout) shows
---@return snn.Behavior
function models.WindowLayout(parameters) end

---Functions of recorded spikes: rates, intervals, synchrony. They take the rows
---[t, i] that an EventRecorder gives.
---@class snn.stats
local stats = {}

snn.stats = stats

---Pearson's correlation of the counts of each two neurons over bins: [neurons,
---neurons]; NaN where a count doesn't vary.
---@param events snn.Tensor|snn.Recorder rows [t, i] or a bool matrix [time, neuron], as net("spike", 1) gives them; or their recorder
---@param options snn.BinnedSpikeOptions neurons, or size and last, and bin
---@return snn.Tensor
function stats.correlation(events, options) end

---How often each neuron spikes in each bin: [bins, neurons], whole numbers;
---counts:sum(2) is the peristimulus time histogram. Bins that the recorder
---hasn't seen as a whole, and iterations at the end that fill no bin, are left
---out; the second result has the first iteration of each bin.
---@param events snn.Tensor|snn.Recorder rows [t, i] or a bool matrix [time, neuron], as net("spike", 1) gives them; or their recorder
---@param options snn.BinnedSpikeOptions neurons, or size and last, and bin
---@return snn.Tensor, snn.Tensor
function stats.counts(events, options) end

---The coefficient of variation of each neuron's intervals: standard deviation,
---of the population, over mean; NaN with fewer than two intervals; its second
---result is their mean, without NaN.
---@param events snn.Tensor|snn.Recorder rows [t, i] or a bool matrix [time, neuron], as net("spike", 1) gives them; or their recorder
---@param options? snn.SpikeOptions neurons, or size and last, unless what was recorded knows them
---@return snn.Tensor, number
function stats.cv(events, options) end

---The variance of each neuron's counts over bins, divided by their mean; NaN
---without spikes; its second result is their mean, without NaN.
---@param events snn.Tensor|snn.Recorder rows [t, i] or a bool matrix [time, neuron], as net("spike", 1) gives them; or their recorder
---@param options snn.BinnedSpikeOptions neurons, or size and last, and bin
---@return snn.Tensor, number
function stats.fano(events, options) end

---The intervals between each neuron's successive spikes, by neuron and then by
---time, in iterations, in ms if there is a dt; the second result has the neuron
---of each. Between two spikes that a pause of the recorder parts there is none.
---@param events snn.Tensor|snn.Recorder rows [t, i] or a bool matrix [time, neuron], as net("spike", 1) gives them; or their recorder
---@param options? snn.SpikeOptions neurons, or size and last, unless what was recorded knows them
---@return snn.Tensor, snn.Tensor
function stats.isi(events, options) end

---The local variation of each neuron's intervals, 0 if regular, 1 if Poisson
---(Shinomoto et al. 2003, doi 10.1162/089976603322518759); NaN without two
---successive intervals; its second result is their mean, without NaN.
---@param events snn.Tensor|snn.Recorder rows [t, i] or a bool matrix [time, neuron], as net("spike", 1) gives them; or their recorder
---@param options? snn.SpikeOptions neurons, or size and last, unless what was recorded knows them
---@return snn.Tensor, number
function stats.lv(events, options) end

---Each neuron's spikes per iteration that the recorder has seen, in Hz if there
---is a dt, as a vector [neurons]; NaN if it has seen none from first to last;
---its second result is their mean, without NaN.
---@param events snn.Tensor|snn.Recorder rows [t, i] or a bool matrix [time, neuron], as net("spike", 1) gives them; or their recorder
---@param options? snn.SpikeOptions neurons, or size and last, unless what was recorded knows them
---@return snn.Tensor, number
function stats.rate(events, options) end

---The synchrony of the neurons' counts over bins, 1 if all do the same, about 1
---/ sqrt(neurons) if they are independent (Golomb 2007, doi
---10.4249/scholarpedia.1347); NaN if no count varies.
---@param events snn.Tensor|snn.Recorder rows [t, i] or a bool matrix [time, neuron], as net("spike", 1) gives them; or their recorder
---@param options snn.BinnedSpikeOptions neurons, or size and last, and bin
---@return number
function stats.synchrony(events, options) end

---Figures of spikes, voltages, rates and weights. What a recorder gives names
---the axes by itself.
---@class snn.plot
local plot = {}

snn.plot = plot

---Figures beside and below each other as one figure: plot.grid { a, b; columns
---= 2 }.
---@param figures snn.GridOptions row by row
---@return snn.Figure
function plot.grid(figures) end

---How often values occur; without bins, by the rule of Freedman and Diaconis
---1981 (doi 10.1007/BF01025868). Of a sparse matrix only entries count.
---@param x snn.Tensor|snn.SparseMatrix|number[] of any shape
---@param options? snn.HistOptions
---@return snn.Figure
function plot.hist(x, options) end

---A matrix as colors, with a color bar: rows go down, columns to the right.
---@param W snn.Tensor|snn.SparseMatrix|snn.SynapseGroup a matrix, or the synapses whose W it is
---@param options? snn.ImageOptions
---@return snn.Figure
function plot.image(W, options) end

---How often intervals between a neuron's successive spikes occur, of all
---neurons together.
---@param events snn.Tensor|snn.Recorder rows [t, i] or a bool matrix [time, neuron]; or t, and i as second
---@param i? snn.Tensor neurons, from 1
---@param options? snn.IsiOptions
---@return snn.Figure
function plot.isi(events, i, options) end

---Lines through points: plot.lines(y) or plot.lines(x, y). Gaps are where a
---number is NaN.
---@param x snn.Tensor|number[] left out: the rows of y
---@param y? snn.Tensor|number[] one line, or a line for each column
---@param options? snn.LinesOptions
---@return snn.Figure
function plot.lines(x, y, options) end

---The power spectral density, by Welch's method (1967, doi
---10.1109/TAU.1967.1161901) with Hann windows that overlap by half; without
---segment, with eight of them.
---@param y snn.Tensor|number[] values over time, a line for each column
---@param options? snn.PsdOptions
---@return snn.Figure
function plot.psd(y, options) end

---A dot for each spike.
---@param t snn.Tensor|snn.Recorder iterations; or rows [t, i] or a bool matrix [time, neuron], as net("spike", 1) gives them
---@param i? snn.Tensor neurons, from 1
---@param options? snn.RasterOptions
---@return snn.Figure
function plot.raster(t, i, options) end

---The mean firing rate of all neurons over time, in Hz if dt is known.
---@param events snn.Tensor|snn.Recorder rows [t, i], a bool matrix [time, neuron], or times alone
---@param options? snn.RateOptions
---@return snn.Figure
function plot.rate(events, options) end

---A picture that a function of snn.plot has made.
---@class snn.Figure
local Figure = {}

---Draws the figure into a file and returns the figure. A file that exists is
---replaced, as a whole or not at all. Gnuplot draws it: Debian's package
---gnuplot-nox.
---@param path string a name that ends in .png, .svg or .pdf
---@return snn.Figure
function Figure:save(path) end

---Shows the figure and returns it: in the desktop's viewer of images if there
---is one, and else as a drawing of characters on standard output. The viewer is
---given a file that stays in the folder for temporary files.
---@return snn.Figure
function Figure:show() end

---What networks, neuron groups and synapse groups share, and all that an object
---of snn.NetworkObject has. They have tags, behaviors, and state variables,
---which are fields of any other name.
---@class snn.NetworkObject
---@field tag string the first tag
---@field iteration integer how many iterations have begun; can be written in a network
---@field network snn.Network of a network, itself
---@field sub_structures snn.NetworkObject[] its parts
---@field parent_structure? snn.NetworkObject what it is a part of
---@field [string] any a state variable, or the behavior with this tag
local NetworkObject = {}

---Switches the behaviors with this tag on.
---@param tag string
function NetworkObject:activate_behaviors(tag) end

---Gives the object a module, which is initialized at once and is found under
---its tags.
---@param module snn.AnalysisModule
---@return snn.AnalysisModule
function NetworkObject:add_analysis_module(module) end

---Adds a behavior under a key that the object has free, and initializes it if
---the network is. It runs from the next iteration, after those of other objects
---with the same key.
---@param key number its place in the order
---@param behavior snn.Behavior|snn.Recorder
---@param initialize? boolean false: not before the next iteration
---@return snn.Behavior|snn.Recorder
function NetworkObject:add_behavior(key, behavior, initialize) end

---Adds behaviors, lowest key first; none, if one fails.
---@param behaviors table<number, snn.Behavior|snn.Recorder> by key
---@param initialize? boolean false: not before the next iteration
function NetworkObject:add_behaviors(behaviors, initialize) end

---Makes an object a part of this one: it is in sub_structures, and this is its
---parent_structure. A new group is a part of its network.
---@param object snn.NetworkObject
function NetworkObject:add_sub_structure(object) end

---Adds a tag, by which the object is found from then on.
---@param tag string several with commas
function NetworkObject:add_tag(tag) end

---The parts of the object, each followed by its own parts.
---@return snn.NetworkObject[]
function NetworkObject:all_sub_structures() end

---The object's behavior with this key, or nil.
---@param key number its place in the order
---@return snn.Behavior|snn.Recorder
function NetworkObject:behavior(key) end

---The buffer with row 1 moved to row 2 and so on, and the last row to row 1:
---neurons.hist = neurons:buffer_roll(neurons.hist, spike). It doesn't roll in
---place: a call that drops the result is an error. The old buffer keeps its
---elements, but shares rows with the new one: what is written into one of these
---is in both.
---@param buffer snn.Tensor
---@param new? snn.Tensor|number overwrites the first row
---@param counter? boolean whether to go the other way: row 2 becomes row 1, and new the last
---@return snn.Tensor
function NetworkObject:buffer_roll(buffer, new, counter) end

---Calls a method of every object and behavior with a tag, and returns a list of
---what they return.
---@param tag string
---@param name string
---@param ... any what the method is given
---@return any[]
function NetworkObject:call_tag_functions(tag, name, ...) end

---Another object like this one: of the same size, with behaviors of the same
---classes and parameters under the same keys, its parts, and the synapses
---between them. State isn't copied: initialize makes it.
---@param options? snn.CloneOptions
---@return snn.NetworkObject
function NetworkObject:clone(options) end

---Switches the behaviors with this tag off.
---@param tag string
function NetworkObject:deactivate_behaviors(tag) end

---What has this tag: a list of objects, behaviors, recorded data and analysis
---modules, or one of them, nil if there is none. net(tag, index) is the same.
---@param tag string|number a number is a key of behaviors
---@param index? integer -1 is the last
---@return any
function NetworkObject:find(tag, index) end

---The results of the modules with a tag, by what was called; and a table of the
---modules by the same keys.
---@param tag string
---@return table<string, any>
function NetworkObject:get_all_analysis_module_results(tag) end

---Zeros of a shape with count in front, for the last states of a tensor.
---@param shape integer[]
---@param count integer
---@return snn.Tensor
function NetworkObject:get_buffer_mat(shape, count) end

---Whether find finds something.
---@param tag string
---@return boolean
function NetworkObject:has_module(tag) end

---Takes behaviors out and returns all of them. Those that run in the iteration
---that is running still do.
---@param what number|string|snn.Behavior|snn.Recorder a key, a tag, a behavior or a class
---@return snn.Behavior|snn.Recorder
function NetworkObject:remove_behavior(what) end

---Puts a behavior at the place of the one with a key, which is returned.
---@param key number its place in the order
---@param behavior snn.Behavior|snn.Recorder
---@return snn.Behavior|snn.Recorder
function NetworkObject:replace_behavior(key, behavior) end

---Switches the behaviors with this tag on or off; of a network, those of all
---its objects.
---@param tag string
---@param enabled boolean
function NetworkObject:set_behaviors(tag, enabled) end

---Sets a field of every object and behavior with a tag.
---@param tag string
---@param name string
---@param value any
function NetworkObject:set_tag_attrs(tag, name, value) end

---Sets a state variable.
---@param name string
---@param value any
---@return self
function NetworkObject:set_var(name, value) end

---All tags, the first one first.
---@return string[]
function NetworkObject:tags() end

---A new tensor, filled as a mode says.
---@param mode snn.Mode|string|number as for vector
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function NetworkObject:tensor(mode, ...) end

---Groups of neurons and synapses, and the order of behaviors. net(tag) finds
---what has a tag.
---@class snn.Network: snn.NetworkObject
---@field seed integer what its random numbers follow from
---@field dtype snn.ElementType the type of its tensors
---@field synapse_mode "SxD"|"DxS" the axes of its matrices
---@field dt? number the length of an iteration in ms, if it was given
---@field NeuronGroups snn.NeuronGroup[] in the order of creation
---@field SynapseGroups snn.SynapseGroup[] in the order of creation
---@field Structures snn.NetworkObject[] all groups
---@overload fun(tag: string|number, index?: integer): any
local Network = {}

---The behaviors of all objects, of each by ascending key.
---@return (snn.Behavior|snn.Recorder)[]
function Network:all_behaviors() end

---The network and its groups in the order of creation, which are Structures
---without the network.
---@return snn.NetworkObject[]
function Network:all_objects() end

---With true, a behavior after which a state variable has become NaN or infinite
---is an error that names both; with "nan" only NaN is; with false nothing is
---checked. Reads every number after every behavior.
---@param what boolean|"nan"
function Network:check_finite(what) end

---Forgets what recorders have recorded.
---@param keys? number|number[] of the recorders; all if not given
function Network:clear_recorder(keys) end

---Clones objects, their parts, and the synapse groups between them, which then
---connect the clones. Returns the clones of the objects in their order.
---@param objects snn.NetworkObject[]
---@param options? snn.CloneGroupsOptions
---@return snn.NetworkObject
function Network:clone_groups(objects, options) end

---Prints the network, its groups and the order in which its behaviors run;
---after trace, also what each read and wrote.
function Network:describe() end

---Which behaviors run on the network's device, and which on the processor and
---why; what an iteration has cost on average: kernels that were launched, bytes
---that were copied. Nil without a device.
---@return string?
function Network:device_report() end

---Calls initialize of all behaviors in the order of their keys. Calling it
---again starts over, but for the iteration.
function Network:initialize() end

---Takes on the state that save wrote, after initialize if the network is not
---initialized. A file that is damaged, or of a network that is built
---differently, is an error that changes nothing.
---@param path string
---@return self
function Network:load(path) end

---Runs iterations and measures each behavior: a list of tables with key,
---object, behavior, calls and ms, in the order of their run. tostring makes a
---text of it.
---@param count? integer|string iterations or a time; 1 if not given
---@return table[]
function Network:profile(count) end

---What compiled behaviors do, as text: for each program, in the order of their
---run, the behaviors in it and its steps with the lines that they come from;
---operations under one loop run in one pass over memory.
---@param form? "steps"|"values" what is told: the steps of the plan, if not given, or the values of the program that it was made of
---@return string
function Network:program(form) end

---Recorders record and count nothing until recording_on.
function Network:recording_off() end

---Recorders go on.
function Network:recording_on() end

---Removes a group, and of a neuron group the synapse groups that start or end
---there. Returns all that was removed. What runs in the iteration that is
---running still does; the variables of a removed group stay readable.
---@param group snn.NeuronGroup|snn.SynapseGroup
---@return snn.NetworkObject
function Network:remove(group) end

---Writes the state of the network to a file: state variables, fields of
---behaviors, what was recorded, the iteration, random streams but for
---math.random. A network that is built alike and loads it goes on to the bit.
---Functions are left out; a table that holds one, or has a metatable, is an
---error.
---@param path string
---@return self
function Network:save(path) end

---Has the network run on another device from now on, or on the processor with
---"cpu". Its state goes along.
---@param device string|table as the option of snn.Network
function Network:set_device(device) end

---Runs the iterations of a time, a whole number of them, of which the network's
---dt is one; else as simulate_iterations.
---@param time string such as "100 ms" or "1.5 s"
---@param options? snn.SimulateOptions
---@return integer, number
function Network:simulate(time, options) end

---Runs one iteration. With true, gives the milliseconds that the behaviors of
---each key took; profile tells them apart.
---@param measured? boolean
---@return table?
function Network:simulate_iteration(measured) end

---Runs iterations: the number goes up, then every behavior runs in the order of
---keys. An error ends it after the last whole iteration. Gives how many were
---run and the milliseconds that took.
---@param count integer|string or a time such as "100 ms"
---@param options? snn.SimulateOptions
---@return integer, number
function Network:simulate_iterations(count, options) end

---Ends the simulation after the iteration that is running.
function Network:stop() end

---How the network is built: a plain table with its options and behaviors, and
---its groups with sizes, tags, ends, and behaviors by key, as { "LIF", tau = 20
---}. State isn't in it.
---@return table
function Network:structure() end

---Runs an iteration and notes which state variables each behavior reads and
---writes, for describe.
function Network:trace() end

---A population of neurons, described by state variables. Most of these are
---vectors with an element for each neuron.
---@class snn.NeuronGroup: snn.NetworkObject
---@field size integer the number of neurons
---@field id snn.Tensor the numbers of the neurons, from 1
---@field afferent_synapses table<string, snn.SynapseGroup[]> the synapse groups that end here, by tag; a tag that nothing has gives an empty list
---@field efferent_synapses table<string, snn.SynapseGroup[]> those that start here, by tag
---@overload fun(tag: string|number, index?: integer): any
local NeuronGroup = {}

---What has this name in connected groups, and in their behaviors if wanted;
---functions are called with the group.
---@param name string
---@param options? snn.ConnectedOptions
---@return any[]
function NeuronGroup:connected_NG_param_list(name, options) end

---The size, and the sum of the sizes of all sources of the synapse groups with
---this tag that end here.
---@param tag string
---@return integer, integer
function NeuronGroup:get_combined_synapse_shape(tag) end

---What is under key in the table of this name, as mask_var gives it.
---@param name string
---@param key any
---@return any
function NeuronGroup:get_masked_dict(name, key) end

---Which neurons lie in the box around those of a group, enlarged on every side.
---@param group snn.NeuronGroup
---@param margins? number[] along x, y and z; {1, 1, 1} if not given
---@return snn.Tensor
function NeuronGroup:get_subgroup_receptive_field_mask(group, margins) end

---The group itself; of a sub-group its base.
---@return snn.NeuronGroup
function NeuronGroup:group_without_subGroup() end

---The value itself; in a sub-group, the elements of a tensor that belong to its
---neurons.
---@param value any
---@return any
function NeuronGroup:mask_var(value) end

---Sub-groups for the blocks in which there are neurons; the group itself for
---less than 2 blocks along each axis.
---@param blocks? integer along each axis; 7 if not given
---@return snn.NeuronGroup[]
function NeuronGroup:partition(blocks) end

---Masks that cut the box around all neurons into blocks, x slowest. A neuron
---between two blocks belongs to the first.
---@param steps integer[] the number of blocks in x, y and z
---@return snn.Tensor[]
function NeuronGroup:partition_masks(steps) end

---The synapse groups with this tag that end, and that start, here; empty lists,
---if there are none.
---@param tag string
---@return snn.SynapseGroup[], snn.SynapseGroup[]
function NeuronGroup:require_synapses(tag) end

---A sub-group for each mask of partition_masks.
---@param steps integer[] the number of blocks in x, y and z
---@return snn.NeuronSubGroup[]
function NeuronGroup:split_grid_into_sub_group_blocks(steps) end

---Some of the neurons, seen as a group, in ascending order. Reading a variable
---gives its elements for these neurons, along the first axis or else the
---second; writing changes them in this group. If this group lacks a variable, a
---tensor with an axis of these neurons makes it, with zeros for the others; a
---number doesn't.
---@param mask snn.Tensor|integer[] a bool mask, int64 indices, or a range {first, last}
---@param tag? string by which it is found, if given
---@return snn.NeuronSubGroup
function NeuronGroup:subGroup(mask, tag) end

---Some of the neurons, seen as a group, in ascending order. Reading a variable
---gives its elements for these neurons, along the first axis or else the
---second; writing changes them in this group. If this group lacks a variable, a
---tensor with an axis of these neurons makes it, with zeros for the others; a
---number doesn't.
---@param mask snn.Tensor|integer[] a bool mask, int64 indices, or a range {first, last}
---@param tag? string by which it is found, if given
---@return snn.NeuronSubGroup
function NeuronGroup:sub_group(mask, tag) end

---The synapse groups that end or start here; afferent_synapses[tag] and
---efferent_synapses[tag] are the same.
---@param direction string "afferent" or "efferent"
---@param tag? string "All" if not given
---@return snn.SynapseGroup[]
function NeuronGroup:synapses(direction, tag) end

---A new vector [size].
---@param mode? snn.Mode|string|number a number, "zeros", "uniform", "normal(0.5, 0.1)", arithmetic with these; or a table of this and more
---@param dtype? snn.ElementType the network's if not given
---@return snn.Tensor
function NeuronGroup:vector(mode, dtype) end

---Zeros [length, size], for the last states of a vector.
---@param length integer|string a number of iterations, or a time such as "10 ms"
---@param dtype? snn.ElementType the network's if not given
---@return snn.Tensor
function NeuronGroup:vector_buffer(length, dtype) end

---Some of the neurons of a group, seen as a group. What is written into its
---variables changes those of the group.
---@class snn.NeuronSubGroup: snn.NeuronGroup
---@field base snn.NeuronGroup the group
---@field mask snn.Tensor which neurons of the group, as bool
---@field id_mask snn.Tensor the numbers of these neurons
local NeuronSubGroup = {}

---All synapses from one neuron group to another. Its matrices have the axes
---[source, destination].
---@class snn.SynapseGroup: snn.NetworkObject
---@field src snn.NeuronGroup where they start; false if nowhere
---@field dst snn.NeuronGroup where they end; false if nowhere
---@field enabled? snn.Tensor|boolean which synapses there are, if you set it: matrices that are drawn are 0 elsewhere, and behaviors of the library leave the others alone
---@field group_weighting number for get_synapse_group_size_factor; 1 if not set
---@overload fun(tag: string|number, index?: integer): any
local SynapseGroup = {}

---A bool matrix of the synapses that a rule makes: synapse.enabled =
---synapse:connect { in_degree = 10 }.
---@param rule snn.ConnectionRule one of these, and autapses
---@return snn.Tensor
function SynapseGroup:connect(rule) end

---Connects the destination of a group that was created without.
---@param group snn.NeuronGroup|string
function SynapseGroup:connect_dst(group) end

---Connects the source of a group that was created without.
---@param group snn.NeuronGroup|string
function SynapseGroup:connect_src(group) end

---A matrix of the distances of sources and destinations.
---@return snn.Tensor
function SynapseGroup:distances() end

---A matrix of how near sources and destinations are in x and y: radius less
---distance, at least 0, over the largest value of each destination.
---@param radius number
---@return snn.Tensor
function SynapseGroup:get_distance_mat(radius) end

---The largest distances along x, y and z of synapses that are enabled, each at
---least 1.
---@return number, number, number
function SynapseGroup:get_max_receptive_field_size() end

---A matrix with count weights for each destination, drawn from 0 to 1; the
---others are 0. What is not enabled stays 0.
---@param count integer
---@return snn.Tensor
function SynapseGroup:get_random_synapse_mat_fixed(count) end

---A matrix of rings around destinations: p - 1.5 p^inner_exp, at least 0, over
---its largest value, where p is get_distance_mat.
---@param radius number
---@param inner_exp number
---@return snn.Tensor
function SynapseGroup:get_ring_mat(radius, inner_exp) end

---A new group of the synapses between some of the sources and some of the
---destinations, with this group's tags and copies of its variables, without
---behaviors.
---@param src_mask snn.Tensor
---@param dst_mask snn.Tensor
---@return snn.SynapseGroup
function SynapseGroup:get_sub_synapse_group(src_mask, dst_mask) end

---The factor that balances the synapse groups with a tag of one destination, by
---their size and their group_weighting.
---@param synapse snn.SynapseGroup
---@param tag string
---@return number
function SynapseGroup:get_synapse_group_size_factor(synapse, tag) end

---A view [destination, source] of a matrix, in any mode.
---@param matrix snn.Tensor
---@return snn.Tensor
function SynapseGroup:ignore_transpose_mode(matrix) end

---A new matrix [source, destination], or [destination, source] in a network of
---mode DxS; 0 where enabled is false.
---@param mode? snn.MatrixMode|string|number as for vector
---@param dtype? snn.ElementType the network's if not given
---@return snn.Tensor|snn.SparseMatrix
function SynapseGroup:matrix(mode, dtype) end

---The sizes of the axes of its matrices.
---@return integer, integer
function SynapseGroup:matrix_dim() end

---What happens to an object in each iteration. initialize prepares it, forward
---does the work. snn.Behavior "LIF" makes a class, LIF { tau = 20 } a behavior
---of it, whose fields are yours.
---@class snn.Behavior
---@field parameters table<string, any> what the behavior was given
---@field behavior_enabled boolean whether forward is called
---@field run_every? integer|string the number of iterations from one call to the next, or a time such as "10 ms"
---@field run_from? integer|string the first iteration in which it runs
---@field run_until? integer|string the last iteration in which it may run
---@field initialize? fun(self, object: any) yours
---@field forward? fun(self, object: any) yours
---@field initialize_last? boolean true in a class whose behaviors initialize after all others
---@field initialize_on_init? boolean true in a class whose behaviors initialize as soon as they are in an object
---@field [string] any what the model keeps in it
---@overload fun(parameters?: table): snn.Behavior
local Behavior = {}

---What an iteration leaves of what fades with a time constant, exp(-dt / tau),
---and what it takes away, 1 - exp(-dt / tau).
---@param tau number|snn.Tensor a time constant, or several, in ms
---@return number|snn.Tensor, number|snn.Tensor
function Behavior:decay(tau) end

---Keeps forward from being called, from the next iteration.
function Behavior:disable() end

---Lets forward be called, from the next iteration.
function Behavior:enable() end

---Of a class, LIF:extend "ELIF" is snn.Behavior("ELIF", { extends = LIF }).
---@param name string of the class that extends this one
---@param options? snn.BehaviorOptions but for extends
---@return snn.Behavior
function Behavior:extend(name, options) end

---Whether forward is called; behavior_enabled is the same.
---@return boolean
function Behavior:is_enabled() end

---Whether an object has this behavior.
---@param object snn.NetworkObject
---@return boolean
function Behavior:is_of(object) end

---What the behavior was given under a name, or the default. "normal(20, 2)"
---becomes a vector or a matrix of the object. What is given and not asked for
---by the end of initialize is an error.
---@param name string|snn.ParameterOptions or a table of this and more
---@param default? any
---@param object? snn.NetworkObject
---@return any
function Behavior:parameter(name, default, object) end

---Calls initialize again with each object of the behavior, as the fields of
---behavior.parameters are by then.
function Behavior:reinitialize() end

---Makes a state variable of the object of each parameter that the behavior was
---given.
---@param object snn.NetworkObject|snn.Behavior or the behavior itself, whose fields they become then
function Behavior:set_parameters_as_variables(object) end

---The length of an iteration in ms; an error if the network doesn't know it.
---@return number
function Behavior:time_step() end

---A behavior that keeps what variables were, or who spiked when. net("voltage",
---1) finds what was recorded.
---@class snn.Recorder
---@field variables table<string, snn.Tensor> what was recorded of each expression
---@field behavior_enabled boolean whether forward is called
---@field run_every? integer|string the number of iterations from one call to the next, or a time such as "10 ms"
---@field run_from? integer|string the first iteration in which it runs
---@field run_until? integer|string the last iteration in which it may run
local Recorder = {}

---Records another expression, or more, from the next iteration.
---@param variable string|string[]
function Recorder:add_variable(variable) end

---Records another expression, or more, from the next iteration.
---@param variable string|string[]
function Recorder:add_variables(variable) end

---Forgets what was recorded, but for what is in the file.
function Recorder:clear() end

---Forgets what was recorded, but for what is in the file.
function Recorder:clear_recorder() end

---Keeps only the newest rows, or events, in memory.
---@param length integer
function Recorder:cut_length(length) end

---What was recorded of an expression: [rows, ...], or event rows [t, i, ...]
---with indices from 1.
---@param variable string the recorded expression
---@return snn.Tensor
function Recorder:data(variable) end

---Keeps the recorder from running.
function Recorder:disable() end

---Lets the recorder run from now on.
function Recorder:enable() end

---Whether the recorder runs.
---@return boolean
function Recorder:is_enabled() end

---Whether something was recorded since this was asked last.
---@return boolean
function Recorder:is_new_data_available() end

---Forgets what was recorded; which iteration is next stays, and what is in the
---file.
function Recorder:reset() end

---As data, with the first two axes exchanged: [neurons, rows].
---@param variable string
---@return snn.Tensor
function Recorder:swaped(variable) end

---As data, with the first two axes exchanged: [neurons, rows].
---@param variable string
---@return snn.Tensor
function Recorder:swapped(variable) end

---The behavior that says how long an iteration is.
---@class snn.Clock: snn.Behavior
local Clock = {}

---How many iterations a time takes; one that is no whole number of them, but
---for rounding, is an error.
---@param time string such as "0.1 s"
---@return integer
function Clock:time_to_iterations(time) end

---The behavior that gives neurons places x, y and z in a grid.
---@class snn.NeuronDimension: snn.Behavior
local NeuronDimension = {}

---Puts the neurons, in x and y, at places of another grid, which are counted
---from 1 row by row.
---@param places snn.Tensor an int64 index for each neuron
---@param height integer
---@param width integer
---@return self
function NeuronDimension:apply_pattern_transformation_function(places, height, width) end

---A mask of the neurons in a box of the grid.
---@param box? snn.AreaOptions places in the grid from 0, the last not included; a negative end counts from the end of the grid, which is -1
---@return snn.Tensor
function NeuronDimension:get_area_mask(box) end

---Moves all neurons by as much.
---@param x? number|snn.Coordinates 0 if not given; or a table of all three
---@param y? number 0 if not given
---@param z? number 0 if not given
---@return self
function NeuronDimension:move(x, y, z) end

---Moves each neuron by distances of its own, drawn evenly between minus and
---plus these values.
---@param x? number|snn.Coordinates 1 if not given; or a table of all three
---@param y? number 1 if not given
---@param z? number 1 if not given
---@return self
function NeuronDimension:noise(x, y, z) end

---Turns the neurons about an axis through 0, counterclockwise for whom it
---points at.
---@param axis number[] the direction of the axis
---@param angle number in radians
---@return self
function NeuronDimension:rotate(axis, angle) end

---Multiplies the coordinates.
---@param x? number|snn.Coordinates 1 if not given; or a table of all three
---@param y? number 1 if not given
---@param z? number 1 if not given
---@return self
function NeuronDimension:scale(x, y, z) end

---Scales the coordinates so that both grids cover the same space.
---@param group snn.NeuronGroup with a grid
---@return self
function NeuronDimension:stretch_to_equal_size(group) end

---A function of an object that keeps its results. It runs when it is called.
---snn.AnalysisModule "Rates" makes a class, Rates { bins = 10 } a module, which
---add_analysis_module gives to an object.
---@class snn.AnalysisModule
---@field parameters table<string, any> what the module was given
---@field execution_arguments? table<string, any> in a class: the options of a call, and their defaults
---@field initialize? fun(self, owner: any) yours
---@field execute? fun(self, owner: any, options: table): any yours
---@field [string] any what the module keeps
---@overload fun(options?: table): any
local AnalysisModule = {}

---Has a function called with the percentage and the module by update_progress.
---@param listener function
function AnalysisModule:add_progress_update_function(listener) end

---Forgets all results.
function AnalysisModule:clear_results() end

---Of a class, Rates:extend "FastRates" is snn.AnalysisModule("FastRates", {
---extends = Rates }).
---@param name string of the class that extends this one
---@return snn.AnalysisModule
function AnalysisModule:extend(name) end

---What the last call returned.
---@return any
function AnalysisModule:last_call_result() end

---What the module was given under a name.
---@param name string
---@param default? any
---@return any
function AnalysisModule:parameter(name, default) end

---Has a function called no more.
---@param listener function
function AnalysisModule:remove_progress_update_function(listener) end

---Forgets the result of a call.
---@param key string
function AnalysisModule:remove_result(key) end

---Has it called no more.
function AnalysisModule:remove_update_notifier() end

---What was returned by each call, such as "Rates(bins = 10) {from = 5}".
---@return table<string, any>
function AnalysisModule:results() end

---Has a function called with the module whenever its results have changed.
---@param listener function
function AnalysisModule:set_update_notifier(listener) end

---For execute: tells how far it is.
---@param percent number
function AnalysisModule:update_progress(percent) end

---Numbers or truth values along any number of axes. Indices and axes count from
---1. A name that ends with _ changes the tensor and returns it; others make
---another one. v[mask] and W[{ rows, columns }] are selections, which have the
---same methods and write through.
---@class snn.Tensor
---@field shape integer[] the size of each axis
---@field dtype snn.ElementType the type of the elements
---@field ndim integer the number of axes
---@field T snn.Tensor a view with the last two axes exchanged
---@field [integer|snn.Tensor|table] any an element, a row or a selection
---@operator add(snn.Tensor|number|boolean): snn.Tensor
---@operator sub(snn.Tensor|number|boolean): snn.Tensor
---@operator mul(snn.Tensor|number|boolean): snn.Tensor
---@operator div(snn.Tensor|number|boolean): snn.Tensor
---@operator idiv(snn.Tensor|number|boolean): snn.Tensor
---@operator mod(snn.Tensor|number|boolean): snn.Tensor
---@operator pow(snn.Tensor|number|boolean): snn.Tensor
---@operator band(snn.Tensor|number|boolean): snn.Tensor
---@operator bor(snn.Tensor|number|boolean): snn.Tensor
---@operator bxor(snn.Tensor|number|boolean): snn.Tensor
---@operator unm: snn.Tensor
---@operator len: integer
---@operator bnot: snn.Tensor
local Tensor = {}

---The absolute value.
---@return snn.Tensor
function Tensor:abs() end

---In place: the absolute value.
---@return self
function Tensor:abs_() end

---The angle in [0, pi] with this cosine; else NaN.
---@return snn.Tensor
function Tensor:acos() end

---In place: the angle in [0, pi] with this cosine; else NaN.
---@return self
function Tensor:acos_() end

---The means of parts of the last two axes, as even as can be.
---@param size integer|integer[] of the result's last two axes
---@return snn.Tensor
function Tensor:adaptive_avg_pool2d(size) end

---The sum of the two.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:add(other) end

---In place: the sum of the two.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:add_(other) end

---Whether no element is zero. Of all elements, or along an axis or several.
---@overload fun(self: snn.Tensor): boolean
---@param axis integer|integer[] counts from 1; -1 is the last; or several
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function Tensor:all(axis, keepdim) end

---Whether an element is not zero. Of all elements, or along an axis or several.
---@overload fun(self: snn.Tensor): boolean
---@param axis integer|integer[] counts from 1; -1 is the last; or several
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function Tensor:any(axis, keepdim) end

---The index of the first largest element. Of all elements, or along an axis.
---@overload fun(self: snn.Tensor): number
---@param axis integer counts from 1; -1 is the last
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function Tensor:argmax(axis, keepdim) end

---The index of the first smallest element. Of all elements, or along an axis.
---@overload fun(self: snn.Tensor): number
---@param axis integer counts from 1; -1 is the last
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function Tensor:argmin(axis, keepdim) end

---The indices, from 1, that put the elements along an axis in order, as sort
---gives them.
---@param axis? integer counts from 1; -1, the last, if not given
---@param descending? boolean whether the largest comes first
---@return snn.Tensor
function Tensor:argsort(axis, descending) end

---The angle in [-pi/2, pi/2] with this sine; else NaN.
---@return snn.Tensor
function Tensor:asin() end

---In place: the angle in [-pi/2, pi/2] with this sine; else NaN.
---@return self
function Tensor:asin_() end

---The angle in [-pi/2, pi/2] with this tangent.
---@return snn.Tensor
function Tensor:atan() end

---The angle of the point whose height is the first and whose distance along the
---axis is the second, in radians, from -pi to pi.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:atan2(other) end

---In place: the angle of the point whose height is the first and whose distance
---along the axis is the second, in radians, from -pi to pi.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:atan2_(other) end

---In place: the angle in [-pi/2, pi/2] with this tangent.
---@return self
function Tensor:atan_() end

---The mean of each window over the last two axes; padding counts as zeros.
---@param size integer|integer[] of the window
---@param options? snn.PoolingOptions
---@return snn.Tensor
function Tensor:avg_pool2d(size, options) end

---In place: 1 with a probability, else 0; the probability may be a tensor. It
---is exact, however small; uniform numbers below it are not.
---@param p number|snn.Tensor the probability of a 1
---@return self
function Tensor:bernoulli_(p) end

---The elements as bfloat16: to("bfloat16").
---@return snn.Tensor
function Tensor:bfloat16() end

---How often each whole number from 1 occurs, up to the largest: of indices, how
---often each index. With weights, float64 sums of these.
---@param weights? snn.Tensor what each element counts, 1 if not given
---@param size? integer the least size of the result
---@return snn.Tensor
function Tensor:bincount(weights, size) end

---In place: how many of n trials succeed, each with probability p; both may be
---tensors.
---@param n integer|snn.Tensor the number of trials
---@param p number|snn.Tensor the probability that one succeeds
---@return self
function Tensor:binomial_(n, p) end

---Both, for bool; the bits that both have, for int64.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:bitand(other) end

---In place: both, for bool; the bits that both have, for int64.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:bitand_(other) end

---One or the other, for bool; the bits that either has, for int64.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:bitor(other) end

---In place: one or the other, for bool; the bits that either has, for int64.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:bitor_(other) end

---One but not both, for bool; the bits that differ, for int64.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:bitxor(other) end

---In place: one but not both, for bool; the bits that differ, for int64.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:bitxor_(other) end

---The matrix products of the matrices of two stacks; matmul, for three axes
---only.
---@param other snn.Tensor
---@return snn.Tensor
function Tensor:bmm(other) end

---The elements as bool: to("bool").
---@return snn.Tensor
function Tensor:bool() end

---The elements as whole numbers from 0 to 255, those beyond modulo 256: int64,
---for there are no smaller ones.
---@return snn.Tensor
function Tensor:byte() end

---The distance of each row of a matrix from each row of another.
---@param other snn.Tensor
---@param order? number of the norm, 2 if not given
---@return snn.Tensor
function Tensor:cdist(other, order) end

---The whole number at or above.
---@return snn.Tensor
function Tensor:ceil() end

---In place: the whole number at or above.
---@return self
function Tensor:ceil_() end

---The lower triangle L of A = L L^T, for a positive definite matrix, whose
---lower triangle is read. That it isn't positive definite is an error. Computed
---in float64 by LAPACK, which can't be broken off.
---@return snn.Tensor
function Tensor:cholesky() end

---The elements limited to min...max.
---@param min number|nil nil for no lower limit
---@param max? number nil for no upper limit
---@return snn.Tensor
function Tensor:clamp(min, max) end

---In place: the elements limited to min...max.
---@param min number|nil nil for no lower limit
---@param max? number nil for no upper limit
---@return self
function Tensor:clamp_(min, max) end

---The elements limited to min...max.
---@param min number|nil nil for no lower limit
---@param max? number nil for no upper limit
---@return snn.Tensor
function Tensor:clip(min, max) end

---In place: the elements limited to min...max.
---@param min number|nil nil for no lower limit
---@param max? number nil for no upper limit
---@return self
function Tensor:clip_(min, max) end

---A copy.
---@return snn.Tensor
function Tensor:clone() end

---The tensor itself if its elements lie in order, else a copy.
---@return snn.Tensor
function Tensor:contiguous() end

---The convolution of [batch, channels, sizes...] or [channels, sizes...] with
---kernels over the last axis, as in PyTorch: sums of products, the kernels not
---flipped.
---@param weights snn.Tensor [channels of the result, channels / groups, sizes of the kernel...]
---@param bias? snn.Tensor a number for each channel of the result
---@param options? snn.ConvolutionOptions
---@return snn.Tensor
function Tensor:conv1d(weights, bias, options) end

---The convolution of [batch, channels, sizes...] or [channels, sizes...] with
---kernels over the last 2 axes, as in PyTorch: sums of products, the kernels
---not flipped.
---@param weights snn.Tensor [channels of the result, channels / groups, sizes of the kernel...]
---@param bias? snn.Tensor a number for each channel of the result
---@param options? snn.ConvolutionOptions
---@return snn.Tensor
function Tensor:conv2d(weights, bias, options) end

---The convolution of [batch, channels, sizes...] or [channels, sizes...] with
---kernels over the last 3 axes, as in PyTorch: sums of products, the kernels
---not flipped.
---@param weights snn.Tensor [channels of the result, channels / groups, sizes of the kernel...]
---@param bias? snn.Tensor a number for each channel of the result
---@param options? snn.ConvolutionOptions
---@return snn.Tensor
function Tensor:conv3d(weights, bias, options) end

---A copy.
---@return snn.Tensor
function Tensor:copy() end

---Writes what another tensor has there to the elements, in place; it is
---broadcast and converted.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:copy_(other) end

---The correlations, after Pearson, of the rows of a matrix; NaN for a row that
---doesn't change.
---@return snn.Tensor|number
function Tensor:corrcoef() end

---The cosine of an angle in radians.
---@return snn.Tensor
function Tensor:cos() end

---In place: the cosine of an angle in radians.
---@return self
function Tensor:cos_() end

---The hyperbolic cosine.
---@return snn.Tensor
function Tensor:cosh() end

---In place: the hyperbolic cosine.
---@return self
function Tensor:cosh_() end

---The number of elements that are not zero. Of all elements, or along an axis
---or several.
---@overload fun(self: snn.Tensor): number
---@param axis integer|integer[] counts from 1; -1 is the last; or several
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function Tensor:count_nonzero(axis, keepdim) end

---The covariances of the rows of a matrix, each a variable; of a vector, its
---variance.
---@param correction? integer what the number of columns is less when it divides; 1 if not given
---@return snn.Tensor|number
function Tensor:cov(correction) end

---The products of the elements up to each one, along an axis.
---@param axis integer counts from 1; -1 is the last
---@return snn.Tensor
function Tensor:cumprod(axis) end

---The sums of the elements up to each one, along an axis.
---@param axis integer counts from 1; -1 is the last
---@return snn.Tensor
function Tensor:cumsum(axis) end

---The determinant of a matrix, or of each of a stack. Computed in float64 by
---LAPACK, which can't be broken off.
---@return number|snn.Tensor
function Tensor:det() end

---Of a matrix, a copy of a diagonal; of a vector, the square matrix with it as
---a diagonal, and zeros.
---@param offset? integer which diagonal: 0, the main one, if not given; above 0 to the right of it
---@return snn.Tensor
function Tensor:diag(offset) end

---Each element less the one before it along an axis, which gets one shorter; so
---often.
---@param times? integer 1 if not given
---@param axis? integer counts from 1; -1, the last, if not given
---@return snn.Tensor
function Tensor:diff(times, axis) end

---The number of axes.
---@return integer
function Tensor:dim() end

---The first over the second, always a real number.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:div(other) end

---In place: the first over the second, always a real number.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:div_(other) end

---The sum of the products of two vectors' elements.
---@param other snn.Tensor
---@return number
function Tensor:dot(other) end

---The elements as float64: to("float64").
---@return snn.Tensor
function Tensor:double() end

---The eigenvalues L of a square matrix and its eigenvectors, which are columns
---of V and of length 1: real and imaginary parts are tensors of their own.
---Computed in float64 by LAPACK, which can't be broken off.
---@return snn.Tensor L_re, snn.Tensor L_im, snn.Tensor V_re, snn.Tensor V_im
function Tensor:eig() end

---The eigenvalues of a symmetric matrix, in ascending order, and its
---eigenvectors as columns. The lower triangle is read, whatever is above it.
---Computed in float64 by LAPACK, which can't be broken off.
---@return snn.Tensor values, snn.Tensor vectors
function Tensor:eigh() end

---The sum of products that letters for the axes describe: those that aren't
---behind the arrow are summed over. snn.einsum takes the text first or second.
---@param text string "ij,jk->ik" for a matrix product
---@param ... snn.Tensor a tensor for each further term
---@return snn.Tensor|number
function Tensor:einsum(text, ...) end

---Where the two are equal, as a bool tensor. In Lua v == 1 is false, whatever v
---is, and a == b of two tensors an error.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:eq(other) end

---The error function.
---@return snn.Tensor
function Tensor:erf() end

---In place: the error function.
---@return self
function Tensor:erf_() end

---e to the power of the element.
---@return snn.Tensor
function Tensor:exp() end

---In place: e to the power of the element.
---@return self
function Tensor:exp_() end

---The tensor repeated along axes of size 1, without a copy: a view that can't
---be written to.
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function Tensor:expand(...) end

---exp(x) - 1, with all digits near 0.
---@return snn.Tensor
function Tensor:expm1() end

---In place: exp(x) - 1, with all digits near 0.
---@return self
function Tensor:expm1_() end

---In place: random numbers of the exponential distribution, of mean 1 / rate.
---@param rate? number 1 if not given
---@return self
function Tensor:exponential_(rate) end

---(exp(x) - 1) / x, which is 1 at 0.
---@return snn.Tensor
function Tensor:exprel() end

---In place: (exp(x) - 1) / x, which is 1 at 0.
---@return self
function Tensor:exprel_() end

---The discrete Fourier transform along an axis: real and imaginary parts are
---tensors of their own. Any size is fast.
---@param im? snn.Tensor the imaginary part, of the same shape; 0 if not given
---@param n? integer how many points: the first ones, or zeros after them; all if not given
---@param axis? integer counts from 1; -1, the last, if not given
---@return snn.Tensor re, snn.Tensor im
function Tensor:fft(im, n, axis) end

---Writes one value to all elements, in place.
---@param value number|boolean
---@return self
function Tensor:fill_(value) end

---Writes one value to the main diagonal of a matrix, in place.
---@param value number|boolean
---@return self
function Tensor:fill_diagonal_(value) end

---All elements, row by row, along one axis.
---@return snn.Tensor
function Tensor:flatten() end

---The elements in the opposite order along axes: a copy.
---@param ... integer axes; all if there are none
---@return snn.Tensor
function Tensor:flip(...) end

---The elements as float32: to("float32").
---@return snn.Tensor
function Tensor:float() end

---The whole number at or below.
---@return snn.Tensor
function Tensor:floor() end

---In place: the whole number at or below.
---@return self
function Tensor:floor_() end

---The quotient rounded down; a whole number over 0 is 0. It is that of the
---numbers as they are stored: 1 over 0.1 gives 9, for 0.1 is stored as a little
---more than a tenth.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:floordiv(other) end

---In place: the quotient rounded down; a whole number over 0 is 0. It is that
---of the numbers as they are stored: 1 over 0.1 gives 9, for 0.1 is stored as a
---little more than a tenth.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:floordiv_(other) end

---Lets go of the tensor now, not when garbage is collected. Its memory is free
---once no view of it is left.
function Tensor:free() end

---In place: random numbers of the gamma distribution, of mean shape * scale;
---both may be tensors.
---@param shape number|snn.Tensor
---@param scale? number|snn.Tensor 1 if not given
---@return self
function Tensor:gamma_(shape, scale) end

---The elements at indices along an axis, as a tensor of the indices' shape: for
---axis 1 of a matrix, result[i][j] is x[index[i][j]][j].
---@param axis integer counts from 1; -1 is the last
---@param index snn.Tensor int64 indices from 1, with as many axes, none longer but along `axis`
---@return snn.Tensor
function Tensor:gather(axis, index) end

---Where the first is greater or equal, as a bool tensor.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:ge(other) end

---Where the first is greater, as a bool tensor.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:gt(other) end

---The elements as float16: to("float16").
---@return snn.Tensor
function Tensor:half() end

---How many elements lie in each of `bins` bins of one width from low to high,
---and the float64 edges of these; the last bin has its end too.
---@param bins integer|snn.Tensor how many, or a vector of their edges
---@param low? number the smallest element if not given
---@param high? number the largest element if not given
---@return snn.Tensor counts, snn.Tensor edges
function Tensor:histogram(bins, low, high) end

---The root of the sum of both squares.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:hypot(other) end

---In place: the root of the sum of both squares.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:hypot_(other) end

---What undoes fft: its sums are divided by their number.
---@param im? snn.Tensor the imaginary part, of the same shape; 0 if not given
---@param n? integer how many points: the first ones, or zeros after them; all if not given
---@param axis? integer counts from 1; -1, the last, if not given
---@return snn.Tensor re, snn.Tensor im
function Tensor:ifft(im, n, axis) end

---Adds the parts of `values` along an axis to the parts at indices, one after
---the other: for axis 1, values[i] to x[index[i]].
---@param axis integer counts from 1; -1 is the last
---@param index snn.Tensor a vector of indices from 1
---@param values snn.Tensor as many along the axis as there are indices
---@param alpha? number a factor for the values, 1 if not given
---@return self
function Tensor:index_add_(axis, index, values, alpha) end

---The inverse of a matrix, or of each of a stack. A:solve(b) is faster and
---nearer than A:inv():matmul(b). Computed in float64 by LAPACK, which can't be
---broken off.
---@return snn.Tensor
function Tensor:inv() end

---What undoes rfft: real numbers. An odd number of them must be said:
---re:irfft(im, n).
---@param im? snn.Tensor the imaginary part, of the same shape; 0 if not given
---@param n? integer how many numbers there were; the even number if not given
---@param axis? integer counts from 1; -1, the last, if not given
---@return snn.Tensor
function Tensor:irfft(im, n, axis) end

---Where the element is neither infinite nor NaN.
---@return snn.Tensor
function Tensor:isfinite() end

---Whether each element is one of those of another tensor.
---@param others snn.Tensor
---@return snn.Tensor
function Tensor:isin(others) end

---Where the element is not a number, as a bool tensor.
---@return snn.Tensor
function Tensor:isnan() end

---The only element of a tensor.
---@return number|boolean
function Tensor:item() end

---The k-th smallest element along an axis, which goes away, and its index from
---1.
---@param k integer 1 for the smallest
---@param axis? integer counts from 1; -1, the last, if not given
---@return snn.Tensor values, snn.Tensor indices
function Tensor:kthvalue(k, axis) end

---Where the first is less or equal, as a bool tensor.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:le(other) end

---The numbers on the way from x to a target: x + weight * (target - x).
---@param target snn.Tensor broadcast to match
---@param weight snn.Tensor|number 0 for x, 1 for the target
---@return snn.Tensor
function Tensor:lerp(target, weight) end

---The natural logarithm; -inf at 0, NaN below.
---@return snn.Tensor
function Tensor:log() end

---The logarithm to base 10; -inf at 0, NaN below.
---@return snn.Tensor
function Tensor:log10() end

---In place: the logarithm to base 10; -inf at 0, NaN below.
---@return self
function Tensor:log10_() end

---log(1 + x), with all digits near 0.
---@return snn.Tensor
function Tensor:log1p() end

---In place: log(1 + x), with all digits near 0.
---@return self
function Tensor:log1p_() end

---The logarithm to base 2; -inf at 0, NaN below.
---@return snn.Tensor
function Tensor:log2() end

---In place: the logarithm to base 2; -inf at 0, NaN below.
---@return self
function Tensor:log2_() end

---In place: the natural logarithm; -inf at 0, NaN below.
---@return self
function Tensor:log_() end

---Where the element is zero, as a bool tensor.
---@return snn.Tensor
function Tensor:logical_not() end

---In place: where the element is zero, as a bool tensor.
---@return self
function Tensor:logical_not_() end

---In place: random numbers whose logarithms are normally distributed, of this
---mean and deviation; log_normal_ of PyTorch.
---@param mean? number 0 if not given
---@param sigma? number 1 if not given
---@return self
function Tensor:lognormal_(mean, sigma) end

---log(sum(exp(x))) of all elements, or along an axis, without overflow.
---@overload fun(self: snn.Tensor): number
---@param axis integer counts from 1; -1 is the last
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function Tensor:logsumexp(axis, keepdim) end

---The elements as int64: to("int64").
---@return snn.Tensor
function Tensor:long() end

---The x for which A x is nearest to b, the shortest one if there are many; the
---rank of A; its singular values. Any shape and rank will do. Computed in
---float64 by LAPACK, which can't be broken off.
---@param b snn.Tensor a vector, or a matrix of columns
---@param rcond? number the part of the largest singular value up to which others count as 0; if not given, the larger size times the precision of the type
---@return snn.Tensor solution, number|snn.Tensor rank, snn.Tensor singular_values
function Tensor:lstsq(b, rcond) end

---Where the first is less, as a bool tensor.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:lt(other) end

---The matrix product: of a matrix or a vector with a matrix or a vector, and of
---stacks of matrices.
---@param other snn.Tensor|snn.SparseMatrix
---@return snn.Tensor|number
function Tensor:matmul(other) end

---The largest element; NaN if there is one. Of all elements, or along an axis
---or several.
---@overload fun(self: snn.Tensor): number
---@param axis integer|integer[] counts from 1; -1 is the last; or several
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function Tensor:max(axis, keepdim) end

---The largest element of each window over the last two axes; padding counts as
---nothing.
---@param size integer|integer[] of the window
---@param options? snn.PoolingOptions
---@return snn.Tensor
function Tensor:max_pool2d(size, options) end

---The larger of the two; NaN if one is NaN.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:maximum(other) end

---In place: the larger of the two; NaN if one is NaN.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:maximum_(other) end

---The arithmetic mean; NaN if there are no elements. Of all elements, or along
---an axis or several.
---@overload fun(self: snn.Tensor): number
---@param axis integer|integer[] counts from 1; -1 is the last; or several
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function Tensor:mean(axis, keepdim) end

---The element in the middle of all, of an even number the lower of two; or
---those along an axis, and their indices from 1. NaN if there is one.
---x:quantile(0.5) is between the two, as NumPy's median.
---@overload fun(self: snn.Tensor): number
---@param axis integer counts from 1; -1 is the last
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor values, snn.Tensor indices
function Tensor:median(axis, keepdim) end

---The smallest element; NaN if there is one. Of all elements, or along an axis
---or several.
---@overload fun(self: snn.Tensor): number
---@param axis integer|integer[] counts from 1; -1 is the last; or several
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function Tensor:min(axis, keepdim) end

---The smaller of the two; NaN if one is NaN.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:minimum(other) end

---In place: the smaller of the two; NaN if one is NaN.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:minimum_(other) end

---The rest after `floordiv`, with the sign of the second; modulo 0 it is 0 for
---whole numbers and NaN for real ones.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:mod(other) end

---In place: the rest after `floordiv`, with the sign of the second; modulo 0 it
---is 0 for whole numbers and NaN for real ones.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:mod_(other) end

---The product of the two, element by element.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:mul(other) end

---In place: the product of the two, element by element.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:mul_(other) end

---Picks elements by chance, along the last axis, with probabilities in
---proportion to the elements; gives their indices from 1, in the order in which
---they were picked.
---@param count integer how many
---@param replacement? boolean whether one may be picked again; false if not given
---@return snn.Tensor
function Tensor:multinomial(count, replacement) end

---A copy with numbers in place of NaN, infinity and -infinity.
---@param nan? number 0 if not given
---@param posinf? number the largest number of the type if not given
---@param neginf? number the smallest number of the type if not given
---@return snn.Tensor
function Tensor:nan_to_num(nan, posinf, neginf) end

---`count` elements along an axis, from `first`: a view.
---@param axis integer counts from 1; -1 is the last
---@param first integer counts from 1
---@param count integer
---@return snn.Tensor
function Tensor:narrow(axis, first, count) end

---Where the two differ, as a bool tensor; NaN differs. In Lua v ~= 1 is true,
---whatever v is.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:ne(other) end

---The negative of each element.
---@return snn.Tensor
function Tensor:neg() end

---In place: the negative of each element.
---@return self
function Tensor:neg_() end

---The indices, from 1, of the elements that are not zero: an int64 tensor for
---each axis.
---@return snn.Tensor ...
function Tensor:nonzero() end

---The norm of all elements, or of the vectors along an axis:
---sum(|x|^order)^(1/order).
---@overload fun(self: snn.Tensor): number
---@param order number 2, the length, if not given; math.huge for the largest absolute value
---@param axis? integer counts from 1; -1 is the last
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor|number
function Tensor:norm(order, axis, keepdim) end

---In place: random numbers of the normal distribution.
---@param mean? number 0 if not given
---@param std? number 1 if not given
---@return self
function Tensor:normal_(mean, std) end

---The number of elements.
---@return integer
function Tensor:numel() end

---The matrix of the products of each pair: a[i] * b[j].
---@param other snn.Tensor
---@return snn.Tensor|number
function Tensor:outer(other) end

---The Moore-Penrose inverse of a matrix of any shape, by its singular values.
---Computed in float64 by LAPACK, which can't be broken off.
---@param rcond? number the part of the largest singular value up to which others count as 0; if not given, the larger size times the precision of the type
---@return snn.Tensor
function Tensor:pinv(rcond) end

---In place: random numbers of the Poisson distribution; the rate may be a
---tensor.
---@param rate number|snn.Tensor the mean
---@return self
function Tensor:poisson_(rate) end

---The first to the power of the second. Whole numbers stay whole, and wrap
---around; a negative number as the second makes real ones of them. With a
---tensor as the second they are whole always, for types don't depend on
---elements: to a negative power 0, but 1 and -1, as in PyTorch.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:pow(other) end

---In place: the first to the power of the second. Whole numbers stay whole, and
---wrap around; a negative number as the second makes real ones of them. With a
---tensor as the second they are whole always, for types don't depend on
---elements: to a negative power 0, but 1 and -1, as in PyTorch.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:pow_(other) end

---The product. 1 if there are no elements. Of all elements, or along an axis or
---several.
---@overload fun(self: snn.Tensor): number
---@param axis integer|integer[] counts from 1; -1 is the last; or several
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function Tensor:prod(axis, keepdim) end

---Q, whose columns are orthonormal, and R, which is 0 below its diagonal, of A
---= Q R, with as many columns and rows as the smaller size of A. Computed in
---float64 by LAPACK, which can't be broken off.
---@return snn.Tensor Q, snn.Tensor R
function Tensor:qr() end

---What a part q of all elements is below, or of those along an axis: 0.5 for
---the median. Between two elements in proportion; NaN if there is NaN.
---@param q number|snn.Tensor from 0 to 1; of a vector the result has one for each along a new first axis
---@param axis? integer counts from 1; -1 is the last
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor|number
function Tensor:quantile(q, axis, keepdim) end

---In place: random whole numbers from low to below high.
---@param low integer
---@param high integer excluded
---@return self
function Tensor:random_(low, high) end

---1 / x.
---@return snn.Tensor
function Tensor:reciprocal() end

---In place: 1 / x.
---@return self
function Tensor:reciprocal_() end

---The element, or 0 where it is below 0; NaN for NaN.
---@return snn.Tensor
function Tensor:relu() end

---In place: the element, or 0 where it is below 0; NaN for NaN.
---@return self
function Tensor:relu_() end

---A copy with each element repeated in a row along an axis; of the flattened
---tensor, if there is none.
---@param count integer how often each element is there
---@param axis? integer counts from 1; -1 is the last
---@return snn.Tensor
function Tensor:repeat_interleave(count, axis) end

---The same elements, row by row, under another shape; one size may be -1. A
---view if the elements lie in order, else a copy.
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function Tensor:reshape(...) end

---The discrete Fourier transform of real numbers along an axis: the first n //
---2 + 1 of it, of which the others are the conjugates; real and imaginary parts
---are tensors of their own.
---@param n? integer how many points: the first ones, or zeros after them; all if not given
---@param axis? integer counts from 1; -1, the last, if not given
---@return snn.Tensor re, snn.Tensor im
function Tensor:rfft(n, axis) end

---A copy with the elements moved along an axis; those pushed out come in at the
---other end. Without an axis, of the flattened tensor.
---@param shift integer
---@param axis? integer counts from 1; -1 is the last
---@return snn.Tensor
function Tensor:roll(shift, axis) end

---The nearest whole number, halves to the even one.
---@return snn.Tensor
function Tensor:round() end

---In place: the nearest whole number, halves to the even one.
---@return self
function Tensor:round_() end

---Writes the tensor to a .npy file, which NumPy reads. Numbers are written as
---they are: indices from 1 stay so.
---@param path string
---@return self
function Tensor:save(path) end

---Writes values to the elements at indices along an axis: for axis 1 of a
---matrix, x[index[i][j]][j] becomes values[i][j]. Of values for one element the
---last stays.
---@param axis integer counts from 1; -1 is the last
---@param index snn.Tensor int64 indices from 1, with as many axes, none longer but along `axis`
---@param values snn.Tensor|number a tensor, no axis shorter than that of the indices, or a number
---@return self
function Tensor:scatter_(axis, index, values) end

---Adds values to the elements at indices along an axis, one after the other:
---for axis 1 of a matrix, values[i][j] to x[index[i][j]][j]. Of float32,
---float64 and int64.
---@param axis integer counts from 1; -1 is the last
---@param index snn.Tensor int64 indices from 1, with as many axes, none longer but along `axis`
---@param values snn.Tensor|number a tensor, no axis shorter than that of the indices, or a number
---@return self
function Tensor:scatter_add_(axis, index, values) end

---The index, from 1, at which each value could be put into a vector in
---ascending order.
---@param values snn.Tensor
---@param right? boolean whether behind equal ones
---@return snn.Tensor
function Tensor:searchsorted(values, right) end

---The part at an index of an axis, without that axis: a view.
---@param axis integer counts from 1; -1 is the last
---@param index integer counts from 1
---@return snn.Tensor
function Tensor:select(axis, index) end

---1 / (1 + exp(-x)).
---@return snn.Tensor
function Tensor:sigmoid() end

---In place: 1 / (1 + exp(-x)).
---@return self
function Tensor:sigmoid_() end

----1, 0 or 1; NaN for NaN.
---@return snn.Tensor
function Tensor:sign() end

---In place: -1, 0 or 1; NaN for NaN.
---@return self
function Tensor:sign_() end

---The sine of an angle in radians.
---@return snn.Tensor
function Tensor:sin() end

---In place: the sine of an angle in radians.
---@return self
function Tensor:sin_() end

---The hyperbolic sine.
---@return snn.Tensor
function Tensor:sinh() end

---In place: the hyperbolic sine.
---@return self
function Tensor:sinh_() end

---The size of an axis, or a table of all sizes.
---@overload fun(self: snn.Tensor): integer[]
---@param axis integer counts from 1; -1 is the last
---@return integer
function Tensor:size(axis) end

---The sign of the determinant, and the logarithm of its magnitude, where that
---itself would be too large or too small; 0 and -inf if it is 0. Computed in
---float64 by LAPACK, which can't be broken off.
---@return number|snn.Tensor sign, number|snn.Tensor logabsdet
function Tensor:slogdet() end

---The share of each element's exponential in the sum of them all along an axis:
---exp(x) / sum(exp(x)), without overflow.
---@param axis? integer counts from 1; -1, the last, if not given
---@return snn.Tensor
function Tensor:softmax(axis) end

---The x of A x = b, for one or many columns b, or for stacks of matrices. A
---singular matrix is an error. Computed in float64 by LAPACK, which can't be
---broken off.
---@param b snn.Tensor a vector, or a matrix of columns
---@return snn.Tensor
function Tensor:solve(b) end

---The elements along an axis in order, and their indices from 1. NaN counts as
---the largest; equal elements stay in their order.
---@param axis? integer counts from 1; -1, the last, if not given
---@param descending? boolean whether the largest comes first
---@return snn.Tensor values, snn.Tensor indices
function Tensor:sort(axis, descending) end

---The square root; NaN below 0.
---@return snn.Tensor
function Tensor:sqrt() end

---In place: the square root; NaN below 0.
---@return self
function Tensor:sqrt_() end

---The element times itself.
---@return snn.Tensor
function Tensor:square() end

---In place: the element times itself.
---@return self
function Tensor:square_() end

---The tensor without an axis of size 1, or without all of them: a view.
---@param axis? integer counts from 1; -1 is the last
---@return snn.Tensor
function Tensor:squeeze(axis) end

---The square root of the variance. Of all elements, or along an axis or
---several. v:std { unbiased = true } divides by the count less one, as PyTorch
---does if not told otherwise; NumPy divides by the count.
---@overload fun(self: snn.Tensor): number
---@param axis integer|integer[]|snn.SpreadOptions counts from 1; -1 is the last; or several, or a table of options
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor|number
function Tensor:std(axis, keepdim) end

---The first less the second.
---@param other snn.Tensor|number|boolean broadcast to match
---@return snn.Tensor
function Tensor:sub(other) end

---In place: the first less the second.
---@param other snn.Tensor|number|boolean broadcast to match
---@return self
function Tensor:sub_(other) end

---The sum; a bool counts as 0 or 1. 0 if there are no elements. Of all
---elements, or along an axis or several.
---@overload fun(self: snn.Tensor): number
---@param axis integer|integer[] counts from 1; -1 is the last; or several
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function Tensor:sum(axis, keepdim) end

---Type, shape, smallest, mean and largest element, in one line.
---@return string
function Tensor:summary() end

---U, S and Vh of A = U diag(S) Vh: the singular values in descending order, as
---many as the smaller size of A, with the vectors as columns of U and as rows
---of Vh. Computed in float64 by LAPACK, which can't be broken off.
---@return snn.Tensor U, snn.Tensor S, snn.Tensor Vh
function Tensor:svd() end

---The matrix with rows and columns exchanged: a view.
---@return snn.Tensor
function Tensor:t() end

---The elements at indices along an axis, for each place of the other axes:
---x:take_along(x:argsort(1), 1) is in order along axis 1.
---@param index snn.Tensor int64 indices from 1, as argsort gives them; broadcast to match
---@param axis? integer counts from 1; -1, the last, if not given
---@return snn.Tensor
function Tensor:take_along(index, axis) end

---The tangent of an angle in radians.
---@return snn.Tensor
function Tensor:tan() end

---In place: the tangent of an angle in radians.
---@return self
function Tensor:tan_() end

---The hyperbolic tangent.
---@return snn.Tensor
function Tensor:tanh() end

---In place: the hyperbolic tangent.
---@return self
function Tensor:tanh_() end

---The sum of products over the last axes of this tensor and the first ones of
---the other.
---@param other snn.Tensor
---@param axes? integer how many axes are summed over; 2 if not given
---@return snn.Tensor|number
function Tensor:tensordot(other, axes) end

---A copy with the tensor repeated along its axes.
---@param ... integer|integer[] how often, for each axis
---@return snn.Tensor
function Tensor:tile(...) end

---The elements as another type; the tensor itself if it has that type. Real
---numbers are cut off on their way to int64.
---@param type snn.ElementType|snn.Tensor
---@return snn.Tensor
function Tensor:to(type) end

---The sparse matrix with an entry for each element of a matrix that is not 0.
---@return snn.SparseMatrix
function Tensor:to_sparse() end

---The elements as a table of tables of numbers.
---@return table
function Tensor:tolist() end

---The k largest elements along an axis, the largest first, and their indices
---from 1; of equal ones the first.
---@param k integer how many
---@param axis? integer counts from 1; -1, the last, if not given
---@param largest? boolean false for the smallest ones
---@return snn.Tensor values, snn.Tensor indices
function Tensor:topk(k, axis, largest) end

---The elements as a table of tables of numbers.
---@return table
function Tensor:totable() end

---The sum of the elements on the main diagonal of a matrix.
---@return number
function Tensor:trace() end

---The tensor with two axes exchanged: a view.
---@param axis1? integer 1 if not given
---@param axis2? integer 2 if not given
---@return snn.Tensor
function Tensor:transpose(axis1, axis2) end

---A copy of a matrix, or of a stack of them, with zeros above a diagonal.
---@param offset? integer which diagonal: 0, the main one, if not given; above 0 to the right of it
---@return snn.Tensor
function Tensor:tril(offset) end

---A copy of a matrix, or of a stack of them, with zeros below a diagonal.
---@param offset? integer which diagonal: 0, the main one, if not given; above 0 to the right of it
---@return snn.Tensor
function Tensor:triu(offset) end

---The whole number next to it on the way to 0.
---@return snn.Tensor
function Tensor:trunc() end

---In place: the whole number next to it on the way to 0.
---@return self
function Tensor:trunc_() end

---The elements as another type; the tensor itself if it has that type. Real
---numbers are cut off on their way to int64.
---@param type snn.ElementType|snn.Tensor
---@return snn.Tensor
function Tensor:type_as(type) end

---What windows over the last two axes of [batch, channels, rows, columns] or
---[channels, rows, columns] show: a column for each window, with the elements
---of each channel one after the other.
---@param size integer|integer[] of the window
---@param options? snn.UnfoldOptions
---@return snn.Tensor
function Tensor:unfold(size, options) end

---In place: random numbers from low to below high, all as likely. Those of
---float32 are multiples of 2^-24 of the range.
---@param low? number 0 if not given
---@param high? number 1 if not given
---@return self
function Tensor:uniform_(low, high) end

---The different elements in ascending order; for each element the index, from
---1, of the one that it is equal to; and how often each occurs.
---@return snn.Tensor values, snn.Tensor inverse, snn.Tensor counts
function Tensor:unique() end

---The tensor with an axis of size 1 put in: a view.
---@param axis integer counts from 1; -1 is the last
---@return snn.Tensor
function Tensor:unsqueeze(axis) end

---In place: what a function makes of the elements of a tensor or a selection,
---in one pass and without intermediate results. The function is compiled once;
---write it outside of forward.
---@param body fun(elements: snn.Tensor, ...): snn.Tensor gives what the elements become
---@param ... snn.Tensor|number handed on to the function; broadcast to the elements, with size 1 along axes that are picked from
---@return self
function Tensor:update_(body, ...) end

---The variance, the squares' sum divided by the count. Of all elements, or
---along an axis or several. v:var { unbiased = true } divides by the count less
---one, as PyTorch does if not told otherwise; NumPy divides by the count.
---@overload fun(self: snn.Tensor): number
---@param axis integer|integer[]|snn.SpreadOptions counts from 1; -1 is the last; or several, or a table of options
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor|number
function Tensor:var(axis, keepdim) end

---The same elements, row by row, under another shape; one size may be -1. A
---view if the elements lie in order, else a copy.
---@param ... integer|integer[] the size of each axis
---@return snn.Tensor
function Tensor:view(...) end

---a where this mask is true, else b, with broadcasting.
---@param a snn.Tensor|number|boolean taken where true
---@param b snn.Tensor|number|boolean taken where false
---@return snn.Tensor
function Tensor:where(a, b) end

---Writes zeros to all elements, in place.
---@return self
function Tensor:zero_() end

---A matrix of which only some elements are stored. These are its entries, which
---never come or go; an element without one counts as 0.
---@class snn.SparseMatrix
---@field shape integer[] rows and columns
---@field dtype snn.ElementType the type of the entries
---@field ndim integer 2
---@field [snn.Tensor|table] any a selection, or an element
---@operator add(snn.SparseMatrix|snn.Tensor|number): snn.SparseMatrix
---@operator sub(snn.SparseMatrix|snn.Tensor|number): snn.SparseMatrix
---@operator mul(snn.SparseMatrix|snn.Tensor|number): snn.SparseMatrix
---@operator div(snn.SparseMatrix|snn.Tensor|number): snn.SparseMatrix
---@operator idiv(snn.SparseMatrix|snn.Tensor|number): snn.SparseMatrix
---@operator mod(snn.SparseMatrix|snn.Tensor|number): snn.SparseMatrix
---@operator pow(snn.SparseMatrix|snn.Tensor|number): snn.SparseMatrix
---@operator unm: snn.SparseMatrix
---@operator len: integer
local SparseMatrix = {}

---The absolute value. Of the entries; where there is none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:abs() end

---In place: the absolute value. Of the entries; where there is none, nothing
---changes.
---@return self
function SparseMatrix:abs_() end

---The angle in [0, pi] with this cosine; else NaN. Of the entries; where there
---is none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:acos() end

---In place: the angle in [0, pi] with this cosine; else NaN. Of the entries;
---where there is none, nothing changes.
---@return self
function SparseMatrix:acos_() end

---The sum of the two. Of the entries; where there is none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return snn.SparseMatrix
function SparseMatrix:add(other) end

---In place: the sum of the two. Of the entries; where there is none, nothing
---changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return self
function SparseMatrix:add_(other) end

---Whether no element is zero. Of all elements; those without entry count as 0.
---@return boolean
function SparseMatrix:all() end

---Whether an element is not zero. Of all elements; those without entry count as
---0.
---@return boolean
function SparseMatrix:any() end

---The angle in [-pi/2, pi/2] with this sine; else NaN. Of the entries; where
---there is none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:asin() end

---In place: the angle in [-pi/2, pi/2] with this sine; else NaN. Of the
---entries; where there is none, nothing changes.
---@return self
function SparseMatrix:asin_() end

---The angle in [-pi/2, pi/2] with this tangent. Of the entries; where there is
---none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:atan() end

---The angle of the point whose height is the first and whose distance along the
---axis is the second, in radians, from -pi to pi. Of the entries; where there
---is none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return snn.SparseMatrix
function SparseMatrix:atan2(other) end

---In place: the angle of the point whose height is the first and whose distance
---along the axis is the second, in radians, from -pi to pi. Of the entries;
---where there is none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return self
function SparseMatrix:atan2_(other) end

---In place: the angle in [-pi/2, pi/2] with this tangent. Of the entries; where
---there is none, nothing changes.
---@return self
function SparseMatrix:atan_() end

---The whole number at or above. Of the entries; where there is none, nothing
---changes.
---@return snn.SparseMatrix
function SparseMatrix:ceil() end

---In place: the whole number at or above. Of the entries; where there is none,
---nothing changes.
---@return self
function SparseMatrix:ceil_() end

---The entries limited to min...max.
---@param min number|nil nil for no lower limit
---@param max? number nil for no upper limit
---@return snn.SparseMatrix
function SparseMatrix:clamp(min, max) end

---In place: the entries limited to min...max.
---@param min number|nil nil for no lower limit
---@param max? number nil for no upper limit
---@return self
function SparseMatrix:clamp_(min, max) end

---The entries limited to min...max.
---@param min number|nil nil for no lower limit
---@param max? number nil for no upper limit
---@return snn.SparseMatrix
function SparseMatrix:clip(min, max) end

---In place: the entries limited to min...max.
---@param min number|nil nil for no lower limit
---@param max? number nil for no upper limit
---@return self
function SparseMatrix:clip_(min, max) end

---A copy.
---@return snn.SparseMatrix
function SparseMatrix:clone() end

---A copy.
---@return snn.SparseMatrix
function SparseMatrix:copy() end

---Writes what another matrix or tensor has there to the entries, in place; it
---is broadcast and converted.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return self
function SparseMatrix:copy_(other) end

---The cosine of an angle in radians. Of the entries; where there is none,
---nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:cos() end

---In place: the cosine of an angle in radians. Of the entries; where there is
---none, nothing changes.
---@return self
function SparseMatrix:cos_() end

---The hyperbolic cosine. Of the entries; where there is none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:cosh() end

---In place: the hyperbolic cosine. Of the entries; where there is none, nothing
---changes.
---@return self
function SparseMatrix:cosh_() end

---The number of elements that are not zero. Of all elements, or along an axis;
---those without entry count as 0.
---@overload fun(self: snn.SparseMatrix): number
---@param axis integer|integer[] counts from 1; -1 is the last; or several
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function SparseMatrix:count_nonzero(axis, keepdim) end

---The number of axes.
---@return integer
function SparseMatrix:dim() end

---The first over the second, always a real number. Of the entries; where there
---is none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return snn.SparseMatrix
function SparseMatrix:div(other) end

---In place: the first over the second, always a real number. Of the entries;
---where there is none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return self
function SparseMatrix:div_(other) end

---The elements as float64: to("float64").
---@return snn.SparseMatrix
function SparseMatrix:double() end

---The error function. Of the entries; where there is none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:erf() end

---In place: the error function. Of the entries; where there is none, nothing
---changes.
---@return self
function SparseMatrix:erf_() end

---e to the power of the element. Of the entries; where there is none, nothing
---changes.
---@return snn.SparseMatrix
function SparseMatrix:exp() end

---In place: e to the power of the element. Of the entries; where there is none,
---nothing changes.
---@return self
function SparseMatrix:exp_() end

---exp(x) - 1, with all digits near 0. Of the entries; where there is none,
---nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:expm1() end

---In place: exp(x) - 1, with all digits near 0. Of the entries; where there is
---none, nothing changes.
---@return self
function SparseMatrix:expm1_() end

---(exp(x) - 1) / x, which is 1 at 0. Of the entries; where there is none,
---nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:exprel() end

---In place: (exp(x) - 1) / x, which is 1 at 0. Of the entries; where there is
---none, nothing changes.
---@return self
function SparseMatrix:exprel_() end

---Writes one value to all entries, in place.
---@param value number|boolean
---@return self
function SparseMatrix:fill_(value) end

---The elements as float32: to("float32").
---@return snn.SparseMatrix
function SparseMatrix:float() end

---The whole number at or below. Of the entries; where there is none, nothing
---changes.
---@return snn.SparseMatrix
function SparseMatrix:floor() end

---In place: the whole number at or below. Of the entries; where there is none,
---nothing changes.
---@return self
function SparseMatrix:floor_() end

---The quotient rounded down; a whole number over 0 is 0. It is that of the
---numbers as they are stored: 1 over 0.1 gives 9, for 0.1 is stored as a little
---more than a tenth. Of the entries; where there is none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return snn.SparseMatrix
function SparseMatrix:floordiv(other) end

---In place: the quotient rounded down; a whole number over 0 is 0. It is that
---of the numbers as they are stored: 1 over 0.1 gives 9, for 0.1 is stored as a
---little more than a tenth. Of the entries; where there is none, nothing
---changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return self
function SparseMatrix:floordiv_(other) end

---Lets go of the matrix now, not when garbage is collected.
function SparseMatrix:free() end

---The root of the sum of both squares. Of the entries; where there is none,
---nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return snn.SparseMatrix
function SparseMatrix:hypot(other) end

---In place: the root of the sum of both squares. Of the entries; where there is
---none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return self
function SparseMatrix:hypot_(other) end

---The row and the column of each entry, row by row, from 1: two int64 tensors.
---@return snn.Tensor, snn.Tensor
function SparseMatrix:indices() end

---The natural logarithm; -inf at 0, NaN below. Of the entries; where there is
---none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:log() end

---The logarithm to base 10; -inf at 0, NaN below. Of the entries; where there
---is none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:log10() end

---In place: the logarithm to base 10; -inf at 0, NaN below. Of the entries;
---where there is none, nothing changes.
---@return self
function SparseMatrix:log10_() end

---log(1 + x), with all digits near 0. Of the entries; where there is none,
---nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:log1p() end

---In place: log(1 + x), with all digits near 0. Of the entries; where there is
---none, nothing changes.
---@return self
function SparseMatrix:log1p_() end

---The logarithm to base 2; -inf at 0, NaN below. Of the entries; where there is
---none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:log2() end

---In place: the logarithm to base 2; -inf at 0, NaN below. Of the entries;
---where there is none, nothing changes.
---@return self
function SparseMatrix:log2_() end

---In place: the natural logarithm; -inf at 0, NaN below. Of the entries; where
---there is none, nothing changes.
---@return self
function SparseMatrix:log_() end

---The matrix product with a vector or a dense matrix; v:matmul(W) is the one
---from the other side.
---@param other snn.Tensor
---@return snn.Tensor
function SparseMatrix:matmul(other) end

---The largest element; NaN if there is one. Of all elements; those without
---entry count as 0.
---@return number
function SparseMatrix:max() end

---The larger of the two; NaN if one is NaN. Of the entries; where there is
---none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return snn.SparseMatrix
function SparseMatrix:maximum(other) end

---In place: the larger of the two; NaN if one is NaN. Of the entries; where
---there is none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return self
function SparseMatrix:maximum_(other) end

---The arithmetic mean; NaN if there are no elements. Of all elements, or along
---an axis; those without entry count as 0.
---@overload fun(self: snn.SparseMatrix): number
---@param axis integer|integer[] counts from 1; -1 is the last; or several
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function SparseMatrix:mean(axis, keepdim) end

---The smallest element; NaN if there is one. Of all elements; those without
---entry count as 0.
---@return number
function SparseMatrix:min() end

---The smaller of the two; NaN if one is NaN. Of the entries; where there is
---none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return snn.SparseMatrix
function SparseMatrix:minimum(other) end

---In place: the smaller of the two; NaN if one is NaN. Of the entries; where
---there is none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return self
function SparseMatrix:minimum_(other) end

---The rest after `floordiv`, with the sign of the second; modulo 0 it is 0 for
---whole numbers and NaN for real ones. Of the entries; where there is none,
---nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return snn.SparseMatrix
function SparseMatrix:mod(other) end

---In place: the rest after `floordiv`, with the sign of the second; modulo 0 it
---is 0 for whole numbers and NaN for real ones. Of the entries; where there is
---none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return self
function SparseMatrix:mod_(other) end

---The product of the two, element by element. Of the entries; where there is
---none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return snn.SparseMatrix
function SparseMatrix:mul(other) end

---In place: the product of the two, element by element. Of the entries; where
---there is none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return self
function SparseMatrix:mul_(other) end

---The negative of each element. Of the entries; where there is none, nothing
---changes.
---@return snn.SparseMatrix
function SparseMatrix:neg() end

---In place: the negative of each element. Of the entries; where there is none,
---nothing changes.
---@return self
function SparseMatrix:neg_() end

---The number of entries, also of those whose value is 0.
---@return integer
function SparseMatrix:nnz() end

---The number of elements, whether they have an entry or not.
---@return integer|number
function SparseMatrix:numel() end

---The first to the power of the second. Whole numbers stay whole, and wrap
---around; a negative number as the second makes real ones of them. With a
---tensor as the second they are whole always, for types don't depend on
---elements: to a negative power 0, but 1 and -1, as in PyTorch. Of the entries;
---where there is none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return snn.SparseMatrix
function SparseMatrix:pow(other) end

---In place: the first to the power of the second. Whole numbers stay whole, and
---wrap around; a negative number as the second makes real ones of them. With a
---tensor as the second they are whole always, for types don't depend on
---elements: to a negative power 0, but 1 and -1, as in PyTorch. Of the entries;
---where there is none, nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return self
function SparseMatrix:pow_(other) end

---The product. 1 if there are no elements. Of all elements; those without entry
---count as 0.
---@return number
function SparseMatrix:prod() end

---1 / x. Of the entries; where there is none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:reciprocal() end

---In place: 1 / x. Of the entries; where there is none, nothing changes.
---@return self
function SparseMatrix:reciprocal_() end

---The element, or 0 where it is below 0; NaN for NaN. Of the entries; where
---there is none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:relu() end

---In place: the element, or 0 where it is below 0; NaN for NaN. Of the entries;
---where there is none, nothing changes.
---@return self
function SparseMatrix:relu_() end

---The nearest whole number, halves to the even one. Of the entries; where there
---is none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:round() end

---In place: the nearest whole number, halves to the even one. Of the entries;
---where there is none, nothing changes.
---@return self
function SparseMatrix:round_() end

---Writes the matrix to a .npz file, which SciPy's load_npz reads, and snn.load.
---@param path string
---@return self
function SparseMatrix:save(path) end

---1 / (1 + exp(-x)). Of the entries; where there is none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:sigmoid() end

---In place: 1 / (1 + exp(-x)). Of the entries; where there is none, nothing
---changes.
---@return self
function SparseMatrix:sigmoid_() end

----1, 0 or 1; NaN for NaN. Of the entries; where there is none, nothing
---changes.
---@return snn.SparseMatrix
function SparseMatrix:sign() end

---In place: -1, 0 or 1; NaN for NaN. Of the entries; where there is none,
---nothing changes.
---@return self
function SparseMatrix:sign_() end

---The sine of an angle in radians. Of the entries; where there is none, nothing
---changes.
---@return snn.SparseMatrix
function SparseMatrix:sin() end

---In place: the sine of an angle in radians. Of the entries; where there is
---none, nothing changes.
---@return self
function SparseMatrix:sin_() end

---The hyperbolic sine. Of the entries; where there is none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:sinh() end

---In place: the hyperbolic sine. Of the entries; where there is none, nothing
---changes.
---@return self
function SparseMatrix:sinh_() end

---The size of an axis, or a table of all sizes.
---@overload fun(self: snn.SparseMatrix): integer[]
---@param axis integer counts from 1; -1 is the last
---@return integer
function SparseMatrix:size(axis) end

---The square root; NaN below 0. Of the entries; where there is none, nothing
---changes.
---@return snn.SparseMatrix
function SparseMatrix:sqrt() end

---In place: the square root; NaN below 0. Of the entries; where there is none,
---nothing changes.
---@return self
function SparseMatrix:sqrt_() end

---The element times itself. Of the entries; where there is none, nothing
---changes.
---@return snn.SparseMatrix
function SparseMatrix:square() end

---In place: the element times itself. Of the entries; where there is none,
---nothing changes.
---@return self
function SparseMatrix:square_() end

---The square root of the variance. Of all elements; those without entry count
---as 0. v:std { unbiased = true } divides by the count less one, as PyTorch
---does if not told otherwise; NumPy divides by the count.
---@param options? snn.SparseSpreadOptions
---@return number
function SparseMatrix:std(options) end

---The first less the second. Of the entries; where there is none, nothing
---changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return snn.SparseMatrix
function SparseMatrix:sub(other) end

---In place: the first less the second. Of the entries; where there is none,
---nothing changes.
---@param other snn.SparseMatrix|snn.Tensor|number a matrix with entries in the same places, a tensor that is broadcast, or a number
---@return self
function SparseMatrix:sub_(other) end

---The sum; a bool counts as 0 or 1. 0 if there are no elements. Of all
---elements, or along an axis; those without entry count as 0.
---@overload fun(self: snn.SparseMatrix): number
---@param axis integer|integer[] counts from 1; -1 is the last; or several
---@param keepdim? boolean whether the axis stays, with size 1
---@return snn.Tensor
function SparseMatrix:sum(axis, keepdim) end

---The matrix in a line: type, shape, entries, and their smallest, mean and
---largest value.
---@return string
function SparseMatrix:summary() end

---The tangent of an angle in radians. Of the entries; where there is none,
---nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:tan() end

---In place: the tangent of an angle in radians. Of the entries; where there is
---none, nothing changes.
---@return self
function SparseMatrix:tan_() end

---The hyperbolic tangent. Of the entries; where there is none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:tanh() end

---In place: the hyperbolic tangent. Of the entries; where there is none,
---nothing changes.
---@return self
function SparseMatrix:tanh_() end

---The elements as another type; the tensor itself if it has that type.
---@param type snn.ElementType|snn.SparseMatrix float32 or float64
---@return snn.SparseMatrix
function SparseMatrix:to(type) end

---A tensor with all elements; those without entry are 0.
---@return snn.Tensor
function SparseMatrix:to_dense() end

---The whole number next to it on the way to 0. Of the entries; where there is
---none, nothing changes.
---@return snn.SparseMatrix
function SparseMatrix:trunc() end

---In place: the whole number next to it on the way to 0. Of the entries; where
---there is none, nothing changes.
---@return self
function SparseMatrix:trunc_() end

---The elements as another type; the tensor itself if it has that type.
---@param type snn.ElementType|snn.SparseMatrix float32 or float64
---@return snn.SparseMatrix
function SparseMatrix:type_as(type) end

---The values of the entries, row by row: a view of a matrix, a copy of a
---selection.
---@return snn.Tensor
function SparseMatrix:values() end

---The variance, the squares' sum divided by the count. Of all elements; those
---without entry count as 0. v:var { unbiased = true } divides by the count less
---one, as PyTorch does if not told otherwise; NumPy divides by the count.
---@param options? snn.SparseSpreadOptions
---@return number
function SparseMatrix:var(options) end

---Writes zeros to all entries, in place; they stay entries.
---@return self
function SparseMatrix:zero_() end

---Spikes or currents that arrive some iterations later.
---@class snn.DelayLine
local DelayLine = {}

---What is on its way, [longest delay + 1, neurons]: the first row arrives in
---the next step. A copy, for restore.
---@return snn.Tensor
function DelayLine:pending() end

---Forgets what is on its way.
function DelayLine:reset() end

---Makes what pending gave be what is on its way.
---@param pending snn.Tensor
function DelayLine:restore(pending) end

---Moves on by an iteration and gives what arrives, as a new tensor: a bool
---vector of spikes, or the currents of the targets. A delay of 0 arrives at
---once. A synapse passes on the weight that it has when the spike leaves.
---@param spike snn.Tensor whose spikes leave now
---@param W? snn.Tensor|snn.SparseMatrix the weights, if each synapse has its delay: sparse, if the delays are
---@return snn.Tensor
function DelayLine:step(spike, W) end

---The commands of the prompt as functions: ":run 100" is snn.prompt.run(100).
---@class snn.prompt
local prompt = {}

snn.prompt = prompt

---Makes the local variables of the caller globals, where nothing has the name:
---what a script leaves to the prompt.
function prompt.keep_locals() end

---Runs a file of Lua and hands its local variables to the prompt: where no
---global has the name, one gets the value. A file that save has written gives
---the network its state.
---@param path string
---@param ... any
function prompt.load(path, ...) end

---The networks that were made since the prompt began.
---@return snn.Network[]
function prompt.networks() end

---Shows a picture: rows [t, i] of spikes as a raster, square matrices, sparse
---ones and the W of synapses as an image, other tensors as lines.
---@param what any a tensor, a synapse group or a figure
---@param options? table those of snn.plot
function prompt.plot(what, options) end

---Runs iterations and prints how long each behavior took.
---@param count? integer 100 if not given
function prompt.profile(count) end

---Ends the prompt; so do exit and quit alone.
function prompt.quit() end

---Initializes the behaviors with this tag again.
---@param name string a tag of behaviors
---@return integer how many
function prompt.reinit(name) end

---Loads a file again, up to where it makes a network. Classes of behaviors get
---the methods that it gives them, and living behaviors keep their state; local
---variables up to there are handed over anew; after an error nothing has
---changed. Modules of scripts are loaded again, too.
---@param path? string the script if not given
---@return string[] names of the classes
function prompt.reload(path) end

---Runs iterations, or a time such as "100 ms", of the network: the global net,
---or the last one made. Without a count it goes on with a run that Ctrl-C has
---stopped, or repeats the last count.
---@param count? integer|string iterations or a time
function prompt.run(count) end

---Saves the state of the network in a file, as net:save(path).
---@param path string
function prompt.save(path) end

---Runs one iteration or a few; at the prompt also step().
---@param count? integer 1 if not given
function prompt.step(count) end

---Calls a function, prints how long it took, and returns its results. As a
---command it takes an expression or statements.
---@param f function
---@param ... any
---@return any
function prompt.time(f, ...) end

---Reloads a file whenever it or a module that scripts have required changes; no
---longer, if it was watched.
---@param path? string the script if not given
function prompt.watch(path) end

---Lists the globals that scripts and the prompt have made.
function prompt.who() end

return snn
