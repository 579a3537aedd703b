"""Writes plasticity.txt: what Brian2 and NEST make of weights.

Made with Brian2 2.9.0, NEST 3.10.0 and NumPy. Each line is a name and its numbers.
A list of spikes is pairs of an iteration, from 1, and a neuron, from 1.

Usage: python3 plasticity.py
"""

import pathlib

import brian2 as b2
import nest
import numpy as np

b2.prefs.codegen.target = "numpy"
values = {}


def keep(name, numbers):
    values[name] = np.asarray(numbers, dtype=float).ravel()


def trains(seed, sources, iterations, chance, step=1):
    """Spikes at every `step`-th iteration with a probability."""
    generator = np.random.default_rng(seed)
    mask = generator.random((iterations // step, sources)) < chance
    mask[0] = False
    iteration, neuron = np.nonzero(mask)
    return iteration * step, neuron


def keep_spikes(name, iterations, neurons):
    keep(name, np.stack([np.asarray(iterations), np.asarray(neurons) + 1], 1))


# Brian2: weights of all pairs of given spikes, with coincidences.

ALL = ("apre += 1.0", "apost += 1.0")
NEAREST = ("apre = 1.0", "apost = 1.0")
HARD = ("w = clip(w - 0.03 * apost, 0, 1)", "w = clip(w + 0.02 * apre, 0, 1)")
SOFT = ("w += -0.03 * apost * w", "w += 0.02 * apre * (1 - w)")
POWER = ("w = clip(w - 0.03 * apost * w**0.3, 0, 1)",
         "w = clip(w + 0.02 * apre * (1 - w)**0.6, 0, 1)")


def pairs(name, traces, change):
    b2.start_scope()
    b2.defaultclock.dt = 1 * b2.ms
    groups = []
    for spikes in (pre, post):
        groups.append(b2.SpikeGeneratorGroup(
            6, spikes[1], (spikes[0] - 1) * b2.ms))
    synapses = b2.Synapses(
        *groups,
        """w : 1
           dapre/dt = -apre / (17*ms) : 1 (event-driven)
           dapost/dt = -apost / (34*ms) : 1 (event-driven)""",
        on_pre=f"{traces[0]}\n{change[0]}",
        on_post=f"{traces[1]}\n{change[1]}")
    synapses.connect()
    synapses.w = 0.5
    b2.Network(*groups, synapses).run(400 * b2.ms)
    keep(name, synapses.w[:])


pre, post = trains(1, 6, 400, 0.08), trains(2, 6, 400, 0.08)
keep_spikes("pre", *pre)
keep_spikes("post", *post)
pairs("brian hard", ALL, HARD)
pairs("brian nearest", NEAREST, HARD)
pairs("brian soft", ALL, SOFT)
pairs("brian power", ALL, POWER)

# Brian2: neurons that spike by what they learn, with delays.

b2.start_scope()
b2.defaultclock.dt = 0.5 * b2.ms
inputs = trains(3, 20, 2000, 0.02)
keep_spikes("inputs", *inputs)
source = b2.SpikeGeneratorGroup(20, inputs[1], (inputs[0] - 1) * 0.5 * b2.ms)
neurons = b2.NeuronGroup(
    3, """dv/dt = (-65 - v + 50 * I) / (20*ms) : 1
          dI/dt = -I / (5*ms) : 1""",
    threshold="v >= -55", reset="v = -65", method="exact")
neurons.v = -65
synapses = b2.Synapses(
    source, neurons,
    """w : 1
       dapre/dt = -apre / (20*ms) : 1 (event-driven)
       dapost/dt = -apost / (20*ms) : 1 (event-driven)""",
    on_pre="""I_post += w
              apre += 1
              w = clip(w - 0.0021 * apost, 0, 0.2)""",
    on_post="""apost += 1
               w = clip(w + 0.002 * apre, 0, 0.2)""")
synapses.connect()
synapses.w = "0.05 + 0.005 * i + 0.01 * j"
synapses.pre.delay = 1.5 * b2.ms
monitor = b2.SpikeMonitor(neurons)
b2.Network(source, neurons, synapses, monitor).run(1000 * b2.ms)
keep_spikes("learner", np.round(monitor.t / (0.5 * b2.ms)) + 1, monitor.i[:])
keep("learner weights", synapses.w[:])

# NEST: a synapse between two neurons that repeat what they are told. NEST's delay
# is that of the target's spikes, which therefore count a ms later here.

nest.verbosity = nest.VerbosityLevel.ERROR
DELAY = 1
even = [trains(4 + k, 1, 600, 0.15, 2)[0] for k in range(2)]
even[0] = np.append(even[0], 602)  # NEST moves weights when the source spikes
keep("nest pre", even[0])
keep("nest post", even[1] + DELAY)


def connected(model, parameters, neuron={}, before=lambda: None):
    nest.ResetKernel()
    nest.resolution = 1.0
    before()
    neurons = []
    for times in even:
        generator = nest.Create(
            "spike_generator", params={"spike_times": times - 1.0})
        repeater = nest.Create("parrot_neuron", params=neuron)
        nest.Connect(generator, repeater)
        neurons.append(repeater)
    nest.Connect(*neurons, syn_spec={
        "synapse_model": model, "delay": DELAY, "receptor_type": 1, **parameters})
    nest.Simulate(650.0)
    return nest.GetConnections(*neurons).weight


def nest_weight(name, *arguments, **options):
    keep(name, [connected(*arguments, **options)])


STDP = {"weight": 0.4, "Wmax": 2.0, "lambda": 0.02, "alpha": 0.45, "tau_plus": 17.0}
POST = {"tau_minus": 34.0}
nest_weight("nest additive", "stdp_synapse",
            {**STDP, "mu_plus": 0.0, "mu_minus": 0.0}, POST)
nest_weight("nest multiplicative", "stdp_synapse",
            {**STDP, "mu_plus": 1.0, "mu_minus": 1.0}, POST)
nest_weight("nest power", "stdp_synapse",
            {**STDP, "mu_plus": 0.6, "mu_minus": 0.3}, POST)
nest_weight("nest nearest", "stdp_nn_symm_synapse",
            {**STDP, "mu_plus": 0.0, "mu_minus": 0.0}, POST)
nest_weight("nest triplet", "stdp_triplet_synapse", {
    "weight": 0.4, "Wmax": 2.0, "tau_plus": 16.8, "tau_plus_triplet": 101.0,
    "Aplus": 5e-4, "Aplus_triplet": 6.2e-3, "Aminus": 7e-3,
    "Aminus_triplet": 2.3e-3}, {"tau_minus": 33.7, "tau_minus_triplet": 125.0})
nest_weight("nest vogels", "vogels_sprekeler_synapse", {
    "weight": 0.4, "Wmax": 2.0, "eta": 0.01, "tau": 20.0, "alpha": 0.2},
    {"tau_minus": 20.0})


def dopamine():
    source = nest.Create(
        "spike_generator", params={"spike_times": [199.0, 349.0]})
    repeater = nest.Create("parrot_neuron")
    transmitter = nest.Create("volume_transmitter")
    nest.Connect(source, repeater)
    nest.Connect(repeater, transmitter)
    nest.CopyModel("stdp_dopamine_synapse", "rewarded", {
        "volume_transmitter": transmitter, "tau_c": 1000.0, "tau_n": 200.0,
        "tau_plus": 17.0, "A_plus": 0.5, "A_minus": 0.4, "b": 0.0,
        "Wmin": 0.0, "Wmax": 200.0})


nest_weight("nest dopamine", "rewarded", {"weight": 50.0}, POST, before=dopamine)

# NEST: a voltage that shows spikes, and the weight that follows from it.

SPIKES = np.array([20, 41, 63, 80, 101, 122, 150, 170, 201, 230, 260, 290])


def clopath(name, weakening, strengthening):
    nest.ResetKernel()
    nest.resolution = 0.1
    neuron = nest.Create("aeif_psc_delta_clopath", params={
        "A_LTD": weakening, "A_LTP": strengthening, "theta_minus": -70.6,
        "theta_plus": -45.3, "tau_u_bar_minus": 10.0, "tau_u_bar_plus": 7.0,
        "delay_u_bars": 0.1, "A_LTD_const": True, "I_e": 900.0, "E_L": -70.6,
        "V_m": -70.6, "u_bar_minus": -70.6, "u_bar_plus": -70.6})
    source = nest.Create(
        "spike_generator", params={"spike_times": SPIKES - 1.0})
    repeater = nest.Create("parrot_neuron")
    nest.Connect(source, repeater)
    nest.Connect(repeater, neuron, syn_spec={
        "synapse_model": "clopath_synapse", "tau_x": 15.0, "weight": 0.5,
        "delay": 0.1, "Wmax": 10.0, "Wmin": 0.0})
    meter = nest.Create(
        "multimeter", params={"record_from": ["V_m"], "interval": 0.1})
    nest.Connect(meter, neuron)
    nest.Simulate(295.0)
    keep(name, nest.GetConnections(repeater, neuron).weight)
    keep(name + " voltage", np.round(meter.events["V_m"], 2))


keep("clopath spikes", SPIKES)
clopath("clopath weakening", 14e-4, 0.0)
clopath("clopath strengthening", 0.0, 8e-5)

path = pathlib.Path(__file__).with_suffix(".txt")
with open(path, "w") as file:
    for name, numbers in values.items():
        texts = " ".join(f"{number:.12g}" for number in numbers)
        file.write(f"{name}: {texts}\n")
