"""The rates of CUBA and COBA (Brette et al. 2007) in Brian2, over seeds.

    python3 brette.py 10

prints the mean and the standard deviation of the rates of E and I, in Hz, over
the first second. Brian counts the step of a spike as one of those in which the
neuron rests, so that its 5 ms are 49 steps, of 50 here. Made with Brian2 2.9.0.
"""

import sys

import numpy as np
from brian2 import (
    NeuronGroup, SpikeMonitor, Synapses, defaultclock, ms, mV, prefs,
    run, second, seed, start_scope)

prefs.codegen.target = "numpy"
defaultclock.dt = 0.1 * ms
CUBA = """
dv/dt = (ge + gi - (v + 49*mV)) / (20*ms) : volt (unless refractory)
dge/dt = -ge / (5*ms) : volt
dgi/dt = -gi / (10*ms) : volt
"""
COBA = """
dv/dt = (ge*(0*mV - v) + gi*(-80*mV - v) - (v + 60*mV)) / (20*ms)
  : volt (unless refractory)
dge/dt = -ge / (5*ms) : 1
dgi/dt = -gi / (10*ms) : 1
""".replace("\n  :", " :")


def rates(model, number):
    start_scope()
    seed(number)
    is_cuba = model == CUBA
    P = NeuronGroup(
        4000, model, threshold="v > -50*mV", reset="v = -60*mV",
        refractory=5 * ms, method="exact" if is_cuba else "exponential_euler")
    if is_cuba:
        P.v = "-60*mV + rand() * 10*mV"
        weights = "1.62*mV", "-9*mV"
    else:
        P.v = "-60*mV + (randn() * 5 - 5) * mV"
        P.ge = "randn() * 1.5 + 4"
        P.gi = "randn() * 12 + 20"
        weights = "0.6", "6.7"
    E = Synapses(P, P, on_pre="ge += " + weights[0])
    E.connect("i < 3200", p=0.02)
    I = Synapses(P, P, on_pre="gi += " + weights[1])
    I.connect("i >= 3200", p=0.02)
    spikes = SpikeMonitor(P)
    run(1 * second)
    counts = np.asarray(spikes.count)
    return counts[:3200].mean(), counts[3200:].mean()


for name, model in ("CUBA", CUBA), ("COBA", COBA):
    values = np.array(
        [rates(model, n) for n in range(1, int(sys.argv[1]) + 1)])
    print(name, values.mean(0), values.std(0, ddof=1))
