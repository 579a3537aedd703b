"""Vogels et al. 2011 in Brian2, over seeds.

    python3 vogels.py NEURONS SECONDS SEEDS

prints the mean and the standard deviation of what vogels.lua prints: the rate of
E in Hz in the first tenth; the rate, its deviation among neurons and the mean CV
from 0.7 of the time on; the mean weight of inhibition in nS. Parameters as in the
script by F. Zenke among Brian's examples. Made with Brian2 2.9.0.
"""

import sys

import numpy as np
from brian2 import (
    Network, NeuronGroup, SpikeMonitor, Synapses, defaultclock, ms, prefs,
    second, seed, start_scope)

prefs.codegen.target = "numpy"
defaultclock.dt = 0.1 * ms
MODEL = """
dv/dt = (-60 - v + ge*(0 - v)/10 + gi*(-80 - v)/10 + 20) / (20*ms)
  : 1 (unless refractory)
dge/dt = -ge / (5*ms) : 1
dgi/dt = -gi / (10*ms) : 1
""".replace("\n  :", " :")


def run(size, seconds, number):
    start_scope()
    seed(number)
    P = NeuronGroup(
        size, MODEL, threshold="v > -50", reset="v = -60", refractory=5 * ms,
        method="exponential_euler")
    P.v = "-60 + rand() * 10"
    n, p = size * 4 // 5, min(200 / size, 1)
    E, I = P[:n], P[n:]
    e = Synapses(E, P, on_pre="ge += 0.3")
    e.connect(p=p)
    ii = Synapses(I, I, on_pre="gi += 3")
    ii.connect(p=p)
    ie = Synapses(I, E, """
        w : 1
        dx/dt = -x / (20*ms) : 1 (event-driven)
        dy/dt = -y / (20*ms) : 1 (event-driven)
        """, on_pre="""
        x += 1
        w = clip(w + (y - 2 * 3 * 0.02) * 0.01, 0, 100)
        gi += w
        """, on_post="""
        y += 1
        w = clip(w + x * 0.01, 0, 100)
        """)
    ie.connect(p=p)
    spikes = SpikeMonitor(E)
    Network(P, e, ii, ie, spikes).run(seconds * second)
    trains = [np.asarray(t / ms) for t in spikes.spike_trains().values()]
    late = [t[t > 700 * seconds] for t in trains]
    rates = np.array([len(t) for t in late]) / (0.3 * seconds)
    gaps = [np.diff(t) for t in late if len(t) > 2]
    first = sum((t <= 100 * seconds).sum() for t in trains)
    return (first / n / (0.1 * seconds), rates.mean(), rates.std(ddof=1),
            np.mean([g.std() / g.mean() for g in gaps]), np.mean(ie.w[:]))


size, seconds, seeds = map(int, sys.argv[1:])
values = np.array([run(size, seconds, n) for n in range(1, seeds + 1)])
print(values.mean(0), values.std(0, ddof=1))
