"""Writes synapses.txt: what NEST and SciPy make of synaptic currents.

Made with NEST 3.10.0, SciPy 1.17.1 and NumPy. Each line is a name and its numbers.

Usage: python3 synapses.py
"""

import pathlib

import nest
import numpy as np
from scipy.integrate import solve_ivp

values = {}


def keep(name, numbers):
    values[name] = np.asarray(numbers, dtype=float).ravel()


# NEST: voltages of neurons with three sources, each with its delay and weight.

nest.verbosity = nest.VerbosityLevel.ERROR
TIMES = [[3.0, 10.0, 11.0, 40.0], [5.0, 20.0, 21.5], [2.0, 7.7, 33.3, 50.0]]
WEIGHTS, DELAYS = [50.0, -80.0, 120.0], [1.0, 3.0, 7.5]


def voltage(name, model, parameters):
    nest.ResetKernel()
    nest.resolution = 0.1
    neuron = nest.Create(model, params={
        "tau_m": 20.0, "C_m": 200.0, "E_L": -65.0, "V_m": -65.0, "V_th": 1e3,
        **parameters})
    for times, weight, delay in zip(TIMES, WEIGHTS, DELAYS):
        source = nest.Create("spike_generator", params={"spike_times": times})
        nest.Connect(source, neuron, syn_spec={"weight": weight, "delay": delay})
    meter = nest.Create(
        "multimeter", params={"record_from": ["V_m"], "interval": 5.0})
    nest.Connect(meter, neuron)
    nest.Simulate(81.0)
    keep(name, meter.events["V_m"])


voltage("nest exponential", "iaf_psc_exp", {"tau_syn_ex": 5.0, "tau_syn_in": 5.0})
voltage("nest alpha", "iaf_psc_alpha", {"tau_syn_ex": 2.0, "tau_syn_in": 2.0})

# NEST: what a synapse with short-term plasticity adds to a voltage.

BURST = [10.0, 30.0, 45.0, 50.0, 120.0, 400.0, 410.0]


def release(name, u):
    nest.ResetKernel()
    nest.resolution = 1.0
    neuron = nest.Create("iaf_psc_delta", params={
        "tau_m": 1e12, "V_th": 1e9, "E_L": 0.0, "V_m": 0.0})
    source = nest.Create("spike_generator", params={"spike_times": BURST})
    repeater = nest.Create("parrot_neuron")
    nest.Connect(source, repeater, syn_spec={"delay": 1.0})
    nest.Connect(repeater, neuron, syn_spec={
        "synapse_model": "tsodyks2_synapse", "weight": 2.0, "delay": 3.0, **u})
    meter = nest.Create(
        "multimeter", params={"record_from": ["V_m"], "interval": 1.0})
    nest.Connect(meter, neuron)
    nest.Simulate(450.0)
    jumps = np.diff(meter.events["V_m"])
    keep(name, jumps[jumps > 1e-3])
    keep(name + " times", meter.events["times"][1:][jumps > 1e-3])


release("nest facilitation", {"U": 0.2, "u": 0.2, "tau_rec": 300.0,
                              "tau_fac": 200.0})
release("nest depression", {"U": 0.5, "u": 0.5, "tau_rec": 800.0, "tau_fac": 0.0})

# SciPy: a neuron with conductances after spikes at 5, 12, 14 and 30 ms, at 50 ms.

SPIKES = [5.0, 12.0, 14.0, 30.0]


def conductance(name, right_side, jump, count):
    """`right_side` gives the conductance and the derivatives of its state."""
    state, start = np.zeros(1 + count), 0.0
    state[0] = -65.0

    def derivative(_, y):
        g, rest = right_side(y[0], y[1:])
        return [(-65.0 - y[0] - 100.0 * g * y[0]) / 20.0, *rest]

    for end in [*SPIKES, 50.0]:
        state = solve_ivp(derivative, (start, end), state, method="DOP853",
                          rtol=1e-12, atol=1e-14).y[:, -1]
        state[1:] += jump
        start = end
    keep(name, state[0])


def block(v):
    return 1 / (1 + np.exp(-0.062 * v) / 3.57)


def peak(rise, decay):
    t = rise * decay / (decay - rise) * np.log(decay / rise)
    return np.exp(-t / decay) - np.exp(-t / rise)


conductance("scipy exponential", lambda v, y: (y[0], [-y[0] / 5]), [0.01], 1)
conductance(
    "scipy alpha",
    lambda v, y: (y[1], [-y[0] / 2, np.e / 2 * y[0] - y[1] / 2]), [0.01, 0], 2)
conductance(
    "scipy biexponential",
    lambda v, y: (y[1] - y[0], [-y[0] / 2, -y[1] / 5]),
    np.full(2, 0.01 / peak(2, 5)), 2)
conductance(
    "scipy NMDA",
    lambda v, y: ((y[1] - y[0]) * block(v), [-y[0] / 2, -y[1] / 100]),
    np.full(2, 0.01 / peak(2, 100)), 2)
conductance(
    "scipy saturating NMDA",
    lambda v, y: (0.01 * y[0] * block(v),
                  [-y[0] / 100 + 0.5 * y[1] * (1 - y[0]), -y[1] / 2]),
    [0, 1], 2)

path = pathlib.Path(__file__).with_suffix(".txt")
with open(path, "w") as file:
    for name, numbers in values.items():
        texts = " ".join(f"{number:.12g}" for number in numbers)
        file.write(f"{name}: {texts}\n")
